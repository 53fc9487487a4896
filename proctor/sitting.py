"""The states of a sitting and the legal moves between them."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a sitting stands; the values are what is stored and sent.

    A collected sitting was ended by a proctor; a reopened one waits, its clock standing, until it is entered again.
    """

    DRAWN = "drawn"
    WORKING = "working"
    PAUSED = "paused"
    HANDED_IN = "handed_in"
    TIMED_OUT = "timed_out"
    COLLECTED = "collected"
    REOPENED = "reopened"
    VOID = "void"


class Move(StrEnum):
    """What can happen to a sitting."""

    OPEN = "open"
    PAUSE = "pause"
    RESUME = "resume"
    HAND_IN = "hand_in"
    TIME_OUT = "time_out"
    END = "end"
    REOPEN = "reopen"
    ANNUL = "annul"


WRITABLE = frozenset({State.WORKING, State.PAUSED})
STANDING = frozenset({State.PAUSED, State.REOPENED})
CLOSED = frozenset({State.HANDED_IN, State.TIMED_OUT, State.COLLECTED})
ENDED = CLOSED | {State.VOID}

MOVES: Mapping[tuple[State, Move], State] = {
    (State.DRAWN, Move.OPEN): State.WORKING,
    (State.WORKING, Move.OPEN): State.WORKING,
    (State.PAUSED, Move.OPEN): State.PAUSED,
    (State.REOPENED, Move.OPEN): State.WORKING,
    (State.WORKING, Move.PAUSE): State.PAUSED,
    (State.PAUSED, Move.RESUME): State.WORKING,
    (State.WORKING, Move.HAND_IN): State.HANDED_IN,
    (State.PAUSED, Move.HAND_IN): State.HANDED_IN,
    (State.WORKING, Move.TIME_OUT): State.TIMED_OUT,
    **{(state, Move.END): State.COLLECTED for state in WRITABLE | {State.REOPENED}},
    **{(state, Move.REOPEN): State.REOPENED for state in CLOSED},
    **{(state, Move.ANNUL): State.VOID for state in State if state is not State.VOID},
}


def after(state: State, move: Move) -> State | None:
    """Return the state `move` leads to from `state`, or None where the move isn't legal."""
    return MOVES.get((state, move))
