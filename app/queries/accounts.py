"""Staff accounts for their administrator, with the rooms they are on duty in."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Account, Competition, Duty, Room


@dataclass(frozen=True)
class AccountRow:
    """An account; `rooms` are ids of rooms on duty, None among them for all."""

    id: int
    username: str
    name: str
    role: str
    unit: str
    district: str
    active: bool
    rooms: frozenset[int | None]


def list_accounts() -> list[AccountRow]:
    """Return every account, active ones first, by role and name."""
    duties: dict[int, set[int | None]] = {}
    for account, room in db.session.execute(select(Duty.account_id, Duty.room_id)):
        duties.setdefault(account, set()).add(room)
    rows = db.session.scalars(select(Account).order_by(Account.active.desc(), Account.role, Account.username))
    return [_row(row, frozenset(duties.get(row.id, ()))) for row in rows]


def find_account(account_id: int) -> AccountRow | None:
    """Return one account, or None."""
    row = db.session.get(Account, account_id)
    if row is None:
        return None
    return _row(row, frozenset(db.session.scalars(select(Duty.room_id).where(Duty.account_id == account_id))))


def list_rooms() -> list[tuple[int, str]]:
    """Return every room with its competition, for duties."""
    rows = db.session.execute(
        select(Room.id, Room.name, Competition.name)
        .join(Competition, Competition.id == Room.competition_id)
        .order_by(Competition.id, Room.name)
    )
    return [(id_, f"{name}（{competition}）") for id_, name, competition in rows]


def _row(row: Account, rooms: frozenset[int | None]) -> AccountRow:
    return AccountRow(row.id, row.username, row.name, row.role, row.unit, row.district, row.active, rooms)
