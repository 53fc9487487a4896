"""New competitions and rounds, from the organizer's page."""

from app.database import transaction
from app.models import Competition
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.competitions import NewRound, add_competition, add_round
from app.services.drawers import DRAWERS
from app.services.refused import Refused
from app.services.roster.quotas import rulebook_of


def found_competition(*, actor: Actor, name: str, rulebook: str) -> int:
    """Add a competition under a rulebook; return its id. Refuses with `no_name` or `no_rulebook(name)`."""
    if not name.strip():
        raise Refused("no_name")
    rulebook_of(rulebook)
    with transaction() as session:
        row = add_competition(session, name.strip()[:200], rulebook)
        facts = {"competition": row.id, "name": row.name, "rulebook": rulebook}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="competition.add", **facts)
        return row.id


def add_round_of(
    *,
    actor: Actor,
    competition_id: int,
    title: str,
    kind: str,
    plan: str,
    opens: int,
    late_minutes: int,
    personal: bool,
    practice: bool,
) -> int:
    """Add a round; return its id.

    Refuses with `no_competition`, `no_name`, `bad_request(field)`, `no_blueprint` or `no_simulation_paper`.
    """
    if not title.strip():
        raise Refused("no_name")
    if kind not in DRAWERS:
        raise Refused("bad_request", field="plan")
    new = NewRound(title.strip()[:200], plan, opens, late_minutes, personal=personal, practice=practice, kind=kind)
    with transaction() as session:
        if session.get(Competition, competition_id) is None:
            raise Refused("no_competition")
        return add_round(session, competition_id, new, actor=actor.key).id
