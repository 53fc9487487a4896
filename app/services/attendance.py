"""Checking in (检录): who came, compared with ID and photo, phone handed in, a seat drawn; and who is absent."""

import random
import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.journal.tokens import canonical
from app.models import Contestant, ExamSession, Room, RoomSeat, Seating, Sitting
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.duties import rooms_of
from app.services.refused import Refused
from app.services.sessions import require_session
from proctor.sitting import State


@dataclass(frozen=True)
class CheckedIn:
    """Who was checked in, where they sit, how late they came (ms), and whether they had been checked in before."""

    name: str
    number: str
    room: str
    seat: str
    late: int
    again: bool


def check_in(*, actor: Actor, session_id: int, number: str, identity: bool, phone: bool) -> CheckedIn:
    """Check a contestant in by the admission number, typed or scanned; draw a free seat if they have none.

    Refuses with `no_session`, `session_sealed`, `not_expected`, `identity_unchecked`, `entry_closed`, `no_free_seat`.
    """
    with transaction() as session:
        held = _open(session, actor, session_id)
        seating, who = _expected(session, held, actor, number)
        if not identity:
            raise Refused("identity_unchecked")
        now, again = runtime().clock.now(), seating.checked_in_at is not None
        waits = held.by_hand and held.started_at is None
        if not again and not waits and now > held.entry_closes:
            raise Refused("entry_closed")
        seat = _seat(session, held, actor, seating)
        if not again:
            seating.checked_in_at, seating.checked_in_by = now, actor.key
        seating.identity_checked, seating.phone_handed_in, seating.absent_at = True, phone, None
        facts = {"exam_session": session_id, "contestant": who.admission_number, "seat": seat.label, "phone": phone}
        audit.record(session, at=now, actor=actor.key, action="check_in", **facts)
        room = session.get_one(Room, seat.room_id).name
        late = 0 if waits else max(0, (seating.checked_in_at or now) - held.opens)
        return CheckedIn(who.name, who.admission_number, room, seat.label, late, again)


def undo_check_in(*, actor: Actor, session_id: int, number: str) -> None:
    """Take a check-in back, as long as the paper isn't open. Refuses as a check-in does, or with `already_working`."""
    with transaction() as session:
        held = _open(session, actor, session_id)
        seating, who = _expected(session, held, actor, number)
        _refuse_at_work(session, seating)
        seating.checked_in_at, seating.checked_in_by, seating.identity_checked = None, "", False
        facts = {"exam_session": session_id, "contestant": who.admission_number}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="check_in.undo", **facts)


def mark_absent(*, actor: Actor, session_id: int, number: str, absent: bool) -> None:
    """Mark a contestant absent, or take that back. Refuses as a check-in does, or with `already_working`."""
    with transaction() as session:
        held = _open(session, actor, session_id)
        seating, who = _expected(session, held, actor, number)
        _refuse_at_work(session, seating)
        now = runtime().clock.now()
        seating.absent_at = now if absent else None
        facts = {"exam_session": session_id, "contestant": who.admission_number, "absent": absent}
        audit.record(session, at=now, actor=actor.key, action="absent", **facts)


def _open(session: Session, actor: Actor, session_id: int) -> ExamSession:
    held = require_session(session, actor, session_id)
    if held.sealed_at is not None:
        raise Refused("session_sealed")
    return held


def _expected(session: Session, held: ExamSession, actor: Actor, number: str) -> tuple[Seating, Contestant]:
    """Return the seating of the contestant with this number, in a room of the actor's or without a seat yet."""
    row = session.execute(
        select(Seating, Contestant, RoomSeat.room_id)
        .join(Contestant, Contestant.id == Seating.contestant_id)
        .outerjoin(RoomSeat, RoomSeat.id == Seating.seat_id)
        .where(Seating.session_id == held.id, Contestant.admission_number == canonical(number))
    ).first()
    rooms = rooms_of(actor)
    if row is None or (rooms is not None and row.room_id is not None and row.room_id not in rooms):
        raise Refused("not_expected", number=canonical(number) or "（空）")
    return row.Seating, row.Contestant


def _seat(session: Session, held: ExamSession, actor: Actor, seating: Seating) -> RoomSeat:
    if seating.seat_id is not None:
        return session.get_one(RoomSeat, seating.seat_id)
    free = _free_seats(session, held, actor)
    if not free:
        raise Refused("no_free_seat")
    drawn = random.Random(secrets.token_hex(16)).choice(free)
    seating.seat_id = drawn.id
    session.flush()
    return drawn


def _free_seats(session: Session, held: ExamSession, actor: Actor) -> list[RoomSeat]:
    """Return the seats nobody has in this session, of the rooms it is held in, that the actor has a duty in."""
    taken = select(Seating.seat_id).where(Seating.session_id == held.id, Seating.seat_id.is_not(None))
    used = select(RoomSeat.room_id).where(RoomSeat.id.in_(taken))
    free = select(RoomSeat).where(RoomSeat.id.not_in(taken), RoomSeat.room_id.in_(used), ~RoomSeat.spare)
    rooms = rooms_of(actor)
    return [seat for seat in session.scalars(free.order_by(RoomSeat.id)) if rooms is None or seat.room_id in rooms]


def _refuse_at_work(session: Session, seating: Seating) -> None:
    opened = select(Sitting.id).where(
        Sitting.session_id == seating.session_id,
        Sitting.contestant_id == seating.contestant_id,
        Sitting.state != State.DRAWN,
    )
    if session.scalar(opened.limit(1)):
        raise Refused("already_working")
