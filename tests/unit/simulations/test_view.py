"""What the clerk sees: everything earned, and not a fact more."""

import json

import pytest

from simulations.desk import shown
from simulations.view import view
from tests.factories.desk import Desk, trial_case, trial_content

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
        "asks": tuple(one.model_copy(update={"answer": canary("answer")}) for one in case.asks),
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


def test_a_check_without_record_says_nothing():
    desk = Desk("trial-relay").open()
    desk.do("check", check="labour", person="applicant")
    assert desk.seen["checks"] == [{"check": "labour", "person": "applicant", "outcome": "none", "says": ""}]


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
