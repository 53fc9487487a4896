"""What results are made of, and the versions made of it: scores, absences, checks, decisions, objections."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import (
    Contestant,
    ExamSession,
    Final,
    ImportedScore,
    Objection,
    Qualification,
    ResultStep,
    ResultVersion,
    Round,
    RoundAbsence,
    Score,
    Seating,
    Sitting,
    TieDecision,
)


@dataclass(frozen=True)
class MachineScore:
    """A graded sitting's newest score: exact as a fraction's text, with what it was computed from."""

    entrant: str
    sitting_id: str
    round_id: int
    exact: str
    full: str
    inputs: str
    seconds: int


@dataclass(frozen=True)
class MachineRound:
    """A round graded by machine: whether its scores were released."""

    id: int
    title: str
    released_at: int | None


@dataclass(frozen=True)
class VersionRow:
    """A version of a result without its content."""

    id: int
    competition_id: int
    contest: str
    version: int
    state: str
    status: str
    digest: str
    words: str
    by: str
    at: int
    published_at: int | None
    publicity_ends: date | None


@dataclass(frozen=True)
class StepRow:
    """What someone did with a version."""

    step: str
    words: str
    by: str
    at: int


@dataclass(frozen=True)
class ObjectionRow:
    """An objection; see the model."""

    id: int
    competition_id: int
    contest: str
    stage: str
    round: str
    entrant: str
    filed_by: str
    channel: str
    words: str
    at: int
    assigned_to: int | None
    decision: str
    answer: str
    decided_by: str
    decided_at: int | None


def machine_rounds(competition_id: int, kind: str) -> list[MachineRound]:
    """Return the rounds of a kind that count: not practice."""
    query = select(Round.id, Round.title, Round.released_at).where(
        Round.competition_id == competition_id, Round.kind == kind, Round.practice.is_(False)
    )
    return [MachineRound(*row) for row in db.session.execute(query.order_by(Round.opens, Round.id))]


def machine_scores(competition_id: int, kind: str) -> list[MachineScore]:
    """Return the newest score of every current final in rounds of a kind that count."""
    newest = select(Score.final_id, func.max(Score.version).label("version")).group_by(Score.final_id).subquery()
    rows = db.session.execute(
        select(
            Contestant.admission_number,
            Sitting.id,
            Round.id,
            Score.total,
            Score.full,
            Score.inputs,
            Score.record,
            Final.closed_at,
            Sitting.opened_at,
        )
        .join(Sitting, Sitting.contestant_id == Contestant.id)
        .join(Round, Round.id == Sitting.round_id)
        .join(Final, (Final.sitting_id == Sitting.id) & Final.voided_at.is_(None))
        .join(newest, newest.c.final_id == Final.id)
        .join(Score, (Score.final_id == Final.id) & (Score.version == newest.c.version))
        .where(Round.competition_id == competition_id, Round.kind == kind, Round.practice.is_(False))
        .order_by(Contestant.admission_number, Sitting.attempt)
    )
    return [
        MachineScore(
            row.admission_number,
            row[1],
            row[2],
            json.loads(row.record).get("exact", row.total),
            row.full,
            row.inputs,
            (row.closed_at - row.opened_at) // 1000 if row.opened_at else 0,
        )
        for row in rows
    ]


def absent_from(competition_id: int, kind: str) -> set[str]:
    """Return who was marked absent from a session of a round of a kind that counts."""
    query = (
        select(Contestant.admission_number)
        .join(Seating, Seating.contestant_id == Contestant.id)
        .join(ExamSession, ExamSession.id == Seating.session_id)
        .join(Round, Round.id == ExamSession.round_id)
        .where(Round.competition_id == competition_id, Round.kind == kind, Round.practice.is_(False))
        .where(Seating.absent_at.is_not(None))
    )
    return set(db.session.scalars(query))


def years_in_post(competition_id: int) -> dict[str, int | None]:
    """Return how many years each contestant has been in post, as the roster says."""
    query = select(Contestant.admission_number, Contestant.years).where(Contestant.competition_id == competition_id)
    return {row.admission_number: row.years for row in db.session.execute(query)}


def round_absences(competition_id: int, contest: str) -> set[tuple[str, str]]:
    """Return (round, entrant) of everyone on record as absent."""
    query = select(RoundAbsence.round, RoundAbsence.entrant).where(
        RoundAbsence.competition_id == competition_id, RoundAbsence.contest == contest
    )
    return {(row[0], row[1]) for row in db.session.execute(query)}


def imported_scores(competition_id: int, contest: str) -> list[ImportedScore]:
    """Return the newest version of every imported score of a contest."""
    later = aliased(ImportedScore)
    newer = select(later.id).where(
        later.competition_id == ImportedScore.competition_id,
        later.contest == ImportedScore.contest,
        later.round == ImportedScore.round,
        later.entrant == ImportedScore.entrant,
        later.version > ImportedScore.version,
    )
    query = select(ImportedScore).where(
        ImportedScore.competition_id == competition_id, ImportedScore.contest == contest, ~newer.exists()
    )
    return list(db.session.scalars(query.order_by(ImportedScore.round, ImportedScore.entrant)))


def qualifications(competition_id: int) -> dict[str, dict[str, Qualification]]:
    """Return the qualification checks of every entrant, by item."""
    found: dict[str, dict[str, Qualification]] = {}
    for row in db.session.scalars(select(Qualification).where(Qualification.competition_id == competition_id)):
        found.setdefault(row.entrant, {})[row.item] = row
    return found


def tie_decisions(competition_id: int, contest: str) -> list[TieDecision]:
    """Return the decisions on ties that count, oldest first."""
    query = select(TieDecision).where(
        TieDecision.competition_id == competition_id, TieDecision.contest == contest, TieDecision.withdrawn.is_(False)
    )
    return list(db.session.scalars(query.order_by(TieDecision.id)))


def list_objections(
    competition_id: int | None = None,
    *,
    contest: str | None = None,
    filed_by: str | None = None,
    open_only: bool = False,
) -> list[ObjectionRow]:
    """Return objections, open ones first, then the newest."""
    query = select(Objection).order_by(Objection.decision != "", Objection.id.desc())
    if competition_id is not None:
        query = query.where(Objection.competition_id == competition_id)
    if contest is not None:
        query = query.where(Objection.contest == contest)
    if filed_by is not None:
        query = query.where(Objection.filed_by == filed_by)
    if open_only:
        query = query.where(Objection.decision == "")
    return [objection_row(row) for row in db.session.scalars(query)]


def find_objection(objection_id: int) -> ObjectionRow | None:
    """Return an objection, or None."""
    row = db.session.get(Objection, objection_id)
    return objection_row(row) if row else None


def list_versions(competition_id: int, contest: str) -> list[VersionRow]:
    """Return the versions of a contest's result, the newest first."""
    query = select(ResultVersion).where(
        ResultVersion.competition_id == competition_id, ResultVersion.contest == contest
    )
    return [_version(row) for row in db.session.scalars(query.order_by(ResultVersion.version.desc()))]


def find_version(competition_id: int, contest: str, version: int) -> tuple[VersionRow, Mapping[str, Any]] | None:
    """Return a version and its content, or None."""
    query = select(ResultVersion).where(
        ResultVersion.competition_id == competition_id,
        ResultVersion.contest == contest,
        ResultVersion.version == version,
    )
    row = db.session.scalar(query)
    return (_version(row), json.loads(row.content)) if row else None


def public_versions() -> list[VersionRow]:
    """Return what is published or final, the newest first."""
    query = select(ResultVersion).where(ResultVersion.state.in_(("published", "final")))
    return [_version(row) for row in db.session.scalars(query.order_by(ResultVersion.published_at.desc()))]


def steps_of(version_id: int) -> list[StepRow]:
    """Return what was done with a version, oldest first."""
    query = select(ResultStep).where(ResultStep.version_id == version_id).order_by(ResultStep.id)
    return [StepRow(row.step, row.words, row.by, row.at) for row in db.session.scalars(query)]


def objection_row(row: Objection) -> ObjectionRow:
    """Return an objection as a value."""
    return ObjectionRow(
        row.id,
        row.competition_id,
        row.contest,
        row.stage,
        row.round,
        row.entrant,
        row.filed_by,
        row.channel,
        row.words,
        row.at,
        row.assigned_to,
        row.decision,
        row.answer,
        row.decided_by,
        row.decided_at,
    )


def _version(row: ResultVersion) -> VersionRow:
    return VersionRow(
        row.id,
        row.competition_id,
        row.contest,
        row.version,
        row.state,
        row.status,
        row.digest,
        row.words,
        row.by,
        row.at,
        row.published_at,
        date.fromisoformat(row.publicity_ends) if row.publicity_ends else None,
    )
