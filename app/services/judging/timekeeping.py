"""The clock of an appearance: begun, held, ended by the timekeeper; overtime is counted, never judged."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Appearance, CaseRecord
from app.queries.judging import CHIEF, TIMEKEEPER, AppearanceRow
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.judging.access import Judged, panel_with
from app.services.reasons import checked_words
from app.services.refused import Refused

SECOND = 1000
LONGEST_WORDS = 200
DIFFICULTIES = ("甲", "乙", "丙")


@dataclass(frozen=True)
class NewCase:
    """A real case as the supervisor notes it: nothing of who applied, only that they agreed."""

    window: str
    item: str
    difficulty: str
    consent: bool
    interruption: str = ""


def begin(*, actor: Actor, appearance_id: int) -> None:
    """Start an appearance. Refuses with `no_appearance`, `order_not_drawn`, `not_waiting` or `another_on(name)`."""
    with transaction() as session:
        panel, row = _row(session, actor, appearance_id)
        if row.place == 0:
            raise Refused("order_not_drawn")
        if row.state != "waiting":
            raise Refused("not_waiting")
        if any(one.state == "on" for one in panel.data.appearances):
            raise Refused("another_on")
        row.state, row.started_at = "on", runtime().clock.now()
        _record(session, actor, row, "begin")


def hold(*, actor: Actor, appearance_id: int) -> None:
    """Stop the clock, or let it run on. Refuses with `no_appearance` or `not_on`."""
    with transaction() as session:
        _, row = _row(session, actor, appearance_id)
        if row.state != "on":
            raise Refused("not_on")
        now = runtime().clock.now()
        if row.paused_at is None:
            row.paused_at = now
        else:
            row.paused, row.paused_at = row.paused + now - row.paused_at, None
        _record(session, actor, row, "hold" if row.paused_at else "go_on")


def finish(*, actor: Actor, appearance_id: int) -> int:
    """End an appearance; return the seconds it went over time. Refuses with `no_appearance` or `not_on`."""
    with transaction() as session:
        panel, row = _row(session, actor, appearance_id)
        if row.state != "on":
            raise Refused("not_on")
        now = runtime().clock.now()
        if row.paused_at is not None:
            row.paused, row.paused_at = row.paused + now - row.paused_at, None
        row.state, row.ended_at = "done", now
        row.over = over_seconds(panel, row.started_at, now, row.paused)
        _record(session, actor, row, "finish", over=row.over)
        return row.over


def mark_absent(*, actor: Actor, appearance_id: int, words: str) -> None:
    """Note that an entrant did not come; refuses with `no_appearance`, `not_waiting` or `empty_reason`."""
    _close(actor, appearance_id, "absent", words, frozenset({"waiting"}))


def void_appearance(*, actor: Actor, appearance_id: int, words: str) -> None:
    """Take an appearance out, by the chief judge; refuses with `no_appearance`, `not_waiting`, `empty_reason`."""
    _close(actor, appearance_id, "void", words, frozenset({"waiting", "on", "done"}), CHIEF)


def note_case(*, actor: Actor, appearance_id: int, new: NewCase) -> None:
    """Note an appearance's case; refuses with `no_appearance`, `no_item_named`, `bad_difficulty` or `no_consent`."""
    if not new.item.strip() or not new.window.strip():
        raise Refused("no_item_named")
    if new.difficulty not in DIFFICULTIES:
        raise Refused("bad_difficulty")
    if not new.consent:
        raise Refused("no_consent")
    with transaction() as session:
        _, row = _row(session, actor, appearance_id)
        now = runtime().clock.now()
        case = CaseRecord(
            appearance_id=row.id,
            window=new.window.strip()[:32],
            item=new.item.strip()[:64],
            difficulty=new.difficulty,
            consent=True,
            interruption=new.interruption.strip()[:LONGEST_WORDS],
            by=actor.key,
            at=now,
        )
        session.add(case)
        facts = {"appearance": row.id, "item": case.item, "difficulty": case.difficulty}
        audit.record(session, at=now, actor=actor.key, action="case.note", **facts)


def void_case(*, actor: Actor, case_id: int, words: str) -> None:
    """Say why a case doesn't count; another takes its place; refuses with `no_case_record` or `empty_reason`."""
    reason = checked_words(words)
    with transaction() as session:
        case = session.get(CaseRecord, case_id)
        if case is None:
            raise Refused("no_case_record")
        _row(session, actor, case.appearance_id)
        case.void = reason
        facts = {"case": case.id, "reason": reason}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="case.void", **facts)


def over_seconds(panel: Judged, started_at: int | None, ended_at: int, paused: int) -> int:
    """Return whole seconds over the round's limit, none where it has no limit."""
    if started_at is None or panel.round.seconds is None:
        return 0
    return max(0, (ended_at - started_at - paused) // SECOND - panel.round.seconds)


def elapsed_ms(row: AppearanceRow, now: int) -> int:
    """Return how long an appearance has run, held time left out."""
    if row.started_at is None:
        return 0
    until = row.ended_at or row.paused_at or now
    return until - row.started_at - row.paused


def _close(actor: Actor, appearance_id: int, state: str, words: str, before: frozenset[str], *duties: str) -> None:
    reason = checked_words(words)
    with transaction() as session:
        _, row = _row(session, actor, appearance_id, *duties)
        if row.state not in before:
            raise Refused("not_waiting")
        row.state, row.words = state, reason
        _record(session, actor, row, state, reason=reason)


def _row(session: Session, actor: Actor, appearance_id: int, *duties: str) -> tuple[Judged, Appearance]:
    panel = panel_with(actor, appearance_id, *(duties or (TIMEKEEPER, CHIEF)))
    return panel, session.get_one(Appearance, appearance_id)


def _record(session: Session, actor: Actor, row: Appearance, act: str, **facts: object) -> None:
    now = runtime().clock.now()
    audit.record(session, at=now, actor=actor.key, action=f"appearance.{act}", appearance=row.id, **facts)
