"""Time as a drawn line: instants, the phase between each pair, and probes on both sides of every border."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.timing import SWEEP_DELAY_MS, Grant, Phase, Window, counts, deadline_of, phase_at, starts_at, sweep_due

SECOND, MINUTE = 1_000, 60_000
SHARED = Window(opens=100 * MINUTE, entry_closes=130 * MINUTE, length=60 * MINUTE, grace=10 * SECOND, personal=False)
PERSONAL = Window(opens=100 * MINUTE, entry_closes=500 * MINUTE, length=60 * MINUTE, grace=10 * SECOND, personal=True)
PROBES = (1, SECOND, MINUTE)
TIMES = st.integers(min_value=0, max_value=10**9)

Line = Sequence[Phase | int]


def check_line(line: Line, phase: Callable[[int], Phase]) -> None:
    """Check phases between instants: [before, instant, after, instant, ...]; an instant belongs to what follows it."""
    for place in range(1, len(line), 2):
        before, border, after = line[place - 1 : place + 2]
        inner = line[place + 2] if place + 2 < len(line) else None
        for probe in PROBES:
            if place == 1 or border - probe >= line[place - 2]:
                assert phase(border - probe) == before, (border, -probe)
            if inner is None or border + probe < inner:
                assert phase(border + probe) == after, (border, probe)
        assert phase(border) == after, border


def seen(window: Window, **facts: object) -> Callable[[int], Phase]:
    return lambda now: phase_at(now, window, **facts).phase


def test_shared_window_before_the_first_opening():
    line = [Phase.UPCOMING, 100 * MINUTE, Phase.ENTRY, 130 * MINUTE + 1, Phase.OVER]
    check_line(line, seen(SHARED))


def test_shared_window_with_a_late_start():
    line = [Phase.UPCOMING, 115 * MINUTE, Phase.ENTRY, 145 * MINUTE + 1, Phase.OVER]
    check_line(line, seen(SHARED, grants=[Grant(15 * MINUTE, delays_start=True), Grant(MINUTE)]))


def test_personal_window_before_the_first_opening():
    line = [Phase.UPCOMING, 100 * MINUTE, Phase.ENTRY, 500 * MINUTE + 1, Phase.OVER]
    check_line(line, seen(PERSONAL, grants=[Grant(15 * MINUTE, delays_start=True)]))


@pytest.mark.parametrize("now", [0, 100 * MINUTE, 115 * MINUTE, 500 * MINUTE])
def test_held_window_has_not_started_whatever_the_clock_says(now: int):
    assert phase_at(now, replace(SHARED, held=True)).phase is Phase.UPCOMING


@pytest.mark.parametrize("opened", [100 * MINUTE, 129 * MINUTE])
def test_shared_window_ends_for_everyone_at_once(opened: int):
    end = 160 * MINUTE
    line = [
        Phase.UPCOMING,
        100 * MINUTE,
        Phase.WORKING,
        end + 1,
        Phase.GRACE,
        end + 10 * SECOND + 1,
        Phase.OVER,
    ]
    check_line(line, seen(SHARED, opened_at=opened))


def test_personal_window_runs_from_the_first_opening():
    end = 180 * MINUTE
    line = [
        Phase.UPCOMING,
        120 * MINUTE,
        Phase.WORKING,
        end + 1,
        Phase.GRACE,
        end + 10 * SECOND + 1,
        Phase.OVER,
    ]
    check_line(line, seen(PERSONAL, opened_at=120 * MINUTE))


def test_extra_time_moves_the_end_alone():
    end = 165 * MINUTE
    line = [
        Phase.UPCOMING,
        100 * MINUTE,
        Phase.WORKING,
        end + 1,
        Phase.GRACE,
        end + 10 * SECOND + 1,
        Phase.OVER,
    ]
    check_line(line, seen(SHARED, opened_at=100 * MINUTE, grants=[Grant(3 * MINUTE), Grant(2 * MINUTE)]))


def test_late_start_moves_start_and_end():
    timing = phase_at(0, SHARED, opened_at=100 * MINUTE, grants=[Grant(15 * MINUTE, delays_start=True)])
    assert (timing.phase, timing.starts, timing.deadline) == (Phase.UPCOMING, 115 * MINUTE, 175 * MINUTE)


@pytest.mark.parametrize("now", [100 * MINUTE, 160 * MINUTE + 1, 999 * MINUTE])
def test_paused_has_no_deadline_whenever_it_is(now: int):
    timing = phase_at(now, SHARED, opened_at=100 * MINUTE, paused=True)
    assert (timing.phase, timing.starts, timing.deadline) == (Phase.PAUSED, 100 * MINUTE, None)


def test_personal_times_are_unknown_before_the_first_opening():
    timing = phase_at(0, PERSONAL)
    assert (timing.starts, timing.deadline) == (None, None)


def test_opened_before_its_start_is_upcoming():
    assert phase_at(99 * MINUTE, SHARED, opened_at=99 * MINUTE).phase == Phase.UPCOMING


@pytest.mark.parametrize(("after", "expected"), [(-MINUTE, True), (-1, True), (0, True), (1, False), (MINUTE, False)])
def test_counts_up_to_the_end_of_the_grace(after: int, *, expected: bool):
    assert counts(1_000 + 10 + after, 1_000, 10) is expected


def test_everything_counts_while_paused():
    assert counts(10**12, None, 0) is True


@pytest.mark.parametrize(("after", "due"), [(-MINUTE, False), (-1, False), (0, True), (1, True), (MINUTE, True)])
def test_sweep_is_due_once_nothing_in_time_can_be_queued(after: int, *, due: bool):
    assert sweep_due(1_000 + 10 + SWEEP_DELAY_MS + after, 1_000, 10) is due


def test_sweep_is_never_due_while_paused():
    assert sweep_due(10**12, None, 0) is False


@given(TIMES, TIMES, st.lists(st.builds(Grant, TIMES, delays_start=st.booleans()), max_size=5))
def test_grants_only_ever_add(opens: int, length: int, grants: list[Grant]):
    window = Window(opens, opens, length, 0, personal=False)
    assert deadline_of(window, opens, grants) - deadline_of(window, opens) == sum(
        grant.milliseconds for grant in grants
    )
    assert starts_at(window, opens, grants) - opens == sum(
        grant.milliseconds for grant in grants if grant.delays_start
    )


@given(TIMES, TIMES, TIMES)
def test_no_entry_that_counts_can_meet_a_due_sweep(arrived: int, deadline: int, grace: int):
    queued_at_most = 3_000
    assert not (counts(arrived, deadline, grace) and sweep_due(arrived + queued_at_most, deadline, grace))
