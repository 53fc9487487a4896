"""Sealing a session: every sitting's journal under one digest, which is signed and can be checked ever after."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.models import Contestant, ExamSession, FrozenPaper, HeldEntry, Seating, SessionSeal, Sitting
from app.queries.held import undecided
from app.queries.places import place_of
from app.runtime import runtime
from app.scoring.record import journal_digest
from app.services import audit
from app.services.access import Action, Actor
from app.services.refused import Refused
from app.services.second_person import Second, second_person
from app.services.sessions import require_session
from app.services.sittings import current_final
from proctor.sitting import STANDING, WRITABLE, State
from question_bank.digest import canonical, digest
from question_bank.model import Json


@dataclass(frozen=True)
class SealView:
    """A session's seal as a page shows it: who, when, over what; `intact` tells whether it still fits."""

    digest: str
    audit_seq: int
    audit_digest: str
    by: str
    second: str
    at: int
    lines: list[dict[str, Json]]
    intact: bool


def seal_session(*, actor: Actor, session_id: int, second: Second) -> str:
    """Seal the session; return the digest to be signed.

    Refuses with `no_session`, `session_sealed`, `still_working(open)`, `held_left(held)`, or as a second person does,
    who is an auditor or another proctor.
    """
    other = second_person(actor, second, Action.WATCH_ROOM)
    with transaction() as session:
        held = require_session(session, actor, session_id)
        if held.sealed_at is not None:
            raise Refused("session_sealed")
        _check_over(session, held)
        now = runtime().clock.now()
        lines = _listing(session, held)
        sealed = digest(lines)
        facts = {"exam_session": session_id, "digest": sealed, "sittings": len(lines), "second": other.key}
        audit.record(session, at=now, actor=actor.key, action="session.seal", **facts)
        session.flush()
        seq, head = audit.head() or (0, "")
        session.add(
            SessionSeal(
                session_id=session_id,
                digest=sealed,
                listing=canonical(lines),
                audit_seq=seq,
                audit_digest=head,
                by=actor.key,
                second=other.key,
                at=now,
            )
        )
        held.sealed_at = now
        return sealed


def find_seal(*, actor: Actor, session_id: int) -> SealView | None:
    """Return the session's seal, checked against what the database holds now; None if it isn't sealed."""
    session = db.session()
    held = require_session(session, actor, session_id)
    row = session.get(SessionSeal, session_id)
    if row is None:
        return None
    return SealView(
        row.digest,
        row.audit_seq,
        row.audit_digest,
        row.by,
        row.second,
        row.at,
        json.loads(row.listing),
        intact=digest(_listing(session, held)) == row.digest,
    )


def require_unsealed(session: Session, sitting: Sitting) -> None:
    """Refuse with `session_sealed` what would change a sitting of a sealed session."""
    if sitting.session_id is not None and session.get_one(ExamSession, sitting.session_id).sealed_at is not None:
        raise Refused("session_sealed")


def _check_over(session: Session, held: ExamSession) -> None:
    """Refuse while anyone is at work, or may still come: not entered, not marked absent, entry not closed."""
    mine = select(func.count()).select_from(Sitting).where(Sitting.session_id == held.id)
    still = session.scalar(mine.where(Sitting.state.in_(WRITABLE | STANDING))) or 0
    if runtime().clock.now() <= held.entry_closes:
        here = (Seating.session_id == held.id) & (Seating.contestant_id == Sitting.contestant_id)
        expected = mine.outerjoin(Seating, here).where(Sitting.state == State.DRAWN, Seating.absent_at.is_(None))
        still += session.scalar(expected) or 0
    if still:
        raise Refused("still_working", open=still)
    waiting = mine.join(HeldEntry, HeldEntry.sitting_id == Sitting.id).where(undecided())
    left = session.scalar(waiting) or 0
    if left:
        raise Refused("held_left", held=left)


def _listing(session: Session, held: ExamSession) -> list[Json]:
    """Return every sitting of the session by what can be recomputed: paper, journal, end and decisions."""
    sittings = session.execute(
        select(Sitting, Contestant, FrozenPaper.digest)
        .join(Contestant, Contestant.id == Sitting.contestant_id)
        .join(FrozenPaper, FrozenPaper.sitting_id == Sitting.id)
        .where(Sitting.session_id == held.id)
        .order_by(Contestant.admission_number, Sitting.attempt)
    )
    return [_line(session, *row) for row in sittings]


def _line(session: Session, sitting: Sitting, who: Contestant, paper: str) -> Json:
    final = current_final(session, sitting.id)
    reader = runtime().reader
    lines = reader.lines(sitting.id, final.last_seq if final else None)
    accepted: Sequence[object] = reader.accepted(sitting.id)
    return {
        "sitting": sitting.id,
        "number": who.admission_number,
        "seat": place_of(session, sitting).label,
        "state": sitting.state,
        "closed_at": final.closed_at if final else None,
        "last_seq": final.last_seq if final else 0,
        "journal": journal_digest(lines),
        "accepted": len(accepted),
        "paper": paper,
    }
