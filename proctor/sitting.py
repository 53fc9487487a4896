"""The states of a sitting and the legal moves between them."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a sitting stands; the values are what is stored and sent."""

    DRAWN = "drawn"
    WORKING = "working"
    PAUSED = "paused"
    HANDED_IN = "handed_in"
    TIMED_OUT = "timed_out"
    VOID = "void"


class Move(StrEnum):
    """What can happen to a sitting."""

    OPEN = "open"
    PAUSE = "pause"
    RESUME = "resume"
    HAND_IN = "hand_in"
    TIME_OUT = "time_out"
    REOPEN = "reopen"
    ANNUL = "annul"


WRITABLE = frozenset({State.WORKING, State.PAUSED})
CLOSED = frozenset({State.HANDED_IN, State.TIMED_OUT})
ENDED = CLOSED | {State.VOID}

MOVES: Mapping[tuple[State, Move], State] = {
    (State.DRAWN, Move.OPEN): State.WORKING,
    (State.WORKING, Move.OPEN): State.WORKING,
    (State.PAUSED, Move.OPEN): State.PAUSED,
    (State.WORKING, Move.PAUSE): State.PAUSED,
    (State.PAUSED, Move.RESUME): State.WORKING,
    (State.WORKING, Move.HAND_IN): State.HANDED_IN,
    (State.PAUSED, Move.HAND_IN): State.HANDED_IN,
    (State.WORKING, Move.TIME_OUT): State.TIMED_OUT,
    (State.HANDED_IN, Move.REOPEN): State.WORKING,
    (State.TIMED_OUT, Move.REOPEN): State.WORKING,
    (State.DRAWN, Move.ANNUL): State.VOID,
    (State.WORKING, Move.ANNUL): State.VOID,
    (State.PAUSED, Move.ANNUL): State.VOID,
    (State.HANDED_IN, Move.ANNUL): State.VOID,
    (State.TIMED_OUT, Move.ANNUL): State.VOID,
}


def after(state: State, move: Move) -> State | None:
    """Return the state `move` leads to from `state`, or None where the move isn't legal."""
    return MOVES.get((state, move))
