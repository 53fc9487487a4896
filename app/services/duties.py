"""Who is on duty where: a proctor sees and handles the rooms of their duties, and nothing else."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db
from app.models import Duty, RoomSeat, Seating, Sitting
from app.services.access import Actor, Role
from app.services.refused import Refused


def rooms_of(actor: Actor) -> frozenset[int] | None:
    """Return the rooms `actor` may see; None for all of them and what has no seat. Auditors see everything."""
    if actor.role is Role.AUDITOR:
        return None
    rooms = db.session.scalars(select(Duty.room_id).where(Duty.account_id == actor.id)).all()
    return None if None in rooms else frozenset(room for room in rooms if room is not None)


def may_see(actor: Actor, room_id: int | None) -> bool:
    """Tell whether `actor` may see a room; None is where there is no seat."""
    rooms = rooms_of(actor)
    return rooms is None or room_id in rooms


def room_of(session: Session, sitting: Sitting) -> int | None:
    """Return the room the sitting's contestant has a seat in; None if there is no seat."""
    return session.scalar(
        select(RoomSeat.room_id)
        .join(Seating, Seating.seat_id == RoomSeat.id)
        .where(Seating.session_id == sitting.session_id, Seating.contestant_id == sitting.contestant_id)
    )


def require_sitting(session: Session, actor: Actor, sitting_id: str, *, lock: bool = False) -> Sitting:
    """Return a sitting in a room of the actor's; any other is refused with `no_sitting`, as if it did not exist."""
    sitting = session.get(Sitting, sitting_id, with_for_update={"key_share": True} if lock else None)
    if sitting is None or not may_see(actor, room_of(session, sitting)):
        raise Refused("no_sitting")
    return sitting


def require_room(actor: Actor, room_id: int | None) -> None:
    """Refuse with `no_room` a room that `actor` has no duty in."""
    if not may_see(actor, room_id):
        raise Refused("no_room")
