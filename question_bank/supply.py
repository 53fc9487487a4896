"""Which items serve which rows: as many different ones as can be, and what is short where it can't be done.

Rows compete for items where their pools overlap, so a row is never given an item for good: it hands it on when
another row can't do without it and it can itself take a different one (augmenting paths).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Pools: TypeAlias = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Shortage:
    """Rows, by index, whose pools hold `available` items together while they ask for more, `asked`."""

    rows: tuple[int, ...]
    asked: int
    available: int


def shortages(pools: Pools, needs: Sequence[int]) -> tuple[Shortage, ...]:
    """Return why `needs[row]` items of `pools[row]` can't be given to every row, no item to two; () if they can.

    Every row that some fullest allotment leaves short is in exactly one shortage (the deficient part of the
    Dulmage–Mendelsohn decomposition), and no pool of one shortage meets a pool of another.
    """
    allotment = _Allotment(pools, needs)
    allotment.fill(limit=1)
    groups: list[set[int]] = []
    for row in allotment.unfilled():
        reached: set[int] = set()
        allotment.give(row, 1, reached)
        for group in [group for group in groups if group & reached]:
            groups.remove(group)
            reached |= group
        groups.append(reached)
    return tuple(_shortage(sorted(group), pools, needs) for group in sorted(groups, key=min))


def allot(pools: Pools, needs: Sequence[int], forms: int) -> tuple[tuple[str, ...], ...]:
    """Return, for each row, `needs[row] * forms` items of its pool, none given more than `forms` times in all.

    As many different items are given as possible: an item is given again only when no hand-on can free one that
    isn't in use, and a third time only when every second use is taken. Items early in a pool come first. Needs
    that one form can meet (no `shortages`) are always met, because an item may serve every form.
    """
    allotment = _Allotment(pools, [need * forms for need in needs])
    for limit in range(1, forms + 1):
        allotment.fill(limit)
    return tuple(tuple(given) for given in allotment.given())


@dataclass
class _Allotment:
    pools: Pools
    needs: Sequence[int]
    holders: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def fill(self, limit: int) -> None:
        """Give every row what can still be given, no item more than `limit` times."""
        for row, given in enumerate(self.given()):
            for _ in range(self.needs[row] - len(given)):
                if not self.give(row, limit, set()):
                    break

    def unfilled(self) -> list[int]:
        """Return the rows that hold less than they need."""
        return [row for row, given in enumerate(self.given()) if len(given) < self.needs[row]]

    def given(self) -> list[list[str]]:
        """Return the items each row holds."""
        given: list[list[str]] = [[] for _ in self.pools]
        for item, rows in self.holders.items():
            for row in rows:
                given[row].append(item)
        return given

    def give(self, row: int, limit: int, reached: set[int]) -> bool:
        """Give `row` one more item, if need be through rows that hand one on; add the rows asked to `reached`."""
        reached.add(row)
        for item in self.pools[row]:
            if len(self.holders[item]) < limit:
                self.holders[item].append(row)
                return True
        for item in self.pools[row]:
            for holder in self.holders[item]:
                if holder not in reached and self.give(holder, limit, reached):
                    self.holders[item].remove(holder)
                    self.holders[item].append(row)
                    return True
        return False


def _shortage(rows: Sequence[int], pools: Pools, needs: Sequence[int]) -> Shortage:
    items = {item for row in rows for item in pools[row]}
    return Shortage(tuple(rows), sum(needs[row] for row in rows), len(items))
