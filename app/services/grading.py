"""Grading: closed sittings without a score, found and scored until none is left."""

import logging

from sqlalchemy import select

from app.database import db, transaction
from app.models import Final, Score
from app.runtime import runtime
from app.scoring.record import Record
from app.scoring.rounds import Part, QuizScore, rounded, score_quiz, worth
from app.services import audit
from app.services.papers import frozen_paper
from question_bank.digest import canonical
from question_bank.model import Json

logger = logging.getLogger(__name__)


def grade_due() -> int:
    """Score every current final that has no score yet; return how many. An interrupted run is simply run again.

    A fault in one sitting must not keep the others from their scores; the next run tries it again.
    """
    ungraded = (
        select(Final.id, Final.sitting_id, Final.last_seq)
        .outerjoin(Score, Score.final_id == Final.id)
        .where(Final.voided_at.is_(None), Score.id.is_(None))
        .order_by(Final.id)
    )
    due = db.session.execute(ungraded).all()
    db.session.rollback()
    return sum(_graded(*final) for final in due)


def regrade(*, sitting_id: str, actor: str) -> bool:
    """Score a graded sitting again as a new version if what it is scored from has changed; True if it had.

    A sitting that isn't graded yet is left to `grade_due`.
    """
    newest = (
        select(Score, Final.last_seq)
        .join(Final, Final.id == Score.final_id)
        .where(Score.sitting_id == sitting_id, Final.voided_at.is_(None))
        .order_by(Score.version.desc())
        .limit(1)
    )
    row = db.session.execute(newest).first()
    if row is None:
        return False
    before, last_seq = row
    score, record = score_of(sitting_id, last_seq)
    if score.inputs == before.inputs:
        return False
    _store(sitting_id, before.final_id, before.version + 1, score, record, actor)
    return True


def score_of(sitting_id: str, last_seq: int) -> tuple[QuizScore, Record]:
    """Recompute a sitting's score from its frozen paper and its journal up to `last_seq`."""
    reader = runtime().reader
    record = reader.final_record(sitting_id, last_seq)
    return score_quiz(frozen_paper(sitting_id), record.responses), record


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
        "sections": [_part(part) for part in score.sections],
        "topics": [_part(part) for part in score.topics],
        "items": items,
    })  # fmt: skip


def _graded(final_id: int, sitting_id: str, last_seq: int) -> bool:
    try:
        _grade(final_id, sitting_id, last_seq)
    except Exception:
        logger.exception("a fault while grading sitting %s", sitting_id)
        return False
    return True


def _grade(final_id: int, sitting_id: str, last_seq: int) -> None:
    score, record = score_of(sitting_id, last_seq)
    _store(sitting_id, final_id, 1, score, record, "grader")


def _store(sitting_id: str, final_id: int, version: int, score: QuizScore, record: Record, actor: str) -> None:
    """Keep a version of the score unless another process has kept it meanwhile: the same inputs, the same score."""
    now = runtime().clock.now()
    with transaction() as session:
        if session.scalar(select(Score.id).where(Score.final_id == final_id, Score.version == version)):
            return
        session.add(
            Score(
                sitting_id=sitting_id,
                final_id=final_id,
                version=version,
                total=str(score.total),
                full=str(score.full),
                record=score_record(score, record),
                inputs=score.inputs,
                at=now,
            )
        )
        outcome = {"sitting": sitting_id, "total": str(score.total), "inputs": score.inputs}
        audit.record(session, at=now, actor=actor, action="score", **outcome)


def _part(part: Part) -> Json:
    return {"key": part.key, "title": part.title, "earned": str(rounded(part.earned)), "points": worth(part.points)}
