"""A chief proctor's measures on one sitting, as tests of the journal need them."""

from sqlalchemy import select

from app.database import db
from app.models import Account, Sitting
from app.services.access import Actor, Role
from app.services.measures import Ask, Done, issue_resume_code, perform
from proctor.incidents import reasons_for
from proctor.measures import Measure

__all__ = ["grant_time", "issue_resume_code", "pause", "resume", "send_notice"]


def pause(*, sitting_id: str, reason: str = "停电", actor: str = "staff:proctor1") -> Done:
    return _measure(Measure.PAUSE, sitting_id, reason, actor)


def resume(*, sitting_id: str, actor: str = "staff:proctor1") -> int | None:
    _measure(Measure.RESUME, sitting_id, "恢复", actor)
    return _deadline(sitting_id)


def grant_time(
    *, sitting_id: str, milliseconds: int, reason: str = "补时", actor: str = "staff:proctor1"
) -> int | None:
    _measure(Measure.GRANT, sitting_id, reason, actor, milliseconds=milliseconds)
    return _deadline(sitting_id)


def send_notice(*, sitting_id: str, text: str, actor: str = "staff:proctor1") -> int:
    _measure(Measure.NOTICE, sitting_id, "", actor, text=text)
    return db.session.scalars(select(Sitting.notice_id).where(Sitting.id == sitting_id)).one()


def proctor_of(key: str) -> Actor:
    """Return the member of staff an audit key names, as signed in."""
    account = db.session.scalars(select(Account).where(Account.username == key.removeprefix("staff:"))).one()
    return Actor(key, account.id, account.name, Role(account.role))


def _measure(measure: Measure, sitting_id: str, words: str, actor: str, **given: object) -> Done:
    round_id = db.session.scalars(select(Sitting.round_id).where(Sitting.id == sitting_id)).one()
    reason = reasons_for(measure)[0].code
    ask = Ask(measure, (sitting_id,), reason, words, **given)
    return perform(actor=proctor_of(actor), round_id=round_id, ask=ask)


def _deadline(sitting_id: str) -> int | None:
    return db.session.scalars(select(Sitting.deadline).where(Sitting.id == sitting_id)).one()
