"""The room as a proctor sees it: one row a sitting, from the database alone."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.models import Contestant, Entry, HeldEntry, Sitting
from app.queries.held import undecided
from proctor.sitting import State


@dataclass(frozen=True)
class SeatRow:
    """One sitting in the room; times are exam milliseconds."""

    sitting_id: str
    seat: str
    name: str
    admission_number: str
    attempt: int
    state: str
    opened_at: int | None
    deadline: int | None
    heard_at: int | None
    queued: int
    entries: int
    held: int

    def silence(self, now: int) -> int:
        """Return for how many milliseconds a sitting that should be heard has not been; 0 for every other."""
        last = max(self.heard_at or 0, self.opened_at or 0)
        return max(now - last, 0) if self.state == State.WORKING and last else 0


def seats(round_id: int) -> list[SeatRow]:
    """Return the round's sittings in order of seat."""
    entries = select(func.count()).where(Entry.sitting_id == Sitting.id).scalar_subquery().label("entries")
    held = select(func.count()).where(HeldEntry.sitting_id == Sitting.id, undecided()).scalar_subquery().label("held")
    rows = db.session.execute(
        select(
            Sitting.id.label("sitting_id"),
            Contestant.seat,
            Contestant.name,
            Contestant.admission_number,
            Sitting.attempt,
            Sitting.state,
            Sitting.opened_at,
            Sitting.deadline,
            Sitting.heard_at,
            Sitting.queued,
            entries,
            held,
        )
        .join(Contestant, Contestant.id == Sitting.contestant_id)
        .where(Sitting.round_id == round_id)
        .order_by(Contestant.seat, Contestant.admission_number, Sitting.attempt)
    )
    return [SeatRow(**row) for row in rows.mappings()]
