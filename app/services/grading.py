"""Grading: closed sittings without a score, found and scored until none is left."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from app.database import db, transaction
from app.models import Decision, Final, Round, Score, Sitting
from app.runtime import runtime
from app.scoring.record import Record
from app.scoring.rounds import Part, QuizScore, SimulationScore, rounded, score_quiz, worth
from app.scoring.run_record import case_json
from app.services import audit
from app.services.papers import frozen_paper
from app.services.runs import score_of_runs
from question_bank.digest import canonical
from question_bank.model import Json

logger = logging.getLogger(__name__)


def grade_due() -> int:
    """Score every current final that has no score, or one that a decision came after; return how many.

    An interrupted run is simply run again. A fault in one sitting must not keep the others from their scores.
    """
    newest = (
        select(Score.final_id, func.max(Score.version).label("version"), func.max(Score.last_decision).label("last"))
        .group_by(Score.final_id)
        .subquery()
    )
    decided = exists().where(Decision.sitting_id == Final.sitting_id, Decision.accepted, Decision.id > newest.c.last)
    wanted = (
        select(Final.id, Final.sitting_id, Round.kind, Final.last_seq, func.coalesce(newest.c.version, 0))
        .join(Sitting, Sitting.id == Final.sitting_id)
        .join(Round, Round.id == Sitting.round_id)
        .outerjoin(newest, newest.c.final_id == Final.id)
        .where(Final.voided_at.is_(None), newest.c.version.is_(None) | decided)
        .order_by(Final.id)
    )
    due = db.session.execute(wanted).all()
    db.session.rollback()
    return sum(_graded(*final) for final in due)


@dataclass(frozen=True)
class Graded:
    """A score ready to be kept: decimal strings, the digest of what it was computed from, and its parts as JSON."""

    total: str
    full: str
    inputs: str
    record: str


def grade_quiz(sitting_id: str, last_seq: int) -> Graded:
    """Recompute a quiz's score from its frozen paper and its journal up to `last_seq`."""
    record = runtime().reader.final_record(sitting_id, last_seq)
    score = score_quiz(frozen_paper(sitting_id), record.responses)
    return Graded(str(score.total), str(score.full), score.inputs, score_record(score, record))


def grade_simulation(sitting_id: str, last_seq: int) -> Graded:
    """Recompute a simulation's score from its frozen cases and the acts up to `last_seq`."""
    score = score_of_runs(sitting_id, last_seq)
    return Graded(str(score.total), str(score.full), score.inputs, run_record(score))


GRADERS: Mapping[str, Callable[[str, int], Graded]] = {"quiz": grade_quiz, "simulation": grade_simulation}


def score_record(score: QuizScore, record: Record) -> str:
    """Return a score's parts as canonical JSON text: what the organizer's pages and the auditor read."""
    items: list[Json] = [
        {
            "id": graded.placed.id,
            "item": graded.placed.item.id,
            "revision": graded.placed.item.revision,
            "kind": graded.placed.item.kind,
            "section": graded.section,
            "points": worth(graded.placed.points),
            "earned": str(rounded(graded.earned)),
            "verdict": graded.grade.verdict,
            "reason": graded.grade.reason,
            "response": graded.response,
            "seq": record.answered_by.get(graded.placed.id),
        }
        for graded in score.items
    ]
    return canonical({
        "exact": str(score.exact),
        "sections": [_part(part) for part in score.sections],
        "topics": [_part(part) for part in score.topics],
        "items": items,
    })  # fmt: skip


def run_record(score: SimulationScore) -> str:
    """Return a simulation's parts in the shape of a quiz's, with its cases down to the checkpoints beside them."""
    return canonical({
        "exact": str(score.exact),
        "sections": [_part(part) for part in score.sections],
        "topics": [_part(part) for part in score.groups],
        "items": [],
        "cases": [case_json(one) for one in score.cases],
    })  # fmt: skip


def _graded(final_id: int, sitting_id: str, kind: str, last_seq: int, version: int) -> bool:
    try:
        _grade(final_id, sitting_id, kind, last_seq, version + 1)
    except Exception:
        logger.exception("a fault while grading sitting %s", sitting_id)
        return False
    return True


def _grade(final_id: int, sitting_id: str, kind: str, last_seq: int, version: int) -> None:
    """Compute and keep a version of the score.

    The newest decision is read before what it decides on, so that one made meanwhile is found uncounted. Another
    process may have kept this version meanwhile; the same inputs give the same score.
    """
    last_decision = select(func.coalesce(func.max(Decision.id), 0)).where(Decision.sitting_id == sitting_id)
    counted = db.session.scalar(last_decision) or 0
    graded = GRADERS[kind](sitting_id, last_seq)
    now = runtime().clock.now()
    with transaction() as session:
        if session.scalar(select(Score.id).where(Score.final_id == final_id, Score.version == version)):
            return
        session.add(
            Score(
                sitting_id=sitting_id,
                final_id=final_id,
                version=version,
                total=graded.total,
                full=graded.full,
                record=graded.record,
                inputs=graded.inputs,
                last_decision=counted,
                at=now,
            )
        )
        outcome = {"sitting": sitting_id, "version": version, "total": graded.total, "inputs": graded.inputs}
        audit.record(session, at=now, actor="grader", action="score", **outcome)


def _part(part: Part) -> Json:
    return {"key": part.key, "title": part.title, "earned": str(rounded(part.earned)), "points": worth(part.points)}
