"""What a proctor does to one sitting: resume codes, extra time, pause and resume, messages."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.database import transaction
from app.models import GrantRow, Notice, ResumeCode, Sitting
from app.queries.windows import window_of_sitting
from app.runtime import runtime
from app.services import audit
from app.services.codes import RESUME_CODE_LENGTH, new_code, resume_mac
from app.services.refused import Refused
from app.services.sittings import grants_of
from proctor.sitting import WRITABLE, Move, State, after
from proctor.timing import counts, deadline_of

RESUME_CODE_MS = 10 * 60_000
MOST_EXTRA_MS = 4 * 3_600_000


def issue_resume_code(*, sitting_id: str, actor: str) -> str:
    """Return a one-time code, good for ten minutes, by which another browser takes the sitting over.

    Refuses with `no_sitting` or `not_writable`.
    """
    with _writable(sitting_id) as (session, sitting):
        code, now = new_code(RESUME_CODE_LENGTH), runtime().clock.now()
        session.add(
            ResumeCode(
                sitting_id=sitting.id,
                code_mac=resume_mac(sitting.id, code),
                expires=now + RESUME_CODE_MS,
                by=actor,
                at=now,
            )
        )
        audit.record(session, at=now, actor=actor, action="sitting.resume_code", sitting=sitting.id)
        return code


def grant_time(*, sitting_id: str, milliseconds: int, reason: str, actor: str) -> int | None:
    """Give extra time; return the new deadline (None while paused). Refuses an empty reason or a silly amount."""
    if not 0 < milliseconds <= MOST_EXTRA_MS:
        raise Refused("bad_grant", most_minutes=MOST_EXTRA_MS // 60_000)
    with _writable(sitting_id) as (session, sitting):
        _grant(session, sitting, milliseconds, "extra", _reason(reason), actor)
        _rewrite_deadline(session, sitting)
        return sitting.deadline


def pause(*, sitting_id: str, reason: str, actor: str) -> None:
    """Stop the sitting's clock. Refuses with `illegal_move` unless it is working and its time isn't over."""
    with _writable(sitting_id) as (session, sitting):
        now = runtime().clock.now()
        if not counts(now, sitting.deadline, sitting.grace):  # what comes too late must not count after all
            raise Refused("illegal_move", state=sitting.state, move=Move.PAUSE.value)
        _move(session, sitting, Move.PAUSE, actor, reason=_reason(reason))
        sitting.paused_at = now
        sitting.deadline = None


def resume(*, sitting_id: str, actor: str) -> int | None:
    """Start the clock again, making the pause good; return the new deadline."""
    with _writable(sitting_id) as (session, sitting):
        paused_at = sitting.paused_at
        _move(session, sitting, Move.RESUME, actor)
        lost = runtime().clock.now() - (paused_at or runtime().clock.now())
        _grant(session, sitting, lost, "pause", "暂停补时", actor)
        sitting.paused_at = None
        _rewrite_deadline(session, sitting)
        return sitting.deadline


def send_notice(*, sitting_id: str, text: str, actor: str) -> int:
    """Send a message to the sitting's page; return its id. Refuses an empty one."""
    if not text.strip():
        raise Refused("empty_notice")
    with _writable(sitting_id) as (session, sitting):
        now = runtime().clock.now()
        notice = Notice(sitting_id=sitting.id, text=text.strip()[:500], at=now)
        session.add(notice)
        session.flush()
        sitting.notice_id = notice.id
        audit.record(session, at=now, actor=actor, action="sitting.notice", sitting=sitting.id, notice=notice.id)
        return notice.id


@contextmanager
def _writable(sitting_id: str) -> Iterator[tuple[Session, Sitting]]:
    with transaction() as session:
        sitting = session.get(Sitting, sitting_id, with_for_update={"key_share": True})
        if sitting is None:
            raise Refused("no_sitting")
        if State(sitting.state) not in WRITABLE:
            raise Refused("not_writable", state=sitting.state)
        yield session, sitting


def _move(session: Session, sitting: Sitting, move: Move, actor: str, **facts: object) -> None:
    moved = after(State(sitting.state), move)
    if moved is None:
        raise Refused("illegal_move", state=sitting.state, move=move.value)
    sitting.state = moved
    now = runtime().clock.now()
    audit.record(session, at=now, actor=actor, action=f"sitting.{move}", sitting=sitting.id, **facts)


def _grant(session: Session, sitting: Sitting, milliseconds: int, kind: str, reason: str, actor: str) -> None:
    now = runtime().clock.now()
    session.add(GrantRow(sitting_id=sitting.id, milliseconds=milliseconds, kind=kind, reason=reason, by=actor, at=now))
    session.flush()
    audit.record(session, at=now, actor=actor, action="sitting.grant", sitting=sitting.id, kind=kind, ms=milliseconds)


def _rewrite_deadline(session: Session, sitting: Sitting) -> None:
    if sitting.state == State.PAUSED:
        return
    window = window_of_sitting(session, sitting)
    sitting.deadline = deadline_of(window, sitting.opened_at, grants_of(session, sitting.id))


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused("empty_reason")
    return reason.strip()[:200]
