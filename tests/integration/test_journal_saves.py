"""Saves: what is stored, what a repeat changes, and where the deadline falls."""

import json

import pytest
from flask import Flask

from app.journal.closing import Sweep
from app.services.refused import Refused
from app.services.upkeep import tick
from config import Config
from tests.conftest import Act
from tests.factories.cast import MINUTE, START, FakeTime, Rounds
from tests.factories.exam_client import ExamClient, entry
from tests.factories.room import grant_time, pause, resume, send_notice
from tests.factories.stored import entries, finals, held

DEADLINE = START + 60 * MINUTE
LAST = DEADLINE + 10_000  # with the grace


def seqs(config: Config, client: ExamClient) -> list[int]:
    return [seq for seq, _ in entries(config, client.sitting)]


def test_save_acknowledges_what_it_stored(sitting: ExamClient, config: Config):
    reply = sitting.save(sitting.answer(1, "甲"), sitting.answer(2, "乙"))
    assert reply.json == {"acked": 2, "now": START, "deadline": DEADLINE, "state": "working"}
    assert [json.loads(body)["response"] for _, body in entries(config, sitting.sitting)] == ["甲", "乙"]


def test_entries_of_one_request_are_taken_in_order_of_seq(sitting: ExamClient, config: Config):
    assert sitting.save(sitting.answer(2), sitting.answer(1)).json["acked"] == 2
    assert seqs(config, sitting) == [1, 2]


def test_repeat_changes_nothing_and_is_acknowledged_again(sitting: ExamClient, config: Config, clock: FakeTime):
    first = sitting.save(sitting.answer(1))
    stored = entries(config, sitting.sitting)
    clock.move(5)
    assert sitting.save(sitting.answer(1)).json == first.json | {"now": START + 5}
    assert entries(config, sitting.sitting) == stored


def test_repeat_with_keys_in_another_order_is_the_same_content(sitting: ExamClient):
    sitting.save(entry(1, "answer", {"item": "x", "response": None}))
    assert sitting.save(entry(1, "answer", {"response": None, "item": "x"})).status == 200


def test_repeats_inside_a_batch_with_new_ones(sitting: ExamClient, config: Config):
    sitting.save(sitting.answer(1), sitting.answer(2))
    reply = sitting.save(sitting.answer(1), sitting.answer(2), sitting.answer(3), sitting.answer(4))
    assert (reply.status, reply.json["acked"]) == (200, 4)
    assert seqs(config, sitting) == [1, 2, 3, 4]


def test_same_seq_with_another_kind_is_a_conflict(sitting: ExamClient):
    sitting.save(entry(1, "flag", {"item": "x", "on": True}))
    assert sitting.save(entry(1, "focus", {"item": "x", "on": True})).json["code"] == "seq_conflict"


def test_conflict_holds_the_rest_and_leaves_the_journal_alone(sitting: ExamClient, config: Config):
    sitting.save(sitting.answer(1, "甲"))
    sitting.save(sitting.answer(1, "乙"), sitting.answer(2, "丙"))
    assert seqs(config, sitting) == [1]
    assert held(config, sitting.sitting) == [(1, "seq_conflict"), (2, "seq_conflict")]


def test_gap_stores_what_comes_before_it(sitting: ExamClient, config: Config):
    reply = sitting.save(sitting.answer(1), sitting.answer(3))
    assert (reply.status, reply.json) == (409, {"code": "seq_gap", "acked": 1, "expected": 2})
    assert (seqs(config, sitting), held(config, sitting.sitting)) == ([1], [])


def test_journal_never_judges_a_body(sitting: ExamClient):
    bodies = [{}, {"item": 7}, {"item": "no such item", "response": {"deep": [1, None, "字"]}}]
    reply = sitting.save(*(entry(seq, "answer", body) for seq, body in enumerate(bodies, 1)))
    assert reply.json["acked"] == 3
    assert sitting.open().json["responses"] == {}


def test_heartbeat_stores_nothing_and_tells_the_time(sitting: ExamClient, config: Config, clock: FakeTime):
    clock.move(1234)
    assert sitting.save().json == {"acked": 0, "now": START + 1234, "deadline": DEADLINE, "state": "working"}
    assert seqs(config, sitting) == []


@pytest.mark.parametrize(("after", "status"), [(-1, 200), (0, 200), (1, 409)])
def test_deadline_and_grace_are_judged_by_arrival(
    sitting: ExamClient, clock: FakeTime, config: Config, after: int, status: int
):
    clock.move_to(LAST + after)
    assert sitting.save(sitting.answer(1)).status == status
    assert (seqs(config, sitting), held(config, sitting.sitting)) == (
        ([1], []) if status == 200 else ([], [(1, "late")])
    )


@pytest.mark.parametrize(("after", "status"), [(-1, 200), (0, 200), (1, 409)])
def test_hand_in_is_judged_by_arrival(sitting: ExamClient, clock: FakeTime, config: Config, after: int, status: int):
    clock.move_to(LAST + after)
    assert sitting.submit(sitting.answer(1)).status == status
    assert finals(config, sitting.sitting) == ([(1, "handed_in", LAST + after)] if status == 200 else [])


@pytest.mark.parametrize(("after", "state"), [(-1, "working"), (0, "timed_out")])
def test_sweep_closes_five_seconds_after_the_grace(
    sitting: ExamClient, clock: FakeTime, after: int, state: str, act: Act
):
    sitting.save(sitting.answer(1))
    clock.move_to(LAST + 5_000 + after)
    act(tick)
    assert sitting.receipt().json["state"] == state


def test_sweep_closes_as_of_the_deadline_however_long_ago(
    sitting: ExamClient, clock: FakeTime, config: Config, act: Act
):
    sitting.save(sitting.answer(1))
    clock.move(30 * 24 * 60 * MINUTE)
    act(tick)
    act(tick)
    assert finals(config, sitting.sitting) == [(1, "timed_out", DEADLINE)]


def test_sweep_leaves_a_sitting_handed_in_alone(sitting: ExamClient, clock: FakeTime, config: Config, act: Act):
    sitting.submit()
    clock.move(90 * MINUTE)
    act(tick)
    assert finals(config, sitting.sitting) == [(0, "handed_in", START)]


def test_sweep_decides_again_when_its_turn_to_write_comes(
    sitting: ExamClient, clock: FakeTime, config: Config, act: Act, app: Flask
):
    sweep = Sweep([sitting.sitting], LAST + 5_000)
    clock.move_to(LAST + 5_000)
    act(grant_time, sitting_id=sitting.sitting, milliseconds=MINUTE, reason="补时")
    assert app.extensions["runtime"].writer.run(sweep) == 0
    assert (sitting.save(sitting.answer(1)).status, finals(config, sitting.sitting)) == (200, [])


def test_sweep_and_hand_in_leave_one_final(sitting: ExamClient, config: Config, app: Flask):
    sweep = Sweep([sitting.sitting] * 2, LAST + 5_000)
    sitting.submit()
    assert app.extensions["runtime"].writer.run(sweep) == 0
    assert finals(config, sitting.sitting) == [(0, "handed_in", START)]


def test_stepped_wall_clock_pauses_the_sweeper_only(sitting: ExamClient, clock: FakeTime, config: Config, act: Act):
    clock.step_wall(2_001)
    assert sitting.save(sitting.answer(1)).json["now"] == START
    clock.move_to(LAST + 5_000)
    act(tick)
    assert finals(config, sitting.sitting) == []
    clock.step_wall(-1)
    act(tick)
    assert finals(config, sitting.sitting) == [(1, "timed_out", DEADLINE)]


def test_extra_time_moves_the_deadline_for_saves(sitting: ExamClient, clock: FakeTime, act: Act):
    deadline = act(grant_time, sitting_id=sitting.sitting, milliseconds=3 * MINUTE, reason="换机")
    assert (deadline, sitting.save().json["deadline"]) == (DEADLINE + 3 * MINUTE,) * 2
    clock.move_to(LAST + 3 * MINUTE)
    assert sitting.save(sitting.answer(1)).status == 200
    clock.move(1)
    assert sitting.save(sitting.answer(2)).json["code"] == "late"


def test_pause_stops_the_clock_and_is_made_good(sitting: ExamClient, clock: FakeTime, act: Act):
    clock.move(MINUTE)
    act(pause, sitting_id=sitting.sitting, reason="停电")
    reply = sitting.save(sitting.answer(1)).json
    assert (reply["state"], reply["deadline"]) == ("paused", None)
    clock.move(500 * MINUTE)
    act(tick)
    assert sitting.save(sitting.answer(2)).json["acked"] == 2
    assert act(resume, sitting_id=sitting.sitting) == DEADLINE + 500 * MINUTE
    reply = sitting.save(sitting.answer(3)).json
    assert (reply["state"], reply["deadline"]) == ("working", DEADLINE + 500 * MINUTE)


@pytest.mark.parametrize(("after", "paused"), [(0, True), (1, False)])
def test_pause_can_not_bring_back_time_that_is_over(
    sitting: ExamClient, clock: FakeTime, act: Act, after: int, *, paused: bool
):
    clock.move_to(LAST + after)
    if not paused:
        with pytest.raises(Refused, match="nothing_to_do"):
            act(pause, sitting_id=sitting.sitting, reason="停电")
    else:
        act(pause, sitting_id=sitting.sitting, reason="停电")
    assert sitting.receipt().json["state"] == ("paused" if paused else "working")


def test_extra_time_while_paused_counts_after_the_resume(sitting: ExamClient, clock: FakeTime, act: Act):
    act(pause, sitting_id=sitting.sitting, reason="停电")
    assert act(grant_time, sitting_id=sitting.sitting, milliseconds=MINUTE, reason="补时") is None
    clock.move(MINUTE)
    assert act(resume, sitting_id=sitting.sitting) == DEADLINE + 2 * MINUTE


def test_late_entry_of_a_shared_round_has_the_common_deadline(contestant: ExamClient, rounds: Rounds, clock: FakeTime):
    clock.move(20 * MINUTE)
    contestant.enter(rounds.shared)
    opened = contestant.open().json
    assert (opened["starts"], opened["deadline"]) == (START + 10 * MINUTE, START + 70 * MINUTE)


def test_held_entries_are_not_counted_twice(sitting: ExamClient, clock: FakeTime, config: Config):
    clock.move_to(LAST + 1)
    replies = [sitting.save(sitting.answer(1), sitting.answer(2)) for _ in range(3)]
    assert [reply.json["held"] for reply in replies] == [2, 2, 2]
    assert held(config, sitting.sitting) == [(1, "late"), (2, "late")]


def test_repeats_of_stored_entries_are_not_held(sitting: ExamClient, config: Config):
    sitting.submit(sitting.answer(1))
    reply = sitting.save(sitting.answer(1), sitting.answer(2))
    assert reply.json["held"] == 1
    assert held(config, sitting.sitting) == [(2, "closed")]


def test_held_entries_are_bounded(sitting: ExamClient, config: Config):
    sitting.submit()
    flags = [entry(seq, "focus", {"on": True}) for seq in range(1, 2_101)]
    for start in range(0, 2_100, 700):
        reply = sitting.save(*flags[start : start + 700])
    assert (reply.json["held"], len(held(config, sitting.sitting))) == (2_000, 2_000)


def test_notices_are_repeated_until_seen(sitting: ExamClient, act: Act):
    first = act(send_notice, sitting_id=sitting.sitting, text="请核对座位")
    second = act(send_notice, sitting_id=sitting.sitting, text="还有五分钟")
    shown = [notice["id"] for notice in sitting.save().json["notices"]]
    assert (shown, [one["id"] for one in sitting.open().json["notices"]]) == ([first, second],) * 2
    assert [one["text"] for one in sitting.save(seen=first).json["notices"]] == ["还有五分钟"]
    assert "notices" not in sitting.save(sitting.answer(1), seen=second).json
