"""Rounds: for a contestant, with where their own sitting stands; for organizers, with counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.models import Contestant, ExamSession, Final, FormRow, FrozenPaper, GrantRow, Round, Score, Sitting
from app.queries.windows import window_of
from proctor.sitting import CLOSED, State
from proctor.timing import Grant, Phase, Window, phase_at, starts_at


@dataclass(frozen=True)
class ContestantRound:
    """A round as one contestant sees it; `state` is one of the protocol's, times are exam milliseconds.

    `session` is the title of the session it is sat in, empty where there is none.
    """

    id: int
    title: str
    state: str
    starts: int
    ends: int
    minutes: int
    practice: bool
    personal: bool
    sitting: str | None
    kind: str
    blueprint: str
    session: str
    hand_in_after: int


@dataclass(frozen=True)
class RoundRow:
    """A round as organizers see it."""

    id: int
    title: str
    kind: str
    blueprint: str
    full_mark: str
    opens: int
    entry_closes: int
    minutes: int
    personal: bool
    practice: bool
    drawn_at: int | None
    released_at: int | None
    contestants: int
    counts: dict[str, int]
    scored: int


@dataclass(frozen=True)
class FormInfo:
    """A frozen form: its label, digest and fairness report."""

    label: str
    digest: str
    report: str
    papers: int


def contestant_rounds(contestant_id: int, competition_id: int, now: int) -> list[ContestantRound]:
    """Return the competition's rounds in order of opening, each with this contestant's latest sitting."""
    latest = (
        select(Sitting.round_id, func.max(Sitting.attempt).label("attempt"))
        .where(Sitting.contestant_id == contestant_id)
        .group_by(Sitting.round_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Round, Sitting, ExamSession)
        .outerjoin(latest, latest.c.round_id == Round.id)
        .outerjoin(
            Sitting,
            (Sitting.round_id == Round.id)
            & (Sitting.contestant_id == contestant_id)
            & (Sitting.attempt == latest.c.attempt),
        )
        .outerjoin(ExamSession, ExamSession.id == Sitting.session_id)
        .where(Round.competition_id == competition_id)
        .order_by(Round.practice, Round.opens, Round.id)
    ).all()
    grants = _grants([sitting.id for _, sitting, _ in rows if sitting])
    return [_contestant_round(*row, grants, now) for row in rows]


def list_rounds() -> list[RoundRow]:
    """Return every round with the counts of its sittings by state."""
    rounds = db.session.scalars(select(Round).order_by(Round.practice, Round.opens, Round.id)).all()
    return [_round_row(row) for row in rounds]


def find_round(round_id: int) -> RoundRow | None:
    """Return one round, or None."""
    row = db.session.get(Round, round_id)
    return _round_row(row) if row else None


def list_forms(round_id: int) -> list[FormInfo]:
    """Return the round's frozen forms in order of label."""
    papers = select(func.count()).where(FrozenPaper.form_id == FormRow.id).scalar_subquery()
    rows = db.session.execute(
        select(FormRow.label, FormRow.digest, FormRow.report, papers)
        .where(FormRow.round_id == round_id)
        .order_by(FormRow.label)
    )
    return [FormInfo(*row) for row in rows]


def _round_row(row: Round) -> RoundRow:
    states = db.session.execute(
        select(Sitting.state, func.count().label("sittings")).where(Sitting.round_id == row.id).group_by(Sitting.state)
    )
    contestants = select(func.count()).where(Contestant.competition_id == row.competition_id)
    scored = (
        select(func.count(func.distinct(Score.sitting_id)))
        .join(Final, Final.id == Score.final_id)
        .join(Sitting, Sitting.id == Score.sitting_id)
        .where(Sitting.round_id == row.id, Final.voided_at.is_(None))
    )
    return RoundRow(
        row.id,
        row.title,
        row.kind,
        row.blueprint,
        row.full_mark,
        row.opens,
        row.entry_closes,
        row.length // 60_000,
        row.personal,
        row.practice,
        row.drawn_at,
        row.released_at,
        db.session.scalar(contestants) or 0,
        {row.state: row.sittings for row in states},
        db.session.scalar(scored) or 0,
    )


def _grants(sitting_ids: Sequence[str]) -> dict[str, list[Grant]]:
    rows = db.session.execute(
        select(GrantRow.sitting_id, GrantRow.milliseconds, GrantRow.delays_start).where(
            GrantRow.sitting_id.in_(sitting_ids)
        )
    )
    grants: dict[str, list[Grant]] = {}
    for sitting_id, milliseconds, delays_start in rows:
        grants.setdefault(sitting_id, []).append(Grant(milliseconds, delays_start=delays_start))
    return grants


def _contestant_round(
    held: Round, sitting: Sitting | None, session: ExamSession | None, grants: dict[str, list[Grant]], now: int
) -> ContestantRound:
    window = window_of(held, session)
    granted = grants.get(sitting.id, []) if sitting else []
    opened_at = sitting.opened_at if sitting else None
    starts = starts_at(window, opened_at, granted) or window.opens
    return ContestantRound(
        held.id,
        held.title,
        _state(held, sitting, window, granted, now),
        starts,
        sitting.deadline if sitting and sitting.deadline else starts + held.length,
        held.length // 60_000,
        held.practice,
        held.personal,
        sitting.id if sitting else None,
        held.kind,
        held.blueprint,
        session.title if session else "",
        session.hand_in_after if session else 0,
    )


def _state(held: Round, sitting: Sitting | None, window: Window, granted: list[Grant], now: int) -> str:
    ended = sitting is not None and State(sitting.state) in CLOSED | {State.VOID}
    if ended and held.released_at is not None:
        return "released"
    if ended:
        return "closed"
    if sitting is not None and sitting.opened_at is not None:
        return sitting.state
    phase = phase_at(now, window, grants=granted).phase
    return {Phase.UPCOMING: "upcoming", Phase.ENTRY: "open"}.get(phase, "missed")
