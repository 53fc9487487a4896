"""Results: imported scores, qualification, decisions on ties, objections, and versions from computed to final."""

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class ImportedScore(Base):
    """A score that comes from outside, by version: a decimal string, the indicators behind it, and its evidence.

    `evidence` is JSON: the file's name and SHA-256, and the indicators; `signed_by` is who of the unit signed for it.
    """

    __tablename__ = "imported_scores"
    __table_args__ = (UniqueConstraint("competition_id", "contest", "round", "entrant", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    contest: Mapped[str] = mapped_column(String(32))
    round: Mapped[str] = mapped_column(String(32))
    entrant: Mapped[str] = mapped_column(String(32))
    version: Mapped[int]
    score: Mapped[str] = mapped_column(String(32))
    evidence: Mapped[str] = mapped_column(Text)
    signed_by: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class RoundAbsence(Base):
    """An entrant who did not come to a round, on record: absent is not missing."""

    __tablename__ = "round_absences"
    __table_args__ = (UniqueConstraint("competition_id", "contest", "round", "entrant"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    contest: Mapped[str] = mapped_column(String(32))
    round: Mapped[str] = mapped_column(String(32))
    entrant: Mapped[str] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class Qualification(Base):
    """One line of an entrant's qualification check, the newest answer; `fits` false with a veto bars from awards."""

    __tablename__ = "qualifications"
    __table_args__ = (UniqueConstraint("competition_id", "entrant", "item"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    entrant: Mapped[str] = mapped_column(String(32))
    item: Mapped[str] = mapped_column(String(16))
    fits: Mapped[bool]
    words: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class TieDecision(Base):
    """How a tie was settled, by two people: entrants and order are JSON; `withdrawn` if it no longer counts."""

    __tablename__ = "tie_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"), index=True)
    contest: Mapped[str] = mapped_column(String(32))
    entrants: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(String(16))
    order: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(String(500))
    withdrawn: Mapped[bool] = mapped_column(default=False)
    by: Mapped[str] = mapped_column(String(64))
    second: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class Objection(Base):
    """An objection: to a round's score before it is combined, or to a published result; decided by the arbitration.

    `stage` is round or publicity; `decision` is empty, upheld or rejected.
    """

    __tablename__ = "objections"

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"), index=True)
    contest: Mapped[str] = mapped_column(String(32))
    stage: Mapped[str] = mapped_column(String(16))
    round: Mapped[str] = mapped_column(String(32), default="", server_default=text("''"))
    entrant: Mapped[str] = mapped_column(String(32))
    filed_by: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(String(1000))
    at: Mapped[int] = mapped_column(BigInteger)
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decision: Mapped[str] = mapped_column(String(16), default="", server_default=text("''"))
    answer: Mapped[str] = mapped_column(String(1000), default="", server_default=text("''"))
    decided_by: Mapped[str] = mapped_column(String(64), default="", server_default=text("''"))
    decided_at: Mapped[int | None] = mapped_column(BigInteger)


class ResultVersion(Base):
    """One computed result of a contest, never changed but for its state.

    `content` is JSON: the rulebook, the entrants with exact scores, the decisions, and the result; `digest` covers it.
    `state` is computed, reviewed, published, final or withdrawn. Publicity dates are ISO dates.
    """

    __tablename__ = "result_versions"
    __table_args__ = (UniqueConstraint("competition_id", "contest", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    contest: Mapped[str] = mapped_column(String(32))
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)
    published_at: Mapped[int | None] = mapped_column(BigInteger)
    publicity_ends: Mapped[str] = mapped_column(String(10), default="", server_default=text("''"))


class ResultStep(Base):
    """What people did with a version: reviewed, published, withdrew, made final, reported, got approved, commended."""

    __tablename__ = "result_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("result_versions.id"), index=True)
    step: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)


class Nomination(Base):
    """A district's nomination on the plan's form: `form`, `opinions` are JSON; `state` is draft, sent or withdrawn."""

    __tablename__ = "nominations"

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"), index=True)
    contest: Mapped[str] = mapped_column(String(32))
    category: Mapped[str] = mapped_column(String(32))
    district: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(128))
    form: Mapped[str] = mapped_column(Text)
    opinions: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    state: Mapped[str] = mapped_column(String(16), default="draft", server_default="draft")
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[int] = mapped_column(BigInteger)
