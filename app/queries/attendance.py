"""Who is expected in a session, who has arrived and how, as the check-in and the room record list them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.models import Contestant, ExamSession, PersonalDetails, Room, RoomSeat, Round, Seating, Sitting


@dataclass(frozen=True)
class SessionRow:
    """A session with its round; times are exam milliseconds."""

    id: int
    title: str
    round_id: int
    round_title: str
    round_kind: str
    competition_id: int
    opens: int
    entry_closes: int
    length: int
    personal: bool
    by_hand: bool
    started_at: int | None
    check_in: bool
    hand_in_after: int
    seb: str
    sealed_at: int | None


@dataclass(frozen=True)
class ArrivalRow:
    """One expected contestant: where they sit, when and how they were checked in, and whether their paper is open."""

    seating_id: int
    contestant_id: int
    number: str
    name: str
    unit: str
    id_number: str
    room_id: int | None
    room: str
    seat: str
    checked_in_at: int | None
    checked_in_by: str
    phone_handed_in: bool
    pledged_at: int | None
    absent_at: int | None
    sitting_id: str | None
    state: str | None
    opened_at: int | None

    def late(self, opens: int) -> int:
        """Return how long after the start the contestant came, ms: checked in, or at the paper without a check-in."""
        came = self.checked_in_at if self.checked_in_at is not None else self.opened_at
        return max(0, came - opens) if came is not None else 0

    @property
    def present(self) -> bool:
        """Whether the contestant has been seen: checked in, or at the paper."""
        return self.checked_in_at is not None or self.opened_at is not None


def find_session(session_id: int) -> SessionRow | None:
    """Return one session, or None."""
    row = db.session.execute(
        select(ExamSession, Round).join(Round, Round.id == ExamSession.round_id).where(ExamSession.id == session_id)
    ).first()
    return _session_row(*row) if row else None


def sessions_of(round_id: int) -> list[SessionRow]:
    """Return the sessions of a round in order of start."""
    rows = db.session.execute(
        select(ExamSession, Round)
        .join(Round, Round.id == ExamSession.round_id)
        .where(ExamSession.round_id == round_id)
        .order_by(ExamSession.opens, ExamSession.id)
    )
    return [_session_row(*row) for row in rows]


def competition_sessions(competition_id: int) -> list[SessionRow]:
    """Return every session of a competition in order of start."""
    rows = db.session.execute(
        select(ExamSession, Round)
        .join(Round, Round.id == ExamSession.round_id)
        .where(Round.competition_id == competition_id)
        .order_by(ExamSession.opens, ExamSession.id)
    )
    return [_session_row(*row) for row in rows]


def arrivals(session_id: int, rooms: Collection[int] | None = None) -> list[ArrivalRow]:
    """Return who is expected, in order of room and seat; only in `rooms` if given."""
    latest = (
        select(Sitting.contestant_id, func.max(Sitting.attempt).label("attempt"))
        .where(Sitting.session_id == session_id)
        .group_by(Sitting.contestant_id)
        .subquery()
    )
    query = (
        select(
            Seating.id.label("seating_id"),
            Contestant.id.label("contestant_id"),
            Contestant.admission_number.label("number"),
            Contestant.name,
            Contestant.unit,
            func.coalesce(PersonalDetails.id_number, "").label("id_number"),
            Room.id.label("room_id"),
            func.coalesce(Room.name, "").label("room"),
            func.coalesce(RoomSeat.label, Contestant.seat).label("seat"),
            Seating.checked_in_at,
            Seating.checked_in_by,
            Seating.phone_handed_in,
            Seating.pledged_at,
            Seating.absent_at,
            Sitting.id.label("sitting_id"),
            Sitting.state,
            Sitting.opened_at,
        )
        .join(Contestant, Contestant.id == Seating.contestant_id)
        .outerjoin(PersonalDetails, PersonalDetails.contestant_id == Contestant.id)
        .outerjoin(RoomSeat, RoomSeat.id == Seating.seat_id)
        .outerjoin(Room, Room.id == RoomSeat.room_id)
        .outerjoin(latest, latest.c.contestant_id == Contestant.id)
        .outerjoin(
            Sitting,
            (Sitting.session_id == session_id)
            & (Sitting.contestant_id == Contestant.id)
            & (Sitting.attempt == latest.c.attempt),
        )
        .where(Seating.session_id == session_id)
        .order_by(Room.name, RoomSeat.row, RoomSeat.column, Contestant.admission_number)
    )
    if rooms is not None:
        query = query.where(RoomSeat.room_id.in_(rooms))
    return [ArrivalRow(**row) for row in db.session.execute(query).mappings()]


def _session_row(held: ExamSession, row: Round) -> SessionRow:
    return SessionRow(
        held.id,
        held.title,
        row.id,
        row.title,
        row.kind,
        row.competition_id,
        held.opens,
        held.entry_closes,
        row.length,
        row.personal,
        held.by_hand,
        held.started_at,
        held.check_in,
        held.hand_in_after,
        held.seb,
        held.sealed_at,
    )
