"""A session's rules on PostgreSQL: hands, the earliest hand-in, the locked-down browser, self-tests, confirmations."""

import orjson
from flask import Flask

from app.services.access import Actor, Role
from app.services.calls import answer_hand
from app.services.confirmations import confirm_own
from app.services.self_tests import CHECKS, keep_report
from config import Config
from tests.conftest import Act
from tests.factories.cast import MINUTE, START, FakeTime, Rounds, staff_actor
from tests.factories.exam_client import ExamClient, entry
from tests.factories.stored import execute, rows
from tests.factories.venue import seat_everyone

OPENS = START + 10 * MINUTE


def test_session_from_the_hand_to_the_confirmed_hand_in(
    app: Flask, contestant: ExamClient, rounds: Rounds, clock: FakeTime, config: Config, act: Act
):
    venue = seat_everyone(app, rounds)
    contestant.enter(rounds.shared)
    execute(config, "UPDATE exam_sessions SET hand_in_after = :after, seb = 'allowed'", after=30 * MINUTE)
    clock.move_to(OPENS)
    opened = contestant.open().json
    assert (opened["hand"], opened["hand_in_from"]) == (None, OPENS + 30 * MINUTE)
    assert rows(config, "SELECT code FROM signals") == [("seb_absent",)]

    contestant.save(entry(1, "hand", {"text": "问"}))
    act(answer_hand, actor=staff_actor("proctor"), sitting_id=contestant.sitting, seq=1, words="答")
    answer = {"seq": 1, "words": "答", "at": clock.now}
    assert contestant.save(hand=1).json["answer"] == contestant.open().json["hand"]["answer"] == answer

    assert contestant.submit().json["from"] == OPENS + 30 * MINUTE
    clock.move(30 * MINUTE)
    assert contestant.submit().json["receipt"]["how"] == "handed_in"
    [(owner, final)] = rows(
        config, "SELECT s.contestant_id, f.id FROM finals f JOIN sittings s ON s.id = f.sitting_id"
    )
    for _ in range(2):
        me = Actor("contestant:20260001", owner, "选手01", Role.CONTESTANT)
        act(confirm_own, actor=me, sitting_id=contestant.sitting, what="hand_in", version=final)
    assert rows(config, "SELECT what, version FROM confirmations") == [("hand_in", final)]

    report = {"seat": venue.seats[0], "checks": {code: {"passed": True} for code in CHECKS}}
    for _ in range(2):
        assert act(keep_report, body=orjson.dumps(report), address="10.0.0.1") is True
    assert rows(config, "SELECT seat_id, passed FROM self_tests") == [(venue.seats[0], True)]
