"""A run looked back at: every step in words, with the points that the entries it made won or lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.scoring.act_words import act_words, outcome_words
from app.scoring.rounds import rounded
from app.scoring.runs import Desk
from simulations.marking import Checkpoint
from simulations.window import Step


@dataclass(frozen=True)
class StepLine:
    """One step: `offset` is milliseconds since the case was called; points are of the case's 100."""

    number: int
    place: int
    offset: int
    words: str
    result: str
    refused: bool
    gained: Decimal
    lost: Decimal


@dataclass(frozen=True)
class Evidence:
    """Which steps show a checkpoint: (number, place) each; a place outside the case's own steps is left out."""

    checkpoint: Checkpoint
    steps: tuple[int, ...]


def step_lines(desk: Desk, case_id: str, steps: Sequence[Step], checkpoints: Iterable[Checkpoint]) -> list[StepLine]:
    """Return the steps in words. A checkpoint's points stand at the last step that shows it.

    One that was met in full has won its points there, any other has lost what it lacks.
    """
    gained, lost = _points(checkpoints)
    started = steps[0].at if steps else 0
    case = desk.cases[case_id]
    return [
        StepLine(
            number,
            step.seq,
            max(step.at - started, 0),
            act_words(case, desk.catalogue, step.act),
            _result(step),
            step.state.refusal is not None,
            rounded(gained.get(step.seq, Fraction(0))),
            rounded(lost.get(step.seq, Fraction(0))),
        )
        for number, step in enumerate(steps, 1)
    ]


def evidence(steps: Sequence[Step], checkpoints: Iterable[Checkpoint]) -> list[Evidence]:
    """Return each checkpoint with the numbers of the steps that show it."""
    numbers = {step.seq: number for number, step in enumerate(steps, 1)}
    return [Evidence(one, tuple(numbers[seq] for seq in one.seqs if seq in numbers)) for one in checkpoints]


def _points(checkpoints: Iterable[Checkpoint]) -> tuple[Mapping[int, Fraction], Mapping[int, Fraction]]:
    gained: dict[int, Fraction] = {}
    lost: dict[int, Fraction] = {}
    for one in checkpoints:
        if one.seqs:
            side, points = (gained, one.earned) if one.met else (lost, one.points - one.earned)
            side[max(one.seqs)] = side.get(max(one.seqs), Fraction(0)) + points
    return gained, lost


def _result(step: Step) -> str:
    if step.state.refusal is not None:
        return step.state.refusal[2]
    return outcome_words(step.state.events[-1])
