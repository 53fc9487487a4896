"""The second person of a decision that needs two: signs with a password of their own."""

from dataclasses import dataclass

from app.services.access import Action, Actor, may
from app.services.refused import Refused
from app.services.sign_in import sign_in_staff


@dataclass(frozen=True)
class Second:
    """What the second person typed, and from which address."""

    username: str
    password: str
    address: str


def second_person(actor: Actor, second: Second | None, action: Action = Action.RUN_ROOM) -> Actor:
    """Return the second person, who may do `action` and is not `actor`.

    Refuses with `second_needed`, `same_person` or `forbidden`, or as a sign-in does.
    """
    if second is None or not second.username.strip():
        raise Refused("second_needed")
    other = sign_in_staff(username=second.username, password=second.password, address=second.address)
    if other.key == actor.key:
        raise Refused("same_person")
    if not may(other, action):
        raise Refused("forbidden", action=action.value)
    return other
