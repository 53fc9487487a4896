"""Exam time: it follows the monotonic count, whatever happens to the wall clock."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.clock import STEP_ALARM_MS, ExamClock

MILLISECONDS = st.integers(min_value=0, max_value=10**10)


class Times:
    """A wall and a monotonic clock to set by hand, in milliseconds."""

    def __init__(self, wall: int) -> None:
        self.wall_ms = wall
        self.monotonic_ms = 0

    def clock(self, floor: int = 0) -> ExamClock:
        return ExamClock(
            floor, wall=lambda: Fraction(self.wall_ms, 1000), monotonic=lambda: Fraction(self.monotonic_ms, 1000)
        )


def test_clock_starts_at_the_wall_and_runs_with_the_count():
    times = Times(5_000)
    clock = times.clock()
    times.monotonic_ms = 1_234
    assert clock.now() == 6_234


def test_clock_ignores_a_wall_set_back():
    times = Times(5_000)
    clock = times.clock()
    times.wall_ms = 0
    assert (clock.now(), clock.step()) == (5_000, -5_000)


def test_clock_never_starts_before_its_floor():
    assert (Times(5_000).clock(floor=9_000).now(), Times(5_000).clock(floor=4_000).now()) == (9_000, 5_000)


def test_alarm_is_raised_by_more_than_two_seconds_either_way():
    times = Times(10_000)
    clock = times.clock()
    stepped = []
    for step in (-STEP_ALARM_MS - 1, -STEP_ALARM_MS, 0, STEP_ALARM_MS, STEP_ALARM_MS + 1):
        times.wall_ms = 10_000 + step
        stepped.append(clock.stepped())
    assert stepped == [True, False, False, False, True]


@given(MILLISECONDS, st.lists(st.tuples(MILLISECONDS, MILLISECONDS), max_size=20))
def test_clock_never_runs_backwards(start: int, readings: list[tuple[int, int]]):
    times = Times(start)
    clock, seen = times.clock(), []
    for wall, passed in readings:
        times.wall_ms, times.monotonic_ms = wall, times.monotonic_ms + passed
        seen.append(clock.now())
    assert seen == sorted(seen)
    assert all(moment >= start for moment in seen)
