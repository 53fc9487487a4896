"""Rooms and seats, the sessions (场次) that are held in them, who has which seat in which, and who is on duty."""

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Room(Base):
    """A room of seats in rows and columns; `aisles` is a JSON list of the columns an aisle follows."""

    __tablename__ = "rooms"
    __table_args__ = (UniqueConstraint("competition_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    name: Mapped[str] = mapped_column(String(64))
    rows: Mapped[int]
    columns: Mapped[int]
    aisles: Mapped[str] = mapped_column(String(64), default="[]", server_default="[]")


class RoomSeat(Base):
    """One seat: row 1 is next to the lectern, `spare` ones are kept for a move."""

    __tablename__ = "seats"
    __table_args__ = (UniqueConstraint("room_id", "label"), UniqueConstraint("room_id", "row", "column"))

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id"), index=True)
    label: Mapped[str] = mapped_column(String(16))
    row: Mapped[int]
    column: Mapped[int]
    spare: Mapped[bool] = mapped_column(default=False)


class ExamSession(Base):
    """A session of a round: when it is held and under which rules of admission.

    A session `by_hand` hasn't started before a proctor starts it (`started_at`), which moves `opens` and
    `entry_closes`; any other starts by the clock. `hand_in_after` is the earliest hand-in, ms after the start. `seb`
    is off, allowed or required, with JSON lists of the keys that pass. Nothing changes once it is sealed.
    """

    __tablename__ = "exam_sessions"
    __table_args__ = (UniqueConstraint("round_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    title: Mapped[str] = mapped_column(String(64))
    opens: Mapped[int] = mapped_column(BigInteger)
    entry_closes: Mapped[int] = mapped_column(BigInteger)
    by_hand: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[int | None] = mapped_column(BigInteger)
    check_in: Mapped[bool] = mapped_column(default=False)
    hand_in_after: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    seb: Mapped[str] = mapped_column(String(16), default="off", server_default="off")
    seb_config_keys: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    seb_browser_keys: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    sealed_at: Mapped[int | None] = mapped_column(BigInteger)


class Seating(Base):
    """A contestant's place in a session, and how they arrived: checked in with what, or marked absent."""

    __tablename__ = "seatings"
    __table_args__ = (UniqueConstraint("session_id", "contestant_id"), UniqueConstraint("session_id", "seat_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("exam_sessions.id"))
    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestants.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    checked_in_at: Mapped[int | None] = mapped_column(BigInteger)
    checked_in_by: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    identity_checked: Mapped[bool] = mapped_column(default=False)
    phone_handed_in: Mapped[bool] = mapped_column(default=False)
    pledged_at: Mapped[int | None] = mapped_column(BigInteger)
    absent_at: Mapped[int | None] = mapped_column(BigInteger)


class Duty(Base):
    """A proctor's room; without a room, every room and those without a seat."""

    __tablename__ = "duties"
    __table_args__ = (UniqueConstraint("account_id", "room_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))


class SessionSeal(Base):
    """The seal of a session: the digest over every sitting in `listing`, and the audit chain's head at that moment."""

    __tablename__ = "session_seals"

    session_id: Mapped[int] = mapped_column(ForeignKey("exam_sessions.id"), primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64))
    listing: Mapped[str] = mapped_column(Text)
    audit_seq: Mapped[int]
    audit_digest: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(64))
    second: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)
