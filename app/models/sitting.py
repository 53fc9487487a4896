"""A sitting: one contestant in one round, its frozen paper, its grants and its resume codes."""

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Sitting(Base):
    """The row the hot path guards: small, so that a save touches little.

    `deadline` is rewritten with each grant and null while its clock stands (paused, or reopened and not entered yet:
    since `paused_at`); `notice_id` is the newest notice for it, `notice_seen` the newest the page says was read;
    `token_epoch` counts sign-outs, so that an older sitting token opens nothing.

    On PostgreSQL a save locks it FOR SHARE; whoever closes it, takes it over or grants time locks it FOR NO KEY UPDATE
    before deciding, which keeps out saves but not those who only refer to it.
    """

    __tablename__ = "sittings"
    __table_args__ = (
        UniqueConstraint("round_id", "contestant_id", "attempt"),
        Index("ix_sittings_state_deadline", "state", "deadline"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestants.id"), index=True)
    attempt: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(16))
    browser: Mapped[str | None] = mapped_column(String(64))
    lease: Mapped[str | None] = mapped_column(String(32))
    token_epoch: Mapped[int] = mapped_column(default=0)
    entered_at: Mapped[int | None] = mapped_column(BigInteger)
    opened_at: Mapped[int | None] = mapped_column(BigInteger)
    paused_at: Mapped[int | None] = mapped_column(BigInteger)
    deadline: Mapped[int | None] = mapped_column(BigInteger)
    grace: Mapped[int] = mapped_column(BigInteger)
    notice_id: Mapped[int] = mapped_column(default=0)
    heard_at: Mapped[int | None] = mapped_column(BigInteger)
    queued: Mapped[int] = mapped_column(default=0)
    address: Mapped[str | None] = mapped_column(String(64))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("exam_sessions.id"), index=True)
    notice_seen: Mapped[int] = mapped_column(default=0, server_default="0")


# A sitting as it is now; no save comes between until the transaction ends. What is read after it is decided on.
LOCKED = (
    select(Sitting.state, Sitting.deadline, Sitting.grace)
    .where(Sitting.id == bindparam("sitting"))
    .with_for_update(key_share=True)
)


class FrozenPaper(Base):
    """The paper frozen before the start: `record` for grading, `shown` (packed JSON) for the browser."""

    __tablename__ = "papers"

    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"), primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("forms.id"))
    seed: Mapped[str] = mapped_column(String(64))
    record: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    shown: Mapped[bytes] = mapped_column(LargeBinary)
    shown_digest: Mapped[str] = mapped_column(String(64))


class GrantRow(Base):
    """Time given to a sitting: who, when, how much, why. Only ever added."""

    __tablename__ = "grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"), index=True)
    milliseconds: Mapped[int] = mapped_column(BigInteger)
    delays_start: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class ResumeCode(Base):
    """A one-time code by which another browser may take the sitting over; kept as an HMAC."""

    __tablename__ = "resume_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"), index=True)
    code_mac: Mapped[str] = mapped_column(String(64))
    expires: Mapped[int] = mapped_column(BigInteger)
    used_at: Mapped[int | None] = mapped_column(BigInteger)
    misses: Mapped[int] = mapped_column(default=0)
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)
