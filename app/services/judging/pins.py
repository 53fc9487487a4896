"""The PIN a judge signs a ballot with: their own, set once with the password, backed off like a password."""

import re

from app.database import db, transaction
from app.models import Pin
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.refused import Refused
from app.services.sign_in import (
    back_off,
    confirm_password,
    forget_failures,
    hash_password,
    note_failure,
    password_right,
)

_PIN = re.compile(r"\d{6}")


def has_pin(account_id: int) -> bool:
    """Tell whether an account has a PIN."""
    return db.session.get(Pin, account_id) is not None


def set_pin(*, actor: Actor, pin: str, password: str, address: str) -> None:
    """Set one's own PIN, six digits that are not all one; refuses with `weak_pin`, or as a sign-in does."""
    if not _PIN.fullmatch(pin) or len(set(pin)) == 1:
        raise Refused("weak_pin")
    confirm_password(actor=actor, password=password, address=address)
    hashed = hash_password(pin)
    with transaction() as session:
        row = session.get(Pin, actor.id)
        if row is None:
            session.add(Pin(account_id=actor.id, pin_hash=hashed))
        else:
            row.pin_hash = hashed
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="pin.set")


def check_pin(*, actor: Actor, pin: str, address: str) -> None:
    """Let someone sign; refuses with `no_pin`, `pin_wrong` or `sign_in_backed_off(seconds)`."""
    row = db.session.get(Pin, actor.id)
    if row is None:
        raise Refused("no_pin")
    name = f"pin:{actor.key}"
    failed_before = back_off(name, address)
    if not password_right(row.pin_hash, pin):
        note_failure(name, address)
        raise Refused("pin_wrong")
    if failed_before:
        forget_failures(name, address)
