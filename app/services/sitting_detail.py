"""One sitting explained: each item's response in words, its grade, and the key beside it."""

from dataclasses import dataclass
from typing import Any

from app.queries.confirmations import Confirmed, confirmed
from app.queries.sittings import GrantLine, SittingFacts, list_grants, sitting_facts
from app.runtime import runtime
from app.scoring.answers import in_words
from app.scoring.record import Ignored, journal_digest
from app.services.bank import content
from app.services.papers import frozen_paper, shown_paper
from question_bank.model import Json


@dataclass(frozen=True)
class ItemLine:
    """One answerable item: number as the contestant saw it, response and key in the contestant's own letters."""

    number: str
    item_id: str
    kind: str
    shown: dict[str, Any]
    response: str
    key: str


@dataclass(frozen=True)
class SittingDetail:
    """Who sat when, and what the journal holds; `lines` is keyed by the opaque item id of the score's items.

    `topics` names the topics by id, as the bank calls them today.
    """

    facts: SittingFacts
    grants: list[GrantLine]
    entries: int
    journal: str
    ignored: list[Ignored]
    topics: dict[str, str]
    lines: dict[str, ItemLine]
    confirmed: Confirmed


def sitting_detail(sitting_id: str) -> SittingDetail:
    """Return the sitting explained; NoResultFound if there is none."""
    facts = sitting_facts(sitting_id)
    reader = runtime().reader
    entries = reader.lines(sitting_id)
    record = reader.resumption(sitting_id).record
    return SittingDetail(
        facts,
        list_grants(sitting_id),
        len(entries),
        journal_digest(entries),
        record.ignored,
        {topic.id: topic.name for topic in content().bank.topics.values()},
        _lines(sitting_id, record.responses),
        confirmed(sitting_id),
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
        lines[shown["id"]] = ItemLine(number, item.id, item.label, shown, response, in_words(shown, right))
    return lines
