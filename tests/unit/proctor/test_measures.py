"""Measures against the clock: what is legal when, on both sides of every border, and what comes of it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.measures import (
    MOST_EXTRA_MS,
    TWO_PEOPLE,
    Illegal,
    Measure,
    Outcome,
    Standing,
    outcome,
    re_entry,
)
from proctor.sitting import CLOSED, ENDED, State
from proctor.timing import Grant, Phase, Window, counts, phase_at, sweep_due

SECOND, MINUTE = 1_000, 60_000
SHARED = Window(opens=100 * MINUTE, entry_closes=130 * MINUTE, length=60 * MINUTE, grace=10 * SECOND, personal=False)
PERSONAL = replace(SHARED, personal=True)
END = 160 * MINUTE
WORKING = Standing(State.WORKING, SHARED, 100 * MINUTE, held_by_browser=True)
PAUSED = replace(WORKING, state=State.PAUSED, stood_since=110 * MINUTE)
HANDED_IN = replace(WORKING, state=State.HANDED_IN, closed_at=130 * MINUTE)
TIMED_OUT = replace(WORKING, state=State.TIMED_OUT, closed_at=END)
REOPENED = replace(WORKING, state=State.REOPENED, stood_since=130 * MINUTE, held_by_browser=False)
DRAWN = Standing(State.DRAWN, SHARED)
VOID = replace(WORKING, state=State.VOID)
EVERY = {one.state: one for one in (DRAWN, WORKING, PAUSED, HANDED_IN, TIMED_OUT, REOPENED, VOID)} | {
    State.COLLECTED: replace(HANDED_IN, state=State.COLLECTED)
}
LEGAL: Mapping[Measure, set[State]] = {
    Measure.START: {State.DRAWN},
    Measure.PAUSE: {State.WORKING},
    Measure.RESUME: {State.PAUSED},
    Measure.GRANT: {State.DRAWN, State.WORKING, State.PAUSED, State.REOPENED},
    Measure.MOVE: {State.DRAWN, State.WORKING, State.PAUSED, State.REOPENED},
    Measure.RELEASE: {State.WORKING, State.PAUSED},
    Measure.END: {State.WORKING, State.PAUSED, State.REOPENED},
    Measure.REOPEN: set(CLOSED),
    Measure.ANNUL: set(State) - {State.VOID},
    Measure.NOTICE: {State.DRAWN, State.WORKING, State.PAUSED, State.REOPENED},
}


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_in_every_state(measure: Measure):
    legal = {
        state
        for state, standing in EVERY.items()
        if isinstance(outcome(measure, standing, 140 * MINUTE, milliseconds=MINUTE), Outcome)
    }
    assert legal == LEGAL[measure]


def test_reopening_and_annulling_need_two_people():
    assert {Measure.REOPEN, Measure.ANNUL} == TWO_PEOPLE


@pytest.mark.parametrize(
    ("now", "legal"), [(END, True), (END + 10 * SECOND, True), (END + 10 * SECOND + 1, False), (END + MINUTE, False)]
)
def test_pause_is_legal_as_long_as_an_entry_would_count(now: int, *, legal: bool):
    assert isinstance(outcome(Measure.PAUSE, WORKING, now), Outcome) is legal


def test_pause_keeps_what_was_left():
    assert outcome(Measure.PAUSE, WORKING, 110 * MINUTE) == Outcome(
        State.PAUSED, None, 50 * MINUTE, stood_since=110 * MINUTE
    )


def test_resume_makes_the_pause_good():
    assert outcome(Measure.RESUME, PAUSED, 125 * MINUTE) == Outcome(
        State.WORKING, END + 15 * MINUTE, 50 * MINUTE, Grant(15 * MINUTE)
    )


def test_extra_time_moves_the_end_and_what_is_left_while_the_clock_stands():
    assert outcome(Measure.GRANT, WORKING, 110 * MINUTE, milliseconds=5 * MINUTE) == Outcome(
        State.WORKING, END + 5 * MINUTE, 55 * MINUTE, Grant(5 * MINUTE)
    )
    assert outcome(Measure.GRANT, PAUSED, 125 * MINUTE, milliseconds=5 * MINUTE) == Outcome(
        State.PAUSED, None, 55 * MINUTE, Grant(5 * MINUTE), 110 * MINUTE
    )


def test_extra_time_before_a_personal_start_has_no_end_yet():
    came = outcome(Measure.GRANT, replace(DRAWN, window=PERSONAL), 90 * MINUTE, milliseconds=MINUTE)
    assert came == Outcome(State.DRAWN, None, None, Grant(MINUTE))


@pytest.mark.parametrize(
    ("milliseconds", "why"), [(0, "bad_grant"), (-1, "bad_grant"), (MOST_EXTRA_MS + 1, "bad_grant")]
)
def test_amounts_that_are_no_extra_time(milliseconds: int, why: str):
    assert outcome(Measure.GRANT, WORKING, 110 * MINUTE, milliseconds=milliseconds) == Illegal(why)
    if milliseconds:
        assert outcome(Measure.REOPEN, HANDED_IN, 140 * MINUTE, milliseconds=milliseconds) == Illegal(why)


@pytest.mark.parametrize("standing", [HANDED_IN, TIMED_OUT])
def test_extra_time_after_the_close_says_to_reopen_first(standing: Standing):
    assert outcome(Measure.GRANT, standing, 140 * MINUTE, milliseconds=MINUTE) == Illegal("reopen_first")


def test_extra_time_a_millisecond_before_the_sweep_and_after_it():
    before = END + 10 * SECOND + 5 * SECOND - 1
    assert not sweep_due(before, END, 10 * SECOND)
    came = outcome(Measure.GRANT, WORKING, before, milliseconds=5 * MINUTE)
    assert isinstance(came, Outcome)
    assert (came.state, came.deadline) == (State.WORKING, END + 5 * MINUTE)
    assert sweep_due(before + 1, END, 10 * SECOND)
    assert outcome(Measure.GRANT, TIMED_OUT, before + 2, milliseconds=5 * MINUTE) == Illegal("reopen_first")


def test_reopening_gives_back_what_was_left_at_the_hand_in():
    came = outcome(Measure.REOPEN, HANDED_IN, 150 * MINUTE)
    assert came == Outcome(State.REOPENED, None, 30 * MINUTE, None, 130 * MINUTE)


def test_reopening_after_time_ran_out_needs_time_with_it():
    assert outcome(Measure.REOPEN, TIMED_OUT, 170 * MINUTE) == Illegal("no_time_left")
    assert outcome(Measure.REOPEN, TIMED_OUT, 170 * MINUTE, milliseconds=5 * MINUTE) == Outcome(
        State.REOPENED, None, 5 * MINUTE, Grant(5 * MINUTE), END
    )


def test_reopening_what_was_handed_in_within_the_grace_gives_no_less_than_was_granted():
    late = replace(HANDED_IN, closed_at=END + 3 * SECOND)
    came = outcome(Measure.REOPEN, late, 170 * MINUTE, milliseconds=MINUTE)
    assert came == Outcome(State.REOPENED, None, MINUTE, Grant(MINUTE + 3 * SECOND), END + 3 * SECOND)


def test_reopening_what_was_handed_in_while_paused_goes_on_from_the_pause():
    paused = replace(HANDED_IN, stood_since=110 * MINUTE)
    came = outcome(Measure.REOPEN, paused, 150 * MINUTE)
    assert came == Outcome(State.REOPENED, None, 50 * MINUTE, None, 110 * MINUTE)


def test_closed_without_a_final_can_not_be_reopened():
    assert outcome(Measure.REOPEN, replace(HANDED_IN, closed_at=None), 140 * MINUTE) == Illegal("illegal_move")


@pytest.mark.parametrize(
    ("now", "why"),
    [(100 * MINUTE - 1, "not_started_yet"), (100 * MINUTE, "not_started_yet"), (100 * MINUTE + 1, None)],
)
def test_a_start_of_ones_own_comes_after_the_shared_one(now: int, why: str | None):
    came = outcome(Measure.START, DRAWN, now)
    assert came == (Illegal(why) if why else Outcome(State.DRAWN, END + 1, 60 * MINUTE, Grant(1, delays_start=True)))


def test_a_start_of_ones_own_is_not_for_personal_or_held_windows():
    assert outcome(Measure.START, replace(DRAWN, window=PERSONAL), 120 * MINUTE) == Illegal("illegal_move")
    held = replace(DRAWN, window=replace(SHARED, held=True))
    assert outcome(Measure.START, held, 120 * MINUTE) == Illegal("not_started_yet")


def test_late_start_lets_in_after_the_entry_was_closed():
    now = 150 * MINUTE
    came = outcome(Measure.START, DRAWN, now)
    assert isinstance(came, Outcome)
    assert phase_at(now, SHARED).phase is Phase.OVER
    assert phase_at(now, SHARED, grants=[came.grant]).phase is Phase.ENTRY


def test_release_needs_a_browser_that_holds_the_sitting():
    assert outcome(Measure.RELEASE, replace(WORKING, held_by_browser=False), 110 * MINUTE) == Illegal("illegal_move")


def test_what_changes_no_time_keeps_the_end_unless_the_clock_stands():
    assert outcome(Measure.MOVE, WORKING, 110 * MINUTE) == Outcome(State.WORKING, END, 50 * MINUTE)
    assert outcome(Measure.NOTICE, PAUSED, 120 * MINUTE) == Outcome(
        State.PAUSED, None, 50 * MINUTE, stood_since=110 * MINUTE
    )


def test_nothing_is_left_of_what_has_ended_or_has_no_end_yet():
    assert [one.left(120 * MINUTE) for one in (HANDED_IN, VOID, replace(DRAWN, window=PERSONAL))] == [None] * 3


def test_ending_a_paused_sitting_remembers_when_its_clock_stopped():
    assert outcome(Measure.END, PAUSED, 140 * MINUTE) == Outcome(State.COLLECTED, None, None, stood_since=110 * MINUTE)


SPANS = st.integers(min_value=0, max_value=90 * MINUTE)


@given(opened=st.integers(0, 29 * MINUTE), pause_after=SPANS, paused_for=SPANS, extra=st.integers(0, MINUTE * 60))
def test_what_is_left_never_changes_while_the_clock_stands(opened: int, pause_after: int, paused_for: int, extra: int):
    start = 100 * MINUTE + opened
    standing = Standing(State.WORKING, PERSONAL, start)
    paused_at = start + pause_after
    came = outcome(Measure.PAUSE, standing, paused_at)
    if isinstance(came, Illegal):
        assert not counts(paused_at, standing.deadline, PERSONAL.grace)
        return
    paused = replace(standing, state=State.PAUSED, stood_since=came.stood_since)
    if extra:
        granted = outcome(Measure.GRANT, paused, paused_at + paused_for // 2, milliseconds=extra)
        assert isinstance(granted, Outcome)
        paused = replace(paused, grants=(granted.grant,))
    resumed = outcome(Measure.RESUME, paused, paused_at + paused_for)
    assert isinstance(resumed, Outcome)
    worked = min(pause_after, 60 * MINUTE)
    late = pause_after - worked  # paused within the grace: nothing was left, and the deadline stays behind the clock
    assert resumed.left == max(0, 60 * MINUTE - worked - late + extra)
    assert resumed.deadline == start + 60 * MINUTE + paused_for + extra


@given(closed=st.integers(0, 60 * MINUTE), waited=SPANS, extra=st.integers(0, MOST_EXTRA_MS))
def test_reopened_clock_runs_again_from_the_entry_with_exactly_what_was_promised(closed: int, waited: int, extra: int):
    handed_in = replace(HANDED_IN, closed_at=100 * MINUTE + closed)
    came = outcome(Measure.REOPEN, handed_in, handed_in.closed_at, milliseconds=extra)
    if closed == 60 * MINUTE and not extra:
        assert came == Illegal("no_time_left")
        return
    assert isinstance(came, Outcome)
    grants = (came.grant,) if came.grant else ()
    reopened = replace(REOPENED, stood_since=came.stood_since, grants=grants)
    now = handed_in.closed_at + waited
    entered = replace(reopened, state=State.WORKING, stood_since=None, grants=(*grants, re_entry(reopened, now)))
    assert came.left == 60 * MINUTE - closed + extra
    assert entered.left(now) == came.left


@given(state=st.sampled_from(State), measure=st.sampled_from(Measure), now=st.integers(0, 400 * MINUTE))
def test_an_outcome_never_leaves_what_has_ended_but_by_reopening(state: State, measure: Measure, now: int):
    came = outcome(measure, EVERY[state], now, milliseconds=MINUTE)
    if state in ENDED and isinstance(came, Outcome):
        assert measure in TWO_PEOPLE


def test_re_entry_of_a_clock_that_never_stood_gives_nothing():
    assert re_entry(WORKING, 120 * MINUTE) == Grant(0)
