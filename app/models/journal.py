"""The append-only journal of a sitting, what is held beside it, and how it was closed."""

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base

# What the room looks for among all entries: few of them, so that a save hardly pays for the index.
_CALLS = text("kind IN ('hand', 'signal', 'focus')")


class Entry(Base):
    """A journal line. (sitting, seq) is unique and never updated; `body` is JSON with sorted keys."""

    __tablename__ = "entries"
    __table_args__ = (
        Index("ix_entries_calls", "sitting_id", "kind", sqlite_where=_CALLS, postgresql_where=_CALLS),
        {"sqlite_with_rowid": False},
    )

    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    body: Mapped[str] = mapped_column(Text)
    client_at: Mapped[int | None] = mapped_column(BigInteger)
    arrived_at: Mapped[int] = mapped_column(BigInteger)


class HeldEntry(Base):
    """An entry kept for people to decide: late, from a lost lease, in conflict, or after the close."""

    __tablename__ = "held_entries"
    __table_args__ = (UniqueConstraint("sitting_id", "seq", "lease", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"), index=True)
    seq: Mapped[int]
    lease: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    body: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(String(16))
    client_at: Mapped[int | None] = mapped_column(BigInteger)
    arrived_at: Mapped[int] = mapped_column(BigInteger)


class Decision(Base):
    """Two people's decision on a held entry; the fold reads accepted ones after the journal."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"), index=True)
    held_id: Mapped[int] = mapped_column(ForeignKey("held_entries.id"), unique=True)
    accepted: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(64))
    second: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class Final(Base):
    """The close of a sitting: at most one current, naming its last seq; reopening voids it."""

    __tablename__ = "finals"
    __table_args__ = (
        Index(
            "uq_finals_current",
            "sitting_id",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"))
    last_seq: Mapped[int]
    how: Mapped[str] = mapped_column(String(16))
    closed_at: Mapped[int] = mapped_column(BigInteger)
    voided_at: Mapped[int | None] = mapped_column(BigInteger)


class Notice(Base):
    """A message shown to one sitting until it is seen."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"), index=True)
    text: Mapped[str] = mapped_column(String(500))
    at: Mapped[int] = mapped_column(BigInteger)
