"""Ranking: composites in order, ties broken only by what the rulebook lists, and kept where nothing breaks them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TypeAlias

from app.scoring.composites import Composite
from app.scoring.contests import EXACT, TIME
from app.scoring.settings import Settings

Group: TypeAlias = tuple[Composite, ...]


@dataclass(frozen=True)
class Standing:
    """A place: 1, 2, 2, 4. `tied` with others at it; `by` is what broke a tie on the way here, if anything did."""

    place: int
    tied: bool
    by: tuple[str, ...]
    composite: Composite

    @property
    def id(self) -> str:
        """Whose place it is."""
        return self.composite.entrant.id


def rank(
    composites: Iterable[Composite],
    ties: Sequence[str],
    settings: Settings,
    orders: Mapping[frozenset[str], Sequence[str]] | None = None,
) -> tuple[Standing, ...]:
    """Return the standings of those with a whole composite, best first, those at one place in order of id.

    A tie is taken apart by the first of `ties` that everyone in it has a value for and not everyone the same; what is
    left of it starts over with the others. So a round that only one category takes never decides between categories,
    but does once only that category is left. `orders` are decisions on record: an order for a set of tied entrants.
    """
    whole = [one for one in composites if one.exact is not None]
    decided = orders or {}
    standings: list[Standing] = []
    for _, group in groupby(sorted(whole, key=lambda one: -_total(one, settings)), lambda one: _total(one, settings)):
        for together, by in _apart(tuple(group), tuple(ties), ()):
            for part, last in _ordered(together, decided):
                place, tied = len(standings) + 1, len(part) > 1
                people = sorted(part, key=lambda one: one.entrant.id)
                standings += [Standing(place, tied, (*by, *last), one) for one in people]
    return tuple(standings)


def tied_groups(standings: Iterable[Standing]) -> tuple[tuple[Standing, ...], ...]:
    """Return the standings grouped by place, best first."""
    return tuple(tuple(group) for _, group in groupby(standings, lambda one: one.place))


def _total(one: Composite, settings: Settings) -> Fraction:
    value = one.rounded if settings.rank_on == "rounded" else one.exact
    return Fraction(value or 0)


def _apart(group: Group, ties: tuple[str, ...], by: tuple[str, ...]) -> Iterator[tuple[Group, tuple[str, ...]]]:
    if len(group) == 1:
        yield group, by
        return
    for tie in ties:
        values = [_value(one, tie) for one in group]
        if None in values or len(set(values)) == 1:
            continue
        rest = tuple(one for one in ties if one != tie)
        for value in sorted({one for one in values if one is not None}, reverse=True):
            part = tuple(one for one, its in zip(group, values, strict=True) if its == value)
            yield from _apart(part, rest, (*by, tie))
        return
    yield group, by


def _value(one: Composite, tie: str) -> Fraction | None:
    """Return what a tie-break compares, more being better."""
    if tie == EXACT:
        return one.exact
    if tie == TIME:
        return None if one.entrant.seconds is None else Fraction(-one.entrant.seconds)
    return one.scaled(tie)


def _ordered(group: Group, decided: Mapping[frozenset[str], Sequence[str]]) -> Iterator[tuple[Group, tuple[str, ...]]]:
    order = decided.get(frozenset(one.entrant.id for one in group))
    if order is None:
        yield group, ()
        return
    by_id = {one.entrant.id: one for one in group}
    for entrant in order:
        yield (by_id[entrant],), ("decision",)
