"""Reads of the hot path: heartbeat, notices, what the journal says so far, and the receipt."""

from dataclasses import dataclass
from typing import NamedTuple

import orjson
from sqlalchemy import Connection, Engine, Row, text

from app.journal.desks import Desks
from app.journal.hand_in_rule import hand_in_rule
from app.journal.packing import unpack
from app.scoring.record import AcceptedLine, JournalLine, PaperIndex, Record, fold, index_of, journal_digest
from app.scoring.runs import Desk, Runs, fold_runs
from proctor.attendance import hand_in_from
from question_bank.model import Json

_STATUS = text("""
SELECT s.lease, s.state, s.deadline, s.notice_id,
  (SELECT COALESCE(MAX(e.seq), 0) FROM entries e WHERE e.sitting_id = s.id) AS last_seq
FROM sittings s WHERE s.id = :sitting
""")
_NOTICES = text("SELECT id, text, at FROM notices WHERE sitting_id = :sitting AND id > :seen ORDER BY id")
_ENTRIES = text("""
SELECT seq, kind, body, arrived_at FROM entries WHERE sitting_id = :sitting AND seq > :after ORDER BY seq
""")
_ACCEPTED = text("""
SELECT h.seq, h.kind, h.body, h.arrived_at, d.at FROM decisions d JOIN held_entries h ON h.id = d.held_id
WHERE d.sitting_id = :sitting AND d.accepted ORDER BY d.id
""")
_NEWEST_ACCEPTED = text("""
SELECT COALESCE(MAX(id), 0), COALESCE(MAX(at), 0) FROM decisions WHERE sitting_id = :sitting AND accepted
""")
_PAPER = text("""
SELECT p.shown, p.shown_digest, r.kind FROM papers p
JOIN sittings s ON s.id = p.sitting_id JOIN rounds r ON r.id = s.round_id WHERE p.sitting_id = :sitting
""")
_HAND = text("""
SELECT e.seq, e.body, e.arrived_at, a.words, a.at AS answered_at FROM entries e
LEFT JOIN hand_answers a ON a.sitting_id = e.sitting_id AND a.seq = e.seq
WHERE e.sitting_id = :sitting AND e.kind = 'hand' ORDER BY e.seq DESC LIMIT 1
""")
_ANSWERED = text("SELECT words, at FROM hand_answers WHERE sitting_id = :sitting AND seq = :seq")
_EPOCH = text("SELECT token_epoch FROM sittings WHERE id = :sitting")
_RECEIPT = text("""
SELECT s.state, f.how, f.closed_at, f.last_seq,
  (SELECT COUNT(*) FROM held_entries h WHERE h.sitting_id = s.id
     AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.held_id = h.id)) AS held,
  (SELECT COALESCE(MAX(e.seq), 0) FROM entries e WHERE e.sitting_id = s.id) AS stored
FROM sittings s LEFT JOIN finals f ON f.sitting_id = s.id AND f.voided_at IS NULL WHERE s.id = :sitting
""")

SIMULATION = "simulation"


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """The paper as packed for the browser, its digest, and the kind of its round."""

    packed: bytes
    digest: str
    kind: str

    def index(self) -> PaperIndex:
        """Return what the fold must know of this paper."""
        return index_of(orjson.loads(unpack(self.packed)))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server holds of a sitting; the field names are the protocol's.

    Of a simulation, `responses` says of each case how far it is, and `answered` counts those that are over.
    """

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
    """What a page that opens goes on from: a quiz's record; a simulation's desk and runs beside an empty one."""

    paper: ShownPaper
    record: Record
    next_seq: int
    notices: list[Json]
    resumed: "Resumed | None" = None


class Resumed(NamedTuple):
    """A simulation as far as its journal goes; `decision` is id and time of the newest acceptance it takes in."""

    desk: Desk
    runs: Runs
    last_seq: int
    decision: tuple[int, int]


class JournalReader:
    """Reads, each in a short transaction of its own; nothing here waits for the writer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._desks = Desks()

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

    def at_opening(self, sitting_id: str) -> dict[str, Json]:
        """Return what else an opened page is told: its raised `hand`, and `hand_in_from` when it may be handed in."""
        with self._engine.connect() as connection:
            hand, rule = _hand(connection, sitting_id), hand_in_rule(connection, sitting_id)
        return {"hand": hand, "hand_in_from": hand_in_from(*rule) if rule else None}

    def hand_answer(self, sitting_id: str, seq: int) -> dict[str, Json] | None:
        """Return the answer to the hand that is the entry `seq`; None while there is none."""
        with self._engine.connect() as connection:
            row = connection.execute(_ANSWERED, {"sitting": sitting_id, "seq": seq}).first()
        return {"seq": seq, "words": row.words, "at": row.at} if row else None

    def paper(self, sitting_id: str) -> ShownPaper:
        """Return the frozen paper as the browser gets it."""
        with self._engine.connect() as connection:
            return _paper(connection, sitting_id)

    def lines(self, sitting_id: str, last_seq: int | None = None) -> list[JournalLine]:
        """Return the journal's lines in order, up to `last_seq` if one is given."""
        with self._engine.connect() as connection:
            lines = _lines(connection, sitting_id)
        return [line for line in lines if last_seq is None or line.seq <= last_seq]

    def accepted(self, sitting_id: str) -> list[AcceptedLine]:
        """Return the held entries two people accepted, in the order they decided."""
        with self._engine.connect() as connection:
            return _accepted(connection, sitting_id)

    def tail(self, sitting_id: str, after: int) -> tuple[list[JournalLine], tuple[int, int]]:
        """Return the journal's lines after seq `after`, and the newest acceptance: its id and time, or (0, 0)."""
        with self._engine.connect() as connection:
            return _lines(connection, sitting_id, after), _newest_accepted(connection, sitting_id)

    def desk(self, sitting_id: str) -> Desk | None:
        """Return what is frozen of a simulation sitting; None of a quiz."""
        with self._engine.connect() as connection:
            return self._desks.read(connection, sitting_id)

    def resumption(self, sitting_id: str) -> Resumption:
        """Return what an opened page goes on from, read on one connection: a room opens within seconds."""
        with self._engine.connect() as connection:
            paper, notices = _paper(connection, sitting_id), _notices(connection, sitting_id, 0)
            resumed = self._resumed(connection, sitting_id) if paper.kind == SIMULATION else None
            if resumed is not None:
                return Resumption(paper, Record(), resumed.last_seq + 1, notices, resumed)
            lines, accepted = _lines(connection, sitting_id), _accepted(connection, sitting_id)
        record = fold(paper.index(), lines, accepted) if lines or accepted else Record()
        return Resumption(paper, record, lines[-1].seq + 1 if lines else 1, notices)

    def resumed(self, sitting_id: str) -> Resumed | None:
        """Return a simulation sitting as far as its journal goes; None of a quiz."""
        with self._engine.connect() as connection:
            return self._resumed(connection, sitting_id)

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
        lines = self.lines(sitting_id, last_seq)
        answered, of, responses = self._said(sitting_id, lines)
        return Receipt(
            sitting=sitting_id,
            state=row.state,
            how=row.how,
            closed_at=row.closed_at,
            last_seq=last_seq,
            answered=answered,
            of=of,
            digest=journal_digest(lines),
            responses=responses,
            held=row.held,
        )

    def _said(self, sitting_id: str, lines: list[JournalLine]) -> tuple[int, int, dict[str, Json]]:
        """Return how much was answered, of how much, and what: by item, or how far each case is."""
        paper, accepted = self.paper(sitting_id), self.accepted(sitting_id)
        desk = self.desk(sitting_id) if paper.kind == SIMULATION else None
        if desk is not None:
            runs = fold_runs(desk, lines, accepted)
            cases: dict[str, Json] = {
                case: {"phase": state.phase, "acts": len(state.events), "started": state.started, "ended": state.ended}
                for case, state in runs.states.items()
            }
            return runs.ended, len(cases), cases
        index = paper.index()
        responses = fold(index, lines, accepted).responses
        return len(responses), len(index.section_of), responses

    def _resumed(self, connection: Connection, sitting_id: str) -> Resumed | None:
        """Fold the journal. The newest decision is read first, so that one made meanwhile is found uncounted."""
        desk = self._desks.read(connection, sitting_id)
        if desk is None:
            return None
        decision = _newest_accepted(connection, sitting_id)
        lines, accepted = _lines(connection, sitting_id), _accepted(connection, sitting_id)
        return Resumed(desk, fold_runs(desk, lines, accepted), lines[-1].seq if lines else 0, decision)


def _notices(connection: Connection, sitting_id: str, seen: int) -> list[Json]:
    rows = connection.execute(_NOTICES, {"sitting": sitting_id, "seen": seen})
    return [{"id": row.id, "text": row.text, "at": row.at} for row in rows]


def _hand(connection: Connection, sitting_id: str) -> dict[str, Json] | None:
    """Return the newest raised hand and its answer, if it has one; None where none is up."""
    row = connection.execute(_HAND, {"sitting": sitting_id}).first()
    body = orjson.loads(row.body) if row else {}
    if row is None or body.get("lower") is True:
        return None
    said = body.get("text")
    answer: Json = None if row.words is None else {"seq": row.seq, "words": row.words, "at": row.answered_at}
    return {"seq": row.seq, "at": row.arrived_at, "text": said if isinstance(said, str) else "", "answer": answer}


def _paper(connection: Connection, sitting_id: str) -> ShownPaper:
    row = connection.execute(_PAPER, {"sitting": sitting_id}).one()
    return ShownPaper(row.shown, row.shown_digest, row.kind)


def _lines(connection: Connection, sitting_id: str, after: int = 0) -> list[JournalLine]:
    rows = connection.execute(_ENTRIES, {"sitting": sitting_id, "after": after})
    return [JournalLine(*row) for row in rows]


def _accepted(connection: Connection, sitting_id: str) -> list[AcceptedLine]:
    return [AcceptedLine(*row) for row in connection.execute(_ACCEPTED, {"sitting": sitting_id})]


def _newest_accepted(connection: Connection, sitting_id: str) -> tuple[int, int]:
    newest = connection.execute(_NEWEST_ACCEPTED, {"sitting": sitting_id}).one()
    return int(newest[0]), int(newest[1])
