"""Appending entries: one guarded statement that checks lease, state, deadline and sequence while it writes."""

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

import orjson
import psycopg
from sqlalchemy import Connection, text

from app.journal.posts import PostedEntry
from app.models.sitting import LOCKED
from proctor.sitting import ENDED, WRITABLE, State
from proctor.timing import counts

MOST_HELD = 2_000

_WRITABLE_LIST = ", ".join(f"'{state}'" for state in sorted(WRITABLE))

APPEND = f"""
INSERT INTO entries (sitting_id, seq, kind, body, client_at, arrived_at)
SELECT s.id, :seq, :kind, :body, :at, :arrived FROM sittings s
WHERE s.id = :sitting AND s.lease = :lease AND s.state IN ({_WRITABLE_LIST})
  AND (s.deadline IS NULL OR :arrived <= s.deadline + s.grace)
  AND :seq = (SELECT COALESCE(MAX(e.seq), 0) + 1 FROM entries e WHERE e.sitting_id = :sitting)
RETURNING (SELECT json_array(s.deadline, s.state, s.notice_id) FROM sittings s WHERE s.id = sitting_id)
"""  # noqa: S608  # no outside text: only this module's own state names

# For PostgreSQL: the sitting is locked FOR SHARE, so that a close, a takeover or a grant comes wholly before or after,
# and told as it is when locked. Two processes storing the same entry meet in the key: the second stores nothing.
APPEND_SHARED = f"""
WITH guarded AS (
  SELECT s.id, s.deadline, s.state, s.notice_id FROM sittings s
  WHERE s.id = %(sitting)s AND s.lease = %(lease)s AND s.state IN ({_WRITABLE_LIST})
    AND (s.deadline IS NULL OR %(arrived)s <= s.deadline + s.grace)
    AND %(seq)s = (SELECT COALESCE(MAX(e.seq), 0) + 1 FROM entries e WHERE e.sitting_id = %(sitting)s)
  FOR SHARE OF s
), stored AS (
  INSERT INTO entries (sitting_id, seq, kind, body, client_at, arrived_at)
  SELECT id, %(seq)s, %(kind)s, %(body)s, CAST(%(at)s AS BIGINT), %(arrived)s FROM guarded
  ON CONFLICT DO NOTHING
  RETURNING sitting_id
)
SELECT json_build_array(g.deadline, g.state, g.notice_id)::text FROM guarded g JOIN stored ON stored.sitting_id = g.id
"""  # noqa: S608  # as above

_SITTING = text("SELECT state, lease, deadline, grace FROM sittings WHERE id = :sitting")
_STORED = text("SELECT kind, body FROM entries WHERE sitting_id = :sitting AND seq = :seq")
_LAST = text("SELECT COALESCE(MAX(seq), 0) FROM entries WHERE sitting_id = :sitting")
_STATUS = text("SELECT deadline, state, notice_id FROM sittings WHERE id = :sitting")
_HELD = text("SELECT COUNT(*) FROM held_entries WHERE sitting_id = :sitting")
_HOLD = text("""
INSERT INTO held_entries (sitting_id, seq, lease, digest, kind, body, why, client_at, arrived_at)
SELECT CAST(:sitting AS VARCHAR), :seq, :lease, :digest, :kind, :body, :why, CAST(:at AS BIGINT), :arrived
WHERE (SELECT COUNT(*) FROM held_entries WHERE sitting_id = :sitting) < :most
ON CONFLICT DO NOTHING
""")


@dataclass(frozen=True, slots=True)
class Stored:
    """Every entry is in the journal, up to `acked`; the rest is what the client must learn."""

    acked: int
    deadline: int | None
    state: str
    notice_id: int


@dataclass(frozen=True, slots=True)
class NotStored:
    """Why the entries were not stored: `code` is the protocol's, `held` how many of this sitting's wait for people.

    `unsaved` counts this request's entries that the journal hasn't got; `acked` is the last seq it has;
    `allowed_from` is when a hand-in that came too early would be taken.
    """

    code: str
    acked: int = 0
    held: int = 0
    unsaved: int = 0
    expected: int = 0
    seq: int = 0
    allowed_from: int = 0


@dataclass(frozen=True, slots=True)
class Append:
    """The work of storing one request's entries; `arrived` is when its first byte was handled."""

    sitting_id: str
    lease: str
    entries: Sequence[PostedEntry]
    arrived: int

    def __call__(self, connection: Connection) -> Stored | NotStored:
        """Store the entries in order, or say why not and hold what people may still want to count."""
        raw = connection.connection.driver_connection
        status = None
        for position, entry in enumerate(self.entries):
            row = _insert(raw, self._parameters(entry))
            if row is None:
                refusal = self._why_not(connection, entry)
                if refusal is not None:
                    return self._refuse(connection, refusal, self.entries[position:])
            else:
                status = row
        if status is None:
            row = connection.execute(_STATUS, {"sitting": self.sitting_id}).one()
            return Stored(self.entries[-1].seq, row.deadline, row.state, row.notice_id)
        return Stored(self.entries[-1].seq, *orjson.loads(status[0]))

    def rescue(self, connection: Connection) -> int:
        """Hold the entries of a page's rescue file, apart from those the journal has; return how many are new."""
        connection.execute(LOCKED, {"sitting": self.sitting_id})
        return self._hold(connection, [one for one in self.entries if not self._is_stored(connection, one)], "rescue")

    def check(self, connection: Connection) -> NotStored | None:
        """Return why no entry would be stored now, apart from its seq; None if one would."""
        refusal = self._barrier(connection)
        return refusal and self._refuse(connection, refusal, ())

    def too_early(self, connection: Connection, allowed_from: int) -> NotStored:
        """Return the refusal of a hand-in whose entries are stored all the same."""
        return NotStored("too_early", acked=self._last(connection), allowed_from=allowed_from)

    def _parameters(self, entry: PostedEntry) -> dict[str, object]:
        return {
            "sitting": self.sitting_id,
            "lease": self.lease,
            "arrived": self.arrived,
            "seq": entry.seq,
            "kind": entry.kind,
            "body": entry.body,
            "at": entry.at,
        }

    def _why_not(self, connection: Connection, entry: PostedEntry) -> NotStored | None:
        """Return why the guard let `entry` fall; None if it did because the journal has it already."""
        barrier = self._barrier(connection)
        if barrier is not None:
            return barrier
        if self._is_stored(connection, entry):
            return None
        last = self._last(connection)
        if entry.seq > last:
            return NotStored("seq_gap", expected=last + 1)
        return NotStored("seq_conflict", seq=entry.seq)

    def _barrier(self, connection: Connection) -> NotStored | None:
        """Return what in the sitting itself keeps entries out; None if nothing does.

        One that was never opened has no lease to write with, whatever lease is claimed.
        """
        sitting = connection.execute(_SITTING, {"sitting": self.sitting_id}).first()
        if sitting is None:
            return NotStored("no_sitting")
        if State(sitting.state) in ENDED:
            return NotStored("closed")
        if sitting.lease != self.lease:
            return NotStored("lease_lost")
        if not counts(self.arrived, sitting.deadline, sitting.grace):
            return NotStored("late")
        return None

    def _refuse(self, connection: Connection, why: NotStored, rest: Sequence[PostedEntry]) -> NotStored:
        if why.code == "no_sitting":
            return why
        unsaved = [entry for entry in rest if not self._is_stored(connection, entry)]
        if why.code != "seq_gap":
            self._hold(connection, unsaved, why.code)
        held = connection.execute(_HELD, {"sitting": self.sitting_id}).scalar_one()
        return replace(why, acked=self._last(connection), held=held, unsaved=len(unsaved))

    def _is_stored(self, connection: Connection, entry: PostedEntry) -> bool:
        stored = connection.execute(_STORED, {"sitting": self.sitting_id, "seq": entry.seq}).first()
        return stored is not None and tuple(stored) == (entry.kind, entry.body)

    def _hold(self, connection: Connection, entries: Sequence[PostedEntry], why: str) -> int:
        """Hold entries for people to decide on; return how many of them weren't held before."""
        return sum(self._hold_one(connection, entry, why) for entry in entries)

    def _hold_one(self, connection: Connection, entry: PostedEntry, why: str) -> int:
        digest = hashlib.sha256(f"{entry.kind}\n{entry.body}".encode()).hexdigest()
        values = self._parameters(entry) | {"digest": digest, "why": why, "most": MOST_HELD}
        return connection.execute(_HOLD, values).rowcount

    def _last(self, connection: Connection) -> int:
        return int(connection.execute(_LAST, {"sitting": self.sitting_id}).scalar_one())


def _insert(raw: object, parameters: dict[str, object]) -> tuple[str] | None:
    """Run the guarded statement on the driver's own connection: SQLAlchemy's layers would double a save's cost."""
    row: tuple[str] | None
    if isinstance(raw, sqlite3.Connection):
        row = raw.execute(APPEND, parameters).fetchone()
    elif isinstance(raw, psycopg.Connection):
        row = raw.execute(APPEND_SHARED, parameters).fetchone()
    else:
        msg = f"no guarded statement for {type(raw).__name__}"
        raise TypeError(msg)
    return row
