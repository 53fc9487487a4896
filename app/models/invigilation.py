"""What happens in the room beside the journal: measures, incidents, signals, silences, answers to hands, checks."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class MeasureRow(Base):
    """One thing a proctor did to one sitting (or to a whole session: no sitting), with its reason. Only ever added.

    What was done at once to several has one `batch`. `detail` is a sentence for the room record: a seat, a new end.
    """

    __tablename__ = "measures"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch: Mapped[str] = mapped_column(String(16), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("exam_sessions.id"))
    sitting_id: Mapped[str | None] = mapped_column(ForeignKey("sittings.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(String(500))
    milliseconds: Mapped[int | None] = mapped_column(BigInteger)
    detail: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    by: Mapped[str] = mapped_column(String(64))
    second: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    at: Mapped[int] = mapped_column(BigInteger)


class Incident(Base):
    """What a proctor noted: of one sitting, of a room, or of the whole round."""

    __tablename__ = "incidents"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("exam_sessions.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))
    sitting_id: Mapped[str | None] = mapped_column(ForeignKey("sittings.id"))
    kind: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(String(500))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class Signal(Base):
    """What the server itself saw of a sitting that may matter: another machine, another address. Never a penalty."""

    __tablename__ = "signals"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"), index=True)
    code: Mapped[str] = mapped_column(String(32))
    detail: Mapped[str] = mapped_column(String(200))
    at: Mapped[int] = mapped_column(BigInteger)


class Silence(Base):
    """A working sitting not heard from `from_at` to `to_at`; `settled` is what came of it: granted or declined."""

    __tablename__ = "silences"
    __table_args__ = (UniqueConstraint("sitting_id", "from_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"))
    from_at: Mapped[int] = mapped_column(BigInteger)
    to_at: Mapped[int] = mapped_column(BigInteger)
    settled: Mapped[str | None] = mapped_column(String(16))


class HandAnswer(Base):
    """The answer to a raised hand or a question, which is the journal entry (sitting, seq)."""

    __tablename__ = "hand_answers"
    __table_args__ = (UniqueConstraint("sitting_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"))
    seq: Mapped[int]
    words: Mapped[str] = mapped_column(String(500))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class Confirmation(Base):
    """A contestant's own confirmation of a sitting: of what was handed in, or of a version of the score."""

    __tablename__ = "confirmations"
    __table_args__ = (UniqueConstraint("sitting_id", "what", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"))
    what: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    at: Mapped[int] = mapped_column(BigInteger)


class SelfTest(Base):
    """The newest report of a PC's self-test page, by the seat it was opened at; `report` is JSON."""

    __tablename__ = "self_tests"

    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), primary_key=True, autoincrement=False)
    passed: Mapped[bool]
    report: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class CheckMark(Base):
    """A line of a session's checklist that only people can judge, confirmed by one."""

    __tablename__ = "check_marks"
    __table_args__ = (UniqueConstraint("session_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("exam_sessions.id"))
    code: Mapped[str] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class PaperSeal(Base):
    """A round's papers under seal: the forms, papers and item texts are in `content`, under a key of two halves.

    `digest` is over the forms' digests and is what is read aloud; `key_digest` tells whether two halves are right.
    `opened_at` is null while it is sealed; `holders`, `openers` are JSON lists of accounts.
    """

    __tablename__ = "paper_seals"

    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64))
    key_digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    holders: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)
    opened_at: Mapped[int | None] = mapped_column(BigInteger)
    openers: Mapped[str] = mapped_column(String(300), default="[]", server_default="[]")
