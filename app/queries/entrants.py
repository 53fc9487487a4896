"""Who takes part in a competition: contestants of the roster and units, under the numbers results name them by."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Contestant, Unit


@dataclass(frozen=True)
class EntrantRow:
    """An entrant; `category` is its name for a contestant (as the roster writes it) and its id for a unit."""

    number: str
    name: str
    unit: str
    district: str
    category: str


def list_contestants(competition_id: int) -> list[EntrantRow]:
    """Return the contestants of a competition by number."""
    rows = db.session.execute(
        select(Contestant.admission_number, Contestant.name, Contestant.unit, Contestant.district, Contestant.category)
        .where(Contestant.competition_id == competition_id)
        .order_by(Contestant.admission_number)
    )
    return [EntrantRow(*row) for row in rows]


def list_units(competition_id: int) -> list[EntrantRow]:
    """Return the units of a competition by number."""
    rows = db.session.execute(
        select(Unit.number, Unit.name, Unit.name, Unit.district, Unit.category)
        .where(Unit.competition_id == competition_id)
        .order_by(Unit.number)
    )
    return [EntrantRow(*row) for row in rows]
