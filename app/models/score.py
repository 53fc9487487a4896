"""The score of a closed sitting: a stored answer of a pure function, with the digest of what it was computed from."""

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Score(Base):
    """One final, graded. `total` and `full` are decimal strings; `record` holds sections, topics and items.

    `last_decision` is the newest decision on held entries that was there to be counted; 0 before the first.
    """

    __tablename__ = "scores"
    __table_args__ = (UniqueConstraint("final_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[str] = mapped_column(ForeignKey("sittings.id"), index=True)
    final_id: Mapped[int] = mapped_column(ForeignKey("finals.id"))
    version: Mapped[int] = mapped_column(default=1)
    total: Mapped[str] = mapped_column(String(16))
    full: Mapped[str] = mapped_column(String(16))
    record: Mapped[str] = mapped_column(Text)
    inputs: Mapped[str] = mapped_column(String(64))
    last_decision: Mapped[int] = mapped_column(default=0, server_default="0")
    at: Mapped[int] = mapped_column(BigInteger)
