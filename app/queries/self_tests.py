"""The seats a PC may be tested at: rooms in order, each with its seats."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Competition, Room, RoomSeat


@dataclass(frozen=True)
class SeatedRoom:
    """A room by its competition and name, with `(id, label)` of every seat in order of row and column."""

    id: int
    competition: str
    name: str
    seats: tuple[tuple[int, str], ...]


def rooms_with_seats() -> list[SeatedRoom]:
    """Return every room there is; those without seats are left out."""
    rows = db.session.execute(
        select(Room.id, Competition.name, Room.name, RoomSeat.id, RoomSeat.label)
        .join(Competition, Competition.id == Room.competition_id)
        .join(RoomSeat, RoomSeat.room_id == Room.id)
        .order_by(Room.competition_id.desc(), Room.id, RoomSeat.row, RoomSeat.column)
    )
    rooms: dict[int, tuple[str, str, list[tuple[int, str]]]] = {}
    for room, competition, name, seat, label in rows:
        rooms.setdefault(room, (competition, name, []))[2].append((seat, label))
    return [SeatedRoom(room, competition, name, tuple(seats)) for room, (competition, name, seats) in rooms.items()]


def seat_exists(seat_id: int) -> bool:
    """Tell whether there is such a seat."""
    return db.session.get(RoomSeat, seat_id) is not None
