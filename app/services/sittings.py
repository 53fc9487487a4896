"""A contestant's way into a sitting and out of it: enter, the token, and signing out."""

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Final, GrantRow, Round, Seating, Sitting
from app.queries.windows import window_of_sitting
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.drawing import draw_attempt
from app.services.refused import Refused
from proctor.sitting import CLOSED, STANDING, WRITABLE, State
from proctor.timing import Grant, Phase, phase_at, starts_at


@dataclass(frozen=True)
class Entered:
    """A sitting a contestant may go to: the cookie's token, and when it starts (None: when opened)."""

    sitting_id: str
    token: str
    starts: int | None


def enter_round(*, actor: Actor, round_id: int, pledged: bool = False) -> Entered:
    """Confirm name and rules, and accept the pledge if `pledged`; return the sitting to go to.

    Refuses with `no_round`, `not_drawn`, `entry_closed` or `sitting_over`. A practice round whose last sitting has
    ended draws another.
    """
    with transaction() as session:
        row = session.get(Round, round_id)
        if row is None or row.competition_id != actor.competition_id:
            raise Refused("no_round")
        sitting = _current(session, row, actor.id)
        if sitting.opened_at is None:
            _refuse_late_entry(session, sitting)
        if sitting.entered_at is None:
            sitting.entered_at = runtime().clock.now()
            audit.record(session, at=sitting.entered_at, actor=actor.key, action="sitting.enter", sitting=sitting.id)
        if pledged:
            _pledge(session, actor, sitting)
        starts = starts_at(window_of_sitting(session, sitting), sitting.opened_at, grants_of(session, sitting.id))
        return Entered(sitting.id, runtime().tokens.make(sitting.id, sitting.token_epoch), starts)


def _pledge(session: Session, actor: Actor, sitting: Sitting) -> None:
    """Note the first acceptance of the pledge; a sitting outside any session has none to accept."""
    seating = session.scalar(
        select(Seating).where(Seating.session_id == sitting.session_id, Seating.contestant_id == actor.id)
    )
    if seating is None or seating.pledged_at is not None:
        return
    seating.pledged_at = runtime().clock.now()
    audit.record(session, at=seating.pledged_at, actor=actor.key, action="pledge", sitting=sitting.id)


def release_leases(*, actor: Actor) -> None:
    """Sign out of every open sitting: its lease is free and its tokens are worth nothing from now on."""
    with transaction() as session:
        session.execute(
            update(Sitting)
            .where(Sitting.contestant_id == actor.id, Sitting.state.in_(WRITABLE | STANDING | {State.DRAWN}))
            .values(lease=None, browser=None, token_epoch=Sitting.token_epoch + 1)
        )
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="sign_out")


def grants_of(session: Session, sitting_id: str) -> list[Grant]:
    """Return what was granted to the sitting, in order."""
    rows = session.scalars(select(GrantRow).where(GrantRow.sitting_id == sitting_id).order_by(GrantRow.id))
    return [Grant(row.milliseconds, delays_start=row.delays_start) for row in rows]


def current_final(session: Session, sitting_id: str) -> Final | None:
    """Return how the sitting was closed; None while it isn't, or was reopened."""
    return session.scalar(select(Final).where(Final.sitting_id == sitting_id, Final.voided_at.is_(None)))


def _current(session: Session, row: Round, contestant_id: int) -> Sitting:
    mine = select(Sitting).where(Sitting.round_id == row.id, Sitting.contestant_id == contestant_id)
    sitting = session.scalar(mine.order_by(Sitting.attempt.desc()).limit(1))
    if sitting is None:
        raise Refused("not_drawn")
    if State(sitting.state) not in CLOSED | {State.VOID}:
        return sitting
    if not row.practice:
        raise Refused("sitting_over", sitting=sitting.id)
    attempts = session.scalar(
        select(func.max(Sitting.attempt)).where(Sitting.round_id == row.id, Sitting.contestant_id == contestant_id)
    )
    return session.get_one(Sitting, draw_attempt(session, row, contestant_id, (attempts or 0) + 1))


def _refuse_late_entry(session: Session, sitting: Sitting) -> None:
    now = runtime().clock.now()
    if phase_at(now, window_of_sitting(session, sitting), grants=grants_of(session, sitting.id)).phase is Phase.OVER:
        raise Refused("entry_closed")
