"""What the proctor's console shows of a round's sittings, read from the database alone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, String, case, column, func, select, values
from sqlalchemy.orm import aliased

from app.database import db
from app.models import (
    Contestant,
    Entry,
    GrantRow,
    HandAnswer,
    HeldEntry,
    MeasureRow,
    Room,
    RoomSeat,
    Seating,
    Signal,
    Silence,
    Sitting,
)
from app.queries.held import undecided


@dataclass(frozen=True)
class SeatedSitting:
    """One sitting and its seat; times are exam milliseconds, None for what isn't known or stands still."""

    sitting: str
    session_id: int | None
    contestant_id: int
    name: str
    number: str
    unit: str
    room_id: int | None
    room: str
    seat: str
    row: int | None
    column: int | None
    attempt: int
    state: str
    opened_at: int | None
    paused_at: int | None
    deadline: int | None
    heard_at: int | None
    queued: int
    notice_id: int
    notice_seen: int
    entered_at: int | None
    checked_in_at: int | None
    absent_at: int | None
    last_seq: int
    held: int


@dataclass(frozen=True)
class HandRow:
    """A raised hand that nobody has answered: what was asked, if anything."""

    sitting: str
    seq: int
    text: str
    at: int


@dataclass(frozen=True)
class SilenceRow:
    """A silence nobody has settled."""

    id: int
    sitting: str
    from_at: int
    to_at: int


@dataclass(frozen=True)
class SignalRow:
    """What the server saw of a sitting."""

    sitting: str
    code: str
    detail: str
    at: int


@dataclass(frozen=True)
class StopRow:
    """A measure that stopped or started a sitting's clock."""

    sitting: str
    kind: str
    at: int


def seated_sittings(round_id: int) -> list[SeatedSitting]:
    """Return the latest sitting of every contestant of the round, in order of room and seat."""
    newest = aliased(Sitting)
    latest = (
        select(newest.contestant_id, func.max(newest.attempt).label("attempt"))
        .where(newest.round_id == round_id)
        .group_by(newest.contestant_id)
        .subquery()
    )
    last_seq = select(func.coalesce(func.max(Entry.seq), 0)).where(Entry.sitting_id == Sitting.id).scalar_subquery()
    held = select(func.count()).where(HeldEntry.sitting_id == Sitting.id, undecided()).scalar_subquery()
    rows = db.session.execute(
        select(
            Sitting.id.label("sitting"),
            Sitting.session_id,
            Contestant.id.label("contestant_id"),
            Contestant.name,
            Contestant.admission_number.label("number"),
            Contestant.unit,
            Room.id.label("room_id"),
            func.coalesce(Room.name, "").label("room"),
            func.coalesce(RoomSeat.label, Contestant.seat).label("seat"),
            RoomSeat.row,
            RoomSeat.column,
            Sitting.attempt,
            Sitting.state,
            Sitting.opened_at,
            Sitting.paused_at,
            Sitting.deadline,
            Sitting.heard_at,
            Sitting.queued,
            Sitting.notice_id,
            Sitting.notice_seen,
            Sitting.entered_at,
            Seating.checked_in_at,
            Seating.absent_at,
            last_seq.label("last_seq"),
            held.label("held"),
        )
        .join(latest, (latest.c.contestant_id == Sitting.contestant_id) & (latest.c.attempt == Sitting.attempt))
        .join(Contestant, Contestant.id == Sitting.contestant_id)
        .outerjoin(
            Seating, (Seating.session_id == Sitting.session_id) & (Seating.contestant_id == Sitting.contestant_id)
        )
        .outerjoin(RoomSeat, RoomSeat.id == Seating.seat_id)
        .outerjoin(Room, Room.id == RoomSeat.room_id)
        .where(Sitting.round_id == round_id)
        .order_by(
            case((Room.id.is_(None), 1), else_=0),
            Room.name,
            RoomSeat.row,
            RoomSeat.column,
            Contestant.admission_number,
        )
    )
    return [SeatedSitting(**row) for row in rows.mappings()]


def answers_since(known: Mapping[str, int]) -> list[tuple[str, int, str]]:
    """Return (sitting, seq, body) of the answers after each sitting's seq in `known`, in order."""
    if not known:
        return []
    told = values(column("sitting", String), column("seq", Integer)).data(list(known.items())).cte("told")
    rows = db.session.execute(
        select(Entry.sitting_id, Entry.seq, Entry.body)
        .join(told, told.c.sitting == Entry.sitting_id)
        .where(Entry.seq > told.c.seq, Entry.kind == "answer")
        .order_by(Entry.sitting_id, Entry.seq)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def open_hands(round_id: int) -> list[HandRow]:
    """Return the newest hand of each sitting that is up: not lowered again, not answered."""
    newest = (
        select(Entry.sitting_id, func.max(Entry.seq).label("seq"))
        .join(Sitting, Sitting.id == Entry.sitting_id)
        .where(Sitting.round_id == round_id, Entry.kind == "hand")
        .group_by(Entry.sitting_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Entry.sitting_id, Entry.seq, Entry.body, Entry.arrived_at)
        .join(newest, (newest.c.sitting_id == Entry.sitting_id) & (newest.c.seq == Entry.seq))
        .outerjoin(HandAnswer, (HandAnswer.sitting_id == Entry.sitting_id) & (HandAnswer.seq == Entry.seq))
        .where(HandAnswer.id.is_(None))
        .order_by(Entry.arrived_at)
    )
    read = [(sitting, seq, json.loads(body), at) for sitting, seq, body, at in rows]
    return [
        HandRow(sitting, seq, str(body.get("text") or "")[:300], at)
        for sitting, seq, body, at in read
        if body.get("lower") is not True
    ]


def open_silences(round_id: int) -> list[SilenceRow]:
    """Return the silences of the round that nobody has settled, oldest first."""
    rows = db.session.execute(
        select(Silence.id, Silence.sitting_id, Silence.from_at, Silence.to_at)
        .join(Sitting, Sitting.id == Silence.sitting_id)
        .where(Sitting.round_id == round_id, Silence.settled.is_(None))
        .order_by(Silence.from_at)
    )
    return [SilenceRow(*row) for row in rows]


def recent_signals(round_id: int, since: int) -> list[SignalRow]:
    """Return what the server saw of the round's sittings since a moment, oldest first."""
    rows = db.session.execute(
        select(Signal.sitting_id, Signal.code, Signal.detail, Signal.at)
        .join(Sitting, Sitting.id == Signal.sitting_id)
        .where(Sitting.round_id == round_id, Signal.at >= since)
        .order_by(Signal.id)
    )
    return [SignalRow(*row) for row in rows]


def clock_stops(sittings: Sequence[str]) -> list[StopRow]:
    """Return the pauses and resumptions of sittings, in order."""
    rows = db.session.execute(
        select(MeasureRow.sitting_id, MeasureRow.kind, MeasureRow.at)
        .where(MeasureRow.sitting_id.in_(sittings), MeasureRow.kind.in_(("pause", "resume")))
        .order_by(MeasureRow.id)
    )
    return [StopRow(str(sitting), kind, at) for sitting, kind, at in rows]


def typed_within(silence: SilenceRow) -> int:
    """Return how many entries carry a time of typing within a silence and came after it: who went on offline."""
    query = select(func.count()).where(
        Entry.sitting_id == silence.sitting,
        Entry.client_at > silence.from_at,
        Entry.client_at < silence.to_at,
        Entry.arrived_at >= silence.to_at,
        Entry.kind.in_(("answer", "act")),
    )
    return db.session.scalar(query) or 0


def granted(round_id: int) -> dict[str, int]:
    """Return the extra time each sitting was given beside pauses made good, ms."""
    rows = db.session.execute(
        select(GrantRow.sitting_id, func.sum(GrantRow.milliseconds))
        .join(Sitting, Sitting.id == GrantRow.sitting_id)
        .where(Sitting.round_id == round_id, GrantRow.kind == "extra")
        .group_by(GrantRow.sitting_id)
    )
    return {sitting: int(total) for sitting, total in rows}


def room_plans(rooms: Sequence[int]) -> list[dict[str, object]]:
    """Return rooms with all their seats, for the plan and for a move."""
    seats = db.session.execute(
        select(RoomSeat.room_id, RoomSeat.id, RoomSeat.label, RoomSeat.row, RoomSeat.column, RoomSeat.spare)
        .where(RoomSeat.room_id.in_(rooms))
        .order_by(RoomSeat.row, RoomSeat.column)
    ).all()
    rows = db.session.scalars(select(Room).where(Room.id.in_(rooms)).order_by(Room.name))
    return [
        {
            "id": room.id,
            "name": room.name,
            "rows": room.rows,
            "columns": room.columns,
            "aisles": json.loads(room.aisles),
            "seats": [
                {"id": id_, "label": label, "row": row, "column": column_, "spare": spare}
                for room_id, id_, label, row, column_, spare in seats
                if room_id == room.id
            ],
        }
        for room in rows
    ]
