"""A contestant's own confirmation: first of what was handed in, then, once it is released, of the score."""

from app.database import transaction
from app.models import Confirmation
from app.queries.confirmations import HAND_IN, SCORE, confirmed_at, current_version
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.receipts import own_receipt
from app.services.refused import Refused


def confirm_own(*, actor: Actor, sitting_id: str) -> str:
    """Confirm the score if there is one to see, else the hand-in; return which. A repeat changes nothing.

    Refuses with `no_sitting` someone else's, with `not_closed` a sitting that goes on.
    """
    view = own_receipt(actor=actor, sitting_id=sitting_id)
    if not view.closed:
        raise Refused("not_closed")
    what = HAND_IN if view.score is None else SCORE
    with transaction() as session:
        version, now = current_version(sitting_id, what), runtime().clock.now()
        if version is not None and confirmed_at(sitting_id, what) is None:
            session.add(Confirmation(sitting_id=sitting_id, what=what, version=version, at=now))
            audit.record(session, at=now, actor=actor.key, action=f"confirm.{what}", sitting=sitting_id)
    return what
