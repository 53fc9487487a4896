"""A contestant's own confirmation: of what was handed in, and, once it is released, of the score."""

from app.database import transaction
from app.models import Confirmation
from app.queries.confirmations import HAND_IN, SCORE, confirmed
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.receipts import own_receipt
from app.services.refused import Refused


def confirm_own(*, actor: Actor, sitting_id: str, what: str, version: int) -> None:
    """Confirm the hand-in or the score that was shown as `version`; a repeat changes nothing.

    Refuses with `no_sitting` someone else's, with `not_closed` what isn't there to be seen yet, and with
    `other_version` what has changed since it was shown.
    """
    view = own_receipt(actor=actor, sitting_id=sitting_id)
    if what not in {HAND_IN, SCORE} or not view.closed or (what == SCORE and view.score is None):
        raise Refused("not_closed")
    with transaction() as session:
        standing = confirmed(sitting_id)
        if version != (standing.final if what == HAND_IN else standing.version):
            raise Refused("other_version")
        if (standing.hand_in if what == HAND_IN else standing.score) is None:
            now = runtime().clock.now()
            session.add(Confirmation(sitting_id=sitting_id, what=what, version=version, at=now))
            audit.record(session, at=now, actor=actor.key, action=f"confirm.{what}", sitting=sitting_id)
