"""audit: appends in the caller's transaction, and verifies the whole chain."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db
from app.models import AuditEntry
from app.models.audit import append_audit
from app.scoring.chain import Link, first_bad


def record(session: Session, *, at: int, actor: str, action: str, **payload: object) -> None:
    """Append an audit entry to the transaction of `session`."""
    append_audit(session.connection(), at=at, actor=actor, action=action, payload=payload)


def verify() -> int | None:
    """Return the seq of the first bad entry of the chain, or None if every one holds."""
    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq))
    return first_bad((Link(row.seq, row.at, row.actor, row.action, row.payload), row.digest) for row in rows)


def holds(anchor: str) -> bool:
    """Tell whether the chain still holds the entry an anchor names, as seq:digest."""
    seq, _, digest = anchor.partition(":")
    stored = select(AuditEntry.digest).where(AuditEntry.seq == (int(seq) if seq.isdecimal() else 0))
    return db.session.scalar(stored) == digest.strip().lower()


def head() -> tuple[int, str] | None:
    """Return the seq and digest of the newest entry: what is printed on what is signed."""
    newest = select(AuditEntry.seq, AuditEntry.digest).order_by(AuditEntry.seq.desc()).limit(1)
    row = db.session.execute(newest).first()
    return (row.seq, row.digest) if row else None
