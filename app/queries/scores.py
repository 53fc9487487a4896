"""Scores of a round, and one sitting's score down to its items."""

import json
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Contestant, Final, FormRow, FrozenPaper, Round, Score, Sitting
from app.queries.runs import CaseRow, case_rows
from app.scoring.rounds import rounded
from proctor.sitting import State
from question_bank.blueprint import plain


@dataclass(frozen=True)
class ScoreRow:
    """One contestant's line: the best-known facts of the latest sitting; None where there is none yet."""

    sitting_id: str
    admission_number: str
    name: str
    unit: str
    category: str
    seat: str
    attempt: int
    state: str
    form: str
    how: str | None
    closed_at: int | None
    total: Decimal | None
    full: Decimal | None
    sections: tuple[Decimal, ...]


@dataclass(frozen=True)
class PartRow:
    """A share of a score, by section or by topic; both numbers rounded to 0.01 for showing."""

    key: str
    title: str
    earned: Decimal
    points: Decimal

    @property
    def percent(self) -> int:
        """How much of the points was earned, in whole per cent."""
        return int(self.earned * 100 / self.points) if self.points else 0


@dataclass(frozen=True)
class ItemRow:
    """One answerable item as graded; `id` is the sitting's own, `item` the bank's, `seq` the entry that counted."""

    id: str
    item: str
    section: str
    earned: Decimal
    verdict: str
    reason: str
    seq: int | None


@dataclass(frozen=True)
class ScoreDetail:
    """A score with its parts, as stored; `cases` are a simulation's."""

    total: Decimal
    full: Decimal
    inputs: str
    sections: list[PartRow]
    topics: list[PartRow]
    items: list[ItemRow]
    cases: list[CaseRow]


def round_scores(round_id: int) -> list[ScoreRow]:
    """Return every sitting of the round with its current score, in order of admission number and attempt."""
    other = aliased(Score)
    newest = select(func.max(other.version)).where(other.final_id == Final.id).scalar_subquery()
    rows = db.session.execute(
        select(Sitting, Contestant, FormRow.label, Final, Score)
        .join(Contestant, Contestant.id == Sitting.contestant_id)
        .join(FrozenPaper, FrozenPaper.sitting_id == Sitting.id)
        .join(FormRow, FormRow.id == FrozenPaper.form_id)
        .outerjoin(Final, (Final.sitting_id == Sitting.id) & Final.voided_at.is_(None))
        .outerjoin(Score, (Score.final_id == Final.id) & (Score.version == newest))
        .where(Sitting.round_id == round_id)
        .order_by(Contestant.admission_number, Sitting.attempt)
    )
    return [_score_row(*row) for row in rows]


def first_form_record(round_id: int) -> str | None:
    """Return the frozen record of the round's first form, or None before the draw."""
    return db.session.scalar(
        select(FormRow.record).where(FormRow.round_id == round_id).order_by(FormRow.label).limit(1)
    )


def section_titles(round_id: int) -> list[str]:
    """Return the titles of the round's sections, the same in every form."""
    record = first_form_record(round_id)
    return [section["title"] for section in json.loads(record)["sections"]] if record else []


def find_score(sitting_id: str) -> ScoreDetail | None:
    """Return the current score of a sitting, or None before it is graded."""
    row = db.session.scalar(
        select(Score)
        .join(Final, Final.id == Score.final_id)
        .where(Score.sitting_id == sitting_id, Final.voided_at.is_(None))
        .order_by(Score.version.desc())
        .limit(1)
    )
    if row is None:
        return None
    parts = json.loads(row.record)
    return ScoreDetail(
        Decimal(row.total),
        Decimal(row.full),
        row.inputs,
        [_part_row(part) for part in parts["sections"]],
        [_part_row(part) for part in parts["topics"]],
        [_item_row(item) for item in parts["items"]],
        case_rows(parts.get("cases", ())),
    )


def find_sitting_owner(sitting_id: str) -> tuple[int, int, bool] | None:
    """Return a sitting's contestant, round, and whether the round's scores are released; None if there is none."""
    row = db.session.execute(
        select(Sitting.contestant_id, Sitting.round_id, Round.released_at)
        .join(Round, Round.id == Sitting.round_id)
        .where(Sitting.id == sitting_id)
    ).first()
    return (row[0], row[1], row[2] is not None) if row else None


def _part_row(part: dict[str, str]) -> PartRow:
    points = Decimal(plain(rounded(Fraction(part["points"]))))
    return PartRow(part["key"], part["title"], Decimal(part["earned"]), points)


def _item_row(item: dict[str, Any]) -> ItemRow:
    return ItemRow(
        item["id"],
        item["item"],
        item["section"],
        Decimal(item["earned"]),
        item["verdict"],
        item["reason"],
        item["seq"],
    )


def _score_row(sitting: Sitting, person: Contestant, form: str, final: Final | None, score: Score | None) -> ScoreRow:
    sections = json.loads(score.record)["sections"] if score else []
    return ScoreRow(
        sitting.id,
        person.admission_number,
        person.name,
        person.unit,
        person.category,
        person.seat,
        sitting.attempt,
        State(sitting.state).value,
        form,
        final.how if final else None,
        final.closed_at if final else None,
        Decimal(score.total) if score else None,
        Decimal(score.full) if score else None,
        tuple(Decimal(section["earned"]) for section in sections),
    )
