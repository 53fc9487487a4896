"""Signing in: contestants by number and access code, staff by name and password, both backed off."""

import hmac
import threading

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, select, text, update

from app.database import db, transaction
from app.journal.tokens import canonical
from app.models import Account, Contestant, SignInFailure
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor, Role
from app.services.codes import access_mac
from app.services.refused import Refused

FREE_FAILURES = 4
LONGEST_BACK_OFF_MS = 60_000
REMEMBERED_MS = 15 * 60_000
ADDRESS_FAILURES_A_MINUTE = 60

# One statement, as text: a room signs in within a minute, and building three in Python took a third of each.
_FAILURES = text("""
SELECT COUNT(CASE WHEN name = :name THEN 1 END), MAX(CASE WHEN name = :name THEN at END),
  COUNT(CASE WHEN at > :minute_ago THEN 1 END)
FROM sign_in_failures WHERE address = :address AND at > :since
""")
# 19 MiB, two passes: what a small lab server can hash for a room of staff; the semaphore bounds its memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_hashing = threading.BoundedSemaphore(4)
_UNKNOWN_HASH = _hasher.hash("no account has this password")


def hash_password(password: str) -> str:
    """Return the argon2id hash of `password`."""
    with _hashing:
        return _hasher.hash(password)


def sign_in_contestant(*, admission_number: str, access_code: str, address: str) -> Actor:
    """Return the contestant, or refuse with `sign_in_wrong` or `sign_in_backed_off(seconds)`.

    Back-off is by number *and* address, so that a rival guessing elsewhere can't keep the owner out.
    """
    number = canonical(admission_number)
    failed_before = back_off(number, address)
    row = db.session.scalar(select(Contestant).where(Contestant.admission_number == number))
    expected = row.code_mac if row else ""
    if not hmac.compare_digest(expected, access_mac(number, canonical(access_code))) or row is None:
        note_failure(number, address)
        raise Refused("sign_in_wrong")
    if failed_before:
        forget_failures(number, address)
    return Actor(f"contestant:{number}", row.id, row.name, Role.CONTESTANT, row.competition_id, row.session_epoch)


def sign_in_staff(*, username: str, password: str, address: str) -> Actor:
    """Return the member of staff, or refuse as for a contestant; unknown names cost the same time."""
    name = username.strip().lower()
    failed_before = back_off(name, address)
    row = db.session.scalar(select(Account).where(Account.username == name, Account.active))
    if not password_right(row.password_hash if row else _UNKNOWN_HASH, password) or row is None:
        note_failure(name, address)
        raise Refused("sign_in_wrong")
    if failed_before:
        forget_failures(name, address)
    with transaction() as session:
        audit.record(session, at=runtime().clock.now(), actor=f"staff:{name}", action="sign_in", address=address)
    return Actor(f"staff:{name}", row.id, row.name, Role(row.role), None, row.session_epoch, row.district, row.unit)


def confirm_password(*, actor: Actor, password: str, address: str) -> None:
    """Let a signed-in member of staff prove who they are; refuses as a sign-in does."""
    name = actor.key.removeprefix("staff:")
    failed_before = back_off(name, address)
    stored = db.session.scalar(select(Account.password_hash).where(Account.id == actor.id, Account.active))
    if not password_right(stored or _UNKNOWN_HASH, password) or stored is None:
        note_failure(name, address)
        raise Refused("sign_in_wrong")
    if failed_before:
        forget_failures(name, address)


def end_sessions(*, actor: Actor) -> None:
    """Sign the actor out everywhere: session cookies from before now open nothing."""
    table = Contestant if actor.role is Role.CONTESTANT else Account
    with transaction() as session:
        session.execute(update(table).where(table.id == actor.id).values(session_epoch=table.session_epoch + 1))


def back_off_ms(failures: int) -> int:
    """Return how long after the last of `failures` another try is refused: none at first, doubling to a minute."""
    if failures < FREE_FAILURES:
        return 0
    return int(min(1000 * 2 ** min(failures - FREE_FAILURES, 16), LONGEST_BACK_OFF_MS))


def back_off(name: str, address: str) -> bool:
    """Refuse with `sign_in_backed_off` who must wait; else tell whether there are failures to forget on success."""
    now = runtime().clock.now()
    asked = {"name": name, "address": address, "since": now - REMEMBERED_MS, "minute_ago": now - 60_000}
    failures, last, here = db.session.execute(_FAILURES, asked).one()
    wait = (last or 0) + back_off_ms(failures) - now
    if failures and wait > 0:
        raise Refused("sign_in_backed_off", seconds=-(-wait // 1000))
    if here >= ADDRESS_FAILURES_A_MINUTE:
        raise Refused("sign_in_backed_off", seconds=60)
    return bool(failures)


def note_failure(name: str, address: str) -> None:
    """Note one refused sign-in."""
    with transaction() as session:
        session.add(SignInFailure(name=name[:64], address=address, at=runtime().clock.now()))


def forget_failures(name: str, address: str) -> None:
    """Forget the refused sign-ins of a name from an address."""
    with transaction() as session:
        session.execute(delete(SignInFailure).where(SignInFailure.name == name, SignInFailure.address == address))


def password_right(password_hash: str, password: str) -> bool:
    """Tell whether a password, or a PIN, is the one of a hash."""
    with _hashing:
        try:
            return _hasher.verify(password_hash, password)
        except VerificationError:
            return False
