"""What the checklist reads of a session from the database."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.models import (
    Account,
    CheckMark,
    Contestant,
    Duty,
    FormRow,
    FrozenPaper,
    RoomSeat,
    Seating,
    SelfTest,
    Sitting,
)


@dataclass(frozen=True)
class SeatedForm:
    """A seat in use, where it is, and the form its contestant has; None without a paper."""

    seat_id: int
    room_id: int
    label: str
    row: int
    column: int
    form: str | None


@dataclass(frozen=True)
class TestedSeat:
    """A seat and its newest self-test: passed, not, or None where there is none; `words` says what was found."""

    label: str
    passed: bool | None
    words: str


def seated_forms(session_id: int) -> list[SeatedForm]:
    """Return the session's seats in use with the forms dealt to them."""
    rows = db.session.execute(
        select(RoomSeat.id, RoomSeat.room_id, RoomSeat.label, RoomSeat.row, RoomSeat.column, FormRow.label)
        .join(Seating, Seating.seat_id == RoomSeat.id)
        .outerjoin(
            Sitting, (Sitting.session_id == Seating.session_id) & (Sitting.contestant_id == Seating.contestant_id)
        )
        .outerjoin(FrozenPaper, FrozenPaper.sitting_id == Sitting.id)
        .outerjoin(FormRow, FormRow.id == FrozenPaper.form_id)
        .where(Seating.session_id == session_id)
        .order_by(RoomSeat.room_id, RoomSeat.row, RoomSeat.column)
    )
    return [SeatedForm(*row) for row in rows]


def tested_seats(session_id: int) -> list[TestedSeat]:
    """Return the newest self-test of every seat in use."""
    rows = db.session.execute(
        select(RoomSeat.label, SelfTest.passed, SelfTest.report)
        .join(Seating, Seating.seat_id == RoomSeat.id)
        .outerjoin(SelfTest, SelfTest.seat_id == RoomSeat.id)
        .where(Seating.session_id == session_id)
        .order_by(RoomSeat.room_id, RoomSeat.row, RoomSeat.column)
    )
    return [TestedSeat(label, passed, _words(passed, report)) for label, passed, report in rows]


def counts(session_id: int, round_id: int) -> tuple[int, int, int]:
    """Return how many contestants the session has, how many of them have a paper, and how many forms there are."""
    contestants = select(func.count()).select_from(Seating).where(Seating.session_id == session_id)
    drawn = (
        select(func.count(func.distinct(Seating.contestant_id)))
        .join(Sitting, (Sitting.contestant_id == Seating.contestant_id) & (Sitting.round_id == round_id))
        .where(Seating.session_id == session_id)
    )
    forms = select(func.count()).select_from(FormRow).where(FormRow.round_id == round_id)
    one, two, three = (db.session.scalar(query) or 0 for query in (contestants, drawn, forms))
    return one, two, three


def idle_proctors(roles: Sequence[str]) -> list[str]:
    """Return the names of active staff of `roles` who have no room."""
    duties = select(func.count()).where(Duty.account_id == Account.id).scalar_subquery()
    return list(
        db.session.scalars(
            select(Account.name).where(Account.role.in_(roles), Account.active, duties == 0).order_by(Account.name)
        )
    )


def conflicted_authors(session_id: int, role: str) -> list[str]:
    """Return the names of active authors who come from the same centre as a contestant of the session."""
    units = (
        select(Contestant.unit)
        .join(Seating, Seating.contestant_id == Contestant.id)
        .where(Seating.session_id == session_id)
    )
    found = select(Account.name).where(
        Account.role == role, Account.active, Account.unit != "", Account.unit.in_(units)
    )
    return list(db.session.scalars(found.order_by(Account.name)))


def check_marks(session_id: int) -> dict[str, str]:
    """Return what people confirmed, by code: who, and in which words."""
    rows = db.session.execute(
        select(CheckMark.code, CheckMark.by, CheckMark.words).where(CheckMark.session_id == session_id)
    )
    return {code: f"{words}（{by.removeprefix('staff:')}）" for code, by, words in rows}


def _words(passed: bool | None, report: str | None) -> str:  # noqa: FBT001  # as stored
    if passed is None or report is None:
        return "没有自检"
    failed = [str(line.get("name", "")) for line in json.loads(report).get("lines", []) if not line.get("passed")]
    return "通过" if passed else f"未通过：{'、'.join(failed)}"
