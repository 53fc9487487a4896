"""One sitting's facts and the time granted to it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.models import Contestant, Final, FormRow, FrozenPaper, GrantRow, HeldEntry, Sitting
from app.queries.held import undecided


@dataclass(frozen=True)
class SittingFacts:
    """Who sat, where, when and how it ended; times are exam milliseconds, None for what has not happened."""

    sitting_id: str
    name: str
    admission_number: str
    unit: str
    category: str
    seat: str
    attempt: int
    form: str
    state: str
    opened_at: int | None
    closed_at: int | None
    held: int


@dataclass(frozen=True)
class GrantLine:
    """Time given: how much, why, by whom and when."""

    milliseconds: int
    reason: str
    by: str
    at: int


def sitting_facts(sitting_id: str) -> SittingFacts:
    """Return the sitting's facts; NoResultFound if there is none."""
    held = select(func.count()).where(HeldEntry.sitting_id == sitting_id, undecided()).scalar_subquery().label("held")
    rows = db.session.execute(
        select(
            Sitting.id.label("sitting_id"),
            Contestant.name,
            Contestant.admission_number,
            Contestant.unit,
            Contestant.category,
            Contestant.seat,
            Sitting.attempt,
            FormRow.label.label("form"),
            Sitting.state,
            Sitting.opened_at,
            Final.closed_at,
            held,
        )
        .join(Contestant, Contestant.id == Sitting.contestant_id)
        .join(FrozenPaper, FrozenPaper.sitting_id == Sitting.id)
        .join(FormRow, FormRow.id == FrozenPaper.form_id)
        .outerjoin(Final, (Final.sitting_id == Sitting.id) & Final.voided_at.is_(None))
        .where(Sitting.id == sitting_id)
    )
    return SittingFacts(**rows.mappings().one())


def list_grants(sitting_id: str) -> list[GrantLine]:
    """Return the sitting's grants in order."""
    found = select(GrantRow.milliseconds, GrantRow.reason, GrantRow.by, GrantRow.at)
    rows = db.session.execute(found.where(GrantRow.sitting_id == sitting_id).order_by(GrantRow.id))
    return [GrantLine(*row) for row in rows]
