"""A session's seat plan: who is in it, seats by lot or by hand, and forms so that neighbours differ."""

import random
import secrets
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import transaction
from app.journal.tokens import canonical
from app.models import Contestant, ExamSession, Room, RoomSeat, Round, Seating, Sitting
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.drawing import redraw_sittings
from app.services.paper_seals import require_open_papers
from app.services.refused import Refused
from proctor.seating import Place, Shortage, seat_by_lot
from proctor.sitting import State


def add_contestants(*, actor: Actor, session_id: int, category: str = "") -> int:
    """Put everyone who is in no session of the round yet into this one, of one category if given; return how many.

    Refuses with `no_session` or `session_started`.
    """
    with transaction() as session:
        held = _open(session, session_id)
        taken = (
            select(Seating.contestant_id)
            .join(ExamSession, ExamSession.id == Seating.session_id)
            .where(ExamSession.round_id == held.round_id)
        )
        competition = session.get_one(Round, held.round_id).competition_id
        wanted = select(Contestant.id).where(Contestant.competition_id == competition, Contestant.id.not_in(taken))
        if category:
            wanted = wanted.where(Contestant.category == category)
        people = session.scalars(wanted.order_by(Contestant.admission_number)).all()
        session.add_all(Seating(session_id=session_id, contestant_id=person) for person in people)
        session.flush()
        _join_sittings(session, held, people)
        _note(session, actor, "seats.add", session_id, contestants=len(people))
        return len(people)


def add_contestant(*, actor: Actor, session_id: int, number: str) -> None:
    """Put one contestant into the session, by admission number.

    Refuses with `no_session`, `session_started`, `no_contestant`, or `in_session(name)` if they are in one of the
    round's sessions already.
    """
    with transaction() as session:
        held = _open(session, session_id)
        competition = session.get_one(Round, held.round_id).competition_id
        wanted = (Contestant.admission_number == canonical(number)) & (Contestant.competition_id == competition)
        person = session.scalar(select(Contestant).where(wanted))
        if person is None:
            raise Refused("no_contestant")
        there = (
            select(ExamSession.title)
            .join(Seating, Seating.session_id == ExamSession.id)
            .where(ExamSession.round_id == held.round_id, Seating.contestant_id == person.id)
        )
        already = session.scalar(there)
        if already is not None:
            raise Refused("in_session", name=already)
        session.add(Seating(session_id=session_id, contestant_id=person.id))
        session.flush()
        _join_sittings(session, held, [person.id])
        _note(session, actor, "seats.add", session_id, contestant=person.id)


def remove_contestant(*, actor: Actor, session_id: int, contestant_id: int) -> None:
    """Take a contestant out of the session. Refuses with `no_session`, `session_started` or `no_seating`."""
    with transaction() as session:
        _open(session, session_id)
        seating = _seating(session, session_id, contestant_id)
        session.delete(seating)
        for sitting in _sittings(session, session_id, [contestant_id]):
            sitting.session_id = None
        _note(session, actor, "seats.remove", session_id, contestant=contestant_id)


def seat_everyone(*, actor: Actor, session_id: int, room_ids: Sequence[int], anew: bool = False) -> int:
    """Seat by lot everyone who has no seat (or everyone `anew`); return how many.

    Refuses with `no_session`, `session_started` or `too_few_seats(missing)`.
    """
    with transaction() as session:
        held = _open(session, session_id)
        rows = session.execute(
            select(Seating, Contestant.unit)
            .join(Contestant, Contestant.id == Seating.contestant_id)
            .where(Seating.session_id == session_id)
        ).all()
        competition = session.get_one(Round, held.round_id).competition_id
        places = _places(session, competition, room_ids)
        keep = {} if anew else {row.contestant_id: row.seat_id for row, _ in rows if row.seat_id is not None}
        seed = secrets.token_hex(8)
        plan = seat_by_lot({row.contestant_id: unit for row, unit in rows}, places, random.Random(seed), keep)
        if isinstance(plan, Shortage):
            raise Refused("too_few_seats", missing=plan.missing)
        if anew:
            for row, _ in rows:
                row.seat_id = None
            session.flush()
        for row, _ in rows:
            row.seat_id = plan[row.contestant_id]
        _note(session, actor, "seats.lot", session_id, seed=seed, seated=len(plan) - len(keep))
        return len(plan) - len(keep)


def put_into_seat(*, actor: Actor, session_id: int, contestant_id: int, seat_id: int) -> None:
    """Put a contestant into a seat; whoever has it takes the seat left behind.

    Refuses with `no_session`, `session_started`, `no_seating` or `no_seat`.
    """
    with transaction() as session:
        held = _open(session, session_id)
        mine, seat = _seating(session, session_id, contestant_id), session.get(RoomSeat, seat_id)
        competition = session.get_one(Round, held.round_id).competition_id
        if seat is None or session.get_one(Room, seat.room_id).competition_id != competition:
            raise Refused("no_seat")
        other = session.scalar(select(Seating).where(Seating.session_id == session_id, Seating.seat_id == seat_id))
        left, mine.seat_id = mine.seat_id, None
        session.flush()
        if other is not None and other.id != mine.id:
            other.seat_id = left
            session.flush()
        mine.seat_id = seat_id
        _note(session, actor, "seats.put", session_id, contestant=contestant_id, seat=seat.label)


def deal_again(*, actor: Actor, session_id: int) -> int:
    """Give sittings that nobody has opened the form their seat asks for; return how many papers were laid out anew.

    Refuses with `no_session`, `session_started`, `not_drawn_yet` or `papers_sealed`.
    """
    with transaction() as session:
        held = _open(session, session_id)
        row = session.get_one(Round, held.round_id)
        if row.drawn_at is None:
            raise Refused("not_drawn_yet")
        require_open_papers(session, row.id)
        changed = redraw_sittings(session, row, _unopened(session, session_id))
        _note(session, actor, "seats.deal", session_id, papers=changed)
        return changed


def _unopened(session: Session, session_id: int) -> list[Sitting]:
    return list(session.scalars(select(Sitting).where(Sitting.session_id == session_id, Sitting.state == State.DRAWN)))


def _open(session: Session, session_id: int) -> ExamSession:
    """Return a session whose plan may still change: nobody has opened a paper in it."""
    row = session.get(ExamSession, session_id)
    if row is None:
        raise Refused("no_session")
    opened = select(func.count()).where(Sitting.session_id == session_id, Sitting.state != State.DRAWN)
    if row.started_at is not None or row.sealed_at is not None or session.scalar(opened):
        raise Refused("session_started")
    return row


def _seating(session: Session, session_id: int, contestant_id: int) -> Seating:
    row = session.scalar(
        select(Seating).where(Seating.session_id == session_id, Seating.contestant_id == contestant_id)
    )
    if row is None:
        raise Refused("no_seating")
    return row


def _join_sittings(session: Session, held: ExamSession, people: Sequence[int]) -> None:
    """Let sittings of the round that were drawn before the session was there join it."""
    rows = select(Sitting).where(
        Sitting.round_id == held.round_id, Sitting.contestant_id.in_(people), Sitting.session_id.is_(None)
    )
    for sitting in session.scalars(rows):
        sitting.session_id = held.id


def _sittings(session: Session, session_id: int, people: Sequence[int]) -> list[Sitting]:
    wanted = select(Sitting).where(Sitting.session_id == session_id, Sitting.contestant_id.in_(people))
    return list(session.scalars(wanted))


def _places(session: Session, competition: int, room_ids: Sequence[int]) -> list[Place]:
    """Return the seats of the rooms that are not spare; rows of different rooms are never neighbours."""
    rows = session.execute(
        select(RoomSeat.id, RoomSeat.room_id, RoomSeat.row, RoomSeat.column)
        .join(Room, Room.id == RoomSeat.room_id)
        .where(Room.competition_id == competition, Room.id.in_(room_ids), ~RoomSeat.spare)
    )
    return [Place(id_, row + 1_000 * room, column) for id_, room, row, column in rows]


def _note(session: Session, actor: Actor, action: str, session_id: int, **facts: object) -> None:
    audit.record(session, at=runtime().clock.now(), actor=actor.key, action=action, exam_session=session_id, **facts)
