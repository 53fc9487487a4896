"""What the room calls for and what proctors note: raised hands answered, incidents, silences made good or not."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Entry, HandAnswer, Incident, Notice, Round, Silence
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.duties import require_room, require_sitting
from app.services.measures import Ask, carry_out
from app.services.refused import Refused
from proctor.incidents import INCIDENTS
from proctor.measures import Measure

CAME = "监考员已到座"
SILENCE_REASON = "N01"


def answer_hand(*, actor: Actor, sitting_id: str, seq: int, words: str) -> None:
    """Answer a raised hand: in words, which reach the page as a message, or, without any, by having gone there.

    Refuses with `no_sitting` or `no_hand`; `hand_answered` if another proctor was faster.
    """
    text = words.strip()[:500]
    with transaction() as session:
        sitting = require_sitting(session, actor, sitting_id, lock=True)
        entry = session.get(Entry, (sitting_id, seq))
        if entry is None or entry.kind != "hand":
            raise Refused("no_hand")
        now = runtime().clock.now()
        if session.scalar(select(HandAnswer.id).where(HandAnswer.sitting_id == sitting_id, HandAnswer.seq == seq)):
            raise Refused("hand_answered")
        session.add(HandAnswer(sitting_id=sitting_id, seq=seq, words=text or CAME, by=actor.key, at=now))
        if text:
            notice = Notice(sitting_id=sitting_id, text=f"{_asked(entry)}{text}"[:500], at=now)
            session.add(notice)
            session.flush()
            sitting.notice_id = notice.id
        audit.record(session, at=now, actor=actor.key, action="hand.answer", sitting=sitting_id, seq=seq, words=text)


def note_incident(
    *,
    actor: Actor,
    round_id: int,
    kind: str,
    words: str,
    sitting_id: str | None = None,
    room_id: int | None = None,
    session_id: int | None = None,
) -> int:
    """Note what happened, of one sitting, a room or the whole round; return its id.

    Refuses with `unknown_incident`, `empty_reason`, `no_round`, and with `no_sitting` or `no_room` what is not the
    actor's.
    """
    if kind not in {incident.code for incident in INCIDENTS}:
        raise Refused("unknown_incident")
    if not words.strip():
        raise Refused("empty_reason")
    with transaction() as session:
        if session.get(Round, round_id) is None:
            raise Refused("no_round")
        session_id = _place(session, actor, sitting_id, room_id, session_id)
        now = runtime().clock.now()
        row = Incident(
            round_id=round_id,
            session_id=session_id,
            room_id=room_id,
            sitting_id=sitting_id,
            kind=kind,
            words=words.strip()[:500],
            by=actor.key,
            at=now,
        )
        session.add(row)
        session.flush()
        audit.record(
            session,
            at=now,
            actor=actor.key,
            action="incident",
            incident=row.id,
            round=round_id,
            sitting=sitting_id or "",
            kind=kind,
            words=row.words,
        )
        return row.id


def settle_silence(*, actor: Actor, silence_id: int, milliseconds: int | None) -> None:
    """Make an observed silence good with `milliseconds` of extra time, or decline to (None).

    Refuses with `no_silence` or `silence_settled`, and as a measure does.
    """
    with transaction() as session:
        row = session.get(Silence, silence_id)
        if row is None:
            raise Refused("no_silence")
        sitting = require_sitting(session, actor, row.sitting_id)
        if row.settled is not None:
            raise Refused("silence_settled")
        row.settled = "declined" if milliseconds is None else "granted"
        round_id, sitting_id = sitting.round_id, sitting.id
        facts = {"silence": silence_id, "sitting": sitting_id, "settled": row.settled, "ms": milliseconds or 0}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="silence.settle", **facts)
        if milliseconds is not None:
            words = f"断线补时（{(row.to_at - row.from_at) // 1000} 秒）"
            ask = Ask(Measure.GRANT, (sitting_id,), SILENCE_REASON, words, milliseconds)
            carry_out(session, actor=actor, round_id=round_id, ask=ask)


def _place(
    session: Session, actor: Actor, sitting_id: str | None, room_id: int | None, session_id: int | None
) -> int | None:
    """Refuse what is not the actor's; return the session the incident is in, if it is known."""
    if sitting_id is not None:
        return require_sitting(session, actor, sitting_id).session_id
    if room_id is not None:
        require_room(actor, room_id)
    return session_id


def _asked(entry: Entry) -> str:
    """Return what was asked, to stand before its answer."""
    text = str(json.loads(entry.body).get("text") or "")
    return f"您问：{text[:120]}　答复：" if text else ""
