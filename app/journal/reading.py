"""Reads of the hot path: heartbeat, notices, what the journal says so far, and the receipt."""

from dataclasses import dataclass
from typing import NamedTuple

import orjson
from sqlalchemy import Connection, Engine, Row, text

from app.journal.packing import unpack
from app.scoring.record import JournalLine, PaperIndex, Record, fold, index_of, journal_digest
from question_bank.model import Json

_STATUS = text("""
SELECT s.lease, s.state, s.deadline, s.notice_id,
  (SELECT COALESCE(MAX(e.seq), 0) FROM entries e WHERE e.sitting_id = s.id) AS last_seq
FROM sittings s WHERE s.id = :sitting
""")
_NOTICES = text("SELECT id, text, at FROM notices WHERE sitting_id = :sitting AND id > :seen ORDER BY id")
_ENTRIES = text("SELECT seq, kind, body FROM entries WHERE sitting_id = :sitting ORDER BY seq")
_ACCEPTED = text("""
SELECT h.seq, h.kind, h.body FROM decisions d JOIN held_entries h ON h.id = d.held_id
WHERE d.sitting_id = :sitting AND d.accepted ORDER BY d.id
""")
_PAPER = text("SELECT shown, shown_digest FROM papers WHERE sitting_id = :sitting")
_EPOCH = text("SELECT token_epoch FROM sittings WHERE id = :sitting")
_RECEIPT = text("""
SELECT s.state, f.how, f.closed_at, f.last_seq,
  (SELECT COUNT(*) FROM held_entries h WHERE h.sitting_id = s.id
     AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.held_id = h.id)) AS held,
  (SELECT COALESCE(MAX(e.seq), 0) FROM entries e WHERE e.sitting_id = s.id) AS stored
FROM sittings s LEFT JOIN finals f ON f.sitting_id = s.id AND f.voided_at IS NULL WHERE s.id = :sitting
""")


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """The paper as packed for the browser, and its digest."""

    packed: bytes
    digest: str

    def index(self) -> PaperIndex:
        """Return what the fold must know of this paper."""
        return index_of(orjson.loads(unpack(self.packed)))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server holds of a sitting; the field names are the protocol's."""

    sitting: str
    state: str
    how: str | None
    closed_at: int | None
    last_seq: int
    answered: int
    of: int
    digest: str
    responses: dict[str, Json]
    held: int


class Resumption(NamedTuple):
    """What a page that opens goes on from."""

    paper: ShownPaper
    record: Record
    next_seq: int
    notices: list[Json]


class JournalReader:
    """Reads, each in a short transaction of its own; nothing here waits for the writer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def status(self, sitting_id: str) -> Row[tuple[object, ...]] | None:
        """Return lease, state, deadline, notice_id and last_seq of a sitting."""
        with self._engine.connect() as connection:
            return connection.execute(_STATUS, {"sitting": sitting_id}).first()

    def epoch(self, sitting_id: str) -> int | None:
        """Return the sitting's token epoch; None if there is no such sitting."""
        with self._engine.connect() as connection:
            epoch: int | None = connection.execute(_EPOCH, {"sitting": sitting_id}).scalar()
            return epoch

    def notices(self, sitting_id: str, seen: int) -> list[Json]:
        """Return the notices after `seen`, oldest first."""
        with self._engine.connect() as connection:
            return _notices(connection, sitting_id, seen)

    def paper(self, sitting_id: str) -> ShownPaper:
        """Return the frozen paper as the browser gets it."""
        with self._engine.connect() as connection:
            return _paper(connection, sitting_id)

    def lines(self, sitting_id: str, last_seq: int | None = None) -> list[JournalLine]:
        """Return the journal's lines in order, up to `last_seq` if one is given."""
        with self._engine.connect() as connection:
            lines = _lines(connection, sitting_id)
        return [line for line in lines if last_seq is None or line.seq <= last_seq]

    def accepted(self, sitting_id: str) -> list[JournalLine]:
        """Return the held entries two people accepted, in the order they decided."""
        with self._engine.connect() as connection:
            return _accepted(connection, sitting_id)

    def resumption(self, sitting_id: str) -> Resumption:
        """Return what an opened page goes on from, read on one connection: a room opens within seconds."""
        with self._engine.connect() as connection:
            paper, lines = _paper(connection, sitting_id), _lines(connection, sitting_id)
            accepted, notices = _accepted(connection, sitting_id), _notices(connection, sitting_id, 0)
        record = fold(paper.index(), lines, accepted) if lines or accepted else Record()
        return Resumption(paper, record, lines[-1].seq + 1 if lines else 1, notices)

    def final_record(self, sitting_id: str, last_seq: int) -> Record:
        """Return what the journal up to `last_seq` and the accepted held entries say."""
        return fold(self.paper(sitting_id).index(), self.lines(sitting_id, last_seq), self.accepted(sitting_id))

    def receipt(self, sitting_id: str) -> Receipt | None:
        """Return what the server holds; None if there is no such sitting."""
        with self._engine.connect() as connection:
            row = connection.execute(_RECEIPT, {"sitting": sitting_id}).first()
        if row is None:
            return None
        last_seq = row.stored if row.last_seq is None else row.last_seq
        index, lines = self.paper(sitting_id).index(), self.lines(sitting_id, last_seq)
        record = fold(index, lines, self.accepted(sitting_id))
        return Receipt(
            sitting=sitting_id,
            state=row.state,
            how=row.how,
            closed_at=row.closed_at,
            last_seq=last_seq,
            answered=len(record.responses),
            of=len(index.section_of),
            digest=journal_digest(lines),
            responses=record.responses,
            held=row.held,
        )


def _notices(connection: Connection, sitting_id: str, seen: int) -> list[Json]:
    rows = connection.execute(_NOTICES, {"sitting": sitting_id, "seen": seen})
    return [{"id": row.id, "text": row.text, "at": row.at} for row in rows]


def _paper(connection: Connection, sitting_id: str) -> ShownPaper:
    row = connection.execute(_PAPER, {"sitting": sitting_id}).one()
    return ShownPaper(row.shown, row.shown_digest)


def _lines(connection: Connection, sitting_id: str) -> list[JournalLine]:
    return [JournalLine(*row) for row in connection.execute(_ENTRIES, {"sitting": sitting_id})]


def _accepted(connection: Connection, sitting_id: str) -> list[JournalLine]:
    return [JournalLine(*row) for row in connection.execute(_ACCEPTED, {"sitting": sitting_id})]
