"""A competition with the rulebook it is under."""

from dataclasses import dataclass

from app.database import db
from app.models import Competition
from app.scoring.rulebook import Rulebook, readable_rulebook


@dataclass(frozen=True)
class Rules:
    """A competition's name and rulebook."""

    competition_id: int
    name: str
    book: Rulebook


def rules_of(competition_id: int) -> Rules | None:
    """Return the rules of a competition; None if there is no such one, or its rulebook can't be read."""
    row = db.session.get(Competition, competition_id)
    book = readable_rulebook(row.rulebook) if row else None
    return Rules(competition_id, row.name, book) if row and book else None
