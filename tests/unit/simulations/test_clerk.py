"""What a clerk does by a plan: the model's acts, those of clerks who fall for traps, and those who look at nothing."""

import pytest

from simulations.clerk import acts_of, dumb_plan, model_plan, trapped_plan
from simulations.marking import mark
from simulations.ruling import rule
from simulations.scenario import Falls
from simulations.window import play
from tests.factories.desk import trial_case, trial_content

CATALOGUE = trial_content().newest()
NAMES = ["trial-accept", "trial-supplement", "trial-relay", "trial-guide"]


def _acts(case, falls=None):
    ruling = rule(case, CATALOGUE)
    plan = model_plan(ruling) if falls is None else trapped_plan(ruling, falls)
    return acts_of(case, CATALOGUE, ruling, plan)


def _fallen(name, **falls):
    """Return what a trap-taker does that the model does not, and what only the model does."""
    case = trial_case(name)
    right, wrong = _acts(case), _acts(case, Falls(**falls))
    return [one for one in wrong if one not in right], [one for one in right if one not in wrong]


def _of(acts, do, *keys):
    found = [tuple(act.get(key) for key in keys) for act in acts if act["do"] == do]
    return [one[0] for one in found] if len(keys) == 1 else found


def _person(case, role="applicant", **changes):
    person = case.people[role].model_copy(update=changes)
    return case.model_copy(update={"people": {**case.people, role: person}})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_model_clerk_is_never_refused_and_earns_all_there_is(name, seed):
    case = trial_case(name, seed)
    acts = _acts(case)
    state = play(case, CATALOGUE, ((seq, act, seq * 1_000) for seq, act in enumerate(acts, 1)))
    assert [event.code for event in state.events if event.code] == []
    assert mark(case, CATALOGUE, rule(case, CATALOGUE), state).score == 100


def test_the_model_clerk_looks_before_deciding_and_ends_with_the_papers():
    does = [act["do"] for act in _acts(trial_case("trial-accept"))]
    order = [does.index(do) for do in ("call", "read", "compare", "choose", "situation", "inspect", "verdict", "fill",
                                       "sign", "decide", "compose", "seal", "receive", "issue", "archive",
                                       "give_back", "rate", "finish")]  # fmt: skip
    assert order == sorted(order)


def test_who_does_not_come_at_the_first_call_is_called_again():
    assert [act["do"] for act in _acts(trial_case("trial-relay"))][:2] == ["call", "recall"]


def test_what_timed_out_is_fetched_again_once_it_was_authorized():
    acts = _acts(trial_case("trial-accept"))
    assert _of(acts, "fetch", "licence", "person") == [("marriage", "applicant")] * 2
    assert _of(acts, "authorize", "person") == ["applicant"]
    assert sorted(_of(acts, "check", "check")) == ["insured", "labour"]


def test_nothing_improper_is_asked_and_nothing_already_known():
    assert sorted(_of(_acts(trial_case("trial-accept")), "ask", "question")) == ["account", "why"]
    told = trial_case("trial-accept").model_copy(update={"opening_shows": ("resigned", "account")})
    assert _of(_acts(told), "ask", "question") == []


def test_what_a_paper_shows_is_not_asked():
    case = trial_case("trial-accept")
    papers = tuple(one.model_copy(update={"shows": ("resigned", "account")}) for one in case.papers)
    assert _of(_acts(case.model_copy(update={"papers": papers})), "ask", "question") == []


def test_what_no_answer_shows_is_looked_up():
    case = trial_case("trial-accept")
    silent = case.model_copy(update={"asks": ()})
    assert sorted(_of(_acts(silent), "check", "check")) == ["insured", "labour"]
    spoken = next(one for one in case.asks if one.id == "why").model_copy(update={"shows": ("months", "resigned")})
    assert _of(_acts(case.model_copy(update={"asks": (spoken,)})), "check", "check") == ["labour"]


def test_both_sides_are_looked_at_and_a_blurred_scan_is_done_again():
    case = trial_case("trial-accept")
    booklet = case.paper("card").model_copy(update={"id": "booklet", "fits": "marriage", "kind": "certificate"})
    booklet = booklet.model_copy(update={"sides": 2, "blurred": True})
    acts = _acts(case.model_copy(update={"papers": (booklet,), "licences": ()}))
    assert _of(acts, "inspect", "paper", "side") == [("booklet", 1), ("booklet", 2)]
    assert _of(acts, "scan", "paper", "side") == [("booklet", 1), ("booklet", 1), ("booklet", 2), ("booklet", 2)]


def test_an_expired_card_is_read_to_see_that_it_is():
    read = _of(_acts(_person(trial_case("trial-accept"), id_card="expired", code="none")), "read", "means")
    assert read == ["id_card"]
    read = _of(_acts(_person(trial_case("trial-accept"), id_card="none", code="expired")), "read", "means")
    assert read == ["code"]
    old = _person(trial_case("trial-accept"), id_card="none", ss_card="expired", code="expired")
    assert _of(_acts(old), "read", "means") == ["ss_card"]


def test_of_someone_identified_before_nothing_is_read_signed_or_rated():
    acts = _acts(trial_case("trial-accept").model_copy(update={"entry": "online"}))
    assert {"read", "compare", "sign", "give_back", "rate"} & {act["do"] for act in acts} == set()


def test_a_kept_paper_is_kept():
    case = _person(trial_case("trial-accept"), household="elsewhere")
    old = case.paper("card").model_copy(update={"id": "old", "fits": "old-card", "kind": "ss_card"})
    acts = _acts(case.model_copy(update={"papers": (*case.papers, old)}))
    assert (_of(acts, "keep", "paper"), _of(acts, "give_back", "paper")) == (["old"], ["card"])


@pytest.mark.parametrize(("name", "falls", "more", "less"), [
    ("trial-accept", {"ask": ("show-card",)}, [{"do": "ask", "question": "show-card"}], []),
    ("trial-accept", {"read": ("applicant:code",)}, [{"do": "read", "person": "applicant", "means": "code"}], []),
    ("trial-accept", {"praise": True}, [{"do": "rate", "how": "praise"}], [{"do": "rate", "how": "neutral"}]),
    ("trial-accept", {"skip": ("inspect:statement",)}, [], [{"do": "inspect", "paper": "statement", "side": 1}]),
    ("trial-accept", {"skip": ("rate",)}, [], [{"do": "rate", "how": "neutral"}]),
    ("trial-accept", {"form": {"account": "1", "since": "2"}},
     [{"do": "fill", "application": "TS-01", "field": "account", "value": "1"}], None),
    ("trial-accept", {"verdicts": {"TS-02/marriage": {"verdict": "return"}, "id-card": {"verdict": "return"}}},
     [{"do": "verdict", "application": "TS-01", "material": "id-card", "verdict": "return", "flaws": []}], None),
    ("trial-supplement", {"verdicts": {"TS-01/letter": {"verdict": "return", "flaws": ("expired",)}}},
     [{"do": "verdict", "application": "TS-01", "material": "letter", "verdict": "return", "flaws": ["expired"]}],
     None),
    ("trial-supplement", {"fields": {"until": "2026-09-02"}},
     [{"do": "compose", "application": "TS-01", "document": "supplement-notice", "field": "until",
       "value": "2026-09-02"}], None),
    ("trial-relay", {"destination": "wutongwan"}, [
        {"do": "compose", "application": "TS-02", "document": kind, "field": "destination", "value": "wutongwan"}
        for kind in ("relay-receipt", "transfer-slip")
    ] + [{"do": "hand_off", "application": "TS-02", "destination": "wutongwan"}], None),
])  # fmt: skip
def test_a_trap_changes_what_it_names_and_nothing_else(name, falls, more, less):
    added, missing = _fallen(name, **falls)
    assert added == more
    assert len(missing) == len(more) if less is None else missing == less


def test_gaps_are_left_out_and_made_up():
    added, _ = _fallen("trial-supplement", omit_gaps=("letter",), add_gaps=("old-card",))
    assert [act["value"] for act in added] == [[
        {"material": "marriage", "flaws": ["missing"]},
        {"material": "statement", "flaws": ["missing"]},
        {"material": "old-card", "flaws": ["missing"]},
    ]]  # fmt: skip


def test_reasons_are_left_out():
    case = trial_case("trial-accept")
    short = case.model_copy(update={"facts": {**case.facts, "months": 3, "resigned": True}})
    acts = _acts(short, Falls(omit_reasons=("involuntary",)))
    assert _of(acts, "compose", "field", "value") == [("reasons", ["paid-a-year"]), ("remedy", "已告知")]


def test_a_paper_nobody_needs_is_scanned_where_it_fits():
    case = trial_case("trial-supplement")
    scans = _of(_acts(case, Falls(scan=("letter", "nothing"))), "scan", "paper", "material")
    assert scans == [("letter", "letter")]
    assert _of(_acts(trial_case("trial-accept"), Falls(scan=("card",))), "scan", "paper") == ["statement"] * 2


def test_a_wrong_decision_has_the_documents_of_that_decision():
    acts = _acts(trial_case("trial-accept"), Falls(decide={"TS-01": "supplement"}))
    assert _of(acts, "decide", "decision") == ["supplement"]
    assert _of(acts, "issue", "document") == ["supplement-notice"]
    acts = _acts(trial_case("trial-guide"), Falls(decide={"TS-03": "no_duplicate"}))
    assert _of(acts, "compose", "value") == ["无"]


def test_a_service_chosen_by_mistake_is_handled_without_verdicts():
    acts = _acts(trial_case("trial-accept"), Falls(service="TS-02"))
    assert _of(acts, "choose", "service") == ["TS-02"]
    assert _of(acts, "situation", "application", "situation") == [("TS-02", "only")]
    assert _of(acts, "verdict", "material") == []


def test_a_situation_chosen_by_mistake():
    assert _of(_acts(trial_case("trial-accept"), Falls(situation="outside")), "situation", "situation") == ["outside"]


def test_an_application_may_be_forgotten():
    case = trial_case("trial-accept").model_copy(update={"applications": ("TS-01", "TS-03")})
    acts = _acts(case, Falls(drop=("TS-01",)))
    assert _of(acts, "choose", "service") == ["TS-03"]


@pytest.mark.parametrize("decision", ["accept", "refuse", "supplement", "relay", "confirm_wish", "no_duplicate"])
def test_a_dumb_clerk_looks_at_nothing_and_always_decides_alike(decision):
    case = trial_case("trial-supplement")
    ruling = rule(case, CATALOGUE)
    acts = acts_of(case, CATALOGUE, ruling, dumb_plan(ruling, decision))
    assert {"inspect", "ask", "check", "fetch"} & {act["do"] for act in acts} == set()
    assert _of(acts, "decide", "decision") == [decision]
    assert dict(_of(acts, "verdict", "material", "verdict")) == {
        "id-card": "waive", "agent-card": "waive", "letter": "collect", "marriage": "collect", "labour": "waive",
        "statement": "collect", "old-card": "collect",
    }  # fmt: skip


def test_the_limit_is_told_as_the_service_says():
    case = trial_case("trial-accept")
    assert _of(_acts(case), "compose", "value") == ["10 个工作日"]
    bare = CATALOGUE.services["TS-01"].model_copy(update={"limit": None})
    catalogue = CATALOGUE.model_copy(update={"services": {**CATALOGUE.services, "TS-01": bare}})
    ruling = rule(case, catalogue)
    assert _of(acts_of(case, catalogue, ruling, model_plan(ruling)), "compose", "value") == ["当场办结"]
