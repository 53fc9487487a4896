"""What proctors do to sittings, one or many at once: previewed, reasoned, legal as of the moment, and recorded."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.database import db, transaction
from app.models import Contestant, ExamSession, MeasureRow, Sitting
from app.queries.places import place_of
from app.queries.windows import window_of_sitting
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.duties import require_sitting
from app.services.measure_effects import EFFECTS, Doing, issue_code
from app.services.refused import Refused
from app.services.second_person import Second, second_person
from app.services.sittings import current_final, grants_of
from proctor.incidents import reasons_for
from proctor.measures import TWO_PEOPLE, Illegal, Measure, Outcome, Standing, outcome
from proctor.sitting import WRITABLE, State

# In the words of the room: why a measure is not for this sitting now.
WHY_NOT: Mapping[str, str] = {
    "illegal_move": "现在的状态不能这样办理",
    "not_started_yet": "本场还没有开考",
    "bad_grant": "补时应在 1 秒到 4 小时之间",
    "reopen_first": "已收卷，须先重新开考",
    "no_time_left": "没有剩余时间，须同时补时",
    "session_sealed": "本场已封存",
}
MOST_AT_ONCE = 1_000
LONGEST_WORDS = 500


@dataclass(frozen=True)
class Ask:
    """What is asked for: a measure, on which sittings, and why.

    `milliseconds` is the time it gives, `text` a notice's words, `seat_id` where a contestant moves to.
    """

    measure: Measure
    sitting_ids: tuple[str, ...]
    reason: str
    words: str
    milliseconds: int = 0
    text: str = ""
    seat_id: int | None = None


@dataclass(frozen=True)
class PreviewLine:
    """What would come of it for one sitting; times are exam milliseconds, None for what isn't known or stands."""

    sitting_id: str
    seat: str
    name: str
    state: str
    deadline: int | None
    left: int | None
    granted: int
    new_state: str
    new_deadline: int | None
    new_left: int | None
    allowed: bool
    note: str


@dataclass(frozen=True)
class Preview:
    """The lines in the order asked; `changes` counts what would change, `two_people` asks for a second person."""

    lines: tuple[PreviewLine, ...]
    changes: int
    two_people: bool


@dataclass(frozen=True)
class Done:
    """What was done: `changed` and `skipped` sittings (with why not), and codes that are shown this once."""

    batch: str
    changed: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    codes: Mapping[str, str] = field(default_factory=dict)


def preview(*, actor: Actor, round_id: int, ask: Ask) -> Preview:
    """Return what the measure would do now, sitting by sitting. Refuses with `no_sitting` what is not the actor's."""
    session, now = db.session(), runtime().clock.now()
    sittings = _sittings(session, actor, round_id, ask, lock=False)
    lines = tuple(_line(session, sitting, ask, now) for sitting in sittings)
    return Preview(lines, sum(line.allowed for line in lines), ask.measure in TWO_PEOPLE)


def perform(*, actor: Actor, round_id: int, ask: Ask, second: Second | None = None) -> Done:
    """Do it to every sitting it is legal for, in one transaction, and record each with its reason.

    Refuses with `empty_reason`, `unknown_reason`, `nothing_to_do` (legal for none, saying why), `second_needed` and
    as the second person's sign-in does; with `no_sitting` if one is not the actor's.
    """
    other = second_person(actor, second).key if ask.measure in TWO_PEOPLE else ""
    with transaction() as session:
        return carry_out(session, actor=actor, round_id=round_id, ask=ask, second=other)


def carry_out(session: Session, *, actor: Actor, round_id: int, ask: Ask, second: str = "") -> Done:
    """Do it within the caller's transaction; `second` is the key of the second person who agreed."""
    _check_reason(ask)
    doing = Doing(ask, secrets.token_hex(6), actor.key, second, runtime().clock.now())
    changed, skipped, codes = [], [], {}
    for sitting in _sittings(session, actor, round_id, ask, lock=True):
        came = _outcome(session, sitting, ask, doing.now)
        if isinstance(came, Illegal):
            skipped.append((sitting.id, _why(came)))
            continue
        code = _do(session, sitting, came, doing)
        changed.append(sitting.id)
        if code is not None:
            codes[sitting.id] = code
    if not changed:
        raise Refused("nothing_to_do", why=skipped[0][1] if skipped else "没有选中考试")
    return Done(doing.batch, tuple(changed), tuple(skipped), codes)


def issue_resume_code(*, sitting_id: str, actor: str) -> str:
    """Return a one-time code for the command line, where a proctor has no page; refuses with `no_sitting`."""
    with transaction() as session:
        sitting = session.get(Sitting, sitting_id, with_for_update={"key_share": True})
        if sitting is None or State(sitting.state) not in WRITABLE:
            raise Refused("no_sitting")
        now = runtime().clock.now()
        audit.record(session, at=now, actor=actor, action="sitting.resume_code", sitting=sitting.id)
        return issue_code(session, sitting, actor, now)


def standing_of(session: Session, sitting: Sitting) -> Standing:
    """Return where the sitting stands, for the engine to judge."""
    final = current_final(session, sitting.id)
    return Standing(
        State(sitting.state),
        window_of_sitting(session, sitting),
        sitting.opened_at,
        tuple(grants_of(session, sitting.id)),
        sitting.paused_at,
        final.closed_at if final else None,
        sitting.lease is not None,
    )


def _sittings(session: Session, actor: Actor, round_id: int, ask: Ask, *, lock: bool) -> list[Sitting]:
    """Return the sittings asked for, in order of id where they are locked: so nobody waits for another in a ring."""
    wanted = dict.fromkeys(ask.sitting_ids)
    if len(wanted) > MOST_AT_ONCE:
        raise Refused("nothing_to_do", why=f"一次最多处理 {MOST_AT_ONCE} 人")
    ordered = sorted(wanted) if lock else list(wanted)
    found = [require_sitting(session, actor, sitting_id, lock=lock) for sitting_id in ordered]
    if any(sitting.round_id != round_id for sitting in found):
        raise Refused("no_sitting")
    return found


def _outcome(session: Session, sitting: Sitting, ask: Ask, now: int) -> Outcome | Illegal:
    if sitting.session_id is not None and session.get_one(ExamSession, sitting.session_id).sealed_at is not None:
        return Illegal("session_sealed")
    return outcome(ask.measure, standing_of(session, sitting), now, milliseconds=ask.milliseconds)


def _line(session: Session, sitting: Sitting, ask: Ask, now: int) -> PreviewLine:
    standing = standing_of(session, sitting)
    came = _outcome(session, sitting, ask, now)
    after = Outcome(standing.state, sitting.deadline, standing.left(now)) if isinstance(came, Illegal) else came
    who = session.get_one(Contestant, sitting.contestant_id)
    return PreviewLine(
        sitting_id=sitting.id,
        seat=place_of(session, sitting).label,
        name=who.name,
        state=sitting.state,
        deadline=sitting.deadline,
        left=standing.left(now),
        granted=sum(grant.milliseconds for grant in standing.grants),
        new_state=after.state,
        new_deadline=after.deadline,
        new_left=after.left,
        allowed=not isinstance(came, Illegal),
        note=_why(came) if isinstance(came, Illegal) else "",
    )


def _do(session: Session, sitting: Sitting, came: Outcome, doing: Doing) -> str | None:
    """Carry out one outcome and record it; return a code to be shown, if it made one."""
    detail, code = EFFECTS[doing.ask.measure](session, sitting, came, doing)
    session.add(
        MeasureRow(
            batch=doing.batch,
            round_id=sitting.round_id,
            session_id=sitting.session_id,
            sitting_id=sitting.id,
            kind=doing.ask.measure.value,
            reason=doing.ask.reason,
            words=doing.ask.words.strip(),
            milliseconds=came.grant.milliseconds if came.grant else None,
            detail=detail[:200],
            by=doing.by,
            second=doing.second,
            at=doing.now,
        )
    )
    audit.record(
        session,
        at=doing.now,
        actor=doing.by,
        action=f"measure.{doing.ask.measure}",
        sitting=sitting.id,
        batch=doing.batch,
        reason=doing.ask.reason,
        words=doing.ask.words.strip(),
        second=doing.second,
        detail=detail[:200],
        ms=came.grant.milliseconds if came.grant else 0,
    )
    return code


def _check_reason(ask: Ask) -> None:
    if ask.reason not in {reason.code for reason in reasons_for(ask.measure)}:
        raise Refused("unknown_reason")
    if not ask.words.strip() and not ask.text.strip():
        raise Refused("empty_reason")
    if len(ask.words) > LONGEST_WORDS:
        raise Refused("words_too_long", most=LONGEST_WORDS)


def _why(illegal: Illegal) -> str:
    return WHY_NOT[illegal.why]
