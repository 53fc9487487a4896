"""Judging: panels and who serves on them, the drawn order, appearances, recusals, ballots by version, and locks."""

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Unit(Base):
    """A unit in a contest of units: a centre or a district's team, under a number like a contestant's."""

    __tablename__ = "units"
    __table_args__ = (UniqueConstraint("competition_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    number: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(128))
    district: Mapped[str] = mapped_column(String(32))
    category: Mapped[str] = mapped_column(String(32))


class PanelRow(Base):
    """A panel of judges for one round of the rulebook, at a venue and time of its own."""

    __tablename__ = "panels"
    __table_args__ = (UniqueConstraint("competition_id", "contest", "round", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    contest: Mapped[str] = mapped_column(String(32))
    round: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(64))
    venue: Mapped[str] = mapped_column(String(64))
    starts: Mapped[int] = mapped_column(BigInteger)


class PanelMember(Base):
    """Someone who serves on a panel. `number` orders judges and, after them, their substitutes."""

    __tablename__ = "panel_members"
    __table_args__ = (UniqueConstraint("panel_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    duty: Mapped[str] = mapped_column(String(16))
    number: Mapped[int] = mapped_column(default=0, server_default="0")


class OrderDraw(Base):
    """The draw of a panel's order: committed to by a digest, revealed with its seed; lists are JSON of numbers."""

    __tablename__ = "order_draws"

    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id"), primary_key=True, autoincrement=False)
    commitment: Mapped[str] = mapped_column(String(64))
    seed: Mapped[str] = mapped_column(String(64))
    listed: Mapped[str] = mapped_column(Text)
    drawn: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    committed_at: Mapped[int] = mapped_column(BigInteger)
    revealed_at: Mapped[int | None] = mapped_column(BigInteger)


class Appearance(Base):
    """An entrant before a panel. `entrant` is an admission or unit number; `code` is shown where judging is blind.

    `state` is waiting, on, done, absent or void. `over` is how many seconds it went over time. `sealed` once a panel's
    lock covers it.
    """

    __tablename__ = "appearances"
    __table_args__ = (UniqueConstraint("panel_id", "entrant"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id"), index=True)
    entrant: Mapped[str] = mapped_column(String(32), index=True)
    place: Mapped[int] = mapped_column(default=0, server_default="0")
    code: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(16), default="waiting", server_default="waiting")
    started_at: Mapped[int | None] = mapped_column(BigInteger)
    ended_at: Mapped[int | None] = mapped_column(BigInteger)
    paused: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    paused_at: Mapped[int | None] = mapped_column(BigInteger)
    over: Mapped[int] = mapped_column(default=0, server_default="0")
    words: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))


class CaseRecord(Base):
    """A real case handled before a panel: never who applied, only what, where, how hard, and that they agreed.

    `void` says why it doesn't count and is replaced by another; empty for one that counts.
    """

    __tablename__ = "case_records"

    id: Mapped[int] = mapped_column(primary_key=True)
    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearances.id"), index=True)
    window: Mapped[str] = mapped_column(String(32))
    item: Mapped[str] = mapped_column(String(64))
    difficulty: Mapped[str] = mapped_column(String(8))
    consent: Mapped[bool]
    interruption: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    void: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class Recusal(Base):
    """A judge who does not judge an appearance, why, and the substitute who does."""

    __tablename__ = "recusals"
    __table_args__ = (UniqueConstraint("appearance_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearances.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(String(200))
    declared: Mapped[bool] = mapped_column(default=False)
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class Ballot(Base):
    """One version of one judge's ballot for an appearance; only a draft ever changes.

    `marks` is JSON of criterion to decimal string. `state` is draft, submitted, confirmed, rejected or replaced.
    `reason` and `second` belong to a correction, which is a new version.
    """

    __tablename__ = "ballots"
    __table_args__ = (UniqueConstraint("appearance_id", "account_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearances.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    marks: Mapped[str] = mapped_column(Text)
    comment: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    entered_by: Mapped[str] = mapped_column(String(64))
    submitted_at: Mapped[int | None] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    confirmed_by: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    confirmed_at: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    second: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))


class PanelLock(Base):
    """A panel locked by its chief judge: the digest over every ballot that counts, listed in `listing` (JSON)."""

    __tablename__ = "panel_locks"
    __table_args__ = (UniqueConstraint("panel_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id"), index=True)
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    listing: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    audit_seq: Mapped[int]
    audit_digest: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class Pin(Base):
    """The PIN a member of staff signs with, as a hash."""

    __tablename__ = "pins"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    pin_hash: Mapped[str] = mapped_column(String(200))
