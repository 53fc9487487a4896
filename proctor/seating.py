"""Who sits where with which form: seats drawn by lot, and forms dealt so that neighbours differ."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

TRIES = 200
TWO_FORMS = 2


@dataclass(frozen=True)
class Place:
    """A seat in its room: rows and columns count from 1, row 1 next to the lectern."""

    seat_id: int
    row: int
    column: int


@dataclass(frozen=True)
class Shortage:
    """Too few seats: `missing` contestants would stand."""

    missing: int


def grid(rows: int, columns: int) -> tuple[tuple[str, int, int], ...]:
    """Return (label, row, column) of every seat, labelled row by row from 01."""
    return tuple(
        (f"{row * columns + column + 1:02}", row + 1, column + 1) for row in range(rows) for column in range(columns)
    )


def deal_forms(places: Iterable[Place], forms: Sequence[str]) -> dict[int, str]:
    """Return the form of each seat, so that neighbours differ: in row and column, from four forms on diagonally too.

    One form goes to everyone; two alternate like a chequerboard. The pattern depends on row and column alone, so that
    an empty seat or an aisle changes nobody's form.
    """
    step = 1 if len(forms) == TWO_FORMS else 2  # how far the next row is shifted: by two, a diagonal differs as well
    return {place.seat_id: forms[(place.column + step * place.row) % len(forms)] for place in places}


def clashes(places: Sequence[Place], dealt: Mapping[int, str]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of neighbours, in a row or a column, that have the same form."""
    return tuple(
        (one.seat_id, other.seat_id)
        for one, other in _neighbours(places)
        if dealt[one.seat_id] == dealt[other.seat_id]
    )


def seat_by_lot(
    units: Mapping[int, str], places: Sequence[Place], rng: random.Random, keep: Mapping[int, int] | None = None
) -> dict[int, int] | Shortage:
    """Draw a seat for each contestant of `units` (contestant -> unit); those in `keep` keep theirs.

    People of one unit are kept from sitting side by side, as far as a bounded number of draws finds such a plan; the
    best one is returned. The same generator gives the same plan.
    """
    kept = dict(keep or {})
    waiting = sorted(set(units) - set(kept))
    free = sorted(place.seat_id for place in places if place.seat_id not in kept.values())
    if len(waiting) > len(free):
        return Shortage(len(waiting) - len(free))
    pairs = [(one.seat_id, other.seat_id) for one, other in _neighbours(places)]
    best: dict[int, int] = {}
    fewest = None
    for _ in range(TRIES):
        plan = kept | dict(zip(waiting, rng.sample(free, len(waiting)), strict=True))
        beside = _same_unit(plan, units, pairs)
        if fewest is None or beside < fewest:
            best, fewest = plan, beside
        if not fewest:
            break
    return best


def _same_unit(plan: Mapping[int, int], units: Mapping[int, str], pairs: Iterable[tuple[int, int]]) -> int:
    """Count neighbours of the same unit."""
    unit_at = {seat: units.get(contestant) for contestant, seat in plan.items()}
    return sum(unit_at.get(one) is not None and unit_at.get(one) == unit_at.get(other) for one, other in pairs)


def _neighbours(places: Sequence[Place]) -> Iterable[tuple[Place, Place]]:
    """Yield each pair of places side by side or one behind the other, once."""
    at = {(place.row, place.column): place for place in places}
    for (row, column), place in at.items():
        for beside in (at.get((row, column + 1)), at.get((row + 1, column))):
            if beside is not None:
                yield place, beside
