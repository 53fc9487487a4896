"""Accounts of staff: made, changed, ended; passwords set and changed; each change ends the sessions it touches."""

import re
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.models import Account, Duty, Room, SignInFailure
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor, Role
from app.services.competitions import add_account
from app.services.refused import Refused
from app.services.sign_in import confirm_password, hash_password
from config import DEFAULT_PASSWORDS, SHORTEST_PASSWORD

INVIGILATORS = frozenset({Role.PROCTOR, Role.CHIEF_PROCTOR})
LONGEST_NAME = 64
_USERNAME = re.compile(r"[a-z0-9][a-z0-9_-]{1,31}")


@dataclass(frozen=True)
class AccountForm:
    """What an administrator sets: `rooms` are those on duty, None among them for all; only proctors have any."""

    name: str
    role: Role
    unit: str = ""
    district: str = ""
    rooms: frozenset[int | None] = frozenset()


def add(*, actor: Actor, username: str, form: AccountForm) -> str:
    """Add an account; return its password, which is shown once.

    Refuses with `bad_username`, `username_taken`, `no_name`, `no_district` or `no_room`.
    """
    canonical = username.strip().lower()
    if not _USERNAME.fullmatch(canonical):
        raise Refused("bad_username")
    password = new_password()
    with transaction() as session:
        if session.scalar(select(Account.id).where(Account.username == canonical)):
            raise Refused("username_taken", username=canonical)
        row = add_account(session, username=canonical, name=form.name.strip(), role=form.role, password=password)
        session.flush()
        _fill(session, row, form)
        _note(session, actor, "account.add", row)
    return password


def change(*, actor: Actor, account_id: int, form: AccountForm) -> None:
    """Change an account; another role ends its sessions. Refuses as adding does, or with `last_administrator`."""
    with transaction() as session:
        row = _account(session, account_id)
        if row.role != form.role.value:
            _keep_an_administrator(session, row)
            row.session_epoch += 1
        row.name, row.role = form.name.strip(), form.role.value
        _fill(session, row, form)
        _note(session, actor, "account.change", row)


def set_active(*, actor: Actor, account_id: int, active: bool) -> None:
    """Let an account sign in, or no more, at once. Refuses with `no_account`, `yourself` or `last_administrator`."""
    with transaction() as session:
        row = _account(session, account_id)
        if row.id == actor.id:
            raise Refused("yourself")
        if not active:
            _keep_an_administrator(session, row)
        row.active, row.session_epoch = active, row.session_epoch + 1
        _note(session, actor, "account.activate" if active else "account.deactivate", row)


def reset_password(*, actor: Actor, account_id: int) -> str:
    """Give an account another password, which is shown once; its sessions end, and so does a back-off."""
    password = new_password()
    with transaction() as session:
        row = _account(session, account_id)
        row.password_hash, row.session_epoch = hash_password(password), row.session_epoch + 1
        session.execute(delete(SignInFailure).where(SignInFailure.name == row.username))
        _note(session, actor, "account.reset_password", row)
    return password


def change_own_password(*, actor: Actor, current: str, wanted: str, address: str) -> None:
    """Change one's own password; every other session of the account ends.

    Refuses with `sign_in_wrong`, `sign_in_backed_off` or `weak_password`.
    """
    confirm_password(actor=actor, password=current, address=address)
    _check_password(wanted)
    with transaction() as session:
        row = _account(session, actor.id)
        row.password_hash, row.session_epoch = hash_password(wanted), row.session_epoch + 1
        _note(session, actor, "account.change_password", row)


def make_first_administrator(*, username: str, name: str, password: str) -> None:
    """Make the first administrator; refuses with `set_up_already` once there is one, or with `weak_password`."""
    _check_password(password)
    if not username.strip() or not name.strip():
        raise Refused("no_name")
    with transaction() as session:
        if has_administrator(session):
            raise Refused("set_up_already")
        add_account(session, username=username, name=name.strip(), role=Role.ADMINISTRATOR, password=password)
        audit.record(session, at=runtime().clock.now(), actor="system", action="administrator.add")


def has_administrator(session: Session | None = None) -> bool:
    """Tell whether there is an administrator."""
    found = select(Account.id).where(Account.role == Role.ADMINISTRATOR.value).limit(1)
    return (session or db.session()).scalar(found) is not None


def new_password() -> str:
    """Return a password nobody guesses, to be changed by its owner."""
    return secrets.token_urlsafe(9)


def _fill(session: Session, row: Account, form: AccountForm) -> None:
    if not form.name.strip() or len(form.name) > LONGEST_NAME:
        raise Refused("no_name")
    if form.role is Role.TEAM_LEADER and not form.district.strip():
        raise Refused("no_district")
    row.unit, row.district = form.unit.strip()[:128], form.district.strip()[:32]
    session.execute(delete(Duty).where(Duty.account_id == row.id))
    for room in form.rooms if form.role in INVIGILATORS else ():
        if room is not None and session.get(Room, room) is None:
            raise Refused("no_room")
        session.add(Duty(account_id=row.id, room_id=room))


def _account(session: Session, account_id: int) -> Account:
    row = session.get(Account, account_id)
    if row is None:
        raise Refused("no_account")
    return row


def _keep_an_administrator(session: Session, row: Account) -> None:
    """Refuse to lose the last administrator who can sign in."""
    administrators = select(func.count()).where(Account.role == Role.ADMINISTRATOR.value, Account.active)
    if row.role == Role.ADMINISTRATOR and row.active and (session.scalar(administrators) or 0) <= 1:
        raise Refused("last_administrator")


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD or password.strip().lower() in DEFAULT_PASSWORDS:
        raise Refused("weak_password", least=SHORTEST_PASSWORD)


def _note(session: Session, actor: Actor, action: str, row: Account) -> None:
    facts = {"account": row.username, "role": row.role, "active": row.active}
    audit.record(session, at=runtime().clock.now(), actor=actor.key, action=action, **facts)
