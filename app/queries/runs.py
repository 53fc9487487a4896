"""Marked cases of simulations, as kept with their scores."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Entry, Final, Score, Sitting


@dataclass(frozen=True)
class GroupRow:
    """A group of checkpoints and its share of a case's 100 points."""

    id: str
    name: str
    points: Decimal
    earned: Decimal


@dataclass(frozen=True)
class CheckpointRow:
    """One checkpoint; `seqs` are the places of the entries that show it."""

    id: str
    group: str
    text: str
    points: Decimal
    earned: Decimal
    met: bool
    seqs: tuple[int, ...]
    basis: str
    why: str


@dataclass(frozen=True)
class CaseRow:
    """A marked case: `earned` of `points` in the paper, `score` of 100; times are exam milliseconds."""

    id: str
    number: int
    title: str
    ticket: str
    points: Decimal
    earned: Decimal
    score: Decimal
    raw: Decimal
    phase: str
    started: int | None
    ended: int | None
    acts: int
    groups: tuple[GroupRow, ...]
    checkpoints: tuple[CheckpointRow, ...]
    caps: tuple[tuple[str, int], ...]
    slips: tuple[str, ...]

    def of_group(self, group: str) -> list[CheckpointRow]:
        """Return a group's checkpoints."""
        return [one for one in self.checkpoints if one.group == group]

    @property
    def spent(self) -> int | None:
        """How long it took, in milliseconds; None if it was never closed."""
        return self.ended - self.started if self.started is not None and self.ended is not None else None


def case_rows(cases: Iterable[Mapping[str, Any]]) -> list[CaseRow]:
    """Return marked cases from the JSON they are kept as."""
    return [_case_row(case) for case in cases]


def marked_cases(round_id: int) -> list[Mapping[str, Any]]:
    """Return every marked case of the round's current scores, as JSON."""
    other = aliased(Score)
    newest = select(func.max(other.version)).where(other.final_id == Final.id).scalar_subquery()
    records = db.session.scalars(
        select(Score.record)
        .join(Final, Final.id == Score.final_id)
        .join(Sitting, Sitting.id == Final.sitting_id)
        .where(Sitting.round_id == round_id, Final.voided_at.is_(None), Score.version == newest)
        .order_by(Score.id)
    )
    return [case for record in records for case in json.loads(record).get("cases", ())]


def ended_cases(round_id: int) -> dict[str, int]:
    """Return how many cases each sitting has ended, by its journal.

    Counted by the entries that end one, not folded: a room of hundreds is asked for every few seconds. A client of
    the protocol sends them only where they end something.
    """
    ends = or_(Entry.body.like('%"do":"finish"}'), Entry.body.like('%"do":"pass"}'))
    rows = db.session.execute(
        select(Entry.sitting_id, func.count(func.distinct(Entry.body)).label("ended"))
        .join(Sitting, Sitting.id == Entry.sitting_id)
        .where(Sitting.round_id == round_id, Entry.kind == "act", ends)
        .group_by(Entry.sitting_id)
    )
    return {row.sitting_id: row.ended for row in rows}


def _case_row(case: Mapping[str, Any]) -> CaseRow:
    return CaseRow(
        case["id"],
        case["number"],
        case["title"],
        case["ticket"],
        Decimal(case["points"]),
        Decimal(case["earned"]),
        Decimal(case["score"]),
        Decimal(case["raw"]),
        case["phase"],
        case["started"],
        case["ended"],
        case["acts"],
        tuple(
            GroupRow(one["id"], one["name"], Decimal(one["points"]), Decimal(one["earned"])) for one in case["groups"]
        ),
        tuple(_checkpoint_row(one) for one in case["checkpoints"]),
        tuple((one["name"], one["at_most"]) for one in case["caps"]),
        tuple(one["text"] for one in case["slips"]),
    )


def _group_row(one: Mapping[str, Any]) -> GroupRow:
    return GroupRow(one["id"], one["name"], Decimal(one["points"]), Decimal(one["earned"]))


def _checkpoint_row(one: Mapping[str, Any]) -> CheckpointRow:
    return CheckpointRow(
        one["id"],
        one["group"],
        one["text"],
        Decimal(one["points"]),
        Decimal(one["earned"]),
        one["met"],
        tuple(one["seqs"]),
        one["basis"],
        one["why"],
    )
