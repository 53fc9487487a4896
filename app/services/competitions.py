"""Competitions, rounds and people, as far as a sitting needs them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.journal.tokens import canonical
from app.models import Account, Competition, Contestant, Round
from app.runtime import runtime
from app.services import audit, bank
from app.services.access import Role
from app.services.codes import access_mac
from app.services.sign_in import hash_password

GRACE_MS = 10_000
MINUTE = 60_000


@dataclass(frozen=True)
class NewRound:
    """What an organizer sets for a quiz round; times are exam milliseconds.

    `late_minutes` is how long after the start one may still enter; a personal window starts each contestant at
    their own first opening.
    """

    title: str
    blueprint: str
    opens: int
    late_minutes: int
    personal: bool = False
    practice: bool = False


@dataclass(frozen=True)
class NewContestant:
    """A contestant with the access code printed on the ticket."""

    admission_number: str
    access_code: str
    name: str
    unit: str
    category: str
    seat: str


def add_round(session: Session, competition_id: int, new: NewRound, *, actor: str) -> Round:
    """Add a quiz round; its length and full mark come from its blueprint. Refuses with `no_blueprint`."""
    blueprint = bank.blueprint(new.blueprint)
    row = Round(
        competition_id=competition_id,
        title=new.title,
        kind="quiz",
        blueprint=new.blueprint,
        full_mark=f"{blueprint.full_mark.normalize():f}",
        opens=new.opens,
        entry_closes=new.opens + new.late_minutes * MINUTE,
        length=blueprint.minutes * MINUTE,
        grace=GRACE_MS,
        personal=new.personal,
        practice=new.practice,
    )
    session.add(row)
    session.flush()
    audit.record(session, at=runtime().clock.now(), actor=actor, action="round.add", round=row.id, title=new.title)
    return row


def add_contestant(session: Session, competition_id: int, new: NewContestant, *, demo: bool = False) -> Contestant:
    """Add a contestant; the access code is kept as an HMAC only."""
    number = canonical(new.admission_number)
    row = Contestant(
        competition_id=competition_id,
        admission_number=number,
        name=new.name,
        unit=new.unit,
        category=new.category,
        seat=new.seat,
        code_mac=access_mac(number, canonical(new.access_code)),
        demo=demo,
    )
    session.add(row)
    return row


def add_account(
    session: Session, *, username: str, name: str, role: Role, password: str, demo: bool = False
) -> Account:
    """Add a member of staff."""
    row = Account(
        username=username.strip().lower(), name=name, role=role.value, password_hash=hash_password(password), demo=demo
    )
    session.add(row)
    return row


def ensure_administrator(session: Session, password: str) -> bool:
    """Make the first administrator, `admin`, if there is none; True if that was needed."""
    if session.scalar(select(Account.id).where(Account.role == Role.ADMINISTRATOR.value).limit(1)):
        return False
    add_account(session, username="admin", name="系统管理员", role=Role.ADMINISTRATOR, password=password)
    audit.record(session, at=runtime().clock.now(), actor="system", action="administrator.add")
    return True


def add_competition(session: Session, name: str) -> Competition:
    """Add a competition."""
    row = Competition(name=name)
    session.add(row)
    session.flush()
    return row
