"""Held entries: what arrived but may not count by itself, and what people decided."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from app.database import db
from app.models import Contestant, Decision, HeldEntry, Round, Sitting


@dataclass(frozen=True)
class HeldRow:
    """One held entry; `accepted` is None until two people have decided."""

    id: int
    seq: int
    kind: str
    body: str
    why: str
    lease: str
    arrived_at: int
    accepted: bool | None
    reason: str | None
    by: str | None
    second: str | None


@dataclass(frozen=True)
class HeldSitting:
    """The sitting whose entries are held, and whose it is."""

    sitting_id: str
    round_id: int
    round_title: str
    round_kind: str
    name: str
    admission_number: str
    seat: str
    state: str
    deadline: int | None


def undecided() -> ColumnElement[bool]:
    """Return the condition that nobody has decided on a held entry yet."""
    return ~select(Decision.id).where(Decision.held_id == HeldEntry.id).exists()


def find_held_sitting(sitting_id: str) -> HeldSitting | None:
    """Return the sitting, or None."""
    row = db.session.execute(
        select(
            Sitting.id,
            Round.id,
            Round.title,
            Round.kind,
            Contestant.name,
            Contestant.admission_number,
            Contestant.seat,
            Sitting.state,
            Sitting.deadline,
        )
        .join(Round, Round.id == Sitting.round_id)
        .join(Contestant, Contestant.id == Sitting.contestant_id)
        .where(Sitting.id == sitting_id)
    ).first()
    return HeldSitting(*row) if row else None


def held_entries(sitting_id: str) -> list[HeldRow]:
    """Return the sitting's held entries in order of arrival."""
    rows = db.session.execute(
        select(
            HeldEntry.id,
            HeldEntry.seq,
            HeldEntry.kind,
            HeldEntry.body,
            HeldEntry.why,
            HeldEntry.lease,
            HeldEntry.arrived_at,
            Decision.accepted,
            Decision.reason,
            Decision.by,
            Decision.second,
        )
        .outerjoin(Decision, Decision.held_id == HeldEntry.id)
        .where(HeldEntry.sitting_id == sitting_id)
        .order_by(HeldEntry.id)
    )
    return [HeldRow(**row) for row in rows.mappings()]
