"""When a contestant confirmed a hand-in or a score of their own, as it stands now."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.models import Confirmation, Final, Score

HAND_IN = "hand_in"
SCORE = "score"


@dataclass(frozen=True)
class Confirmed:
    """When the contestant confirmed the hand-in and the score as they stand now; None for what wasn't.

    `final` and `version` are what a confirmation of either is of: the current final, and the newest score of it.
    """

    hand_in: int | None
    score: int | None
    final: int | None
    version: int | None


def confirmed(sitting_id: str) -> Confirmed:
    """Return both confirmations of a sitting."""
    final = db.session.scalar(select(Final.id).where(Final.sitting_id == sitting_id, Final.voided_at.is_(None)))
    version = db.session.scalar(select(func.max(Score.id)).where(Score.final_id == final))
    return Confirmed(_at(sitting_id, HAND_IN, final), _at(sitting_id, SCORE, version), final, version)


def _at(sitting_id: str, what: str, version: int | None) -> int | None:
    return db.session.scalar(
        select(Confirmation.at).where(
            Confirmation.sitting_id == sitting_id, Confirmation.what == what, Confirmation.version == version
        )
    )
