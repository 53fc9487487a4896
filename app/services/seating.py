"""Finding a contestant's sitting by what people know: the admission number."""

from sqlalchemy import select

from app.database import db
from app.journal.tokens import canonical
from app.models import Contestant, Sitting
from app.services.refused import Refused
from proctor.sitting import WRITABLE


def sitting_in_progress(*, admission_number: str) -> str:
    """Return the id of the contestant's newest open sitting; refuses with `no_sitting`."""
    found = db.session.scalar(
        select(Sitting.id)
        .join(Contestant, Contestant.id == Sitting.contestant_id)
        .where(Contestant.admission_number == canonical(admission_number), Sitting.state.in_(WRITABLE))
        .order_by(Sitting.opened_at.desc())
        .limit(1)
    )
    if found is None:
        raise Refused("no_sitting")
    return found
