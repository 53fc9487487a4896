"""A district's contestants for their team leader: where and when each sits."""

from dataclasses import dataclass

from sqlalchemy import func, select

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
    if not district:
        return []
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
        .where(Contestant.district == district)
        .order_by(Contestant.admission_number, ExamSession.opens)
    )
    return [TeamLine(*row) for row in rows]
