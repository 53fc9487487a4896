"""Staff accounts, contestants, and the failures that back off a sign-in."""

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Account(Base):
    """A member of staff: signs in with a name and a password. `unit` and `district` are where they come from.

    `session_epoch` counts sign-outs, so that an older session cookie opens nothing.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(32))
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    demo: Mapped[bool] = mapped_column(default=False)
    session_epoch: Mapped[int] = mapped_column(default=0, server_default="0")
    unit: Mapped[str] = mapped_column(String(128), default="", server_default=text("''"))
    district: Mapped[str] = mapped_column(String(32), default="", server_default=text("''"))


class Contestant(Base):
    """A contestant: signs in with the admission number and the access code on the ticket.

    `code_mac` is an HMAC of the code under the server's secret; the code itself is nowhere. `session_epoch` is as for
    staff.
    """

    __tablename__ = "contestants"
    __table_args__ = (UniqueConstraint("competition_id", "admission_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    competition_id: Mapped[int] = mapped_column(ForeignKey("competitions.id"))
    admission_number: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(128))
    category: Mapped[str] = mapped_column(String(32))
    seat: Mapped[str] = mapped_column(String(32))
    code_mac: Mapped[str] = mapped_column(String(64))
    demo: Mapped[bool] = mapped_column(default=False)
    session_epoch: Mapped[int] = mapped_column(default=0, server_default="0")
    district: Mapped[str] = mapped_column(String(32), default="", server_default=text("''"))
    years: Mapped[int | None] = mapped_column()


class PersonalDetails(Base):
    """What only identification needs, apart from everything else: purged after the competition's retention date."""

    __tablename__ = "personal_details"

    contestant_id: Mapped[int] = mapped_column(ForeignKey("contestants.id"), primary_key=True, autoincrement=False)
    id_number: Mapped[str] = mapped_column(String(32))
    phone: Mapped[str] = mapped_column(String(32))


class SignInFailure(Base):
    """One refused sign-in; back-off counts them by name and address."""

    __tablename__ = "sign_in_failures"
    __table_args__ = (Index("ix_sign_in_failures_who", "name", "address", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[int] = mapped_column(BigInteger)
