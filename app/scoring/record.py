"""record: folds a journal into what it says, by the frozen paper alone."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from question_bank.model import Json


@dataclass(frozen=True)
class JournalLine:
    """An entry as stored: `body` is JSON text, `arrived_at` when its request came in (ms)."""

    seq: int
    kind: str
    body: str
    arrived_at: int = 0


@dataclass(frozen=True)
class AcceptedLine(JournalLine):
    """A held entry that two people accepted at `decided_at` (ms)."""

    decided_at: int = 0


@dataclass(frozen=True)
class PaperIndex:
    """What the fold must know of a paper: which section each answerable item is in, and which sections lock."""

    section_of: Mapping[str, str]
    sections: Sequence[str]
    locking: frozenset[str]


@dataclass(frozen=True)
class Ignored:
    """An entry that changes nothing, and why."""

    seq: int
    reason: str


@dataclass
class Record:
    """What the journal says: `answered_by` maps items to the seq of the entry that answered them last."""

    responses: dict[str, Json] = field(default_factory=dict)
    answered_by: dict[str, int] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    locked: set[str] = field(default_factory=set)
    ignored: list[Ignored] = field(default_factory=list)


def fold(index: PaperIndex, entries: Iterable[JournalLine], accepted: Iterable[JournalLine] = ()) -> Record:
    """Fold the journal in order of seq, then the held entries that two people accepted.

    Accepted entries pass section locks: they were given before the contestant crossed them or people decided
    so; what they name must still be in the paper.
    """
    record = Record()
    for line in entries:
        _apply(record, index, line, locks_hold=True)
    for line in accepted:
        _apply(record, index, line, locks_hold=False)
    return record


def index_of(shown: Mapping[str, Any]) -> PaperIndex:
    """Return the index of a contestant's paper, in the shape docs/protocol.md gives it."""
    section_of = {
        answerable["id"]: section["id"]
        for section in shown["sections"]
        for item in section["items"]
        for answerable in item.get("parts") or [item]
    }
    sections = [section["id"] for section in shown["sections"]]
    locking = frozenset(section["id"] for section in shown["sections"] if section["locks"])
    return PaperIndex(section_of, sections, locking)


def journal_digest(entries: Iterable[JournalLine]) -> str:
    """Return the SHA-256 over every line's seq, kind and body, in the order given."""
    running = hashlib.sha256()
    for line in entries:
        running.update(f"{line.seq}\n{line.kind}\n{line.body}\n".encode())
    return running.hexdigest()


def _apply(record: Record, index: PaperIndex, line: JournalLine, *, locks_hold: bool) -> None:
    body = json.loads(line.body)
    if not isinstance(body, dict):
        record.ignored.append(Ignored(line.seq, "内容不是对象"))
        return
    if line.kind == "answer":
        _answer(record, index, line.seq, body, locks_hold=locks_hold)
    elif line.kind == "flag":
        _flag(record, index, line.seq, body)
    elif line.kind == "section":
        _finish_section(record, index, line.seq, body)


def _answer(record: Record, index: PaperIndex, seq: int, body: Mapping[str, Json], *, locks_hold: bool) -> None:
    item = body.get("item")
    if not isinstance(item, str) or item not in index.section_of:
        record.ignored.append(Ignored(seq, "题目不在本卷中"))
        return
    if locks_hold and index.section_of[item] in record.locked:
        record.ignored.append(Ignored(seq, "该部分已锁定"))
        return
    response = body.get("response")
    record.answered_by[item] = seq
    if response is None:
        record.responses.pop(item, None)
    else:
        record.responses[item] = response


def _flag(record: Record, index: PaperIndex, seq: int, body: Mapping[str, Json]) -> None:
    item = body.get("item")
    if not isinstance(item, str) or item not in index.section_of:
        record.ignored.append(Ignored(seq, "题目不在本卷中"))
    elif body.get("on") is True:
        record.flags.add(item)
    else:
        record.flags.discard(item)


def _finish_section(record: Record, index: PaperIndex, seq: int, body: Mapping[str, Json]) -> None:
    """Cross a lock point: leaving a section that locks closes it and every one before it."""
    section = body.get("section")
    if not isinstance(section, str) or section not in index.sections:
        record.ignored.append(Ignored(seq, "部分不在本卷中"))
        return
    if section in index.locking:
        record.locked.update(index.sections[: index.sections.index(section) + 1])
