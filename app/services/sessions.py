"""A session's start, when people decide it: begun by hand once everyone sits, or put off."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.models import ExamSession, RoomSeat, Seating
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.duties import rooms_of
from app.services.refused import Refused


def start_session(*, actor: Actor, session_id: int) -> int:
    """Start a session that is held by hand; its start and the end of entry move along. Return the start.

    Refuses with `no_session`, `session_started` or `session_by_clock`.
    """
    with transaction() as session:
        row = _open_session(session, actor, session_id)
        now = runtime().clock.now()
        if not row.by_hand:
            raise Refused("session_by_clock")
        row.opens, row.entry_closes, row.started_at = now, now + row.entry_closes - row.opens, now
        audit.record(session, at=now, actor=actor.key, action="session.start", exam_session=session_id)
        return now


def postpone_session(*, actor: Actor, session_id: int, milliseconds: int, words: str) -> int:
    """Put the start of a session that hasn't begun off; return the new one. Refuses as a start does."""
    if not words.strip():
        raise Refused("empty_reason")
    with transaction() as session:
        row = _open_session(session, actor, session_id)
        now = runtime().clock.now()
        if not 0 < milliseconds <= 24 * 3_600_000:
            raise Refused("bad_grant", most_minutes=24 * 60)
        if not row.by_hand and row.opens <= now:
            raise Refused("session_started")
        row.opens, row.entry_closes = row.opens + milliseconds, row.entry_closes + milliseconds
        facts = {"exam_session": session_id, "ms": milliseconds, "words": words.strip()[:200]}
        audit.record(session, at=now, actor=actor.key, action="session.postpone", **facts)
        return row.opens


def require_visible(*, actor: Actor, session_id: int) -> None:
    """Refuse with `no_session` a session that isn't the actor's to see."""
    require_session(db.session(), actor, session_id)


def require_session(session: Session, actor: Actor, session_id: int) -> ExamSession:
    """Return a session that has seats in a room of the actor's; refuses any other with `no_session`."""
    row = session.get(ExamSession, session_id)
    if row is None:
        raise Refused("no_session")
    rooms = rooms_of(actor)
    seated = set(
        session.scalars(
            select(RoomSeat.room_id)
            .join(Seating, Seating.seat_id == RoomSeat.id)
            .where(Seating.session_id == session_id)
            .distinct()
        )
    )
    if rooms is not None and not rooms & seated:
        raise Refused("no_session")
    return row


def _open_session(session: Session, actor: Actor, session_id: int) -> ExamSession:
    row = require_session(session, actor, session_id)
    if row.sealed_at is not None:
        raise Refused("session_sealed")
    if row.started_at is not None:
        raise Refused("session_started")
    return row
