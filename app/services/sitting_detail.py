"""One sitting explained: each item's response in words, its grade, and the key beside it."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Contestant, Sitting
from app.runtime import runtime
from app.scoring.answers import in_words
from app.scoring.record import journal_digest
from app.services.papers import frozen_paper, shown_paper
from question_bank.model import Json


@dataclass(frozen=True)
class ItemLine:
    """One answerable item: number as the contestant saw it, response and key in the contestant's own letters."""

    number: str
    item_id: str
    kind: str
    stem: str
    response: str
    key: str


@dataclass(frozen=True)
class SittingDetail:
    """Who sat, and what the journal holds; `lines` is keyed by the opaque item id of the score's items."""

    sitting_id: str
    name: str
    admission_number: str
    unit: str
    state: str
    entries: int
    journal: str
    ignored: int
    lines: dict[str, ItemLine]


def sitting_detail(sitting_id: str) -> SittingDetail:
    """Return the sitting explained; NoResultFound if there is none."""
    sitting, person = db.session.execute(
        select(Sitting, Contestant)
        .join(Contestant, Contestant.id == Sitting.contestant_id)
        .where(Sitting.id == sitting_id)
    ).one()
    reader = runtime().reader
    entries = reader.lines(sitting_id)
    record, _ = reader.record(sitting_id, reader.paper(sitting_id))
    return SittingDetail(
        sitting_id,
        person.name,
        person.admission_number,
        person.unit,
        sitting.state,
        len(entries),
        journal_digest(entries),
        len(record.ignored),
        _lines(sitting_id, record.responses),
    )


def _lines(sitting_id: str, responses: dict[str, Json]) -> dict[str, ItemLine]:
    keys = {
        placed.id: (placed.item, placed.item.right_response(placed.ids))
        for section in frozen_paper(sitting_id).sections
        for entry in section.items
        for placed in entry.parts or (entry,)
    }
    lines = {}
    for number, shown in shown_paper(sitting_id):
        item, right = keys[shown["id"]]
        response = in_words(shown, responses.get(shown["id"]))
        lines[shown["id"]] = ItemLine(number, item.id, item.label, shown["stem"], response, in_words(shown, right))
    return lines
