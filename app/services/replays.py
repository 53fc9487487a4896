"""A case of a simulation replayed for an appeal: every step, the screen after one of them, and the marks of it all."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.queries.rounds import RoundRow, find_round
from app.queries.scores import find_score, find_sitting_owner
from app.queries.sittings import SittingFacts, sitting_facts
from app.scoring.replays import Evidence, StepLine, evidence, step_lines
from app.scoring.rounds import CaseScore, score_simulation
from app.scoring.runs import Desk, steps_of
from app.scoring.screens import Screen, screen
from app.services.refused import Refused
from app.services.runs import frozen_runs
from simulations.casework import Case
from simulations.picture import paper_svg
from simulations.state import State
from simulations.window import Step, start, view

TRACK = 1_000


@dataclass(frozen=True)
class Tick:
    """A step that won or lost points, on a track from 0 to TRACK."""

    number: int
    x: int
    won: bool


@dataclass(frozen=True)
class Replay:
    """A case at step `at` (0 is before the first); `agrees` tells whether the recomputed score is the kept one.

    It is None while there is no score yet. `pictures` are the papers looked at by then, as SVG by paper and side.
    """

    round: RoundRow
    facts: SittingFacts
    case: CaseScore
    cases: int
    steps: list[StepLine]
    at: int
    screen: Screen
    pictures: Mapping[tuple[str, int], str]
    evidence: list[Evidence]
    ticks: list[Tick]
    agrees: bool | None
    digest: str
    pack: str

    @property
    def step(self) -> StepLine | None:
        """The step the screen is after."""
        return self.steps[self.at - 1] if self.at else None


def replay(*, sitting_id: str, case_id: str, at: int | None = None, entry: int | None = None) -> Replay:
    """Return the case after step `at`, after the step that the line at place `entry` made, or after its last.

    Refuses with `no_sitting`, `no_simulation` or `no_case`.
    """
    owner = find_sitting_owner(sitting_id)
    row = find_round(owner[1]) if owner else None
    if row is None:
        raise Refused("no_sitting")
    frozen = frozen_runs(sitting_id)
    if case_id not in frozen.desk.cases:
        raise Refused("no_case")
    score = score_simulation(frozen.digest, frozen.desk, frozen.points, frozen.acts)
    marked = next(one for one in score.cases if one.case.id == case_id)
    steps = steps_of(frozen.desk, case_id, frozen.acts)
    place = _place(steps, at, entry)
    lines = step_lines(frozen.desk, case_id, steps, marked.marked.checkpoints)
    kept = find_score(sitting_id)
    return Replay(
        round=row,
        facts=sitting_facts(sitting_id),
        case=marked,
        cases=len(frozen.desk.cases),
        steps=lines,
        at=place,
        screen=_screen(frozen.desk, case_id, steps, place),
        pictures=_pictures(frozen.desk.cases[case_id], steps[place - 1].state) if place else {},
        evidence=evidence(steps, marked.marked.checkpoints),
        ticks=_ticks(lines),
        agrees=None if kept is None else (kept.inputs, str(kept.total)) == (score.inputs, str(score.total)),
        digest=frozen.digest,
        pack=frozen.desk.catalogue.pack.title,
    )


def _place(steps: list[Step], at: int | None, entry: int | None) -> int:
    of_entry = next((number for number, step in enumerate(steps, 1) if step.seq == entry), None)
    wanted = at if of_entry is None else of_entry
    return len(steps) if wanted is None else max(0, min(wanted, len(steps)))


def _screen(desk: Desk, case_id: str, steps: list[Step], place: int) -> Screen:
    case = desk.cases[case_id]
    state = steps[place - 1].state if place else start(case)
    return screen(view(case, desk.catalogue, state), desk.catalogue)


def _pictures(case: Case, state: State) -> dict[tuple[str, int], str]:
    """Return the SVG of every side of a paper that had been looked at, by paper and side."""
    sides = [(paper, side) for paper, seen in state.inspected.items() for side in sorted(seen)]
    drawn = {(paper, side): paper_svg(case, state, paper, side) for paper, side in sides}
    return {place: svg for place, svg in drawn.items() if svg is not None}


def _ticks(lines: list[StepLine]) -> list[Tick]:
    return [
        Tick(line.number, TRACK * line.number // len(lines), won=not line.lost)
        for line in lines
        if line.lost or line.gained
    ]
