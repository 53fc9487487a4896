"""The audit chain: every change of state, hashed onto the one before it."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import BigInteger, Connection, String, Text, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.scoring.chain import GENESIS, Link, link_digest
from question_bank.digest import canonical


class AuditEntry(Base):
    """One change of state, appended in the transaction that made it."""

    __tablename__ = "audit_entries"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(64))
    payload: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))


# Built once: building them anew with each entry cost more than running them.
_NEWEST = select(AuditEntry.seq, AuditEntry.digest).order_by(AuditEntry.seq.desc()).limit(1)
_APPEND = insert(AuditEntry)


def append_audit(connection: Connection, *, at: int, actor: str, action: str, payload: Mapping[str, object]) -> None:
    """Append one entry to the chain within the caller's transaction, which must hold the write gate."""
    last = connection.execute(_NEWEST).first()
    seq, previous = (last.seq + 1, last.digest) if last else (1, GENESIS)
    text = canonical(payload)
    link = Link(seq=seq, at=at, actor=actor, action=action, payload=text)
    connection.execute(_APPEND, asdict(link) | {"digest": link_digest(previous, link)})
