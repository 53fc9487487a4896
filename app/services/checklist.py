"""The exam day's checklist of a session: everything read at once, judged by the engine, confirmed by people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db, transaction
from app.models import CheckMark, ExamSession
from app.queries import checklist as read
from app.queries.checklist import TestedSeat
from app.runtime import runtime
from app.services import audit, bank
from app.services.access import Actor, Role
from app.services.backups import backup_state, free_bytes, make_backup
from app.services.paper_seals import OPENING_LEAD_MS, seal_view
from app.services.refused import Refused
from app.services.seat_clashes import clash_pairs
from app.services.sessions import require_session, require_visible
from proctor.checklist import BY_HAND, Level, Line, Readings, check, may_start

BYTES_A_CONTESTANT = 2_000_000
BYTES_AT_LEAST = 200_000_000


@dataclass(frozen=True)
class ChecklistView:
    """The judged lines, their counts, whether nothing forbids the start, and every seat's self-test."""

    at: int
    lines: tuple[Line, ...]
    counts: dict[str, int]
    ready: bool
    pcs: Sequence[TestedSeat]
    by_hand: frozenset[str]


def session_checklist(*, actor: Actor, session_id: int) -> ChecklistView:
    """Return the checklist as of now. Refuses with `no_session`."""
    held = require_session(db.session(), actor, session_id)
    now = runtime().clock.now()
    pcs = read.tested_seats(session_id)
    lines = check(_readings(held, now, pcs))
    counted = Counter(line.level.value for line in lines)
    counts = {level.value: counted[level.value] for level in Level}
    return ChecklistView(now, lines, counts, may_start(lines), pcs, frozenset(BY_HAND))


def confirm_line(*, actor: Actor, session_id: int, code: str, words: str) -> None:
    """Confirm a line that only people can judge. Refuses with `no_session`, `no_line` or `empty_reason`."""
    if code not in BY_HAND:
        raise Refused("no_line")
    if not words.strip():
        raise Refused("empty_reason")
    with transaction() as session:
        require_session(session, actor, session_id)
        now = runtime().clock.now()
        row = session.scalar(select(CheckMark).where(CheckMark.session_id == session_id, CheckMark.code == code))
        if row is None:
            row = CheckMark(session_id=session_id, code=code, words="", by=actor.key, at=now)
            session.add(row)
        row.words, row.by, row.at = words.strip()[:200], actor.key, now
        facts = {"exam_session": session_id, "code": code, "words": row.words}
        audit.record(session, at=now, actor=actor.key, action="checklist.confirm", **facts)


def back_up_now(*, actor: Actor, session_id: int) -> str:
    """Make a backup; return its file name. Refuses as a backup does."""
    require_visible(actor=actor, session_id=session_id)
    made = make_backup()
    with transaction() as session:
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="backup", file=made.name)
    return made.name


def _readings(held: ExamSession, now: int, pcs: Sequence[TestedSeat]) -> Readings:
    seats, backup, seal = read.seated_forms(held.id), backup_state(), seal_view(held.round_id)
    contestants, drawn, forms = read.counts(held.id, held.round_id)
    return Readings(
        now=now,
        starts=held.opens,
        started=held.started_at is not None,
        bank_problems=len(bank.content().problems),
        forms=forms,
        papers_drawn=drawn,
        contestants=contestants,
        seated=len(seats),
        clashes=len(clash_pairs(seats)),
        clock_step=runtime().clock.step(),
        disk_free=free_bytes(),
        disk_needed=max(BYTES_AT_LEAST, contestants * BYTES_A_CONTESTANT),
        backup_ready=backup.writable,
        backup_age=None if backup.newest_at is None else now - backup.newest_at,
        passed_tests=sum(pc.passed is True for pc in pcs),
        failed_tests=[pc.label for pc in pcs if pc.passed is False],
        missing_tests=[pc.label for pc in pcs if pc.passed is None],
        papers="none" if seal is None else "sealed" if seal.opened_at is None else "opened",
        opening_from=held.opens - OPENING_LEAD_MS,
        proctors_without_room=read.idle_proctors((Role.PROCTOR.value, Role.CHIEF_PROCTOR.value)),
        conflicted_authors=read.conflicted_authors(held.id, Role.AUTHOR.value),
        marks=read.check_marks(held.id),
    )
