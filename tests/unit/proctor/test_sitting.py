"""Every state against every move."""

import pytest

from proctor.sitting import CLOSED, ENDED, STANDING, WRITABLE, Move, State, after

LEGAL = {
    State.DRAWN: {Move.OPEN: State.WORKING, Move.ANNUL: State.VOID},
    State.WORKING: {
        Move.OPEN: State.WORKING,
        Move.PAUSE: State.PAUSED,
        Move.HAND_IN: State.HANDED_IN,
        Move.TIME_OUT: State.TIMED_OUT,
        Move.END: State.COLLECTED,
        Move.ANNUL: State.VOID,
    },
    State.PAUSED: {
        Move.OPEN: State.PAUSED,
        Move.RESUME: State.WORKING,
        Move.HAND_IN: State.HANDED_IN,
        Move.END: State.COLLECTED,
        Move.ANNUL: State.VOID,
    },
    State.REOPENED: {Move.OPEN: State.WORKING, Move.END: State.COLLECTED, Move.ANNUL: State.VOID},
    State.HANDED_IN: {Move.REOPEN: State.REOPENED, Move.ANNUL: State.VOID},
    State.TIMED_OUT: {Move.REOPEN: State.REOPENED, Move.ANNUL: State.VOID},
    State.COLLECTED: {Move.REOPEN: State.REOPENED, Move.ANNUL: State.VOID},
    State.VOID: {},
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_after_every_state_and_move(state: State, move: Move):
    assert after(state, move) == LEGAL[state].get(move)


def test_states_fall_into_waiting_writable_and_ended():
    assert {State.WORKING, State.PAUSED} == WRITABLE
    assert {State.PAUSED, State.REOPENED} == STANDING
    assert {State.HANDED_IN, State.TIMED_OUT, State.COLLECTED} == CLOSED
    assert {State.DRAWN, State.REOPENED} | WRITABLE | ENDED == set(State)
    assert (WRITABLE & ENDED, CLOSED < ENDED) == (set(), True)
