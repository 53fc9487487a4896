"""Competitions, rounds and people, as far as a sitting needs them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.journal.tokens import canonical
from app.models import Account, Competition, Contestant, Round
from app.runtime import runtime
from app.services import audit
from app.services.access import Role
from app.services.codes import access_mac
from app.services.drawers import DRAWERS
from app.services.sign_in import hash_password

GRACE_MS = 10_000
RULEBOOK = "2024"
MINUTE = 60_000


@dataclass(frozen=True)
class NewRound:
    """What an organizer sets for a round; times are exam milliseconds.

    `blueprint` names what its papers are drawn by: a blueprint, or the simulation paper of a simulation.
    `late_minutes` is how long after the start one may still enter; a personal window starts each contestant at their
    own first opening.
    """

    title: str
    blueprint: str
    opens: int
    late_minutes: int
    personal: bool = False
    practice: bool = False
    kind: str = "quiz"


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
    """Add a round; its length and full mark come from what its papers are drawn by.

    Refuses with `no_blueprint` or `no_simulation_paper`.
    """
    plan = DRAWERS[new.kind].plan(new.blueprint)
    row = Round(
        competition_id=competition_id,
        title=new.title,
        kind=new.kind,
        blueprint=new.blueprint,
        full_mark=plan.full_mark,
        opens=new.opens,
        entry_closes=new.opens + new.late_minutes * MINUTE,
        length=plan.minutes * MINUTE,
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


def add_competition(session: Session, name: str, rulebook: str = RULEBOOK) -> Competition:
    """Add a competition under a rulebook that comes with the program."""
    row = Competition(name=name, rulebook=rulebook)
    session.add(row)
    session.flush()
    return row
