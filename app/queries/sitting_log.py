"""One sitting as a proctor looks into it: what was done to it, what was seen, and when it was silent."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Entry, HandAnswer, MeasureRow, Signal, Silence


@dataclass(frozen=True)
class DoneLine:
    """A measure on the sitting."""

    at: int
    kind: str
    reason: str
    words: str
    detail: str
    milliseconds: int | None
    by: str
    second: str


@dataclass(frozen=True)
class EvidenceLine:
    """A journal entry or a server's observation that says something of the room: its code or kind, and its body."""

    at: int
    kind: str
    body: str


@dataclass(frozen=True)
class SilenceLine:
    """A silence and what came of it."""

    from_at: int
    to_at: int
    settled: str | None


def done_lines(sitting_id: str) -> list[DoneLine]:
    """Return the measures on a sitting, oldest first."""
    rows = db.session.execute(
        select(
            MeasureRow.at,
            MeasureRow.kind,
            MeasureRow.reason,
            MeasureRow.words,
            MeasureRow.detail,
            MeasureRow.milliseconds,
            MeasureRow.by,
            MeasureRow.second,
        )
        .where(MeasureRow.sitting_id == sitting_id)
        .order_by(MeasureRow.id)
    )
    return [DoneLine(*row) for row in rows]


def evidence_lines(sitting_id: str) -> list[EvidenceLine]:
    """Return what the page told (focus, signal, hand) in order of arrival."""
    rows = db.session.execute(
        select(Entry.arrived_at, Entry.kind, Entry.body)
        .where(Entry.sitting_id == sitting_id, Entry.kind.in_(("hand", "signal", "focus")))
        .order_by(Entry.seq)
    )
    return [EvidenceLine(*row) for row in rows]


def server_signals(sitting_id: str) -> list[EvidenceLine]:
    """Return what the server itself saw, oldest first."""
    rows = db.session.execute(
        select(Signal.at, Signal.code, Signal.detail).where(Signal.sitting_id == sitting_id).order_by(Signal.id)
    )
    return [EvidenceLine(*row) for row in rows]


def silence_lines(sitting_id: str) -> list[SilenceLine]:
    """Return the sitting's silences, oldest first."""
    rows = db.session.execute(
        select(Silence.from_at, Silence.to_at, Silence.settled)
        .where(Silence.sitting_id == sitting_id)
        .order_by(Silence.from_at)
    )
    return [SilenceLine(*row) for row in rows]


def hand_answers(sitting_id: str) -> list[EvidenceLine]:
    """Return the answers to the sitting's hands, oldest first."""
    rows = db.session.execute(
        select(HandAnswer.at, HandAnswer.by, HandAnswer.words)
        .where(HandAnswer.sitting_id == sitting_id)
        .order_by(HandAnswer.id)
    )
    return [EvidenceLine(*row) for row in rows]
