"""runs: folds a simulation's journal into the state of every case, by the frozen cases alone."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from app.scoring.record import AcceptedLine, Ignored, JournalLine
from question_bank.model import Json
from simulations.casework import Case
from simulations.catalogue import Catalogue
from simulations.state import State
from simulations.window import Step, advance, start, steps

ENDED = frozenset({"closed", "absent"})


@dataclass(frozen=True)
class Desk:
    """What is frozen of a simulation sitting: the catalogue, and its cases by id in the order of the paper."""

    catalogue: Catalogue
    cases: Mapping[str, Case]


@dataclass(frozen=True)
class Act:
    """An act that counts, with its place in the order in which lines count and when it arrived (ms)."""

    place: int
    case: str
    body: Mapping[str, Json]
    at: int


@dataclass(frozen=True)
class Runs:
    """What the lines so far make of every case; `places` is how many lines that are."""

    states: Mapping[str, State]
    places: int = 0
    ignored: tuple[Ignored, ...] = ()

    @property
    def ended(self) -> int:
        """How many cases are over: closed, or passed over because nobody came."""
        return sum(state.phase in ENDED for state in self.states.values())


def in_order(lines: Iterable[JournalLine], accepted: Iterable[AcceptedLine]) -> list[JournalLine]:
    """Return the lines in the order in which they count.

    The journal goes by seq. An accepted entry stands behind all that had arrived when it was accepted: what the
    contestant does afterwards builds on it. Where nothing was accepted, an entry's place is its own seq.
    """
    own = list(lines)
    reached = accumulate((line.arrived_at for line in own), max)
    keyed = [((moment, 0), line) for moment, line in zip(reached, own, strict=True)]
    keyed += [((line.decided_at, 1), line) for line in accepted]
    return [line for _, line in sorted(keyed, key=lambda pair: pair[0])]


def begin(desk: Desk) -> Runs:
    """Return the runs of a sitting in which nothing was done yet."""
    return Runs({name: start(case) for name, case in desk.cases.items()})


def go_on(desk: Desk, runs: Runs, lines: Iterable[JournalLine]) -> Runs:
    """Return the runs after some more lines, in the order in which they count."""
    states, ignored, place = dict(runs.states), list(runs.ignored), runs.places
    for place, line in enumerate(lines, runs.places + 1):
        act = _act(desk, place, line)
        if isinstance(act, Act):
            states[act.case] = _advanced(desk, states[act.case], act)
        elif act is not None:
            ignored.append(act)
    return replace(runs, states=states, places=place, ignored=tuple(ignored))


def fold_runs(desk: Desk, lines: Iterable[JournalLine], accepted: Iterable[AcceptedLine] = ()) -> Runs:
    """Return what a journal and the held entries two people accepted make of every case."""
    return go_on(desk, begin(desk), in_order(lines, accepted))


def acts_of(desk: Desk, lines: Iterable[JournalLine], accepted: Iterable[AcceptedLine] = ()) -> Iterator[Act]:
    """Yield the acts that count, in order."""
    for place, line in enumerate(in_order(lines, accepted), 1):
        act = _act(desk, place, line)
        if isinstance(act, Act):
            yield act


def states_of(desk: Desk, acts: Iterable[Act]) -> dict[str, State]:
    """Return the state of every case after `acts`."""
    states = dict(begin(desk).states)
    for act in acts:
        states[act.case] = _advanced(desk, states[act.case], act)
    return states


def steps_of(desk: Desk, case_id: str, acts: Iterable[Act]) -> list[Step]:
    """Return every step of one case with the state after it: what a replay shows."""
    own = ((act.place, act.body, act.at) for act in acts if act.case == case_id)
    return steps(desk.cases[case_id], desk.catalogue, own)


def _advanced(desk: Desk, state: State, act: Act) -> State:
    return advance(desk.cases[act.case], desk.catalogue, state, act.body, act.at, act.place)


def _act(desk: Desk, place: int, line: JournalLine) -> Act | Ignored | None:
    """Return a line's act; None for a line of another kind."""
    if line.kind != "act":
        return None
    body = json.loads(line.body)
    case = body.get("case") if isinstance(body, dict) else None
    if not isinstance(case, str) or case not in desk.cases:
        return Ignored(line.seq, "案件不在本卷中")
    return Act(place, case, body, line.arrived_at)
