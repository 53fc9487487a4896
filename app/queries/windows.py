"""The window a sitting is in: its session's, or the round's own where there is no session."""

from sqlalchemy.orm import Session

from app.models import ExamSession, Round, Sitting
from proctor.timing import Window


def window_of(row: Round, session_row: ExamSession | None) -> Window:
    """Return the window of a round as one of its sessions holds it; a sealed session lets nobody in any more."""
    if session_row is None:
        return Window(row.opens, row.entry_closes, row.length, row.grace, row.personal)
    entry_closes = 0 if session_row.sealed_at is not None else session_row.entry_closes
    held = session_row.by_hand and session_row.started_at is None
    return Window(session_row.opens, entry_closes, row.length, row.grace, row.personal, held)


def window_of_sitting(session: Session, sitting: Sitting) -> Window:
    """Return the window of a sitting."""
    row = session.get_one(Round, sitting.round_id)
    held_in = session.get(ExamSession, sitting.session_id) if sitting.session_id is not None else None
    return window_of(row, held_in)
