"""Acts at the mock window: stored like any entry, answered with the view after the last one, folded once."""

import json
from typing import Any

import pytest
from flask import Flask

from app.factory import create_app
from app.journal.run_keeper import RunKeeper
from app.scoring.runs import Desk
from config import Config
from simulations.window import play, view
from tests.conftest import Act
from tests.factories.cast import MINUTE, START, FakeTime, Rounds
from tests.factories.exam_client import ExamClient, entry, wsgi_wire
from tests.factories.room import issue_resume_code
from tests.factories.simulation_cast import act as one_act
from tests.factories.simulation_cast import desk_of, model_acts
from tests.factories.stored import entries, execute, held, rows


def journal_acts(config: Config, sitting: str, case: str) -> list[tuple[int, dict[str, Any], int]]:
    """Return (seq, act, arrival) of one case, read past the application."""
    found = rows(
        config,
        "SELECT seq, body, arrived_at FROM entries WHERE sitting_id = :sitting AND kind = 'act' ORDER BY seq",
        sitting=sitting,
    )
    return [(seq, json.loads(body), at) for seq, body, at in found if json.loads(body)["case"] == case]


def folded(config: Config, desk: Desk, sitting: str, case: str, talk_from: int = 0) -> dict[str, Any]:
    """Return the view that the journal alone gives."""
    state = play(desk.cases[case], desk.catalogue, journal_acts(config, sitting, case))
    return json.loads(json.dumps(view(desk.cases[case], desk.catalogue, state, talk_from)))


def test_open_shows_the_tickets_and_nothing_of_who_comes(contestant: ExamClient, simulations):
    contestant.enter(simulations.final)
    opened = contestant.open().json
    assert opened["paper"]["kind"] == "simulation"
    assert [(case["id"], case["points"]) for case in opened["paper"]["cases"]] == [("c1", "60"), ("c2", "40")]
    assert [(name, one["phase"], one["people"], one["asks"]) for name, one in opened["views"].items()] == [
        ("c1", "waiting", [], []),
        ("c2", "waiting", [], []),
    ]
    assert (opened["next_seq"], opened["responses"], opened["locked"]) == (1, {}, [])


def test_act_answers_with_the_view_of_its_case_alone(sitting: ExamClient):
    reply = sitting.save(one_act(1, "c1", "call")).json
    assert (reply["acked"], list(reply["views"])) == (1, ["c1"])
    assert (reply["views"]["c1"]["phase"], reply["views"]["c1"]["started"]) == ("open", START)


def test_act_happens_when_it_arrives(sitting: ExamClient, clock: FakeTime):
    clock.move(3 * MINUTE)
    assert sitting.save(one_act(1, "c1", "call")).json["views"]["c1"]["started"] == START + 3 * MINUTE


def test_act_the_system_refuses_is_stored_and_says_why(sitting: ExamClient, config: Config):
    shown = sitting.save(one_act(1, "c1", "rate", how="neutral")).json["views"]["c1"]
    assert shown["refused"] == {"do": "rate", "code": "not_called", "text": "请先呼叫或打开本件"}
    assert [seq for seq, _ in entries(config, sitting.sitting)] == [1]


def test_queued_acts_of_two_cases_are_answered_together(sitting: ExamClient):
    reply = sitting.save(
        one_act(1, "c1", "call"), one_act(2, "c2", "call"), one_act(3, "c1", "say", phrase="greeting")
    )
    shown = reply.json["views"]
    assert list(shown) == ["c1", "c2"]
    assert [line["who"] for line in shown["c1"]["talk"]] == ["resident", "clerk"]


def test_conversation_is_told_on_from_where_it_stood(sitting: ExamClient, config: Config):
    acts, told = model_acts(config, sitting.sitting), {"c1": [], "c2": []}
    for seq, body in enumerate(acts, 1):
        shown = sitting.save(entry(seq, "act", body)).json["views"][body["case"]]
        told[body["case"]] = told[body["case"]][: shown["talk_from"]] + shown["talk"]
    opened = sitting.open().json["views"]
    assert told == {name: one["talk"] for name, one in opened.items()}
    assert len(told["c1"]) > 3


def test_every_view_is_what_the_journal_alone_gives(sitting: ExamClient, config: Config, clock: FakeTime):
    desk, wrong = desk_of(config, sitting.sitting), []
    for seq, body in enumerate(model_acts(config, sitting.sitting), 1):
        clock.move(1_000)
        shown = sitting.save(entry(seq, "act", body)).json["views"][body["case"]]
        if shown != folded(config, desk, sitting.sitting, body["case"], shown["talk_from"]):
            wrong.append((seq, body))
    assert wrong == []


def test_another_process_goes_on_from_the_journal(sitting: ExamClient, config: Config, clock: FakeTime):
    here, there = sitting.wire, wsgi_wire(create_app(config, clock.exam_clock()))
    desk, wrong = desk_of(config, sitting.sitting), []
    for seq, body in enumerate(model_acts(config, sitting.sitting), 1):
        sitting.wire = (here, there)[seq // 3 % 2]
        shown = sitting.save(entry(seq, "act", body)).json["views"][body["case"]]
        if shown != folded(config, desk, sitting.sitting, body["case"], shown["talk_from"]):
            wrong.append((seq, body))
    assert wrong == []


def test_repeated_act_changes_nothing_and_is_shown_again(sitting: ExamClient, config: Config):
    sitting.save(one_act(1, "c1", "call"))
    once = sitting.save(one_act(2, "c1", "say", phrase="greeting")).json["views"]["c1"]
    again = sitting.save(one_act(2, "c1", "say", phrase="greeting")).json["views"]["c1"]
    assert (again["acts"], again["talk_from"], len(again["talk"])) == (once["acts"], 0, 2)
    assert [seq for seq, _ in entries(config, sitting.sitting)] == [1, 2]


def test_view_is_of_the_last_stored_entry_whatever_is_repeated(sitting: ExamClient):
    sitting.save(one_act(1, "c1", "call"))
    sitting.save(one_act(2, "c1", "suspend"))
    assert sitting.save(one_act(1, "c1", "call")).json["views"]["c1"]["phase"] == "suspended"


def test_other_entries_between_acts_change_nothing(sitting: ExamClient, config: Config):
    sitting.save(one_act(1, "c1", "call"))
    sitting.save(entry(2, "focus", {"on": False}))
    sitting.save(entry(3, "answer", {"item": "x", "response": "y"}))
    shown = sitting.save(one_act(4, "c1", "say", phrase="greeting")).json["views"]["c1"]
    desk = desk_of(config, sitting.sitting)
    assert shown == folded(config, desk, sitting.sitting, "c1", shown["talk_from"])


def test_act_on_no_case_of_the_paper_is_stored_and_shows_nothing(sitting: ExamClient, config: Config):
    reply = sitting.save(one_act(1, "c9", "call"), entry(2, "act", {"do": "call"}), entry(3, "act", {"case": ["c1"]}))
    assert (reply.status, reply.json["views"]) == (200, {})
    assert len(entries(config, sitting.sitting)) == 3


def test_strangest_acts_never_fault(sitting: ExamClient):
    strange = [None, 7, "x" * 2_000, [], {}, {"a": [1]}, True, -1.5]
    bodies = [{"case": "c1", "do": "call"}]
    bodies += [{"case": "c1", "do": do, "paper": value, "application": value, "value": value, "flaws": value,
                "question": value, "person": value, "side": value}
               for do in ("ask", "inspect", "verdict", "compose", "scan", "fill") for value in strange]  # fmt: skip
    bodies += [{"case": "c1", "do": value} for value in strange]
    statuses = {sitting.save(entry(seq, "act", body)).status for seq, body in enumerate(bodies, 1)}
    assert statuses == {200}


def test_act_in_a_quiz_is_stored_and_means_nothing(contestant: ExamClient, rounds: Rounds):
    reply = contestant.start(rounds.personal).save(one_act(1, "c1", "call"))
    assert (reply.status, "views" in reply.json) == (200, False)


def test_act_from_a_lost_lease_is_held_and_shows_nothing(sitting: ExamClient, app: Flask, act: Act, config: Config):
    sitting.save(one_act(1, "c1", "call"))
    other = ExamClient(wsgi_wire(app), "another-browser-0001")
    other.cookies, other.sitting = sitting.cookies, sitting.sitting
    code = act(issue_resume_code, sitting_id=sitting.sitting, actor="test")
    assert other.open(code=code).json["views"]["c1"]["phase"] == "open"
    lost = sitting.save(one_act(2, "c1", "suspend"))
    assert (lost.status, lost.json["code"], "views" in lost.json) == (409, "lease_lost", False)
    assert held(config, sitting.sitting) == [(2, "lease_lost")]
    assert other.save(one_act(2, "c1", "say", phrase="greeting")).json["views"]["c1"]["phase"] == "open"


def test_only_so_many_runs_are_remembered(sitting: ExamClient, other_contestant: ExamClient, app: Flask, simulations):
    keeper = RunKeeper(app.extensions["runtime"].reader, most=1)
    other_contestant.start(simulations.final)
    for client in (sitting, other_contestant, sitting):
        now = keeper.current(client.sitting)
        assert now is not None
        assert list(keeper._kept) == [client.sitting]


def test_what_saw_less_does_not_push_out_what_saw_more(sitting: ExamClient, app: Flask):
    keeper = RunKeeper(app.extensions["runtime"].reader)
    before = keeper.current(sitting.sitting)
    sitting.save(one_act(1, "c1", "call"))
    after = keeper.current(sitting.sitting)
    keeper._keep(sitting.sitting, before)
    assert keeper._kept[sitting.sitting] is after


@pytest.mark.usefixtures("sitting")
def test_acts_while_paused_are_kept(sitting: ExamClient, config: Config):
    execute(config, "UPDATE sittings SET state = 'paused', deadline = NULL WHERE opened_at IS NOT NULL")
    reply = sitting.save(one_act(1, "c1", "call")).json
    assert (reply["state"], reply["views"]["c1"]["phase"]) == ("paused", "open")
