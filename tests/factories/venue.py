"""Two rooms, a session of the shared round, and the cast seated in it."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select, update

from app.database import transaction
from app.models import Contestant, Duty, ExamSession, Room, RoomSeat, Round, Seating, Sitting
from app.services.access import Role
from app.services.competitions import add_account
from tests.factories.cast import PASSWORD, Rounds


@dataclass(frozen=True)
class Venue:
    """Ids: two rooms of four seats each, the session, and who is only on duty in the second room."""

    session: int
    rooms: tuple[int, int]
    seats: tuple[int, ...]
    other_proctor: str = "proctor9"


def seat_everyone(app: Flask, rounds: Rounds, *, by_hand: bool = False, check_in: bool = False) -> Venue:
    """Hold the shared round in one session: the first three contestants sit in the first room, in order of number."""
    with app.app_context(), transaction() as session:
        held = session.get_one(Round, rounds.shared)
        rooms = [Room(competition_id=held.competition_id, name=name, rows=2, columns=2) for name in ("一室", "二室")]
        session.add_all(rooms)
        session.flush()
        seats = [
            RoomSeat(room_id=room.id, label=f"{start + place:02}", row=place // 2 + 1, column=place % 2 + 1)
            for room, start in zip(rooms, (1, 5), strict=True)
            for place in range(4)
        ]
        row = ExamSession(
            round_id=held.id,
            title="上午场",
            opens=held.opens,
            entry_closes=held.entry_closes,
            by_hand=by_hand,
            check_in=check_in,
        )
        session.add_all([*seats, row])
        session.flush()
        people = session.scalars(
            select(Contestant.id)
            .where(Contestant.competition_id == held.competition_id)
            .order_by(Contestant.admission_number)
        ).all()
        session.add_all(
            Seating(session_id=row.id, contestant_id=person, seat_id=seat.id)
            for person, seat in zip(people, seats, strict=False)
        )
        session.execute(update(Sitting).where(Sitting.round_id == held.id).values(session_id=row.id))
        other = add_account(session, username="proctor9", name="邻室", role=Role.PROCTOR, password=PASSWORD)
        session.flush()
        session.add(Duty(account_id=other.id, room_id=rooms[1].id))
        return Venue(row.id, (rooms[0].id, rooms[1].id), tuple(seat.id for seat in seats))
