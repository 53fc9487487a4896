"""A sitting's frozen paper, for grading and for showing."""

import json
from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import select

from app.database import db
from app.journal.packing import unpack
from app.models import FrozenPaper
from app.runtime import runtime
from app.scoring.answers import answerable
from app.services import bank
from question_bank.paper import Paper, recall


def frozen_paper(sitting_id: str) -> Paper:
    """Return the paper with its items, key and all: for grading and for those who may see keys."""
    record = json.loads(
        db.session.scalars(select(FrozenPaper.record).where(FrozenPaper.sitting_id == sitting_id)).one()
    )
    revisions = {entry["revision"] for section in record["sections"] for entry in section["items"]}
    return recall(record, bank.thaw(db.session(), revisions))


def shown_paper(sitting_id: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the number and the JSON of every answerable item, as the contestant sees it."""
    shown = orjson.loads(unpack(runtime().reader.paper(sitting_id).packed))
    for number, _, item in answerable(shown):
        yield number, dict(item)
