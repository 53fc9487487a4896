"""Where a round stands, in counts: what the release of its scores depends on."""

from sqlalchemy import func, select

from app.database import db
from app.models import Contestant, Final, HeldEntry, Round, Score, Sitting
from app.queries.held import undecided
from app.scoring.readiness import Progress
from proctor.sitting import CLOSED, STANDING, WRITABLE, State


def round_progress(round_id: int, now: int) -> Progress:
    """Return the round's counts at `now`, exam milliseconds; NoResultFound if there is no such round."""
    row = db.session.get_one(Round, round_id)
    sittings = select(func.count()).select_from(Sitting).where(Sitting.round_id == round_id)
    finals = sittings.join(Final, (Final.sitting_id == Sitting.id) & Final.voided_at.is_(None))
    closed = finals.where(Sitting.state.in_(CLOSED))
    has_score = select(Score.id).where(Score.final_id == Final.id).exists()
    contestants = select(func.count()).where(Contestant.competition_id == row.competition_id)
    with_paper = select(func.count(func.distinct(Sitting.contestant_id))).where(Sitting.round_id == round_id)
    held = sittings.join(HeldEntry, HeldEntry.sitting_id == Sitting.id).where(undecided())
    counts = (
        contestants,
        with_paper,
        sittings.where(Sitting.state == State.DRAWN),
        sittings.where(Sitting.state.in_(WRITABLE | STANDING)),
        closed.where(~has_score),
        closed.where(has_score),
        held,
    )
    numbers = [db.session.scalar(count) or 0 for count in counts]
    return Progress(row.drawn_at is not None, now > row.entry_closes, *numbers)
