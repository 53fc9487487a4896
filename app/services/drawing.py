"""Drawing a round: forms made and frozen, and every contestant's paper laid out before the start."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.journal.packing import pack
from app.models import Contestant, ExamSession, FormRow, FrozenPaper, RoomSeat, Round, Seating, Sitting
from app.runtime import runtime
from app.services import audit
from app.services.drawers import DRAWERS
from app.services.drawers.drawer import Draft
from app.services.paper_seals import require_open_papers
from app.services.refused import Refused
from proctor.seating import Place, deal_forms
from proctor.sitting import State
from question_bank.digest import digest


@dataclass(frozen=True)
class Drawn:
    """What a draw made: how many forms and papers."""

    forms: int
    papers: int


def draw_round(*, round_id: int, actor: str) -> Drawn:
    """Make the round's forms and lay out a paper for every contestant who has none.

    Refuses with `no_round`, `papers_sealed`, or as the drawer of the round's kind does. Drawn again, it serves
    contestants added since. Neighbours in the seat plan get different forms; those without a seat by turns.
    """
    seed = secrets.token_hex(16)
    drafts = _drafts(round_id, seed)
    with transaction() as session:
        row = session.get(Round, round_id)
        if row is None:
            raise Refused("no_round")
        require_open_papers(session, round_id)
        forms = _forms(session, row) if row.drawn_at else _keep(session, row, drafts, seed)
        missing = _without_sitting(session, row)
        dealt = _dealt(session, row.id, len(forms))
        for position, contestant_id in enumerate(missing):
            form = forms[dealt.get(contestant_id, position % len(forms))]
            _draw_sitting(session, row, contestant_id, 1, form)
        now = runtime().clock.now()
        row.drawn_at = row.drawn_at or now
        audit.record(session, at=now, actor=actor, action="round.draw", round=round_id, papers=len(missing))
        return Drawn(len(forms), len(missing))


def redraw_sittings(session: Session, row: Round, sittings: Sequence[Sitting]) -> int:
    """Lay out anew the papers of unopened sittings whose form isn't the one their seat asks for; return how many."""
    forms = _forms(session, row)
    dealt, changed = _dealt(session, row.id, len(forms)), 0
    for sitting in sittings:
        wanted = dealt.get(sitting.contestant_id)
        paper = session.get_one(FrozenPaper, sitting.id)
        if wanted is None or paper.form_id == forms[wanted][0]:
            continue
        session.delete(paper)
        session.flush()
        _freeze_paper(session, row, sitting.id, forms[wanted])
        changed += 1
    return changed


def draw_attempt(session: Session, row: Round, contestant_id: int, attempt: int) -> str:
    """Lay out one more paper of a practice round, of any of its forms; return the sitting's id."""
    forms = _forms(session, row)
    return _draw_sitting(session, row, contestant_id, attempt, secrets.choice(forms))


def _drafts(round_id: int, seed: str) -> Sequence[Draft[Any]]:
    """Return the forms of a round that has none: made outside any transaction, because it may take long."""
    row = db.session.execute(select(Round.kind, Round.blueprint, Round.drawn_at).where(Round.id == round_id)).first()
    db.session.rollback()
    if row is None:
        raise Refused("no_round")
    return () if row.drawn_at else DRAWERS[row.kind].draft(row.blueprint, seed)


def _keep(session: Session, row: Round, drafts: Sequence[Draft[Any]], seed: str) -> list[tuple[int, Any]]:
    DRAWERS[row.kind].keep(session, drafts)
    rows = [
        FormRow(
            round_id=row.id,
            label=draft.label,
            seed=seed,
            record=draft.record,
            digest=digest(draft.record),
            report=draft.report,
        )
        for draft in drafts
    ]
    session.add_all(rows)
    session.flush()
    return [(form_row.id, draft.form) for form_row, draft in zip(rows, drafts, strict=True)]


def _forms(session: Session, row: Round) -> list[tuple[int, Any]]:
    rows = session.scalars(select(FormRow).where(FormRow.round_id == row.id).order_by(FormRow.label)).all()
    drawer = DRAWERS[row.kind]
    return [(form_row.id, drawer.thaw(session, form_row.record)) for form_row in rows]


def _without_sitting(session: Session, row: Round) -> Sequence[int]:
    seated = select(Sitting.contestant_id).where(Sitting.round_id == row.id)
    wanted = select(Contestant.id).where(Contestant.competition_id == row.competition_id, Contestant.id.not_in(seated))
    return session.scalars(wanted.order_by(Contestant.seat, Contestant.admission_number)).all()


def _draw_sitting(session: Session, row: Round, contestant_id: int, attempt: int, form: tuple[int, Any]) -> str:
    sitting_id = secrets.token_hex(8)
    session.add(
        Sitting(
            id=sitting_id,
            round_id=row.id,
            contestant_id=contestant_id,
            attempt=attempt,
            state=State.DRAWN,
            grace=row.grace,
            session_id=_session_of(session, row.id, contestant_id),
        )
    )
    session.flush()
    _freeze_paper(session, row, sitting_id, form)
    return sitting_id


def _freeze_paper(session: Session, row: Round, sitting_id: str, form: tuple[int, Any]) -> None:
    form_id, frozen = form
    seed = secrets.token_hex(16)
    paper = DRAWERS[row.kind].lay_out(frozen, seed)
    session.add(
        FrozenPaper(
            sitting_id=sitting_id,
            form_id=form_id,
            seed=seed,
            record=paper.record,
            digest=paper.digest,
            shown=pack(paper.shown),
            shown_digest=digest(paper.shown.decode())[:32],
        )
    )


def _dealt(session: Session, round_id: int, forms: int) -> dict[int, int]:
    """Return which form (by place in the list) each seated contestant gets, room by room."""
    rows = session.execute(
        select(Seating.contestant_id, RoomSeat.id, RoomSeat.row, RoomSeat.column)
        .join(RoomSeat, RoomSeat.id == Seating.seat_id)
        .join(ExamSession, ExamSession.id == Seating.session_id)
        .where(ExamSession.round_id == round_id)
    ).all()
    labels = [str(number) for number in range(forms)]
    places = [Place(seat, row, column) for _, seat, row, column in rows]
    dealt = deal_forms(places, labels)
    return {contestant: int(dealt[seat]) for contestant, seat, _, _ in rows}


def _session_of(session: Session, round_id: int, contestant_id: int) -> int | None:
    """Return the session of the round the contestant is seated in, if there is one."""
    seated = select(Seating.session_id).join(ExamSession, ExamSession.id == Seating.session_id)
    return session.scalar(seated.where(ExamSession.round_id == round_id, Seating.contestant_id == contestant_id))
