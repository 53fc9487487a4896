"""Contestants for those who keep the roster: listed masked, and what identifies a person shown on record."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.database import transaction
from app.queries.roster import (
    CompetitionRow,
    PersonRow,
    PlaceRow,
    find_competition,
    find_person,
    list_competitions,
    list_people,
    list_places,
)
from app.runtime import runtime
from app.scoring.rulebook import Rulebook
from app.services import audit
from app.services.access import Action, Actor, require
from app.services.masking import masked
from app.services.reasons import checked_words
from app.services.refused import Refused
from app.services.roster.quotas import rulebook_of


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to: a part of name, number or unit; a district, a category; a room by id."""

    search: str = ""
    district: str = ""
    category: str = ""
    room: int | None = None


@dataclass(frozen=True)
class PersonLine:
    """A contestant as a list shows them: what identifies them is masked."""

    id: int
    number: str
    name: str
    unit: str
    district: str
    category: str
    years: int | None
    id_number: str
    phone: str
    has_code: bool
    places: tuple[PlaceRow, ...]

    @property
    def seats(self) -> list[str]:
        """Every room and seat the contestant has, each once."""
        return list(dict.fromkeys(f"{place.room} {place.seat}" for place in self.places if place.seat))


@dataclass(frozen=True)
class DistrictLine:
    """How many contestants a district has, and how many it may have; None where the rulebook sets no limit."""

    district: str
    people: int
    quota: int | None

    @property
    def over(self) -> int:
        """How many too many."""
        return max(0, self.people - self.quota) if self.quota is not None else 0


@dataclass(frozen=True)
class PeopleList:
    """A competition's contestants as asked for, of `total`; what they may be narrowed to; counts of everyone."""

    competition: CompetitionRow
    competitions: list[CompetitionRow]
    rulebook: str
    lines: list[PersonLine]
    total: int
    without_code: int
    districts: list[DistrictLine]
    categories: dict[str, int]
    rooms: list[tuple[int, str]]


@dataclass(frozen=True)
class PersonView:
    """One contestant: masked, and whole once shown for a reason."""

    line: PersonLine
    competition: CompetitionRow
    sittings: int
    id_number: str | None = None
    phone: str | None = None


def people_list(*, competition_id: int | None, asked: Asked) -> PeopleList | None:
    """Return the contestants of a competition, of the newest one if none is named; None while there is none at all.

    Refuses with `no_competition`.
    """
    competitions = list_competitions()
    if not competitions and competition_id is None:
        return None
    competition = _competition(competitions[0].id if competition_id is None else competition_id)
    everyone, rulebook = list_people(competition.id), rulebook_of(competition.rulebook)
    places = _places(list_places(competition.id))
    lines = [_line(row, places) for row in everyone]
    return PeopleList(
        competition,
        competitions,
        rulebook.name,
        [line for line in lines if _wanted(line, asked)],
        len(lines),
        sum(not line.has_code for line in lines),
        district_lines([line.district for line in lines], rulebook),
        dict(sorted(Counter(line.category for line in lines).items())),
        sorted({(one.room_id, one.room) for line in lines for one in line.places if one.room_id is not None}),
    )


def district_lines(districts: Iterable[str], rulebook: Rulebook) -> list[DistrictLine]:
    """Count contestants by their `districts`: a line for each the rulebook lists, then others by name.

    A district counts as the rulebook's own however it is written.
    """
    counts: Counter[str] = Counter()
    for written, people in Counter(districts).items():
        known = rulebook.district(written)
        counts[known.name if known else written] += people
    quotas = {one.name: one.quota for one in rulebook.districts}
    unlisted = sorted(set(counts) - set(quotas))
    return [DistrictLine(one, counts[one], quotas.get(one)) for one in (*quotas, *unlisted)]


def person_view(*, contestant_id: int) -> PersonView:
    """Return one contestant, masked. Refuses with `no_contestant`."""
    row = _person(contestant_id)
    places = _places(list_places(row.competition_id))
    return PersonView(_line(row, places), _competition(row.competition_id), row.sittings)


def show_personal(*, actor: Actor, contestant_id: int, reason: str) -> PersonView:
    """Return one contestant with ID number and phone whole; who asked and why is on record.

    Refuses with `no_contestant`, `empty_reason`, `words_too_long(most)` or `forbidden`.
    """
    require(actor, Action.SHOW_PERSONAL)
    words = checked_words(reason)
    row, view = _person(contestant_id), person_view(contestant_id=contestant_id)
    with transaction() as session:
        facts = {"contestant": contestant_id, "reason": words}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="person.show", **facts)
    return PersonView(view.line, view.competition, view.sittings, row.id_number, row.phone)


def _competition(competition_id: int) -> CompetitionRow:
    row = find_competition(competition_id)
    if row is None:
        raise Refused("no_competition")
    return row


def _person(contestant_id: int) -> PersonRow:
    row = find_person(contestant_id)
    if row is None:
        raise Refused("no_contestant")
    return row


def _places(rows: list[PlaceRow]) -> dict[int, list[PlaceRow]]:
    places: dict[int, list[PlaceRow]] = {}
    for row in rows:
        places.setdefault(row.contestant_id, []).append(row)
    return places


def _line(row: PersonRow, places: Mapping[int, list[PlaceRow]]) -> PersonLine:
    return PersonLine(
        row.id,
        row.number,
        row.name,
        row.unit,
        row.district,
        row.category,
        row.years,
        masked(row.id_number),
        masked(row.phone),
        row.has_code,
        tuple(places.get(row.id, ())),
    )


def _wanted(line: PersonLine, asked: Asked) -> bool:
    return (
        asked.search.strip().lower() in f"{line.name} {line.number} {line.unit}".lower()
        and asked.district in {"", line.district}
        and asked.category in {"", line.category}
        and (asked.room is None or any(place.room_id == asked.room for place in line.places))
    )
