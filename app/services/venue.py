"""Rooms and sessions, as an organizer sets them up: added, changed before the start, removed while unused."""

import json
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Competition, Duty, ExamSession, Incident, Room, RoomSeat, Round, Seating, SelfTest, Sitting
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.competitions import MINUTE
from app.services.refused import Refused
from proctor.lockdown import Mode, config_key
from proctor.seating import grid
from proctor.seb_file import BadSebFile, read_settings
from proctor.sitting import State

MOST_ROWS = 30
MOST_COLUMNS = 12
LONGEST_TITLE = 64


@dataclass(frozen=True)
class NewRoom:
    """A room of rows and columns of seats; an aisle follows each of the columns in `aisles`."""

    name: str
    rows: int
    columns: int
    aisles: tuple[int, ...] = ()


@dataclass(frozen=True)
class NewSession:
    """A session of a round; `opens` is exam milliseconds, minutes count from there. `by_hand` waits for a proctor."""

    title: str
    opens: int
    late_minutes: int
    by_hand: bool = False
    check_in: bool = False
    hand_in_minutes: int = 0
    seb: Mode = Mode.OFF


def add_room(*, actor: Actor, competition_id: int, new: NewRoom) -> int:
    """Add a room with all its seats; return its id.

    Refuses with `no_competition`, `no_name`, `bad_room` or `room_taken`.
    """
    name = new.name.strip()
    if not name or len(name) > LONGEST_TITLE:
        raise Refused("no_name")
    if not 1 <= new.rows <= MOST_ROWS or not 1 <= new.columns <= MOST_COLUMNS:
        raise Refused("bad_room", rows=MOST_ROWS, columns=MOST_COLUMNS)
    with transaction() as session:
        if session.get(Competition, competition_id) is None:
            raise Refused("no_competition")
        if session.scalar(select(Room.id).where(Room.competition_id == competition_id, Room.name == name)):
            raise Refused("room_taken", name=name)
        aisles = json.dumps(sorted({one for one in new.aisles if 1 <= one < new.columns}))
        room = Room(competition_id=competition_id, name=name, rows=new.rows, columns=new.columns, aisles=aisles)
        session.add(room)
        session.flush()
        session.add_all(
            RoomSeat(room_id=room.id, label=label, row=row, column=column)
            for label, row, column in grid(new.rows, new.columns)
        )
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="room.add", room=room.id, name=name)
        return room.id


def rename_room(*, actor: Actor, room_id: int, name: str) -> None:
    """Give a room another name. Refuses with `no_room`, `no_name` or `room_taken`."""
    wanted = name.strip()
    if not wanted or len(wanted) > LONGEST_TITLE:
        raise Refused("no_name")
    with transaction() as session:
        room = session.get(Room, room_id)
        if room is None:
            raise Refused("no_room")
        same = select(Room.id).where(Room.competition_id == room.competition_id, Room.name == wanted)
        if session.scalar(same) not in {None, room_id}:
            raise Refused("room_taken", name=wanted)
        facts = {"room": room_id, "before": room.name, "name": wanted}
        room.name = wanted
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="room.rename", **facts)


def delete_room(*, actor: Actor, room_id: int) -> None:
    """Remove a room nobody has a seat in. Refuses with `no_room` or `room_in_use`."""
    with transaction() as session:
        room = session.get(Room, room_id)
        if room is None:
            raise Refused("no_room")
        seats = select(RoomSeat.id).where(RoomSeat.room_id == room_id)
        used = select(Seating.id).where(Seating.seat_id.in_(seats)).limit(1)
        told_of = select(Incident.id).where(Incident.room_id == room_id).limit(1)
        if session.scalar(used) or session.scalar(told_of):
            raise Refused("room_in_use")
        session.execute(delete(SelfTest).where(SelfTest.seat_id.in_(seats)))
        session.execute(delete(RoomSeat).where(RoomSeat.room_id == room_id))
        session.execute(delete(Duty).where(Duty.room_id == room_id))
        session.delete(room)
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="room.delete", name=room.name)


def set_spare(*, actor: Actor, seat_id: int, spare: bool) -> None:
    """Keep a seat for moves, or give it back to the plan. Refuses with `no_seat`, or `seat_taken` while it is used."""
    with transaction() as session:
        seat = session.get(RoomSeat, seat_id)
        if seat is None:
            raise Refused("no_seat")
        if spare and session.scalar(select(Seating.id).where(Seating.seat_id == seat_id).limit(1)):
            raise Refused("seat_taken", seat=seat.label)
        seat.spare = spare
        facts = {"seat": seat.label, "room": seat.room_id, "spare": spare}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="seat.spare", **facts)


def add_session(*, actor: Actor, round_id: int, new: NewSession) -> int:
    """Add a session; return its id. Refuses with `no_round`, `no_name`, `bad_times` or `session_taken`."""
    with transaction() as session:
        if session.get(Round, round_id) is None:
            raise Refused("no_round")
        _check(session, round_id, new, None)
        row = ExamSession(round_id=round_id, **_columns(new))
        session.add(row)
        session.flush()
        _note(session, actor, "session.add", row)
        return row.id


def change_session(*, actor: Actor, session_id: int, new: NewSession) -> None:
    """Change a session before anyone has opened a paper in it. Refuses as adding does, or with `session_started`."""
    with transaction() as session:
        row = _unstarted(session, session_id)
        _check(session, row.round_id, new, session_id)
        for name, value in _columns(new).items():
            setattr(row, name, value)
        _note(session, actor, "session.change", row)


def delete_session(*, actor: Actor, session_id: int) -> None:
    """Remove a session nobody has opened a paper in; its sittings go back to the round's own window."""
    with transaction() as session:
        row = _unstarted(session, session_id)
        session.execute(update(Sitting).where(Sitting.session_id == session_id).values(session_id=None))
        session.execute(delete(Seating).where(Seating.session_id == session_id))
        session.delete(row)
        _note(session, actor, "session.delete", row)


def add_seb_key(*, actor: Actor, session_id: int, file: bytes) -> str:
    """Let a configuration of Safe Exam Browser pass in a session; return its key.

    Refuses with `no_session`, `session_sealed` or `bad_seb_file(why)`.
    """
    try:
        key = config_key(read_settings(file))
    except BadSebFile as problem:
        raise Refused("bad_seb_file", why=SEB_WHY[problem.reason]) from problem
    with transaction() as session:
        row = _session(session, session_id)
        if row.sealed_at is not None:
            raise Refused("session_sealed")
        row.seb_config_keys = json.dumps(sorted({*json.loads(row.seb_config_keys), key}))
        facts = {"exam_session": session_id, "key": key}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="session.seb_key", **facts)
    return key


def remove_seb_key(*, actor: Actor, session_id: int, key: str) -> None:
    """Let a configuration of Safe Exam Browser pass no more. Refuses with `no_session` or `session_sealed`."""
    with transaction() as session:
        row = _session(session, session_id)
        if row.sealed_at is not None:
            raise Refused("session_sealed")
        row.seb_config_keys = json.dumps([one for one in json.loads(row.seb_config_keys) if one != key])
        facts = {"exam_session": session_id, "key": key[:64]}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="session.seb_key_removed", **facts)


SEB_WHY = {
    "too_large": "文件太大",
    "encrypted": "文件是加密的，请在配置工具里另存为未加密的",
    "not_seb": "不是 Safe Exam Browser 的配置文件",
}


def _session(session: Session, session_id: int) -> ExamSession:
    row = session.get(ExamSession, session_id)
    if row is None:
        raise Refused("no_session")
    return row


def _unstarted(session: Session, session_id: int) -> ExamSession:
    row = _session(session, session_id)
    opened = select(func.count()).where(Sitting.session_id == session_id, Sitting.state != State.DRAWN)
    if row.started_at is not None or row.sealed_at is not None or session.scalar(opened):
        raise Refused("session_started")
    return row


def _check(session: Session, round_id: int, new: NewSession, mine: int | None) -> None:
    if not new.title.strip() or len(new.title) > LONGEST_TITLE:
        raise Refused("no_name")
    if new.opens <= 0 or not 0 <= new.late_minutes <= 24 * 60 * 31 or not 0 <= new.hand_in_minutes <= 24 * 60:
        raise Refused("bad_times")
    same = select(ExamSession.id).where(ExamSession.round_id == round_id, ExamSession.title == new.title.strip())
    if session.scalar(same) not in {None, mine}:
        raise Refused("session_taken", name=new.title.strip())


def _columns(new: NewSession) -> dict[str, object]:
    return {
        "title": new.title.strip(),
        "opens": new.opens,
        "entry_closes": new.opens + new.late_minutes * MINUTE,
        "by_hand": new.by_hand,
        "check_in": new.check_in,
        "hand_in_after": new.hand_in_minutes * MINUTE,
        "seb": new.seb.value,
    }


def _note(session: Session, actor: Actor, action: str, row: ExamSession) -> None:
    facts = {"exam_session": row.id, "title": row.title, "opens": row.opens, "round": row.round_id}
    audit.record(session, at=runtime().clock.now(), actor=actor.key, action=action, **facts)
