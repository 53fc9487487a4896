"""Drawing a round: forms assembled and frozen, and every contestant's paper laid out before the start."""

import json
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.journal.packing import pack
from app.models import Contestant, FormRow, FrozenPaper, Round, Sitting
from app.runtime import runtime
from app.services import audit, bank
from app.services.refused import Refused
from proctor.sitting import State
from question_bank.assembly import Shortfall, assemble
from question_bank.digest import canonical, digest
from question_bank.drawing import report_text
from question_bank.fairness import fairness
from question_bank.freezing import freeze_form, thaw_form
from question_bank.paper import Form, Paper, contestant_paper, lay_out


@dataclass(frozen=True)
class Drawn:
    """What a draw made: how many forms and papers."""

    forms: int
    papers: int


def draw_round(*, round_id: int, actor: str) -> Drawn:
    """Assemble the round's forms and lay out a paper for every contestant who has none.

    Refuses with `no_round`, or `shortfall(lines)` if the bank can't fill the blueprint. Drawn again, it serves
    contestants added since. Neighbours in order of seat get different forms.
    """
    with transaction() as session:
        row = session.get(Round, round_id)
        if row is None:
            raise Refused("no_round")
        forms = _forms(session, row) if row.drawn_at else _assemble(session, row)
        missing = _without_sitting(session, row)
        for position, contestant_id in enumerate(missing):
            _draw_sitting(session, row, contestant_id, 1, forms[position % len(forms)])
        now = runtime().clock.now()
        row.drawn_at = row.drawn_at or now
        audit.record(session, at=now, actor=actor, action="round.draw", round=round_id, papers=len(missing))
        return Drawn(len(forms), len(missing))


def draw_attempt(session: Session, row: Round, contestant_id: int, attempt: int) -> str:
    """Lay out one more paper of a practice round, of any of its forms; return the sitting's id."""
    forms = _forms(session, row)
    return _draw_sitting(session, row, contestant_id, attempt, secrets.choice(forms))


def _assemble(session: Session, row: Round) -> list[tuple[int, Form]]:
    blueprint = bank.blueprint(row.blueprint)
    seed = secrets.token_hex(16)
    forms = assemble(bank.content().bank, blueprint, random.Random(seed))
    if isinstance(forms, Shortfall):
        raise Refused("shortfall", lines=str(forms))
    bank.freeze(session, [item for form in forms for item in form.items])
    report = report_text(fairness(forms, blueprint))
    rows = [_form_row(row.id, form, seed, report) for form in forms]
    session.add_all(rows)
    session.flush()
    return [(form_row.id, form) for form_row, form in zip(rows, forms, strict=True)]


def _form_row(round_id: int, form: Form, seed: str, report: str) -> FormRow:
    record = freeze_form(form)
    return FormRow(round_id=round_id, label=form.label, seed=seed, record=record, digest=digest(record), report=report)


def _forms(session: Session, row: Round) -> list[tuple[int, Form]]:
    rows = session.scalars(select(FormRow).where(FormRow.round_id == row.id).order_by(FormRow.label)).all()
    return [(form_row.id, _thaw_form(session, form_row.record)) for form_row in rows]


def _thaw_form(session: Session, record: str) -> Form:
    revisions = {revision for section in json.loads(record)["sections"] for revision, _ in section["items"]}
    return thaw_form(record, bank.thaw(session, revisions))


def _without_sitting(session: Session, row: Round) -> Sequence[int]:
    seated = select(Sitting.contestant_id).where(Sitting.round_id == row.id)
    wanted = select(Contestant.id).where(Contestant.competition_id == row.competition_id, Contestant.id.not_in(seated))
    return session.scalars(wanted.order_by(Contestant.seat, Contestant.admission_number)).all()


def _draw_sitting(session: Session, row: Round, contestant_id: int, attempt: int, form: tuple[int, Form]) -> str:
    form_id, frozen = form
    sitting_id = secrets.token_hex(8)
    paper = lay_out(frozen, secrets.token_hex(16))
    session.add(
        Sitting(
            id=sitting_id,
            round_id=row.id,
            contestant_id=contestant_id,
            attempt=attempt,
            state=State.DRAWN,
            grace=row.grace,
        )
    )
    session.flush()
    session.add(_frozen_paper(sitting_id, form_id, paper))
    return sitting_id


def _frozen_paper(sitting_id: str, form_id: int, paper: Paper) -> FrozenPaper:
    shown = orjson.dumps(contestant_paper(paper))
    return FrozenPaper(
        sitting_id=sitting_id,
        form_id=form_id,
        seed=paper.seed,
        record=canonical(paper.record()),
        digest=paper.digest,
        shown=pack(shown),
        shown_digest=digest(shown.decode())[:32],
    )
