"""The right handling: derived from rules and case alone, for every decision there is."""

import pytest

from simulations.casework import CaseCheck, CaseLicence
from simulations.clerk import acts_of, model_plan
from simulations.expressions import EvaluationFault
from simulations.marking import mark
from simulations.ruling import NoSituation, rule
from simulations.window import play
from tests.factories.desk import trial_case, trial_content

CATALOGUE = trial_content().newest()
MARRIAGE = {"licence": "marriage", "of": "applicant", "lines": (), "shows": ()}


def _ruled(case, service=None):
    ruling = rule(case, CATALOGUE)
    return ruling.of(service or case.applications[0])


def _accept(**facts):
    case = trial_case("trial-accept")
    return case.model_copy(update={"facts": {**case.facts, **facts}})


def _person(case, role="applicant", **changes):
    person = case.people[role].model_copy(update=changes)
    return case.model_copy(update={"people": {**case.people, role: person}})


def _letter(**doc):
    case = trial_case("trial-supplement")
    letter = case.papers[0].model_copy(update={"doc": {**case.papers[0].doc, **doc}})
    return case.model_copy(update={"papers": (letter,)})


def _changed_service(code, **changes):
    service = CATALOGUE.services[code].model_copy(update=changes)
    return CATALOGUE.model_copy(update={"services": {**CATALOGUE.services, code: service}})


def test_what_is_complete_is_accepted():
    ruled = _ruled(_accept())
    assert (ruled.decision, ruled.situation, dict(ruled.gaps), ruled.reasons) == ("accept", "local", {}, ())
    assert ruled.documents == {"acceptance": {"limit": "10 个工作日"}}


def test_the_form_holds_what_is_not_prefilled_and_is_asked():
    case = _accept()
    assert dict(_ruled(case).form) == {
        "account": case.facts["account"], "kind": "本市", "reachable": case.people["applicant"].phone,
    }  # fmt: skip
    assert "reachable" not in _ruled(trial_case("trial-supplement")).form


@pytest.mark.parametrize(("months", "resigned", "reasons"), [
    (11, False, ("paid-a-year",)), (12, True, ("involuntary",)), (11, True, ("paid-a-year", "involuntary")),
])  # fmt: skip
def test_a_refusal_has_all_its_reasons(months, resigned, reasons):
    ruled = _ruled(_accept(months=months, resigned=resigned))
    assert (ruled.decision, ruled.reasons) == ("refuse", reasons)
    assert ruled.documents == {"refusal": {"reasons": list(reasons), "remedy": "已告知"}}


def test_a_pending_application_outweighs_reasons_to_refuse():
    ruled = _ruled(_accept(months=3, filed_before=True).model_copy(update={"wish": "MN1"}))
    assert (ruled.decision, ruled.reasons, ruled.documents) == (
        "no_duplicate", ("not-twice",), {"progress-note": {"number": "MN1"}},
    )  # fmt: skip


def test_twelve_months_are_a_year():
    assert [_ruled(_accept(months=months)).decision for months in (11, 12)] == ["refuse", "accept"]


def test_what_is_missing_is_told_exactly():
    ruled = _ruled(trial_case("trial-supplement"))
    assert dict(ruled.gaps) == {"letter": ("unsigned",), "marriage": ("missing",), "statement": ("missing",)}
    assert ruled.documents == {
        "supplement-notice": {
            "gaps": {"letter": ["unsigned"], "marriage": ["missing"], "statement": ["missing"]}, "until": "2026-10-01",
        }
    }  # fmt: skip


@pytest.mark.parametrize(("doc", "flaws"), [
    ({"signed": True}, ()),
    ({"principal": "别人"}, ("unsigned", "mismatch")),
    ({"signed": True, "until": "2026-08-31"}, ("expired",)),
    ({"signed": True, "until": "2026-09-01"}, ()),
])  # fmt: skip
def test_a_paper_has_every_flaw_it_has(doc, flaws):
    verdict = _ruled(_letter(**doc)).verdicts["letter"]
    assert (verdict.verdict, verdict.flaws) == ("return" if flaws else "collect", flaws)


def test_a_copy_is_no_original():
    case = trial_case("trial-accept")
    papers = tuple(one.model_copy(update={"original": False}) for one in case.papers)
    assert _ruled(case.model_copy(update={"papers": papers})).verdicts["statement"].flaws == ("not_original",)


@pytest.mark.parametrize(("agrees", "decision"), [(True, "accept_on_pledge"), (False, "supplement")])
def test_a_pledge_stands_for_what_may_be_pledged(agrees, decision):
    case = _accept(agrees_pledge=agrees).model_copy(update={"papers": ()})
    assert _ruled(case).decision == decision


def test_a_pledge_names_what_it_stands_for():
    ruled = _ruled(_accept(agrees_pledge=True).model_copy(update={"papers": ()}))
    assert ruled.documents["pledge-letter"] == {"gaps": {"statement": ["missing"]}}
    assert "fact:agrees_pledge" in ruled.evidence


def test_what_may_come_later_is_accepted_pending():
    case = _accept(agrees_later=True).model_copy(update={"papers": (), "checks": ()})
    ruled = _ruled(case)
    assert (ruled.decision, sorted(ruled.gaps)) == ("accept_pending", ["labour", "statement"])
    assert ruled.documents["deferral-pledge"]["until"] == "2026-09-15"
    assert "fact:agrees_later" in ruled.evidence


def test_one_gap_that_may_not_be_deferred_means_a_notice():
    case = _accept(agrees_later=True, agrees_pledge=True).model_copy(update={"papers": (), "licences": ()})
    assert _ruled(case).decision == "supplement"


@pytest.mark.parametrize(("outcomes", "verdict", "flaws"), [
    (("success",), "waive", ()),
    (("timeout", "timeout", "success"), "waive", ()),
    (("not_collected",), "return", ("missing",)),
    (("expired",), "return", ("missing",)),
    (("mismatch",), "return", ("missing",)),
    (("timeout",), "return", ("missing",)),
])  # fmt: skip
def test_a_licence_waives_only_on_success(outcomes, verdict, flaws):
    case = _accept().model_copy(update={"licences": (CaseLicence(outcomes=outcomes, **MARRIAGE),)})
    found = _ruled(case).verdicts["marriage"]
    assert (found.verdict, found.flaws, found.sources) == (verdict, flaws, ("licence:marriage:applicant",))


def test_paper_stands_in_for_a_licence_nobody_collected():
    case = trial_case("trial-accept")
    booklet = case.papers[1].model_copy(update={"id": "booklet", "fits": "marriage", "kind": "certificate"})
    case = case.model_copy(update={"papers": (*case.papers, booklet), "licences": ()})
    found = _ruled(case).verdicts["marriage"]
    assert (found.verdict, found.sources) == ("collect", ("licence:marriage:applicant", "paper:booklet"))


def test_a_declined_authorization_leaves_the_paper():
    case = _accept().model_copy(update={"authorization": {"applicant": "declined"}})
    found = _ruled(case).verdicts["marriage"]
    assert (found.verdict, found.sources) == ("return", ())


@pytest.mark.parametrize(
    ("outcomes", "verdict"), [(("success",), "waive"), (("timeout", "success"), "waive"), (("none",), "return")]
)
def test_shared_data_waive_only_on_success(outcomes, verdict):
    known = CaseCheck(check="labour", of="applicant", outcomes=outcomes, says="", shows=())
    insured = trial_case("trial-accept").checks[1]
    assert _ruled(_accept().model_copy(update={"checks": (known, insured)})).verdicts["labour"].verdict == verdict


def test_what_the_law_collects_no_licence_replaces():
    case = _person(_accept(), household="elsewhere")
    old = case.papers[1].model_copy(update={"id": "old", "fits": "old-card", "kind": "ss_card"})
    ruling = rule(case.model_copy(update={"papers": (*case.papers, old)}), CATALOGUE)
    assert (ruling.applications[0].verdicts["old-card"].verdict, ruling.keep, ruling.give_back) == (
        "collect",
        ("old",),
        ("card",),
    )


def test_not_even_a_licence_that_is_there():
    case = _person(_accept(), household="elsewhere")
    stored = CaseLicence(outcomes=("success",), **{**MARRIAGE, "licence": "resident-id"})
    materials = tuple(
        one.model_copy(update={"licence": "resident-id"}) if one.id == "old-card" else one
        for one in CATALOGUE.services["TS-01"].materials
    )
    case = case.model_copy(update={"licences": (*case.licences, stored)})
    found = rule(case, _changed_service("TS-01", materials=materials)).applications[0].verdicts["old-card"]
    assert (found.verdict, found.flaws, found.sources) == ("return", ("missing",), ())


@pytest.mark.parametrize(("changes", "verdict", "flaws"), [
    ({"id_card": "none", "code": "live"}, "waive", ()),
    ({"id_card": "none", "ss_card": "ok", "code": "none"}, "waive", ()),
    ({"id_card": "expired", "code": "none"}, "return", ("expired",)),
    ({"id_card": "none", "code": "expired"}, "return", ("expired",)),
    ({"id_card": "none", "ss_card": "expired", "code": "none"}, "return", ("expired",)),
    ({"id_card": "none", "code": "screenshot"}, "return", ("missing",)),
    ({"id_card": "none", "code": "none"}, "return", ("missing",)),
])  # fmt: skip
def test_identity_by_the_best_that_was_brought(changes, verdict, flaws):
    found = _ruled(_person(_accept(), **changes)).verdicts["id-card"]
    assert (found.verdict, found.flaws) == (verdict, flaws)


@pytest.mark.parametrize(("changes", "compared"), [
    ({}, "applicant"),
    ({"id_card": "none"}, "applicant"),
    ({"id_card": "expired", "code": "none"}, "applicant"),
    ({"id_card": "none", "code": "screenshot"}, ""),
    ({"id_card": "none", "code": "none"}, ""),
])  # fmt: skip
def test_who_shows_no_picture_is_not_compared(changes, compared):
    case = _person(_accept(), **changes)
    ruling = rule(case, CATALOGUE)
    acts = acts_of(case, CATALOGUE, ruling, model_plan(ruling))
    state = play(case, CATALOGUE, ((n, act, n) for n, act in enumerate(acts, 1)))
    lost = {one.id for one in mark(case, CATALOGUE, ruling, state).checkpoints if not one.met}
    assert (ruling.compare, [event.do for event in state.events if event.code]) == (compared, [])
    assert lost <= {"evidence:TS-01"}


def test_another_persons_card_stops_the_case_even_if_it_has_expired():
    case = _person(_accept(), id_card="expired", code="none").model_copy(update={"matches": False})
    ruling = rule(case, CATALOGUE)
    acts = acts_of(case, CATALOGUE, ruling, model_plan(ruling))
    score = mark(case, CATALOGUE, ruling, play(case, CATALOGUE, ((n, act, n) for n, act in enumerate(acts, 1))))
    assert (ruling.applications[0].decision, ruling.reads, ruling.compare) == ("escalate", (), "applicant")
    assert {"card:applicant", "fact:person_matches"} <= ruling.applications[0].evidence
    assert score.score == 100


def test_nobodys_data_are_opened_for_a_stranger():
    stranger = _person(_accept(), id_card="expired", code="none")
    ruling = rule(stranger, CATALOGUE)
    assert ruling.reads == ()
    assert ruling.applications[0].verdicts["marriage"].sources == ()


def test_both_people_of_an_agency_are_identified():
    ruling = rule(trial_case("trial-supplement"), CATALOGUE)
    assert (ruling.reads, ruling.compare) == (("agent", "applicant"), "agent")


@pytest.mark.parametrize("entry", ["online", "relay_inbox", "helper", "feedback"])
def test_who_was_identified_before_is_not_read_again(entry):
    ruling = rule(_accept().model_copy(update={"entry": entry}), CATALOGUE)
    assert (ruling.reads, ruling.compare, ruling.give_back) == ((), "", ())
    assert ruling.applications[0].verdicts["id-card"].sources == ()


@pytest.mark.parametrize(("household", "decision", "destination"), [
    ("qinghe", "relay", "qinghe"), ("yunqiao", "accept", ""), ("elsewhere", "accept", ""),
])  # fmt: skip
def test_a_relayed_item_goes_where_its_route_says(household, decision, destination):
    ruled = _ruled(_person(trial_case("trial-relay"), household=household))
    assert (ruled.decision, ruled.destination) == (decision, destination)


@pytest.mark.parametrize("place", ["nowhere", "district-hall"])
def test_a_case_can_only_be_relayed_to_a_town(place):
    with pytest.raises(EvaluationFault, match=f"结果“{place}”不是登记的街镇"):
        rule(trial_case("trial-relay"), _changed_service("TS-02", route=f'"{place}"'))


@pytest.mark.parametrize(("changes", "decision"), [
    ({"papers": ()}, "supplement"), ({"facts": {"since": "2026-08-01"}}, "refuse"), ({"matches": False}, "escalate"),
])  # fmt: skip
def test_what_is_not_relayed_goes_nowhere(changes, decision):
    ruled = _ruled(trial_case("trial-relay", **changes))
    assert (ruled.decision, ruled.destination) == (decision, "")


def test_a_relayed_case_leaves_its_papers_here():
    assert _ruled(trial_case("trial-relay")).documents == {
        "relay-receipt": {"destination": "qinghe"},
        "transfer-slip": {"destination": "qinghe", "keeper": "yunqiao"},
    }


def test_a_route_is_evidence_only_where_it_is_taken():
    case = trial_case("trial-relay")
    refused = case.model_copy(update={"facts": {"since": "2026-08-01"}})
    assert "fact:applicant_household_town" in _ruled(case).evidence
    assert (_ruled(refused).decision, _ruled(refused).evidence) == ("refuse", {"fact:since"})


def test_what_is_done_elsewhere_is_guided_there():
    ruled = _ruled(trial_case("trial-guide"))
    assert (ruled.decision, ruled.documents) == ("guide", {"guide-slip": {"destination": "district-hall"}})


def test_a_forged_paper_stops_the_case():
    case = trial_case("trial-accept")
    booklet = case.papers[1].model_copy(
        update={"id": "booklet", "fits": "marriage", "kind": "certificate", "doc": {"genuine": False}}
    )
    case = case.model_copy(update={"papers": (*case.papers, booklet), "licences": ()})
    ruling = rule(case, CATALOGUE)
    assert (ruling.applications[0].decision, ruling.give_back) == ("escalate", ())
    assert "paper:booklet" in ruling.applications[0].evidence


def test_another_persons_card_stops_the_case():
    ruled = _ruled(_accept().model_copy(update={"matches": False}))
    assert (ruled.decision, "fact:person_matches" in ruled.evidence) == ("escalate", True)


@pytest.mark.parametrize(("scope", "decision", "document"), [
    ("proactive", "confirm_wish", {"wish-record": {"wish": "社保卡"}}),
    ("feedback", "rectify_now", {"rectification-reply": {}}),
])  # fmt: skip
def test_other_scopes_have_their_own_decisions(scope, decision, document):
    catalogue = _changed_service("TS-01", scope=scope)
    case = _accept().model_copy(update={"wish": "社保卡"})
    ruled = rule(case, catalogue).applications[0]
    assert (ruled.decision, ruled.documents) == (decision, document)


def test_a_complex_complaint_gets_a_term():
    late = CATALOGUE.services["TS-01"].conditions[2]
    otherwise = late.otherwise.model_copy(update={"decision": "rectify_by"})
    catalogue = _changed_service(
        "TS-01", scope="feedback", conditions=(late.model_copy(update={"otherwise": otherwise}),)
    )
    ruled = rule(_accept(filed_before=True), catalogue).applications[0]
    assert (ruled.decision, ruled.documents) == ("rectify_by", {"rectification-plan": {"until": "2026-09-21"}})


def test_without_a_limit_it_is_done_at_once():
    ruled = rule(_accept(), _changed_service("TS-01", limit=None)).applications[0]
    assert ruled.documents == {"acceptance": {"limit": "当场办结"}}


@pytest.mark.parametrize(("when", "holding"), [("true", ("local", "outside")), ("false", ())])
def test_exactly_one_situation_holds(when, holding):
    local, outside = CATALOGUE.services["TS-01"].situations
    both = (local.model_copy(update={"when": when}), outside.model_copy(update={"when": when}))
    with pytest.raises(NoSituation) as found:
        rule(_accept(), _changed_service("TS-01", situations=both))
    assert (found.value.service, found.value.holding) == ("TS-01", holding)


def test_a_fact_at_its_default_is_no_evidence():
    assert "fact:filed_before" not in _ruled(_accept()).evidence
    assert "fact:filed_before" in _ruled(_accept(filed_before=False)).evidence


def test_several_applications_are_ruled_one_by_one():
    case = _accept(since="2026-01-01").model_copy(update={"applications": ("TS-01", "TS-02")})
    assert [one.decision for one in rule(case, CATALOGUE).applications] == ["accept", "supplement"]
    assert rule(case, CATALOGUE).of("TS-03") is None


def test_without_application_nobody_is_identified():
    ruling = rule(_accept().model_copy(update={"applications": ()}), CATALOGUE)
    assert (ruling.applications, ruling.reads, ruling.compare) == ((), (), "")


@pytest.mark.parametrize("case", [
    _accept(agrees_pledge=True).model_copy(update={"papers": ()}),
    _accept(agrees_later=True).model_copy(update={"papers": (), "checks": trial_case("trial-accept").checks[1:]}),
    _accept().model_copy(update={"matches": False}),
    _accept().model_copy(update={"entry": "online"}),
    _person(trial_case("trial-relay"), household="yunqiao"),
])  # fmt: skip
def test_whatever_is_ruled_a_model_clerk_reaches_the_right_decision(case):
    ruling = rule(case, CATALOGUE)
    acts = acts_of(case, CATALOGUE, ruling, model_plan(ruling))
    score = mark(case, CATALOGUE, ruling, play(case, CATALOGUE, ((n, act, n) for n, act in enumerate(acts, 1))))
    assert {one.id for one in score.checkpoints if not one.met} <= {"evidence:TS-01"}
