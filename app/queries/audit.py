"""The audit chain for its readers: newest first, searched, a page at a time."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from app.database import db
from app.models import AuditEntry

PAGE = 100


@dataclass(frozen=True)
class ChainLine:
    """One entry of the chain, its payload read."""

    seq: int
    at: int
    actor: str
    action: str
    facts: dict[str, Any]
    digest: str


def chain_page(*, search: str = "", before: int | None = None) -> list[ChainLine]:
    """Return the newest hundred entries before a seq that hold the text in actor, action or payload."""
    query = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(PAGE)
    if before is not None:
        query = query.where(AuditEntry.seq < before)
    if search:
        held = [
            column.contains(search, autoescape=True)
            for column in (AuditEntry.actor, AuditEntry.action, AuditEntry.payload)
        ]
        query = query.where(or_(*held))
    return [
        ChainLine(row.seq, row.at, row.actor, row.action, json.loads(row.payload), row.digest)
        for row in db.session.scalars(query)
    ]


def chain_length() -> int:
    """Return how many entries there are."""
    return db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0
