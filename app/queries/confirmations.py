"""When a contestant confirmed a hand-in or a score of their own, as it stands now."""

from sqlalchemy import func, select

from app.database import db
from app.models import Confirmation, Final, Score

HAND_IN = "hand_in"
SCORE = "score"


def confirmed_at(sitting_id: str, what: str) -> int | None:
    """Return when the current version was confirmed; None if it wasn't, or another version has come since."""
    version = current_version(sitting_id, what)
    return db.session.scalar(
        select(Confirmation.at).where(
            Confirmation.sitting_id == sitting_id, Confirmation.what == what, Confirmation.version == version
        )
    )


def current_version(sitting_id: str, what: str) -> int | None:
    """Return what a confirmation is of: the id of the current final, or of its newest score; None without one."""
    final = select(Final.id).where(Final.sitting_id == sitting_id, Final.voided_at.is_(None)).scalar_subquery()
    if what == HAND_IN:
        return db.session.scalar(select(final))
    return db.session.scalar(select(func.max(Score.id)).where(Score.final_id == final))
