"""What is handed out before the day: tickets with new codes, seat labels, sign-in sheets and door lists."""

from collections.abc import Callable, Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, select

from app.database import db, transaction
from app.documents.cards import SeatLabel, Ticket, seat_labels_pdf, tickets_pdf
from app.documents.sheet import Section, Sheet, sheet_pdf
from app.models import Competition, Contestant, Seating
from app.queries.attendance import ArrivalRow, SessionRow, arrivals, find_session
from app.queries.team import contestant_sessions
from app.runtime import runtime
from app.services import audit
from app.services.access import Actor
from app.services.codes import ACCESS_CODE_LENGTH, access_mac, new_code
from app.services.refused import Refused

Moment = Callable[[int | None], str]


def new_tickets(*, actor: Actor, session_id: int, date_time: Moment) -> bytes:
    """Give everyone of a session a new access code and return their tickets, the only place where the codes are.

    Older tickets no longer let anyone in. Refuses with `no_session` or `nobody_here`.
    """
    _session(session_id)
    seated = select(Seating.contestant_id).where(Seating.session_id == session_id)
    return _issued(actor, Contestant.id.in_(seated), date_time, exam_session=session_id)


def tickets_for_newcomers(*, actor: Actor, competition_id: int, date_time: Moment) -> bytes:
    """Give everyone of a competition who has no access code one, and return their tickets.

    Refuses with `nobody_here`.
    """
    fresh = (Contestant.competition_id == competition_id) & (Contestant.code_mac == "")
    return _issued(actor, fresh, date_time, competition=competition_id)


def another_ticket(*, actor: Actor, contestant_id: int, date_time: Moment) -> bytes:
    """Give a contestant another access code and return the ticket; refuses with `nobody_here`."""
    return _issued(actor, Contestant.id == contestant_id, date_time, contestant=contestant_id)


def seat_labels(*, session_id: int) -> bytes:
    """Return labels for the desks of a session. Refuses with `no_session` or `nobody_here`."""
    row, people = _seated(session_id)
    return seat_labels_pdf([SeatLabel(one.room, row.title, one.seat, one.name, one.number) for one in people])


def sign_in_sheet(*, session_id: int, date_time: Moment) -> bytes:
    """Return the sheet that contestants sign on arrival, room by room. Refuses as the labels do."""
    row, people = _seated(session_id)
    columns = ("座位", "准考证号", "姓名", "单位", "证件", "手机", "到场时间", "签名")
    sections = [
        Section(
            f"{room}（应到 {len(mine)} 人）",
            columns,
            [(one.seat, one.number, one.name, one.unit, "□", "□", "", "") for one in mine],
            (0, 0, 2, 4, 0, 0, 2, 3),
            height=8,
        )
        for room, mine in _by_room(people)
    ]
    return sheet_pdf(
        Sheet(
            "选手签到表",
            f"{row.round_title} {row.title}　{date_time(row.opens)}",
            sections=sections,
            signatures=("监考员", "主考"),
            foot="应到＿＿人　实到＿＿人　缺考＿＿人",
            landscape=True,
        )
    )


def door_list(*, session_id: int, date_time: Moment) -> bytes:
    """Return the list for each room's door: who sits where. Refuses as the labels do."""
    row, people = _seated(session_id)
    sections = [
        Section(room, ("座位", "准考证号", "姓名"), [(one.seat, one.number, one.name) for one in mine], (1, 2, 2))
        for room, mine in _by_room(people)
    ]
    heading = f"{row.round_title} {row.title}　{date_time(row.opens)}　{len(people)} 人"
    return sheet_pdf(Sheet("考室门贴", heading, sections=sections))


def _issued(actor: Actor, whom: ColumnElement[bool], date_time: Moment, **facts: int) -> bytes:
    """Give people new codes and return their tickets, which are made first: a code nobody could print is never kept.

    People of a competition whose personal details were cleared get none.
    """
    open_ones = select(Competition.id).where(Competition.purged_at.is_(None))
    people = db.session.scalars(
        select(Contestant)
        .where(whom, Contestant.competition_id.in_(open_ones))
        .order_by(Contestant.district, Contestant.unit, Contestant.admission_number)
    ).all()
    if not people:
        raise Refused("nobody_here")
    competition = db.session.get_one(Competition, people[0].competition_id).name
    codes = {person.id: new_code(ACCESS_CODE_LENGTH) for person in people}
    file = tickets_pdf([_ticket(person, competition, codes[person.id], date_time) for person in people])
    with transaction() as session:
        for person_id, code in codes.items():
            row = session.get_one(Contestant, person_id)
            row.code_mac = access_mac(row.admission_number, code)
        record = {**facts, "tickets": len(codes)}
        audit.record(session, at=runtime().clock.now(), actor=actor.key, action="tickets.new", **record)
    return file


def _session(session_id: int) -> SessionRow:
    row = find_session(session_id)
    if row is None:
        raise Refused("no_session")
    return row


def _seated(session_id: int) -> tuple[SessionRow, list[ArrivalRow]]:
    row, people = _session(session_id), arrivals(session_id)
    if not people:
        raise Refused("nobody_here")
    return row, people


def _by_room(people: Sequence[ArrivalRow]) -> list[tuple[str, list[ArrivalRow]]]:
    return [(room or "未编考室", list(mine)) for room, mine in groupby(people, key=lambda one: one.room)]


def _ticket(person: Contestant, competition: str, code: str, date_time: Moment) -> Ticket:
    sessions = [
        (f"{line.round} {line.session}", date_time(line.opens), f"{line.room} {line.seat} 座".strip())
        for line in contestant_sessions(person.id)
    ]
    return Ticket(competition, person.admission_number, person.name, person.unit, person.category, sessions, code)
