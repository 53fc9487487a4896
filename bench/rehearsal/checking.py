"""What was lost: everything acknowledged is looked for in the database, by a reader that trusts neither side."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.factory import create_app
from app.models import Entry, Final, HeldEntry, Silence, Sitting
from app.runtime import runtime
from app.services import audit
from app.services.upkeep import tick
from bench.rehearsal.contestant import Contestant
from config import Config
from proctor.sitting import CLOSED

MOST_TICKS = 60


@dataclass(frozen=True)
class Checked:
    """Counts over the whole session; `lost`, `changed`, `unclosed`, `doubled` must be 0, `chain` None."""

    acknowledged: int
    lost: int
    changed: int
    unclosed: int
    doubled: int
    held: int
    silences: int
    chain: int | None


def check(config: Config, people: Sequence[Contestant]) -> Checked:
    """Compare every acknowledgement with the journal, and look at every sitting's end."""
    with create_app(config).app_context():
        _let_everything_close()
        found = [_compare(person) for person in people]
        ids = [person.sitting for person in people]
        finals = dict(
            db.session.execute(
                select(Final.sitting_id, func.count()).where(Final.voided_at.is_(None)).group_by(Final.sitting_id)
            ).all()
        )
        return Checked(
            acknowledged=sum(len(person.history) for person in people),
            lost=sum(lost for lost, _ in found),
            changed=sum(changed for _, changed in found),
            unclosed=sum(sitting not in finals for sitting in ids),
            doubled=sum(finals.get(sitting, 0) > 1 for sitting in ids),
            held=db.session.scalar(select(func.count()).select_from(HeldEntry)) or 0,
            silences=db.session.scalar(select(func.count()).select_from(Silence)) or 0,
            chain=audit.verify(),
        )


def _let_everything_close() -> None:
    """Sweep what the server had no time to sweep before it was stopped."""
    for _ in range(MOST_TICKS):
        tick()
        if not db.session.scalar(select(func.count()).select_from(Sitting).where(Sitting.state.not_in(CLOSED))):
            return


def _compare(person: Contestant) -> tuple[int, int]:
    """Return how many acknowledged entries aren't in the journal as sent, and how many answers differ at the end."""
    rows = db.session.execute(select(Entry.seq, Entry.body).where(Entry.sitting_id == person.sitting))
    stored = {seq: json.loads(body) for seq, body in rows}
    lost = sum(stored.get(one.seq) != {"item": one.item, "response": one.response} for one in person.history)
    expected = {one.item: one.response for one in sorted(person.history, key=lambda one: one.seq)}
    last = max(stored, default=0)
    final = runtime().reader.final_record(person.sitting, last).responses
    differ = sum(final.get(item) != response for item, response in expected.items())
    return lost, differ
