"""Last-heard times, gathered in memory and written in batches, never in a save's way."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from proctor.timing import SILENT_MS

_HEARD = text("""
UPDATE sittings SET heard_at = :at, queued = :queued,
  notice_seen = CASE WHEN notice_seen < :seen THEN :seen ELSE notice_seen END
WHERE id = :sitting AND (heard_at IS NULL OR heard_at < :at)
""")
# Before the time of last hearing is moved: what lay between, if it was long, is a silence.
SILENCE = text("""
INSERT INTO silences (sitting_id, from_at, to_at)
SELECT id, heard_at, CAST(:at AS BIGINT) FROM sittings
WHERE id = :sitting AND state IN ('working', 'paused') AND heard_at + :least <= :at
ON CONFLICT DO NOTHING
""")


class Heartbeats:
    """What this process has heard since the last batch; other processes write their own."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[int, int, int]] = {}

    def note(self, sitting_id: str, at: int, queued: int, seen: int) -> None:
        """Note that the sitting was heard at `at`: `queued` entries unsent, notices up to id `seen` read."""
        self._heard[sitting_id] = (at, queued, seen)

    def take(self) -> "HeardBatch":
        """Return what was noted since the last call, as work for the writer."""
        heard, self._heard = self._heard, {}
        # In one step: another thread may still be noting into the old mapping. In order of sitting, as saves go.
        taken = sorted(heard.items())
        return HeardBatch(tuple((sitting, *facts) for sitting, facts in taken))


@dataclass(frozen=True, slots=True)
class HeardBatch:
    """The work of writing one batch: (sitting, at, queued, seen) each."""

    rows: tuple[tuple[str, int, int, int], ...]

    def __call__(self, connection: Connection) -> None:
        """Write the batch, and the silences that ended with it; a later time already there stays."""
        if not self.rows:
            return
        ended = [{"sitting": sitting, "at": at, "least": SILENT_MS} for sitting, at, _, _ in self.rows]
        connection.execute(SILENCE, ended)
        heard = [{"sitting": s, "at": at, "queued": queued, "seen": seen} for s, at, queued, seen in self.rows]
        connection.execute(_HEARD, heard)
