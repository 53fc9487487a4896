"""The roster for those who keep it: competitions, everyone in one with their places, and what identifies them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app.database import db
from app.models import Competition, Contestant, ExamSession, PersonalDetails, Room, RoomSeat, Round, Seating, Sitting


@dataclass(frozen=True)
class CompetitionRow:
    """A competition with its rulebook and how long personal details may be kept (exam ms)."""

    id: int
    name: str
    rulebook: str
    retain_until: int | None
    purged_at: int | None


@dataclass(frozen=True)
class PersonRow:
    """A contestant; `id_number` and `phone` are whole: services mask them. `has_code` once a ticket was made."""

    id: int
    competition_id: int
    number: str
    name: str
    unit: str
    district: str
    category: str
    years: int | None
    seat: str
    id_number: str
    phone: str
    has_code: bool
    sittings: int


@dataclass(frozen=True)
class PlaceRow:
    """A contestant's place in one session; room and seat are empty where none is given yet."""

    contestant_id: int
    session_id: int
    round: str
    session: str
    opens: int
    room_id: int | None
    room: str
    seat: str


def list_competitions() -> list[CompetitionRow]:
    """Return every competition, the newest first."""
    return [_competition_row(row) for row in db.session.scalars(select(Competition).order_by(Competition.id.desc()))]


def find_competition(competition_id: int) -> CompetitionRow | None:
    """Return one competition, or None."""
    row = db.session.get(Competition, competition_id)
    return _competition_row(row) if row else None


def list_people(competition_id: int) -> list[PersonRow]:
    """Return everyone in the competition in order of admission number."""
    return _people(Contestant.competition_id == competition_id)


def find_person(contestant_id: int) -> PersonRow | None:
    """Return one contestant, or None."""
    return next(iter(_people(Contestant.id == contestant_id)), None)


def list_places(competition_id: int) -> list[PlaceRow]:
    """Return where everyone in the competition sits, in order of start."""
    rows = db.session.execute(
        select(
            Seating.contestant_id,
            ExamSession.id,
            Round.title,
            ExamSession.title,
            ExamSession.opens,
            Room.id,
            func.coalesce(Room.name, ""),
            func.coalesce(RoomSeat.label, ""),
        )
        .join(ExamSession, ExamSession.id == Seating.session_id)
        .join(Round, Round.id == ExamSession.round_id)
        .outerjoin(RoomSeat, RoomSeat.id == Seating.seat_id)
        .outerjoin(Room, Room.id == RoomSeat.room_id)
        .where(Round.competition_id == competition_id)
        .order_by(ExamSession.opens, ExamSession.id)
    )
    return [PlaceRow(*row) for row in rows]


def numbers_elsewhere(competition_id: int) -> frozenset[str]:
    """Return the admission numbers that other competitions use: a number is one person's everywhere."""
    return frozenset(
        db.session.scalars(select(Contestant.admission_number).where(Contestant.competition_id != competition_id))
    )


def _people(condition: ColumnElement[bool]) -> list[PersonRow]:
    sittings = select(func.count()).where(Sitting.contestant_id == Contestant.id).scalar_subquery()
    rows = db.session.execute(
        select(Contestant, PersonalDetails, sittings)
        .outerjoin(PersonalDetails, PersonalDetails.contestant_id == Contestant.id)
        .where(condition)
        .order_by(Contestant.admission_number)
    )
    return [_person_row(*row) for row in rows]


def _person_row(row: Contestant, details: PersonalDetails | None, sittings: int) -> PersonRow:
    return PersonRow(
        row.id,
        row.competition_id,
        row.admission_number,
        row.name,
        row.unit,
        row.district,
        row.category,
        row.years,
        row.seat,
        details.id_number if details else "",
        details.phone if details else "",
        bool(row.code_mac),
        sittings,
    )


def _competition_row(row: Competition) -> CompetitionRow:
    return CompetitionRow(row.id, row.name, row.rulebook, row.retain_until, row.purged_at)
