"""advance: the mock window as a pure state machine over acts. What the real system blocks is refused in its words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from simulations import desk_acts, resident_acts
from simulations.casework import Case
from simulations.catalogue import Catalogue
from simulations.moves import Blocked, Move, Moved
from simulations.state import Event, State
from simulations.view import view

__all__ = ["Act", "State", "Step", "advance", "play", "start", "steps", "view"]

Act: TypeAlias = Mapping[str, object]
Doing: TypeAlias = Callable[[Move], Moved]

ACTS: Mapping[str, Doing] = {**resident_acts.ACTS, **desk_acts.ACTS}
# What may be done before the resident is there, while the case is suspended, and after it is closed.
BEFORE = frozenset({"call", "recall", "pass"})
MOST_EVENTS = 2_000
NOT_CALLED, SUSPENDED, OVER = "请先呼叫或打开本件", "本件已挂起，请先恢复", "本件已结束，不能再操作"


def start(case: Case) -> State:
    """Return the state of a case nobody has called yet."""
    del case
    return State()


def advance(case: Case, catalogue: Catalogue, state: State, act: Act, at: int, seq: int) -> State:
    """Return the state after `act`, which entry `seq` brought at `at` (ms).

    An act the system refuses, or that is no act at all, changes nothing but `refusal` and the events. Whatever is
    posted, the result is a legal state: this never raises for what an act says.
    """
    do = act.get("do")
    if not isinstance(do, str) or do not in ACTS or len(state.events) >= MOST_EVENTS:
        return replace(state, refusal=(str(do)[:20], "unknown", "系统不支持这个操作"))
    move = Move(case, catalogue, state, act, at, seq)
    try:
        _refuse_by_phase(do, state)
        moved = ACTS[do](move)
    except Blocked as blocked:
        event = Event(seq, at, do, move.target[:80], "", blocked.code)
        return replace(state, refusal=(do, blocked.code, blocked.text), events=(*state.events, event))
    event = Event(seq, at, do, moved.target, moved.outcome)
    return replace(moved.state, refusal=None, events=(*state.events, event))


def play(case: Case, catalogue: Catalogue, acts: Iterable[tuple[int, Act, int]]) -> State:
    """Return the state after all of (seq, act, at) in order."""
    state = start(case)
    for seq, act, at in acts:
        state = advance(case, catalogue, state, act, at, seq)
    return state


def _refuse_by_phase(do: str, state: State) -> None:
    if state.phase in ("closed", "absent"):
        raise Blocked("over", OVER)
    if state.phase == "suspended" and do != "resume":
        raise Blocked("suspended", SUSPENDED)
    if state.phase in ("waiting", "called") and do not in BEFORE:
        raise Blocked("not_called", NOT_CALLED)


@dataclass(frozen=True)
class Step:
    """One act of a run, for a replay: the act, and the state after it."""

    seq: int
    at: int
    act: Act
    state: State


def steps(case: Case, catalogue: Catalogue, acts: Iterable[tuple[int, Act, int]]) -> list[Step]:
    """Return every act with the state it made: what a replay shows."""
    state, run = start(case), []
    for seq, act, at in acts:
        state = advance(case, catalogue, state, act, at, seq)
        run.append(Step(seq, at, act, state))
    return run
