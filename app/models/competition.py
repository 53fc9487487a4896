"""A competition, its rounds, the forms drawn for a round, and what they froze: item revisions, whole texts."""

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Competition(Base):
    """One competition, under the rulebook named. Personal details may be kept until `retain_until` (ms)."""

    __tablename__ = "competitions"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    rulebook: Mapped[str] = mapped_column(String(64), default="2024", server_default="2024")
    retain_until: Mapped[int | None] = mapped_column(BigInteger)
    purged_at: Mapped[int | None] = mapped_column(BigInteger)


class Round(Base):
    """A round's window and rules. `practice` rounds may be sat again; `released_at` opens scores to contestants.

    `kind` is quiz or simulation; `blueprint` names what its papers are drawn by: a blueprint, or a simulation paper.
    """

    __tablename__ = "rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    blueprint: Mapped[str] = mapped_column(String(64))
    full_mark: Mapped[str] = mapped_column(String(16))
    opens: Mapped[int] = mapped_column(BigInteger)
    entry_closes: Mapped[int] = mapped_column(BigInteger)
    length: Mapped[int] = mapped_column(BigInteger)
    grace: Mapped[int] = mapped_column(BigInteger)
    personal: Mapped[bool] = mapped_column(default=False)
    practice: Mapped[bool] = mapped_column(default=False)
    drawn_at: Mapped[int | None] = mapped_column(BigInteger)
    released_at: Mapped[int | None] = mapped_column(BigInteger)


class FormRow(Base):
    """One of a round's parallel forms, frozen: its record names items by revision."""

    __tablename__ = "forms"
    __table_args__ = (UniqueConstraint("round_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    label: Mapped[str] = mapped_column(String(16))
    seed: Mapped[str] = mapped_column(String(64))
    record: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    report: Mapped[str] = mapped_column(Text)


class ItemRevision(Base):
    """An item as frozen, key and all, under the digest that names it; never changed."""

    __tablename__ = "item_revisions"

    revision: Mapped[str] = mapped_column(String(64), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(40), index=True)
    content: Mapped[str] = mapped_column(Text)


class FrozenText(Base):
    """A catalogue, a scenario or the name pools of a simulation, under the digest that names it; never changed."""

    __tablename__ = "frozen_texts"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
