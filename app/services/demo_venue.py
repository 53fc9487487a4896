"""The demo's rooms, sessions, seats and duties, made where they are missing."""

import json

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.models import Account, Contestant, Duty, ExamSession, Room, RoomSeat, Round, Seating, Sitting
from app.services.access import Role

ROOMS = (("第一考室", 5, 8, (4,)), ("第二考室", 4, 6, (3,)))
SESSION = "演示场"
SEATED_ROUNDS = ("知识竞赛", "模拟受理")
SPARE_ROW = 5


def arrange_venue(session: Session, competition_id: int) -> None:
    """Make the rooms, a session of each seated round with every contestant in it, and duties for those without one."""
    if not session.scalar(select(Room.id).where(Room.competition_id == competition_id).limit(1)):
        for name, rows, columns, aisles in ROOMS:
            _add_room(session, competition_id, name, rows, columns, aisles)
    rounds = select(Round).where(Round.competition_id == competition_id, Round.title.in_(SEATED_ROUNDS))
    for row in session.scalars(rounds).all():
        _add_session(session, row)
    _add_duties(session)


def roll_sessions(session: Session, now: int, closes: int) -> None:
    """Keep the demo's sessions open from now on."""
    for row in session.scalars(
        select(ExamSession).where(ExamSession.title == SESSION, ExamSession.sealed_at.is_(None))
    ):
        row.opens, row.entry_closes = min(row.opens, now), closes


def _add_room(
    session: Session, competition_id: int, name: str, rows: int, columns: int, aisles: tuple[int, ...]
) -> None:
    room = Room(competition_id=competition_id, name=name, rows=rows, columns=columns, aisles=json.dumps(aisles))
    session.add(room)
    session.flush()
    session.add_all(
        RoomSeat(
            room_id=room.id,
            label=f"{row * columns + column + 1:02}",
            row=row + 1,
            column=column + 1,
            spare=row + 1 == SPARE_ROW,
        )
        for row in range(rows)
        for column in range(columns)
    )
    session.flush()


def _add_session(session: Session, row: Round) -> None:
    """Hold the round in one session; sittings drawn before it was there join it."""
    if session.scalar(select(ExamSession.id).where(ExamSession.round_id == row.id).limit(1)):
        return
    held = ExamSession(round_id=row.id, title=SESSION, opens=row.opens, entry_closes=row.entry_closes)
    session.add(held)
    session.flush()
    people = session.scalars(
        select(Contestant.id)
        .where(Contestant.competition_id == row.competition_id)
        .order_by(Contestant.admission_number)
    ).all()
    seats = session.scalars(
        select(RoomSeat.id)
        .join(Room, Room.id == RoomSeat.room_id)
        .where(Room.competition_id == row.competition_id, ~RoomSeat.spare)
        .order_by(RoomSeat.id)
    )
    session.add_all(
        Seating(session_id=held.id, contestant_id=person, seat_id=seat)
        for person, seat in zip(people, seats, strict=False)
    )
    session.execute(update(Sitting).where(Sitting.round_id == row.id).values(session_id=held.id))


def _add_duties(session: Session) -> None:
    """Give every demo proctor without a duty all rooms."""
    duties = select(func.count()).where(Duty.account_id == Account.id).scalar_subquery()
    free = select(Account.id).where(
        Account.demo, Account.role.in_((Role.PROCTOR.value, Role.CHIEF_PROCTOR.value)), duties == 0
    )
    session.add_all(Duty(account_id=account, room_id=None) for account in session.scalars(free).all())
