"""What the upkeep remembers between runs."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class ClockMark(Base):
    """The latest exam time known to have been reached; a later start never begins before it."""

    __tablename__ = "clock_marks"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reached: Mapped[int] = mapped_column(BigInteger)
