"""Awards: places given down the standings under the rulebook's floor; contested where only a tie's order decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Literal, TypeAlias

from app.scoring.contests import AwardList, Contest
from app.scoring.ranking import Standing, tied_groups
from app.scoring.settings import Settings

Status: TypeAlias = Literal["SETTLED", "CONTESTED", "INCOMPLETE"]
Mode: TypeAlias = Literal["apart", "shared", "vacant"]


@dataclass(frozen=True)
class Contested:
    """A tie whose order changes who wins what: the entrants, on which list, and what each would get at worst and best.

    `worst` and `best` are names of grades, empty for no award.
    """

    list_name: str
    place: int
    entrants: tuple[str, ...]
    worst: str
    best: str


@dataclass(frozen=True)
class Allotment:
    """Who gets which grade (by name), the places left vacant, and the ties that must be decided first."""

    awards: Mapping[str, str]
    vacant: Mapping[str, int]
    contested: tuple[Contested, ...]
    floor_broken: bool = False

    @property
    def settled(self) -> bool:
        """Whether it stands as it is."""
        return not self.contested and not self.floor_broken


@dataclass(frozen=True)
class _Seat:
    """One standing as the walk sees it: `floored` are of the category that has the floor."""

    id: str
    floored: bool


_Groups: TypeAlias = Sequence[tuple[_Seat, ...]]


@dataclass(frozen=True)
class _Block:
    """Standings taken together: one, or a tie that was decided to be shared or to leave the rest vacant."""

    seats: tuple[_Seat, ...]
    mode: Mode = "apart"


@dataclass(frozen=True)
class _Rules:
    """What a walk goes by: places per grade, and how many of the others each grade, or all together, may take."""

    places: tuple[int, ...]
    cap: int
    caps: tuple[int, ...] | None = None


def allot(
    contest: Contest,
    settings: Settings,
    standings: Mapping[str, Sequence[Standing]],
    shared: Mapping[frozenset[str], Mode] | None = None,
) -> Allotment:
    """Give the places of every list, by its standings (keyed by the list's name), under the contest's floor.

    A walk from the top takes everyone of the category with the floor, and others while they may have more; it gives
    the most awards the floor lets it and, among those, the best by place (reference C3). `shared` are decisions on
    record for tied sets: `shared` gives all of them the better award, `vacant` the worse one, the places between left.
    Entrants below the pass mark get nothing.
    """
    decided = shared or {}
    floor_first = sorted(contest.lists, key=lambda one: not _has_floor(contest, one))
    awards: dict[str, str] = {}
    vacant: dict[str, int] = {}
    contested: list[Contested] = []
    floored = 0
    for one in floor_first:
        able = [row for row in standings[one.name] if _passes(row, settings)]
        rules = _rules(contest, settings, one, able, floored)
        groups = [_seats(contest, group) for group in tied_groups(able)]
        given = _walk(_blocks(groups, decided), rules)
        contested += _contested(one, able, groups, decided, rules)
        awards |= {entrant: one.grades[grade].name for entrant, grade in given.items()}
        vacant[one.name] = max(0, one.places - len(given))
        floored += sum(seat.floored for group in groups for seat in group if seat.id in given)
    broken = _floor_broken(contest, settings, floored, len(awards))
    return Allotment(awards, vacant, tuple(contested), broken)


def others_at_most(places: int, share: Fraction, floored: int, *, of_places: bool = False) -> int:
    """Return how many awards may go to others when so many entrants are of the category with the floor.

    With enough of them it is what the floor leaves; with too few, what keeps their share of the awards given (or,
    where the floor is counted on the places, still what it leaves). Exact: ceilings of fractions, never of floats.
    """
    needed = -(-(share * places) // 1)
    if floored >= needed or of_places:
        return int(places - needed)
    return int(floored * (1 - share) / share // 1)


def _has_floor(contest: Contest, one: AwardList) -> bool:
    return contest.floor is not None and contest.floor.category in one.categories


def _passes(row: Standing, settings: Settings) -> bool:
    return (row.composite.exact or 0) >= settings.pass_mark


def _rules(contest: Contest, settings: Settings, one: AwardList, able: Sequence[Standing], floored: int) -> _Rules:
    places = tuple(grade.places for grade in one.grades)
    floor = contest.floor
    if floor is None:
        return _Rules(places, one.places)
    of_places, share = settings.floor_base == "places", floor.share
    mine = sum(row.composite.entrant.category == floor.category for row in able)
    if contest.arrangement == "separate":
        if _has_floor(contest, one) or of_places:
            return _Rules(places, one.places)
        return _Rules(places, int(floored * (1 - share) / share // 1))
    cap = others_at_most(one.places, share, mine, of_places=of_places)
    if settings.floor_scope == "overall":
        return _Rules(places, cap)
    return _Rules(places, cap, tuple(others_at_most(size, share, size) for size in places))


def _seats(contest: Contest, group: Sequence[Standing]) -> tuple[_Seat, ...]:
    floor = contest.floor
    return tuple(
        _Seat(row.id, floor is not None and row.composite.entrant.category == floor.category) for row in group
    )


def _blocks(groups: _Groups, decided: Mapping[frozenset[str], Mode]) -> list[_Block]:
    return list(chain.from_iterable(_as_blocks(group, decided) for group in groups))


def _as_blocks(group: tuple[_Seat, ...], decided: Mapping[frozenset[str], Mode]) -> Iterator[_Block]:
    mode = decided.get(frozenset(seat.id for seat in group), "apart")
    if mode != "apart":
        yield _Block(group, mode)
        return
    yield from (_Block((seat,)) for seat in group)


def _walk(blocks: Sequence[_Block], rules: _Rules) -> dict[str, int]:
    """Return the index of the grade each winner gets."""
    return _by_grades(blocks, rules) if rules.caps is not None else _overall(blocks, rules)


def _overall(blocks: Sequence[_Block], rules: _Rules) -> dict[str, int]:
    given: dict[str, int] = {}
    left, others = list(rules.places), rules.cap
    for block in blocks:
        seats = [seat for seat in block.seats if seat.floored or others > 0]
        grade = _next_grade(left, closing=block.mode == "vacant" and len(seats) > 0)
        if grade is None:
            break
        for seat in seats:
            given[seat.id] = grade
        left[grade] = max(0, left[grade] - len(seats))
        others = max(0, others - sum(not seat.floored for seat in seats))
    return given


def _next_grade(left: list[int], *, closing: bool) -> int | None:
    """Return the first grade with places left; `closing` leaves the rest of that one vacant and goes on below it."""
    grade = next((place for place, places in enumerate(left) if places), None)
    if not closing or grade is None:
        return grade
    left[grade] = 0
    return next((place for place, places in enumerate(left) if places), None)


def _by_grades(blocks: Sequence[_Block], rules: _Rules) -> dict[str, int]:
    """Walk once per grade, each with its own cap; others who are passed over compete for the next grade."""
    given: dict[str, int] = {}
    waiting = [seat for block in blocks for seat in block.seats]
    in_all = rules.cap
    for grade, (places, cap) in enumerate(zip(rules.places, rules.caps or (), strict=True)):
        taken = _taken(waiting, places, min(cap, in_all))
        given |= {seat.id: grade for seat in taken}
        in_all -= sum(not seat.floored for seat in taken)
        waiting = [seat for seat in waiting if seat.id not in given]
    return given


def _taken(waiting: Sequence[_Seat], places: int, others: int) -> list[_Seat]:
    """Return who fills the places of one grade, in order, with at most so many others."""
    taken: list[_Seat] = []
    for seat in waiting:
        if len(taken) < places and (seat.floored or others > 0):
            taken.append(seat)
            others -= not seat.floored
    return taken


def _contested(
    one: AwardList, able: Sequence[Standing], groups: _Groups, decided: Mapping[frozenset[str], Mode], rules: _Rules
) -> Iterator[Contested]:
    """Yield every tie whose members' awards depend on their order.

    Within a category the order decides unless all get the same. Between categories the two extremes show it: those
    with the floor first, and the others first. A tie in which nobody wins would have no winner in another order.
    """
    places = {row.id: row.place for row in able}
    winners = _walk(_blocks(groups, decided), rules)
    for number, group in enumerate(groups):
        names = tuple(seat.id for seat in group)
        if len(group) == 1 or frozenset(names) in decided or not any(name in winners for name in names):
            continue
        found = [
            _walk(_blocks([*groups[:number], order, *groups[number + 1 :]], decided), rules)
            for order in _extremes(group)
        ]
        if _decides(group, found):
            given = [grades[name] for grades in found for name in names if name in grades]
            worst = max(given) if len(given) == len(found) * len(names) else None
            yield Contested(one.name, places[names[0]], names, _grade_name(one, worst), one.grades[min(given)].name)


def _extremes(group: tuple[_Seat, ...]) -> list[tuple[_Seat, ...]]:
    """Return the orders to try: one is enough within a category."""
    floored = tuple(seat for seat in group if seat.floored)
    others = tuple(seat for seat in group if not seat.floored)
    return [floored + others, others + floored] if floored and others else [group]


def _decides(group: tuple[_Seat, ...], found: Sequence[Mapping[str, int]]) -> bool:
    for floored in (True, False):
        grades = {one.get(seat.id) for one in found for seat in group if seat.floored is floored}
        if len(grades) > 1:
            return True
    return False


def _grade_name(one: AwardList, grade: int | None) -> str:
    return "" if grade is None else one.grades[grade].name


def _floor_broken(contest: Contest, settings: Settings, floored: int, awarded: int) -> bool:
    """Tell whether a decision to share awards has broken the floor, which the walk itself never does."""
    floor = contest.floor
    if floor is None or settings.floor_base == "places":
        return False
    return floored < floor.share * awarded
