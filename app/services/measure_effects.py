"""What each measure writes, once it is legal: the sitting's row, its grants, its codes, its close."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.journal.closing import close
from app.models import Contestant, GrantRow, Notice, ResumeCode, Room, RoomSeat, Seating, Sitting
from app.services.codes import RESUME_CODE_LENGTH, new_code, resume_mac
from app.services.refused import Refused
from app.services.sittings import current_final
from proctor.measures import Measure, Outcome
from proctor.sitting import WRITABLE, Move, State

if TYPE_CHECKING:
    from app.services.measures import Ask

RESUME_CODE_MS = 10 * 60_000
LONGEST_NOTICE = 500


@dataclass(frozen=True)
class Doing:
    """The measure under way: what was asked, in which batch, by whom, with whom, and when."""

    ask: "Ask"
    batch: str
    by: str
    second: str
    now: int


# What is written, in words for the room record, and a code to be shown once.
Effect: TypeAlias = Callable[[Session, Sitting, Outcome, Doing], tuple[str, str | None]]


def issue_code(session: Session, sitting: Sitting, by: str, now: int) -> str:
    """Return a one-time code, good for ten minutes, by which another browser takes the sitting over."""
    code = new_code(RESUME_CODE_LENGTH)
    mac = resume_mac(sitting.id, code)
    session.add(ResumeCode(sitting_id=sitting.id, code_mac=mac, expires=now + RESUME_CODE_MS, by=by, at=now))
    return code


def _start(session: Session, sitting: Sitting, came: Outcome, doing: Doing) -> tuple[str, str | None]:
    _add_grant(session, sitting, came, doing, "late_start")
    return "单独开考", None


def _pause(_session: Session, sitting: Sitting, came: Outcome, _doing: Doing) -> tuple[str, str | None]:
    _stand(sitting, came)
    return "暂停计时", None


def _resume(session: Session, sitting: Sitting, came: Outcome, doing: Doing) -> tuple[str, str | None]:
    _add_grant(session, sitting, came, doing, "pause")
    sitting.state, sitting.paused_at, sitting.deadline = came.state, None, came.deadline
    return "恢复计时，暂停时间补回", None


def _grant(session: Session, sitting: Sitting, came: Outcome, doing: Doing) -> tuple[str, str | None]:
    _add_grant(session, sitting, came, doing, "extra")
    if sitting.state == State.WORKING:
        sitting.deadline = came.deadline
    return "补时", None


def _move(session: Session, sitting: Sitting, _came: Outcome, doing: Doing) -> tuple[str, str | None]:
    """Seat the contestant elsewhere; one at work needs the code that comes with it to go on there."""
    seating = session.scalar(
        select(Seating).where(Seating.session_id == sitting.session_id, Seating.contestant_id == sitting.contestant_id)
    )
    detail = "换机续考"
    if doing.ask.seat_id is not None:
        if seating is None:
            raise Refused("no_seating")
        detail = _reseat(session, seating, doing.ask.seat_id)
    code = issue_code(session, sitting, doing.by, doing.now) if State(sitting.state) in WRITABLE else None
    return detail, code


def _release(_session: Session, sitting: Sitting, _came: Outcome, _doing: Doing) -> tuple[str, str | None]:
    sitting.lease = sitting.browser = None
    return "释放原电脑", None


def _end(session: Session, sitting: Sitting, _came: Outcome, doing: Doing) -> tuple[str, str | None]:
    session.flush()
    close(session.connection(), sitting.id, Move.END, at=doing.now, actor=doing.by)
    session.expire(sitting)
    return "监考收卷", None


def _reopen(session: Session, sitting: Sitting, came: Outcome, doing: Doing) -> tuple[str, str | None]:
    _void_final(session, sitting, doing.now)
    if came.grant is not None:
        _add_grant(session, sitting, came, doing, "extra")
    _stand(sitting, came)
    sitting.lease = sitting.browser = sitting.heard_at = None
    return "重新开考，进入后计时", None


def _annul(session: Session, sitting: Sitting, came: Outcome, doing: Doing) -> tuple[str, str | None]:
    _void_final(session, sitting, doing.now)
    sitting.state, sitting.lease, sitting.browser, sitting.deadline = came.state, None, None, None
    return "作废", None


def _notice(session: Session, sitting: Sitting, _came: Outcome, doing: Doing) -> tuple[str, str | None]:
    text = doing.ask.text.strip()
    if not text:
        raise Refused("empty_notice")
    notice = Notice(sitting_id=sitting.id, text=text[:LONGEST_NOTICE], at=doing.now)
    session.add(notice)
    session.flush()
    sitting.notice_id = notice.id
    return text, None


def _stand(sitting: Sitting, came: Outcome) -> None:
    sitting.state, sitting.paused_at, sitting.deadline = came.state, came.stood_since, None


def _add_grant(session: Session, sitting: Sitting, came: Outcome, doing: Doing, kind: str) -> None:
    if came.grant is None:
        return
    session.add(
        GrantRow(
            sitting_id=sitting.id,
            milliseconds=came.grant.milliseconds,
            delays_start=came.grant.delays_start,
            kind=kind,
            reason=(doing.ask.words.strip() or doing.ask.reason)[:200],
            by=doing.by,
            at=doing.now,
        )
    )


def _void_final(session: Session, sitting: Sitting, now: int) -> None:
    final = current_final(session, sitting.id)
    if final is not None:
        final.voided_at = now


def _reseat(session: Session, seating: Seating, seat_id: int) -> str:
    """Give the seating another seat of its competition that nobody has in its session; return both in words."""
    seat = session.get(RoomSeat, seat_id)
    if seat is None or not _same_competition(session, seating, seat):
        raise Refused("no_seat")
    if session.scalar(select(Seating.id).where(Seating.session_id == seating.session_id, Seating.seat_id == seat_id)):
        raise Refused("seat_taken", seat=seat.label)
    before = session.get(RoomSeat, seating.seat_id) if seating.seat_id is not None else None
    seating.seat_id = seat_id
    return f"座位 {before.label if before else '未编'} 换到 {seat.label}"


def _same_competition(session: Session, seating: Seating, seat: RoomSeat) -> bool:
    of_seat = session.get_one(Room, seat.room_id).competition_id
    return of_seat == session.get_one(Contestant, seating.contestant_id).competition_id


EFFECTS: Mapping[Measure, Effect] = {
    Measure.START: _start,
    Measure.PAUSE: _pause,
    Measure.RESUME: _resume,
    Measure.GRANT: _grant,
    Measure.MOVE: _move,
    Measure.RELEASE: _release,
    Measure.END: _end,
    Measure.REOPEN: _reopen,
    Measure.ANNUL: _annul,
    Measure.NOTICE: _notice,
}
