"""The distribution of a round's totals, laid out as whole numbers for a template to draw."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

from app.scoring.rounds import rounded

WIDTH, HEIGHT = 600, 80
BARS = 20
TICKS = 5


@dataclass(frozen=True)
class Bar:
    """How many totals lie in [low, high), the last bar's high included; the rest places its rectangle."""

    low: Decimal
    high: Decimal
    count: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Histogram:
    """The bars that hold anything, the axis's ticks as (x, mark), and the usual figures, rounded to 0.01."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, Decimal], ...]
    median_x: int
    count: int
    mean: Decimal
    median: Decimal
    highest: Decimal
    lowest: Decimal


def histogram(totals: Sequence[Decimal], full: Decimal) -> Histogram | None:
    """Return the distribution of `totals`, each from 0 to `full`, in BARS equal steps; None if there are none."""
    if not totals:
        return None
    ordered = sorted(totals)
    median = _median(ordered)
    return Histogram(
        bars=_bars(ordered, full),
        ticks=tuple((WIDTH * n // TICKS, _share(full, n, TICKS)) for n in range(TICKS + 1)),
        median_x=floor(median * WIDTH / Fraction(full)),
        count=len(ordered),
        mean=rounded(sum(map(Fraction, ordered), Fraction(0)) / len(ordered)),
        median=rounded(median),
        highest=ordered[-1],
        lowest=ordered[0],
    )


def _bars(totals: Sequence[Decimal], full: Decimal) -> tuple[Bar, ...]:
    counts = Counter(min(floor(total * BARS / Fraction(full)), BARS - 1) for total in map(Fraction, totals))
    most = max(counts.values())
    edges = pairwise((WIDTH * n // BARS, _share(full, n, BARS)) for n in range(BARS + 1))
    return tuple(_bar(left, right, counts[place], most) for place, (left, right) in enumerate(edges) if counts[place])


def _bar(left: tuple[int, Decimal], right: tuple[int, Decimal], count: int, most: int) -> Bar:
    """Draw one bar a pixel short on the right; one person among hundreds still shows."""
    height = max(HEIGHT * count // most, 2)
    return Bar(left[1], right[1], count, left[0], HEIGHT - height, right[0] - left[0] - 1, height)


def _share(full: Decimal, part: int, of: int) -> Decimal:
    return (full * part / of).normalize() + 0


def _median(ordered: Sequence[Decimal]) -> Fraction:
    middle = len(ordered) // 2
    return (Fraction(ordered[middle]) + Fraction(ordered[~middle])) / 2
