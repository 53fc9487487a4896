"""A district's contestants for their team leader: where and when each sits."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app.database import db
from app.models import Contestant, ExamSession, Room, RoomSeat, Round, Seating


@dataclass(frozen=True)
class TeamLine:
    """A contestant in one session, or in none yet."""

    number: str
    name: str
    unit: str
    category: str
    round: str | None
    session: str | None
    opens: int | None
    room: str
    seat: str


def team_lines(district: str) -> list[TeamLine]:
    """Return the district's contestants with their sessions, in order of number; nobody for no district."""
    return _lines(Contestant.district == district) if district else []


def contestant_sessions(contestant_id: int) -> list[TeamLine]:
    """Return the sessions one contestant is in."""
    return [line for line in _lines(Contestant.id == contestant_id) if line.session is not None]


def _lines(whose: ColumnElement[bool]) -> list[TeamLine]:
    rows = db.session.execute(
        select(
            Contestant.admission_number,
            Contestant.name,
            Contestant.unit,
            Contestant.category,
            Round.title,
            ExamSession.title,
            ExamSession.opens,
            func.coalesce(Room.name, ""),
            func.coalesce(RoomSeat.label, Contestant.seat),
        )
        .outerjoin(Seating, Seating.contestant_id == Contestant.id)
        .outerjoin(ExamSession, ExamSession.id == Seating.session_id)
        .outerjoin(Round, Round.id == ExamSession.round_id)
        .outerjoin(RoomSeat, RoomSeat.id == Seating.seat_id)
        .outerjoin(Room, Room.id == RoomSeat.room_id)
        .where(whose)
        .order_by(Contestant.admission_number, ExamSession.opens)
    )
    return [TeamLine(*row) for row in rows]
