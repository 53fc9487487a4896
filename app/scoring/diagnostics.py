"""How judges judged: agreement, severity, spread, drift and own districts. Shown to the chief judge, never applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import sqrt
from typing import TypeAlias

Marks: TypeAlias = Mapping[str, Mapping[str, Fraction]]
LEAST = 2


@dataclass(frozen=True)
class Agreement:
    """Agreement of k judges on n entrants all of them judged; `left_out` entrants lacked a ballot.

    Mean squares of the two-way analysis of variance, intraclass correlations, Kendall's W with and without correction
    for ties, its chi-square and degrees of freedom (reference C2). None where a denominator is zero.
    """

    entrants: int
    judges: int
    left_out: int
    msr: Fraction
    msc: Fraction
    mse: Fraction
    icc_2_1: Fraction | None
    icc_2_k: Fraction | None
    icc_3_1: Fraction | None
    icc_3_k: Fraction | None
    w: Fraction | None
    w_uncorrected: Fraction | None
    chi_square: Fraction | None
    df: int


@dataclass(frozen=True)
class Severity:
    """A judge beside the others on the same entrants: how many, own mean less theirs, spread, correlation with theirs.

    `drift` is how much the difference grows from one entrant to the next, in marks; None with fewer than two.
    """

    judge: str
    entrants: int
    difference: Fraction
    deviation: float
    correlation: float | None
    drift: Fraction | None


def agreement(marks: Marks) -> Agreement | None:
    """Return the agreement on entrants every judge marked; None for fewer than two of either."""
    judges = sorted({judge for row in marks.values() for judge in row})
    whole = [[row[judge] for judge in judges] for _, row in sorted(marks.items()) if len(row) == len(judges)]
    n, k = len(whole), len(judges)
    if n < LEAST or k < LEAST:
        return None
    msr, msc, mse = _mean_squares(whole)
    w, uncorrected = _kendall(whole)
    return Agreement(
        n,
        k,
        len(marks) - n,
        msr,
        msc,
        mse,
        _ratio(msr - mse, msr + (k - 1) * mse + k * (msc - mse) / n),
        _ratio(msr - mse, msr + (msc - mse) / n),
        _ratio(msr - mse, msr + (k - 1) * mse),
        _ratio(msr - mse, msr),
        w,
        uncorrected,
        None if w is None else k * (n - 1) * w,
        n - 1,
    )


def severity(marks: Marks, order: Sequence[str]) -> tuple[Severity, ...]:
    """Return each judge beside the mean of the others; `order` is the sequence of entrants, for the drift."""
    judges = sorted({judge for row in marks.values() for judge in row})
    return tuple(one for judge in judges if (one := _severity(judge, marks, order)) is not None)


def own_district(
    marks: Marks, of_judges: Mapping[str, str], of_entrants: Mapping[str, str]
) -> dict[str, tuple[int, Fraction]]:
    """Return, by judge, how many entrants of the own district were judged, and the mean difference from the others.

    Judges without a district, and those who judged nobody of theirs, are left out.
    """
    found = {}
    for judge, district in sorted(of_judges.items()):
        gaps = [
            _gap(judge, row)
            for entrant, row in marks.items()
            if judge in row and len(row) > 1 and district and of_entrants.get(entrant) == district
        ]
        if gaps:
            found[judge] = (len(gaps), _mean(gaps))
    return found


def _severity(judge: str, marks: Marks, order: Sequence[str]) -> Severity | None:
    rows = [(place, marks[one]) for place, one in enumerate(order) if judge in marks.get(one, {})]
    shared = [(place, row) for place, row in rows if len(row) > 1]
    if not shared:
        return None
    own = [row[judge] for _, row in shared]
    gaps = [_gap(judge, row) for _, row in shared]
    others = [mark - gap for mark, gap in zip(own, gaps, strict=True)]
    places = [Fraction(place) for place, _ in shared]
    return Severity(
        judge,
        len(shared),
        _mean(gaps),
        sqrt(_variance(own)),
        _correlation(own, others),
        _ratio(_covariance(places, gaps), _variance(places)),
    )


def _gap(judge: str, row: Mapping[str, Fraction]) -> Fraction:
    others = [mark for one, mark in row.items() if one != judge]
    return row[judge] - _mean(others)


def _mean_squares(rows: Sequence[Sequence[Fraction]]) -> tuple[Fraction, Fraction, Fraction]:
    n, k = len(rows), len(rows[0])
    grand = _mean([mark for row in rows for mark in row])
    by_row = [_mean(row) for row in rows]
    by_judge = [_mean(column) for column in zip(*rows, strict=True)]
    between_rows = k * sum(((mean - grand) ** 2 for mean in by_row), Fraction(0))
    between_judges = n * sum(((mean - grand) ** 2 for mean in by_judge), Fraction(0))
    total = sum(((mark - grand) ** 2 for row in rows for mark in row), Fraction(0))
    error = (total - between_rows - between_judges) / ((n - 1) * (k - 1))
    return between_rows / (n - 1), between_judges / (k - 1), error


def _kendall(rows: Sequence[Sequence[Fraction]]) -> tuple[Fraction | None, Fraction]:
    n, m = len(rows), len(rows[0])
    ranked = [_ranks(column) for column in zip(*rows, strict=True)]
    sums = [sum(ranks, Fraction(0)) for ranks in zip(*ranked, strict=True)]
    mean = _mean(sums)
    twelve_s = 12 * sum(((one - mean) ** 2 for one in sums), Fraction(0))
    ties = sum(_ties(column) for column in zip(*rows, strict=True))
    whole = m * m * (n**3 - n)
    return _ratio(twelve_s, Fraction(whole - m * ties)), twelve_s / whole


def _ranks(column: Sequence[Fraction]) -> list[Fraction]:
    """Return ranks from 1, tied ones sharing their mean."""
    ordered = sorted(column)
    return [Fraction(2 * ordered.index(mark) + ordered.count(mark) + 1, 2) for mark in column]


def _ties(column: Sequence[Fraction]) -> int:
    sizes = [len(list(group)) for _, group in groupby(sorted(column))]
    return sum(size**3 - size for size in sizes)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _covariance(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    """Return the covariance over n: only ratios of these are used, and standard deviations of what was seen."""
    mean, other_mean = _mean(one), _mean(other)
    return _mean([(a - mean) * (b - other_mean) for a, b in zip(one, other, strict=True)])


def _variance(values: Sequence[Fraction]) -> Fraction:
    return _covariance(values, values)


def _correlation(one: Sequence[Fraction], other: Sequence[Fraction]) -> float | None:
    spread = _variance(one) * _variance(other)
    return float(_covariance(one, other)) / sqrt(spread) if spread else None


def _ratio(above: Fraction, below: Fraction) -> Fraction | None:
    return above / below if below else None
