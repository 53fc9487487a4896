"""Last-heard times, gathered in memory and written in batches, never in a save's way."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

_HEARD = text("""
UPDATE sittings SET heard_at = :at, queued = :queued
WHERE id = :sitting AND (heard_at IS NULL OR heard_at < :at)
""")


class Heartbeats:
    """What this process has heard since the last batch; other processes write their own."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[int, int]] = {}

    def note(self, sitting_id: str, at: int, queued: int) -> None:
        """Note that the sitting was heard at `at` with `queued` entries still unsent."""
        self._heard[sitting_id] = (at, queued)

    def take(self) -> "HeardBatch":
        """Return what was noted since the last call, as work for the writer."""
        heard, self._heard = self._heard, {}
        # In one step: another thread may still be noting into the old mapping. In order of sitting, as saves go.
        taken = sorted(heard.items())
        return HeardBatch(tuple((sitting, at, queued) for sitting, (at, queued) in taken))


@dataclass(frozen=True, slots=True)
class HeardBatch:
    """The work of writing one batch: (sitting, at, queued) each."""

    rows: tuple[tuple[str, int, int], ...]

    def __call__(self, connection: Connection) -> None:
        """Write the batch; a later time already there stays."""
        if self.rows:
            connection.execute(_HEARD, [{"sitting": s, "at": at, "queued": queued} for s, at, queued in self.rows])
