"""Who looked at what with its key: every view of an item or a scenario is an audit entry before the day and after."""

from app.database import transaction
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor


def note_view(*, actor: Actor, kind: str, name: str) -> None:
    """Note that `actor` was shown an item or a scenario, key and all."""
    with transaction() as session:
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action=f"{kind}.view", name=name)
