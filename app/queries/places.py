"""Where a contestant sits in a session: room and seat, by the plan, or by what the roster says where there is none."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db
from app.models import Contestant, Room, RoomSeat, Seating, Sitting


@dataclass(frozen=True)
class Place:
    """A seat's label and its room; without a plan the roster's own words and no room."""

    label: str
    room_id: int | None = None
    room: str = ""


def seat_of(sitting_id: str) -> str | None:
    """Return room and seat of a sitting in a session, in words; None where it has no planned seat."""
    row = db.session.execute(
        select(Room.name, RoomSeat.label)
        .join(RoomSeat, RoomSeat.room_id == Room.id)
        .join(Seating, Seating.seat_id == RoomSeat.id)
        .join(Sitting, (Sitting.session_id == Seating.session_id) & (Sitting.contestant_id == Seating.contestant_id))
        .where(Sitting.id == sitting_id)
    ).first()
    return f"{row[0]} {row[1]} 号" if row else None


def place_of(session: Session, sitting: Sitting) -> Place:
    """Return where the sitting's contestant sits."""
    row = session.execute(
        select(RoomSeat.label, Room.id, Room.name)
        .join(Room, Room.id == RoomSeat.room_id)
        .join(Seating, Seating.seat_id == RoomSeat.id)
        .where(Seating.session_id == sitting.session_id, Seating.contestant_id == sitting.contestant_id)
    ).first()
    if row is not None:
        return Place(*row)
    return Place(session.get_one(Contestant, sitting.contestant_id).seat)
