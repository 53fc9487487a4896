"""Arrivals, early hand-ins and isolation, probed at their borders."""

import pytest

from proctor.attendance import Arrival, Held, Isolation, arrival, hand_in_from, isolation, too_early

MINUTE = 60_000


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (99, Arrival.EARLY),
        (100, Arrival.ON_TIME),
        (101, Arrival.LATE),
        (130, Arrival.LATE),
        (131, Arrival.TOO_LATE),
    ],
)
def test_arrival_at_each_border(now: int, expected: Arrival):
    assert arrival(now, 100, 130) == expected


@pytest.mark.parametrize(
    ("now", "expected"), [(0, 30 * MINUTE), (30 * MINUTE - 1, 30 * MINUTE), (30 * MINUTE, None), (60 * MINUTE, None)]
)
def test_hand_in_is_taken_from_the_agreed_minute_on(now: int, expected: int | None):
    assert too_early(now, 0, 30 * MINUTE, 60 * MINUTE) == expected


def test_hand_in_at_the_deadline_is_always_taken():
    assert hand_in_from(0, 30 * MINUTE, 10 * MINUTE) == 10 * MINUTE
    assert too_early(10 * MINUTE, 0, 30 * MINUTE, 10 * MINUTE) is None


@pytest.mark.parametrize(("starts", "after"), [(0, 0), (None, MINUTE)])
def test_hand_in_without_a_rule_or_a_start_is_always_taken(starts: int | None, after: int):
    assert too_early(0, starts, after, 60 * MINUTE) is None


def test_hand_in_while_the_clock_stands_waits_for_the_agreed_minute():
    assert too_early(1, 0, 5, None) == 5


def test_later_session_is_inside_before_anyone_of_the_earlier_leaves():
    morning = Held("上午场", 0, 30, 60)
    noon = Held("午场", 60, 90, 120)
    beside = Held("另一室", 0, 30, 60)
    assert isolation([noon, beside, morning]) == (
        Isolation("上午场", "午场", 30),
        Isolation("另一室", "午场", 30),
    )


@pytest.mark.parametrize(("starts", "apart"), [(30, 0), (31, 1)])
def test_session_that_starts_before_anyone_may_leave_needs_no_isolation(starts: int, apart: int):
    assert len(isolation([Held("一", 0, 30, 60), Held("二", starts, 70, 100)])) == apart
