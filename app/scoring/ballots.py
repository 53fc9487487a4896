"""Ballots: marks checked against their sheet, a panel's ballots made one score, and overtime deducted from it once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from app.scoring.contests import Criterion, Overtime, Panel, Sheet

MarkFault: TypeAlias = Literal["missing", "unknown", "range", "step"]


@dataclass(frozen=True)
class MarkProblem:
    """What is wrong with the mark of one criterion."""

    criterion: str
    fault: MarkFault


@dataclass(frozen=True)
class PanelScore:
    """A panel's score out of the sheet's full mark, exact: which judges' totals count, and what was taken off.

    `trimmed` are the judges whose highest and lowest totals were left out; `plain` says that there were too few
    ballots to trim.
    """

    score: Fraction
    mean: Fraction
    deducted: Fraction
    counted: tuple[str, ...]
    trimmed: tuple[str, ...]
    plain: bool


def mark_problems(sheet: Sheet, marks: Mapping[str, Decimal | None]) -> tuple[MarkProblem, ...]:
    """Return every mistake of a ballot. A mark that is missing is never a zero."""
    return (*_unknown(sheet, marks), *(one for criterion in sheet.criteria for one in _faults(criterion, marks)))


def ballot_total(sheet: Sheet, marks: Mapping[str, Decimal]) -> Fraction:
    """Return a ballot's total; raises ValueError unless `mark_problems` finds nothing."""
    if mark_problems(sheet, marks):
        msg = f"ballot does not fit sheet {sheet.id}"
        raise ValueError(msg)
    return Fraction(sum((marks[one.id] for one in sheet.criteria), Decimal(0)))


def panel_score(totals: Mapping[str, Fraction], rule: Panel, *, over: int = 0) -> PanelScore | None:
    """Return the score of a panel from the judges' totals and the seconds `over` time; None if too few judged.

    One highest and one lowest are left out once there are `trim_from` ballots; of several equal ones it is the judge
    first by id, which changes no score. The rule is the usual one of skills competitions (reference C1).
    """
    if len(totals) < rule.least:
        return None
    judges = sorted(totals, key=lambda judge: (totals[judge], judge))
    plain = len(judges) < rule.trim_from
    counted = judges if plain else judges[1:-1]
    mean = sum((totals[judge] for judge in counted), Fraction(0)) / len(counted)
    deducted = min(overtime_points(over, rule.overtime), mean)
    trimmed = () if plain else (judges[0], judges[-1])
    return PanelScore(mean - deducted, mean, deducted, tuple(sorted(counted)), trimmed, plain)


def overtime_points(over: int, rule: Overtime | None) -> Fraction:
    """Return what so many seconds over time cost: each `every` seconds begun beyond the grace, to a limit."""
    if rule is None or over <= rule.grace:
        return Fraction(0)
    times = -(-(over - rule.grace) // rule.every)
    return min(times * Fraction(rule.points), Fraction(rule.most))


def spread(totals: Sequence[Fraction]) -> Fraction:
    """Return highest minus lowest."""
    return max(totals) - min(totals) if totals else Fraction(0)


def _unknown(sheet: Sheet, marks: Mapping[str, Decimal | None]) -> Iterator[MarkProblem]:
    return (MarkProblem(one, "unknown") for one in marks if one not in sheet.ids)


def _faults(criterion: Criterion, marks: Mapping[str, Decimal | None]) -> Iterator[MarkProblem]:
    mark = marks.get(criterion.id)
    if mark is None:
        yield MarkProblem(criterion.id, "missing")
    elif not mark.is_finite() or not 0 <= mark <= criterion.full:
        yield MarkProblem(criterion.id, "range")
    elif mark % criterion.step != 0:
        yield MarkProblem(criterion.id, "step")
