"""What the clerk sees: everything earned, and not a fact more."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.desk import shown
from simulations.scenario import Line
from simulations.view import view
from tests.factories.desk import Desk, trial_case, trial_content
from tests.factories.posted import ACT

CANARY = "zqv"


def _planted():
    """Return the supplement case with a canary in everything that must be earned."""
    case = trial_case("trial-supplement")
    mark = {"model": 0}

    def canary(where):
        mark["model"] += 1
        return f"{CANARY}{where}{mark['model']}"

    people = {
        role: one.model_copy(update={"name": canary("name"), "id_number": canary("id"), "phone": canary("phone"),
                                     "address": canary("address"), "bank_account": canary("account")})
        for role, one in case.people.items()
    }  # fmt: skip
    papers = tuple(
        one.model_copy(update={"lines": tuple(line.model_copy(update={"value": canary("line")}) for line in one.lines),
                               "dated": canary("dated"), "seals": (canary("seal"),)})
        for one in case.papers
    )  # fmt: skip
    return case.model_copy(update={
        "people": people,
        "papers": papers,
        "opening": canary("opening"),
        "asks": tuple(
            one.model_copy(update={"answer": canary("answer"), "improper": canary("why")}) for one in case.asks
        ),
        "licences": tuple(
            one.model_copy(
                update={"outcomes": ("timeout", "success"), "lines": (Line(label="日期", value=canary("stored")),)}
            )
            for one in case.licences
        ),
        "checks": tuple(one.model_copy(update={"says": canary("says")}) for one in case.checks),
        "facts": {**case.facts, "account": canary("fact")},
        "wish": canary("wish"),
    })  # fmt: skip


def _seen(desk):
    return json.dumps(desk.seen, ensure_ascii=False)


def test_before_the_call_nothing_of_the_case_is_seen():
    desk = Desk(case=_planted())
    assert CANARY not in _seen(desk)
    assert (desk.seen["people"], desk.seen["asks"], desk.seen["tray"], desk.seen["mood"]) == ([], [], [], None)


def test_what_the_browser_gets_at_the_start_tells_nothing_of_a_case():
    content = trial_content()
    text = json.dumps(
        shown(content.papers["trial-paper"], content.newest(), [_planted(), _planted()]), ensure_ascii=False
    )
    assert CANARY not in text
    for secret in ("insured_months", "require", "holds", "truth", "when", "improper"):
        assert f'"{secret}"' not in text


def test_a_call_brings_the_opening_and_nothing_else():
    assert _seen(Desk(case=_planted()).open()).count(CANARY) == 1


def test_each_act_brings_what_it_earned():
    desk = Desk(case=_planted()).open()
    counts = []
    acts = (
        {"act": "ask", "question": "why"},
        {"act": "read", "person": "agent", "means": "id_card"},
        {"act": "inspect", "paper": "letter"},
        {"act": "check", "check": "labour", "person": "applicant"},
    )
    for act in acts:
        before = _seen(desk).count(CANARY)
        desk.do(**act)
        counts.append(_seen(desk).count(CANARY) - before)
    # an answer; name, number, phone, address, and the reader's line of name and number; a paper's face comes as a
    # picture; what a check says
    assert counts == [1, 6, 0, 1]


def test_an_avowed_absentee_stays_unknown_until_identified():
    desk = Desk("trial-supplement").open()
    applicant = next(one for one in desk.seen["people"] if one["role"] == "applicant")
    assert ("name" in applicant, applicant["at_counter"]) == (False, False)


def test_whether_a_paper_is_an_original_shows_on_looking():
    desk = Desk().open()
    assert "original" not in desk.seen["tray"][0]
    desk.do("inspect", paper="statement")
    assert (desk.seen["tray"][0]["original"], desk.seen["tray"][0]["inspected"]) == (True, [1])


def test_scans_are_told_by_slot_and_side():
    desk = Desk().chosen()
    desk.do("scan", application="TS-01", paper="statement", material="statement")
    assert [one["scans"] for one in desk.seen["tray"]] == [{"TS-01/statement": {"1": "blurred"}}, {}]


def test_a_card_that_was_read_fills_the_form_it_can():
    desk = Desk().chosen()
    assert desk.seen["applications"][0]["prefilled"] == {}
    desk.do("read", person="applicant", means="id_card")
    assert desk.seen["applications"][0]["prefilled"] == {"name": desk.case.people["applicant"].name}


def test_a_licence_shows_its_lines_only_on_success():
    desk = Desk().open()
    desk.do("read", person="applicant", means="id_card")
    desk.do("authorize", person="applicant")
    seen = []
    for _ in range(2):
        desk.do("fetch", licence="marriage", person="applicant")
        seen.append(desk.seen["licences"])
    assert seen == [
        [{"licence": "marriage", "person": "applicant", "outcome": "timeout", "lines": []}],
        [{"licence": "marriage", "person": "applicant", "outcome": "success", "lines": [["登记日期", "2019-05-20"]]}],
    ]


def test_a_check_nobody_wrote_finds_no_record_and_says_nothing():
    desk = Desk("trial-relay").open()
    desk.do("check", check="labour", person="applicant")
    assert desk.seen["checks"] == [{"check": "labour", "person": "applicant", "outcome": "none", "says": ""}]


def test_that_there_is_no_record_is_said_and_shown_once_the_interface_answers():
    case = trial_case("trial-accept")
    checks = tuple(one.model_copy(update={"outcomes": ("timeout", "none")}) for one in case.checks)
    desk, seen = Desk(case=case.model_copy(update={"checks": checks})).open(), []
    for _ in range(2):
        desk.do("check", check="insured", person="applicant")
        [answer] = desk.seen["checks"]
        seen.append((answer["outcome"], answer["says"], "fact:months" in desk.state.known))
    says = next(one.says for one in case.checks if one.check == "insured")
    assert seen == [("timeout", "", False), ("none", says, True)]


def test_a_refusal_is_told_in_the_systems_words():
    desk = Desk().open()
    desk.do("fetch", licence="marriage", person="applicant")
    assert desk.seen["refused"] == {"do": "fetch", "code": "not_identified", "text": "请先核验身份，再调取电子证照"}


def test_the_conversation_is_told_from_where_it_was_heard():
    desk = Desk().open()
    desk.do("ask", question="why")
    later = view(desk.case, desk.catalogue, desk.state, 1)
    assert (later["talk_from"], [line["who"] for line in later["talk"]]) == (1, ["clerk", "resident"])


def test_a_document_has_its_number_and_bars():
    document = Desk().decided("accept").seen["applications"][0]["documents"][0]
    assert (document["document"], document["number"][:10]) == ("acceptance", "MN31990101")
    assert set(document["bars"]) <= set("1234")


@pytest.mark.parametrize("name", ["trial-accept", "trial-supplement", "trial-relay", "trial-guide"])
def test_a_view_stays_small_to_the_end(name):
    desk = Desk(name).model()
    last = view(desk.case, desk.catalogue, desk.state, len(desk.state.talk))
    assert len(json.dumps(last, ensure_ascii=False).encode()) < 4096


def _earned(case, state):
    """Return the canaries that the acts so far have earned."""
    people = [one for role, one in case.people.items() if f"person:{role}" in state.known]
    earned = [word for one in people for word in (one.name, one.id_number, one.phone, one.address)]
    earned += [one.answer for one in case.asks if one.id in state.asked]
    earned += [one.says for one in case.checks if state.outcomes.get(f"check:{one.check}:{one.of}") == "success"]
    earned += [line.value for one in case.licences for line in one.lines
               if state.outcomes.get(f"licence:{one.licence}:{one.of}") == "success"]  # fmt: skip
    return {*earned, *([case.opening] if state.talk else [])}


BEGINNINGS = (
    [],
    [{"do": "call"}],
    [{"do": "call"}, {"do": "read", "person": "applicant", "means": "id_card"},
     {"do": "authorize", "person": "applicant"}, {"do": "fetch", "licence": "marriage", "person": "applicant"}],
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.lists(ACT, max_size=30))
def test_whatever_is_posted_nothing_shows_that_was_not_earned(beginning, acts):
    case = _planted()
    slow = tuple(one.model_copy(update={"outcomes": ("timeout", "success")}) for one in case.checks)
    desk = Desk(case=case.model_copy(update={"checks": slow}))
    for act in beginning + acts:
        desk.do(act.get("do"), **{key: value for key, value in act.items() if key != "do"})
        found = set(re.findall(rf"{CANARY}[a-z]+[0-9]+", json.dumps(desk.seen, ensure_ascii=False)))
        assert found <= _earned(desk.case, desk.state)


def test_a_view_is_all_this_and_nothing_else():
    desk = Desk("trial-supplement").model(skip=("finish", "archive"))
    desk.do("give_back", paper="letter")
    seen, people = desk.seen, desk.case.people
    document, number = seen["applications"][0]["documents"][0], "MN31990101TS000120260901"
    assert (document.pop("number")[:24], set(document.pop("bars"))) == (number, set("1234"))
    missing = {"verdict": "return", "flaws": ["missing"]}
    assert {**seen, "talk": len(seen["talk"])} == {
        "case": "", "phase": "open", "started": 1_001_000, "ended": None, "acts": 27, "refused": None, "talk": 8,
        "talk_from": 0, "mood": "calm", "as": "agent", "rated": "neutral",
        "people": [
            {
                "role": role, "label": one.honorific, "at_counter": role == "agent", "sex": one.sex,
                "age_band": one.age - one.age % 10, "reads": {"id_card": "ok"}, "name": one.name,
                "id_number": one.id_number, "born": one.born, "phone": one.phone, "address": one.address,
                "household": one.household, **told,
            }
            for (role, one), told in zip(
                people.items(), [{"authorized": "granted"}, {"compared": "same"}], strict=True
            )
        ],
        "asks": [{"id": "why", "ask": "他是怎么离职的？", "asked": True}],
        "tray": [{"paper": "letter", "kind": "letter_of_authority", "name": "授权委托书", "of": "applicant",
                  "sides": 1, "inspected": [1], "scans": {}, "original": True, "gone": "given_back"}],
        "applications": [{
            "application": "TS-01", "situation": "local", "form": {}, "prefilled": {"name": people["applicant"].name},
            "signed": False, "decision": "supplement", "handed_to": None, "archived": False,
            "verdicts": {
                "id-card": {"verdict": "waive"}, "agent-card": {"verdict": "waive"},
                "letter": {"verdict": "return", "flaws": ["unsigned"]}, "marriage": missing,
                "labour": {"verdict": "waive"}, "statement": missing, "old-card": {"verdict": "unneeded"},
            },
            "documents": [{
                "document": "supplement-notice", "sealed": True, "received": True, "issued": True,
                "fields": {
                    "gaps": {"letter": ["unsigned"], "marriage": ["missing"], "statement": ["missing"]},
                    "until": "2026-10-01",
                },
            }],
        }],
        "licences": [{"licence": "marriage", "person": "applicant", "outcome": "not_collected", "lines": []}],
        "checks": [
            {"check": "labour", "person": "applicant", "outcome": "success", "says": "已解除。"},
            {"check": "insured", "person": "applicant", "outcome": "success", "says": "30 个月。"},
        ],
    }  # fmt: skip


def test_a_view_tells_the_end_and_where_a_case_went():
    desk = Desk("trial-relay").model()
    told = desk.seen["applications"][0]
    assert (desk.seen["phase"], desk.seen["ended"]) == ("closed", 1_000_000 + desk.seq * 1_000)
    assert (told["signed"], told["handed_to"], told["archived"]) == (True, "qinghe", True)
    assert told["form"] == {"since": desk.case.facts["since"]}
