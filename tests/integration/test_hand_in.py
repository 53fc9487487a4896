"""The hand-in, the receipt, and the score that follows."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import IntegrityError

from app.services import grading
from app.services.grading import grade_due
from app.services.refused import Refused
from app.services.scores import release, withdraw
from app.services.upkeep import tick
from config import Config
from tests.conftest import Act
from tests.factories.cast import MINUTE, START, FakeTime, Rounds
from tests.factories.exam_client import ExamClient, entry, some_response
from tests.factories.stored import execute, finals, rows

SCORES = "SELECT total, record, inputs FROM scores"


def work_through(client: ExamClient) -> None:
    """Answer every item of the open paper with something of the right shape and hand in."""
    answers = [client.answer(seq, some_response(item), seq - 1) for seq, item in enumerate(client.items, 1)]
    client.save(*answers)
    client.submit()


def test_hand_in_stores_what_was_not_yet_acknowledged(sitting: ExamClient):
    sitting.save(sitting.answer(1, "甲"))
    receipt = sitting.submit(sitting.answer(1, "甲"), sitting.answer(2, "乙", 1)).json["receipt"]
    assert receipt == {
        "sitting": sitting.sitting,
        "state": "handed_in",
        "how": "handed_in",
        "closed_at": START,
        "last_seq": 2,
        "answered": 2,
        "of": len(sitting.items),
        "digest": receipt["digest"],
        "responses": {sitting.items[0]["id"]: "甲", sitting.items[1]["id"]: "乙"},
        "held": 0,
    }


def test_hand_in_repeated_gives_the_same_receipt(sitting: ExamClient, clock: FakeTime):
    first = sitting.submit(sitting.answer(1))
    clock.move(MINUTE)
    assert [sitting.submit(sitting.answer(1)).json, sitting.submit().json] == [first.json] * 2
    assert sitting.receipt().json == first.json["receipt"]


def test_hand_in_with_a_gap_does_not_close(sitting: ExamClient, config: Config):
    assert sitting.submit(sitting.answer(2)).json["code"] == "seq_gap"
    assert finals(config, sitting.sitting) == []


def test_hand_in_after_the_sweep_gives_its_receipt(sitting: ExamClient, clock: FakeTime, act: Act):
    clock.move(61 * MINUTE)
    act(tick)
    assert sitting.submit().json["receipt"]["how"] == "timed_out"
    assert sitting.submit(sitting.answer(1)).json["code"] == "closed"


def test_hand_in_while_paused_closes(sitting: ExamClient, config: Config):
    execute(config, "UPDATE sittings SET state = 'paused', deadline = NULL WHERE opened_at IS NOT NULL")
    assert sitting.submit().json["receipt"]["state"] == "handed_in"


def test_twenty_parallel_hand_ins_leave_one_final(sitting: ExamClient, config: Config):
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda _: sitting.submit(sitting.answer(1)), range(20)))
    assert len({(reply.status, reply.body) for reply in replies}) == 1
    assert finals(config, sitting.sitting) == [(1, "handed_in", START)]


def test_receipt_while_working_shows_what_is_held_by_the_server(sitting: ExamClient):
    sitting.save(sitting.answer(1))
    receipt = sitting.receipt().json
    assert (receipt["how"], receipt["state"], receipt["last_seq"]) == (None, "working", 1)


def test_receipt_counts_only_held_entries_that_wait(sitting: ExamClient, config: Config):
    sitting.submit()
    sitting.save(sitting.answer(1), sitting.answer(2))
    execute(
        config,
        "INSERT INTO decisions (sitting_id, held_id, accepted, reason, by, second, at) "
        "SELECT sitting_id, MIN(id), TRUE, '断网', 'a', 'b', 1 FROM held_entries GROUP BY sitting_id",
    )
    receipt = sitting.receipt().json
    assert (receipt["held"], receipt["responses"]) == (1, {sitting.items[0]["id"]: "甲"})


def test_grading_follows_the_close(sitting: ExamClient, act: Act, config: Config):
    work_through(sitting)
    assert rows(config, SCORES) == []
    assert [act(grade_due), act(grade_due)] == [1, 0]
    assert len(rows(config, SCORES)) == 1


def test_regrade_is_byte_for_byte_the_same(sitting: ExamClient, act: Act, config: Config):
    work_through(sitting)
    act(grade_due)
    first = rows(config, SCORES)
    execute(config, "DELETE FROM scores")
    act(grade_due)
    assert rows(config, SCORES) == first


def test_interrupted_grading_is_done_again(sitting: ExamClient, act: Act, config: Config, monkeypatch):
    work_through(sitting)

    def cut(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(grading, "score_record", cut)
        with pytest.raises(KeyboardInterrupt):
            act(grade_due)
    assert rows(config, SCORES) == []
    assert act(grade_due) == 1


def test_one_sitting_that_cannot_be_graded_does_not_keep_back_the_others(
    sitting: ExamClient, other_contestant: ExamClient, rounds: Rounds, act: Act, config: Config
):
    sitting.submit()
    other_contestant.start(rounds.personal).submit()
    execute(config, "UPDATE papers SET record = '{}' WHERE sitting_id = :sitting", sitting=sitting.sitting)
    act(tick)
    assert rows(config, "SELECT sitting_id FROM scores") == [(other_contestant.sitting,)]


def test_unreadable_responses_are_graded_zero(sitting: ExamClient, act: Act, config: Config):
    strange = [{"a": 1}, ["x", 2], 3.5, True, "字" * 999, [[]], [["a", "b", "c"]], {"": None}]
    count = len(sitting.items)
    answers = [sitting.answer(seq, strange[seq % len(strange)], seq - 1) for seq in range(1, count + 1)]
    sitting.submit(*answers)
    act(grade_due)
    assert [total for total, _, _ in rows(config, SCORES)] == ["0.00"]


def test_practice_draws_another_sitting_after_the_end(contestant: ExamClient, rounds: Rounds):
    first = contestant.start(rounds.practice).sitting
    contestant.enter(rounds.practice)
    assert contestant.sitting == first
    contestant.submit()
    assert contestant.start(rounds.practice).sitting != first
    assert contestant.next_seq == 1


def test_a_real_round_is_sat_once(sitting: ExamClient, rounds: Rounds):
    sitting.submit()
    reply = sitting.enter(rounds.personal)
    assert (reply.status, reply.json) == (409, {"code": "sitting_over", "sitting": sitting.sitting})


def score_shown(client: ExamClient) -> bool:
    return "得分" in client.get(f"/exam/sittings/{client.sitting}/receipt").text


def test_score_is_hidden_until_released_and_after_it_is_withdrawn(sitting: ExamClient, rounds: Rounds, act: Act):
    work_through(sitting)
    act(grade_due)
    shown = [score_shown(sitting)]
    act(release, round_id=rounds.personal, actor="test")
    shown.append(score_shown(sitting))
    act(withdraw, round_id=rounds.personal, actor="test")
    assert [*shown, score_shown(sitting)] == [False, True, False]


def test_release_is_refused_while_a_sitting_is_open_or_ungraded(sitting: ExamClient, rounds: Rounds, act: Act):
    with pytest.raises(Refused, match="not_graded"):
        act(release, round_id=rounds.personal, actor="test")
    sitting.submit()
    with pytest.raises(Refused, match="not_graded"):
        act(release, round_id=rounds.personal, actor="test")


def test_entry_in_a_locked_section_is_stored_and_changes_nothing(sitting: ExamClient):
    section = sitting.paper["sections"][0]["id"]
    sitting.save(sitting.answer(1, "甲"), entry(2, "section", {"section": section}), sitting.answer(3, "乙"))
    opened = sitting.open().json
    assert (opened["locked"], opened["responses"], opened["next_seq"]) == (
        [section],
        {sitting.items[0]["id"]: "甲"},
        4,
    )


@pytest.mark.parametrize(
    "second",
    [
        "INSERT INTO finals (sitting_id, last_seq, how, closed_at) SELECT sitting_id, 9, how, 9 FROM finals",
        (
            'INSERT INTO scores (id, sitting_id, final_id, version, total, "full", record, inputs, at) '
            'SELECT 99, sitting_id, final_id, version, total, "full", record, inputs, 1 FROM scores'
        ),
        "INSERT INTO entries SELECT sitting_id, seq, kind, '{}', client_at, arrived_at FROM entries",
    ],
)
def test_database_itself_refuses_a_second_one(sitting: ExamClient, act: Act, config: Config, second: str):
    sitting.submit(sitting.answer(1))
    act(grade_due)
    with pytest.raises((sqlite3.IntegrityError, IntegrityError), match=r"(?i)unique"):
        execute(config, second)


def test_final_may_follow_a_voided_one(sitting: ExamClient, config: Config):
    sitting.submit()
    execute(config, "UPDATE finals SET voided_at = 1")
    execute(
        config, "INSERT INTO finals (sitting_id, last_seq, how, closed_at) SELECT sitting_id, 0, how, 2 FROM finals"
    )
    assert finals(config, sitting.sitting) == [(0, "handed_in", 2)]
