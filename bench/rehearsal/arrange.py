"""Arranges the rehearsal on a database of its own: rooms, a session, everybody seated, papers drawn."""

from dataclasses import dataclass
from secrets import token_urlsafe

from flask_migrate import upgrade
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.factory import create_app
from app.models import Contestant, Duty, ExamSession, Room, RoomSeat, Seating, Sitting
from app.runtime import runtime
from app.services.access import Role
from app.services.codes import ACCESS_CODE_LENGTH, new_code
from app.services.competitions import (
    NewContestant,
    NewRound,
    add_account,
    add_competition,
    add_contestant,
    add_round,
)
from app.services.drawing import draw_round
from bench.arrange import Seat
from config import Config
from proctor.seating import grid

ROWS, COLUMNS = 8, 10
LATE_MINUTES = 30
USERNAME = "rehearsal"


@dataclass(frozen=True)
class Stage:
    """What the rehearsal is played on: the round, its sittings, and how the proctor signs in."""

    round_id: int
    seats: tuple[Seat, ...]
    username: str
    password: str


def set_up(config: Config, contestants: int, minutes: float) -> Stage:
    """Make the database of `config` and everything in it; the session starts at once."""
    with create_app(config).app_context():
        upgrade()
        now, password = runtime().clock.now(), token_urlsafe(12)
        with transaction() as session:
            competition = add_competition(session, "演练").id
            new = NewRound("演练", "practice", now, LATE_MINUTES)
            row = add_round(session, competition, new, actor="rehearsal")
            row.length = round(minutes * 60_000)
            held = ExamSession(round_id=row.id, title="演练场", opens=now, entry_closes=row.entry_closes)
            session.add(held)
            session.flush()
            places = _rooms(session, competition, contestants)
            for number in range(1, contestants + 1):
                person = NewContestant(
                    f"2026{number:04}", new_code(ACCESS_CODE_LENGTH), f"演练选手{number}", "演练中心", "窗口", ""
                )
                who = add_contestant(session, competition, person)
                session.flush()
                session.add(Seating(session_id=held.id, contestant_id=who.id, seat_id=places[number - 1]))
            chief = add_account(
                session, username=USERNAME, name="演练主考", role=Role.CHIEF_PROCTOR, password=password
            )
            session.flush()
            session.add(Duty(account_id=chief.id, room_id=None))
            round_id = row.id
        draw_round(round_id=round_id, actor="rehearsal")
        return Stage(round_id, _seats(round_id), USERNAME, password)


def start_now(config: Config, round_id: int) -> None:
    """Let the session start at this moment, whatever the arranging took."""
    with create_app(config).app_context(), transaction() as session:
        now = runtime().clock.now()
        session.execute(update(ExamSession).where(ExamSession.round_id == round_id).values(opens=now))


def _rooms(session: Session, competition: int, contestants: int) -> list[int]:
    """Make as many rooms as are needed; return their seats in order."""
    places: list[int] = []
    while len(places) < contestants:
        number = len(places) // (ROWS * COLUMNS) + 1
        room = Room(competition_id=competition, name=f"演练{number}室", rows=ROWS, columns=COLUMNS, aisles="[5]")
        session.add(room)
        session.flush()
        seats = [
            RoomSeat(room_id=room.id, label=label, row=row, column=column)
            for label, row, column in grid(ROWS, COLUMNS)
        ]
        session.add_all(seats)
        session.flush()
        places += [seat.id for seat in seats]
    return places


def _seats(round_id: int) -> tuple[Seat, ...]:
    rows = db.session.execute(
        select(Sitting.id, Sitting.token_epoch)
        .join(Contestant, Contestant.id == Sitting.contestant_id)
        .where(Sitting.round_id == round_id)
        .order_by(Contestant.admission_number)
    )
    return tuple(Seat(sitting, runtime().tokens.make(sitting, epoch)) for sitting, epoch in rows)
