"""What happened in a session, in order: measures, incidents, grants, machine changes and decisions on held entries."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.models import (
    Account,
    Contestant,
    Decision,
    Final,
    GrantRow,
    Incident,
    MeasureRow,
    Room,
    RoomSeat,
    Seating,
    Signal,
    Sitting,
)


@dataclass(frozen=True)
class MeasureLine:
    """One thing done to one sitting; `seat` and `name` are empty for what concerned nobody alone."""

    at: int
    batch: str
    kind: str
    reason: str
    words: str
    detail: str
    milliseconds: int | None
    by: str
    second: str
    seat: str
    name: str


@dataclass(frozen=True)
class IncidentLine:
    """One incident noted: of one contestant, of a room, or of all."""

    at: int
    kind: str
    words: str
    by: str
    room: str
    seat: str
    name: str


@dataclass(frozen=True)
class GrantTotal:
    """The time a contestant was given in all, by kind (ms)."""

    seat: str
    name: str
    kind: str
    milliseconds: int


@dataclass(frozen=True)
class ChangeLine:
    """A sitting that went on at another machine, and when."""

    at: int
    seat: str
    name: str
    detail: str


def measure_lines(session_id: int, rooms: Collection[int] | None = None) -> list[MeasureLine]:
    """Return the session's measures in order; messages are left out: they are not decisions on anyone."""
    query = (
        select(
            MeasureRow.at,
            MeasureRow.batch,
            MeasureRow.kind,
            MeasureRow.reason,
            MeasureRow.words,
            MeasureRow.detail,
            MeasureRow.milliseconds,
            MeasureRow.by,
            MeasureRow.second,
            func.coalesce(RoomSeat.label, Contestant.seat, ""),
            func.coalesce(Contestant.name, ""),
        )
        .outerjoin(Sitting, Sitting.id == MeasureRow.sitting_id)
        .where(MeasureRow.session_id == session_id, MeasureRow.kind != "notice")
        .order_by(MeasureRow.id)
    )
    return [MeasureLine(*row) for row in db.session.execute(_seated(query, rooms))]


def incident_lines(session_id: int, rooms: Collection[int] | None = None) -> list[IncidentLine]:
    """Return the session's incidents in order, and those of the rooms asked for."""
    query = (
        select(
            Incident.at,
            Incident.kind,
            Incident.words,
            Incident.by,
            func.coalesce(Room.name, ""),
            func.coalesce(RoomSeat.label, Contestant.seat, ""),
            func.coalesce(Contestant.name, ""),
        )
        .outerjoin(Sitting, Sitting.id == Incident.sitting_id)
        .outerjoin(Contestant, Contestant.id == Sitting.contestant_id)
        .outerjoin(
            Seating, (Seating.session_id == Sitting.session_id) & (Seating.contestant_id == Sitting.contestant_id)
        )
        .outerjoin(RoomSeat, RoomSeat.id == Seating.seat_id)
        .outerjoin(Room, Room.id == func.coalesce(Incident.room_id, RoomSeat.room_id))
        .where(Incident.session_id == session_id)
        .order_by(Incident.id)
    )
    if rooms is not None:
        query = query.where(Room.id.is_(None) | Room.id.in_(rooms))
    return [IncidentLine(*row) for row in db.session.execute(query)]


def grant_totals(session_id: int, rooms: Collection[int] | None = None) -> list[GrantTotal]:
    """Return what each contestant was given, by kind."""
    query = (
        select(
            func.coalesce(RoomSeat.label, Contestant.seat),
            Contestant.name,
            GrantRow.kind,
            func.sum(GrantRow.milliseconds),
        )
        .select_from(GrantRow)
        .join(Sitting, Sitting.id == GrantRow.sitting_id)
        .where(Sitting.session_id == session_id)
        .group_by(RoomSeat.label, Contestant.seat, Contestant.name, Contestant.id, GrantRow.kind)
        .order_by(func.coalesce(RoomSeat.label, Contestant.seat), GrantRow.kind)
    )
    return [GrantTotal(*row) for row in db.session.execute(_seated(query, rooms))]


def machine_changes(session_id: int, rooms: Collection[int] | None = None) -> list[ChangeLine]:
    """Return where another machine or browser took a sitting over."""
    query = (
        select(Signal.at, func.coalesce(RoomSeat.label, Contestant.seat), Contestant.name, Signal.detail)
        .join(Sitting, Sitting.id == Signal.sitting_id)
        .where(Sitting.session_id == session_id, Signal.code == "machine_changed")
        .order_by(Signal.id)
    )
    return [ChangeLine(*row) for row in db.session.execute(_seated(query, rooms))]


def decision_counts(session_id: int, rooms: Collection[int] | None = None) -> tuple[int, int]:
    """Return how many held entries two people accepted, and how many they did not."""
    query = (
        select(Decision.accepted, func.count())
        .join(Sitting, Sitting.id == Decision.sitting_id)
        .where(Sitting.session_id == session_id)
        .group_by(Decision.accepted)
    )
    counts = {bool(accepted): number for accepted, number in db.session.execute(_seated(query, rooms))}
    return counts.get(True, 0), counts.get(False, 0)


def ends(session_id: int, rooms: Collection[int] | None = None) -> dict[str, int]:
    """Return how the session's sittings ended: by `how` of their current final, and `void`."""
    how = func.coalesce(Final.how, Sitting.state)
    query = (
        select(how, func.count())
        .select_from(Sitting)
        .outerjoin(Final, (Final.sitting_id == Sitting.id) & Final.voided_at.is_(None))
        .where(Sitting.session_id == session_id)
        .group_by(how)
    )
    return {row[0]: row[1] for row in db.session.execute(_seated(query, rooms))}


def staff_names() -> dict[str, str]:
    """Return the names of staff by the key the record knows them by."""
    rows = db.session.execute(select(Account.username, Account.name))
    return {f"staff:{username}": name for username, name in rows}


def _seated(query: Any, rooms: Collection[int] | None) -> Any:  # noqa: ANN401  # a select of any columns
    """Join the contestant and seat of the query's sitting; only those in `rooms` if given."""
    joined = (
        query.outerjoin(Contestant, Contestant.id == Sitting.contestant_id)
        .outerjoin(
            Seating, (Seating.session_id == Sitting.session_id) & (Seating.contestant_id == Sitting.contestant_id)
        )
        .outerjoin(RoomSeat, RoomSeat.id == Seating.seat_id)
    )
    return joined if rooms is None else joined.where(RoomSeat.room_id.in_(rooms))
