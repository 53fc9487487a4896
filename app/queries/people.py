"""Who someone is, for pages and for the sign-in session."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Account, Competition, Contestant


@dataclass(frozen=True)
class StaffRow:
    """A member of staff who may sign in."""

    id: int
    username: str
    name: str
    role: str
    session_epoch: int
    district: str
    unit: str


@dataclass(frozen=True)
class ContestantRow:
    """A contestant with the competition's name."""

    id: int
    competition_id: int
    competition: str
    admission_number: str
    name: str
    unit: str
    category: str
    seat: str
    session_epoch: int


def find_staff(account_id: int) -> StaffRow | None:
    """Return the active account, or None."""
    found = select(
        Account.id,
        Account.username,
        Account.name,
        Account.role,
        Account.session_epoch,
        Account.district,
        Account.unit,
    )
    row = db.session.execute(found.where(Account.id == account_id, Account.active)).first()
    return StaffRow(*row) if row else None


def find_contestant(contestant_id: int) -> ContestantRow | None:
    """Return the contestant, or None."""
    found = select(
        Contestant.id,
        Contestant.competition_id,
        Competition.name,
        Contestant.admission_number,
        Contestant.name,
        Contestant.unit,
        Contestant.category,
        Contestant.seat,
        Contestant.session_epoch,
    ).join(Competition, Competition.id == Contestant.competition_id)
    row = db.session.execute(found.where(Contestant.id == contestant_id)).first()
    return ContestantRow(*row) if row else None
