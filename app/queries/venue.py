"""Rooms and sessions for those who set them up."""

import json
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.models import (
    Competition,
    Contestant,
    ExamSession,
    FormRow,
    FrozenPaper,
    Room,
    RoomSeat,
    Round,
    Seating,
    Sitting,
)
from proctor.sitting import State


@dataclass(frozen=True)
class RoomRow:
    """A room in counts."""

    id: int
    competition_id: int
    name: str
    rows: int
    columns: int
    aisles: tuple[int, ...]
    seats: int
    spare: int
    used: int


@dataclass(frozen=True)
class SeatRow:
    """A seat of a session's plan, with who sits there and which form they have."""

    seat_id: int
    room_id: int
    label: str
    row: int
    column: int
    spare: bool
    contestant_id: int | None
    number: str
    name: str
    unit: str
    form: str


@dataclass(frozen=True)
class StandingRow:
    """A contestant of a session without a seat."""

    contestant_id: int
    number: str
    name: str
    unit: str
    category: str


def list_competitions() -> list[tuple[int, str]]:
    """Return the competitions by id and name."""
    return [(row.id, row.name) for row in db.session.scalars(select(Competition).order_by(Competition.id))]


def list_rooms() -> list[RoomRow]:
    """Return every room with how many seats it has, keeps spare and uses."""
    seats = select(func.count()).where(RoomSeat.room_id == Room.id).scalar_subquery()
    spare = select(func.count()).where(RoomSeat.room_id == Room.id, RoomSeat.spare).scalar_subquery()
    used = (
        select(func.count(func.distinct(Seating.seat_id)))
        .join(RoomSeat, RoomSeat.id == Seating.seat_id)
        .where(RoomSeat.room_id == Room.id)
        .scalar_subquery()
    )
    rows = db.session.execute(select(Room, seats, spare, used).order_by(Room.competition_id, Room.name))
    return [
        RoomRow(
            room.id,
            room.competition_id,
            room.name,
            room.rows,
            room.columns,
            tuple(json.loads(room.aisles)),
            total,
            kept,
            taken,
        )
        for room, total, kept, taken in rows
    ]


def session_counts() -> dict[int, tuple[int, int]]:
    """Return for each session how many contestants it has and how many of them have a seat."""
    rows = db.session.execute(
        select(Seating.session_id, func.count(), func.count(Seating.seat_id)).group_by(Seating.session_id)
    )
    return {session: (people, seated) for session, people, seated in rows}


def session_seats(session_id: int) -> list[SeatRow]:
    """Return the seats of every room of the session's competition, with who sits there."""
    competition = (
        select(Round.competition_id)
        .join(ExamSession, ExamSession.round_id == Round.id)
        .where(ExamSession.id == session_id)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            RoomSeat.id,
            RoomSeat.room_id,
            RoomSeat.label,
            RoomSeat.row,
            RoomSeat.column,
            RoomSeat.spare,
            Contestant.id,
            func.coalesce(Contestant.admission_number, ""),
            func.coalesce(Contestant.name, ""),
            func.coalesce(Contestant.unit, ""),
            func.coalesce(FormRow.label, ""),
        )
        .join(Room, Room.id == RoomSeat.room_id)
        .outerjoin(Seating, (Seating.seat_id == RoomSeat.id) & (Seating.session_id == session_id))
        .outerjoin(Contestant, Contestant.id == Seating.contestant_id)
        .outerjoin(Sitting, (Sitting.session_id == session_id) & (Sitting.contestant_id == Contestant.id))
        .outerjoin(FrozenPaper, FrozenPaper.sitting_id == Sitting.id)
        .outerjoin(FormRow, FormRow.id == FrozenPaper.form_id)
        .where(Room.competition_id == competition)
        .order_by(Room.name, RoomSeat.row, RoomSeat.column)
    )
    return [SeatRow(*row) for row in rows]


def standing(session_id: int) -> list[StandingRow]:
    """Return the contestants of the session who have no seat."""
    rows = db.session.execute(
        select(Contestant.id, Contestant.admission_number, Contestant.name, Contestant.unit, Contestant.category)
        .join(Seating, Seating.contestant_id == Contestant.id)
        .where(Seating.session_id == session_id, Seating.seat_id.is_(None))
        .order_by(Contestant.admission_number)
    )
    return [StandingRow(*row) for row in rows]


def categories(competition_id: int) -> list[str]:
    """Return the categories there are contestants of."""
    found = select(Contestant.category).where(Contestant.competition_id == competition_id).distinct()
    return sorted(db.session.scalars(found))


def seb_keys(session_id: int) -> list[str]:
    """Return the configuration keys that pass in a session."""
    keys = db.session.scalar(select(ExamSession.seb_config_keys).where(ExamSession.id == session_id))
    return list(json.loads(keys)) if keys else []


def plan_stands(session_id: int) -> bool:
    """Tell whether the session's plan may no longer change: it has started, or someone has opened a paper in it."""
    row = db.session.get(ExamSession, session_id)
    opened = select(func.count()).where(Sitting.session_id == session_id, Sitting.state != State.DRAWN)
    return row is None or row.started_at is not None or row.sealed_at is not None or bool(db.session.scalar(opened))
