"""How long what identifies people is kept, and clearing it afterwards so that results stay verifiable."""

import json

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.database import leave_nothing_behind, transaction
from app.models import (
    Competition,
    Contestant,
    ExamSession,
    Nomination,
    PersonalDetails,
    ResultVersion,
    Round,
    SignInFailure,
    Sitting,
)
from app.runtime import runtime
from app.scoring.publication import masked
from app.services import audit
from app.services.access import Action, Actor
from app.services.refused import Refused
from app.services.second_person import Second, second_person
from proctor.sitting import STANDING, WRITABLE
from question_bank.digest import canonical

SUFFIX = 4
LONGEST_RETENTION_MS = 10 * 366 * 24 * 3_600_000


def set_retention(*, actor: Actor, competition_id: int, until: int) -> None:
    """Set when the personal details of a competition may be cleared (exam ms), at most ten years ahead.

    Refuses with `no_competition`, `purged_already` or `bad_retention`.
    """
    with transaction() as session:
        row, now = _competition(session, competition_id), runtime().clock.now()
        if not now < until <= now + LONGEST_RETENTION_MS:
            raise Refused("bad_retention")
        row.retain_until = until
        facts = {"competition": competition_id, "until": until}
        audit.record(session, at=now, actor=actor.key, action="people.retention", **facts)


def purge(*, actor: Actor, competition_id: int, second: Second) -> int:
    """Clear what identifies the contestants of a competition, by two people's decision; return how many they are.

    Refuses as `clear` does, or as a second person does.
    """
    other = second_person(actor, second, Action.MANAGE_PEOPLE)
    return clear(by=actor.key, second=other.key, competition_id=competition_id)


def clear(*, by: str, second: str, competition_id: int) -> int:
    """Clear what identifies the contestants of a competition; return how many they are.

    Names become numbers, but the winners' in results; ID numbers, phones, units, years, nominations and access codes
    go. The admission number stays, because seals and the audit chain name people by it, and alone it names nobody; so
    do district, category, seat and every sitting, from which each score can be computed again. Refuses with
    `no_competition`, `purged_already`, `no_retention`, `not_yet(days)` or `round_open`.
    """
    with transaction() as session:
        row, now = _competition(session, competition_id), runtime().clock.now()
        _check_over(session, row, now)
        people = select(Contestant.id).where(Contestant.competition_id == competition_id)
        numbers = select(Contestant.admission_number).where(Contestant.competition_id == competition_id)
        session.execute(delete(PersonalDetails).where(PersonalDetails.contestant_id.in_(people)))
        session.execute(delete(Nomination).where(Nomination.competition_id == competition_id))
        session.execute(delete(SignInFailure).where(SignInFailure.name.in_(numbers)))
        cleared = session.scalars(select(Contestant).where(Contestant.competition_id == competition_id)).all()
        for person in cleared:
            person.name = f"选手{person.admission_number[-SUFFIX:]}"
            person.unit, person.years, person.code_mac = "", None, ""
            person.session_epoch += 1
        for version in session.scalars(select(ResultVersion).where(ResultVersion.competition_id == competition_id)):
            version.content = canonical(masked(json.loads(version.content)))
        row.purged_at = now
        facts = {"competition": competition_id, "contestants": len(cleared), "second": second}
        audit.record(session, at=now, actor=by, action="people.purge", **facts)
    leave_nothing_behind()
    return len(cleared)


def _check_over(session: Session, row: Competition, now: int) -> None:
    if row.retain_until is None:
        raise Refused("no_retention")
    if now < row.retain_until:
        raise Refused("not_yet", days=-(-(row.retain_until - now) // 86_400_000))
    working = (
        select(func.count())
        .select_from(Sitting)
        .join(Round, Round.id == Sitting.round_id)
        .where(Round.competition_id == row.id, Sitting.state.in_(WRITABLE | STANDING))
    )
    if _last_end(session, row.id) >= now or session.scalar(working):
        raise Refused("round_open")


def _last_end(session: Session, competition_id: int) -> int:
    """Return when the last window of the competition's rounds and sessions is over."""
    takes = Round.length + Round.grace
    rounds = select(func.max(Round.entry_closes + takes)).where(Round.competition_id == competition_id)
    sessions = (
        select(func.max(ExamSession.entry_closes + takes))
        .join(Round, Round.id == ExamSession.round_id)
        .where(Round.competition_id == competition_id)
    )
    return max(session.scalar(rounds) or 0, session.scalar(sessions) or 0)


def _competition(session: Session, competition_id: int) -> Competition:
    row = session.get(Competition, competition_id)
    if row is None:
        raise Refused("no_competition")
    if row.purged_at is not None:
        raise Refused("purged_already")
    return row
