"""Dealing the items drawn for each row to parallel forms, so that no form is harder than another."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from operator import itemgetter
from typing import NamedTuple, TypeAlias


class Entry(NamedTuple):
    """An item drawn, what a contestant is expected to earn with it (points x difficulty), and its topic."""

    item: str
    worth: Decimal
    topic: str


# One place of a row: the entry each form has there.
Seat: TypeAlias = dict[int, Entry]
Row: TypeAlias = list[Seat]


def deal(rows: Sequence[Sequence[Entry]], forms: int) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return the items of each form, row by row; every row of `rows` has a multiple of `forms` entries.

    No form has an item twice, so an item may occur at most `forms` times in all rows together. When no item
    occurs twice, the expected scores of any two forms differ by no more than the widest range of worth in a row:
    while the richest form exceeds the poorest by more, some row has an exchange between them that narrows it.
    """
    table = [_blocks(row, forms) for row in rows]
    seats: Row = []
    for block in (block for row in table for block in row):
        seats.append({})
        for entry in block:
            _seat(seats, entry, forms)
    taken = iter(seats)
    placed = [[next(taken) for _ in row] for row in table]
    while _exchange(placed, forms):
        pass
    return tuple(tuple(tuple(seat[form].item for seat in row) for row in placed) for form in range(forms))


def _blocks(row: Sequence[Entry], forms: int) -> list[list[Entry]]:
    """Cut a row into blocks of entries about equally hard, one entry for each form."""
    ordered = sorted(row, key=lambda entry: (-entry.worth, entry.item))
    return [ordered[start : start + forms] for start in range(0, len(ordered), forms)]


def _seat(seats: Row, entry: Entry, forms: int) -> None:
    """Put `entry` on the last seat, in the form still free there that has least of its topic so far.

    If that form has the item elsewhere, it gives it up there: the item changes places with what its seat holds
    for a form without it, and so on along the chain. The chain never comes back to the last seat, which is free
    in that form (Kőnig's proof that a bipartite multigraph can be coloured with as many colours as its degree).
    """
    free = set(range(forms)) - seats[-1].keys()
    form = min(free, key=lambda form: (_total(seats, form, entry.topic), form))
    spare = next(other for other in range(forms) if entry.item not in _items(seats, other))
    seat, moved = seats[-1], entry
    while (clash := next((one for one in seats if form in one and one[form].item == moved.item), None)) is not None:
        seat[form] = moved
        seat, moved = clash, clash[spare]
        seat[spare] = seat[form]
    seat[form] = moved


def _exchange(rows: Sequence[Row], forms: int) -> bool:
    """Make the exchange that brings the richest and the poorest form closest; False if none brings them closer.

    An exchange is within a row, and within a topic while one of those helps.
    """
    seats = [seat for row in rows for seat in row]
    totals = [_total(seats, form) for form in range(forms)]
    rich, poor = totals.index(max(totals)), totals.index(min(totals))
    gap = totals[rich] - totals[poor]
    in_rich, in_poor = _items(seats, rich), _items(seats, poor)
    helpful = [
        (one[rich].topic != other[poor].topic, left, one, other)
        for row in rows
        for one, other in product(row, repeat=2)
        if (left := abs(gap - 2 * (one[rich].worth - other[poor].worth))) < gap
        and one[rich].item not in in_poor
        and other[poor].item not in in_rich
    ]
    if not helpful:
        return False
    _, _, one, other = min(helpful, key=itemgetter(0, 1))
    one[rich], other[poor] = other[poor], one[rich]
    return True


def _total(seats: Sequence[Seat], form: int, topic: str | None = None) -> Decimal:
    held = (seat[form] for seat in seats if form in seat)
    return sum((entry.worth for entry in held if topic in (None, entry.topic)), Decimal(0))


def _items(seats: Sequence[Seat], form: int) -> set[str]:
    return {seat[form].item for seat in seats if form in seat}
