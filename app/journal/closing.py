"""Closing a sitting: the hand-in and the sweep, both through the writer, both leaving one current final."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from app.journal.appending import Append, NotStored, Stored
from app.journal.hand_in_rule import hand_in_rule
from app.models.audit import append_audit
from app.models.sitting import LOCKED
from proctor.attendance import too_early
from proctor.sitting import Move, State, after
from proctor.timing import SWEEP_DELAY_MS, sweep_due

_DUE = text("""
SELECT id FROM sittings
WHERE state = 'working' AND deadline IS NOT NULL AND deadline + grace + :delay <= :now ORDER BY deadline LIMIT 200
""")
_CLOSE = text("UPDATE sittings SET state = :state, queued = 0 WHERE id = :sitting AND state = :was")
_FINAL = text("""
INSERT INTO finals (sitting_id, last_seq, how, closed_at)
SELECT s.id, (SELECT COALESCE(MAX(e.seq), 0) FROM entries e WHERE e.sitting_id = s.id), :how, :closed_at
FROM sittings s WHERE s.id = :sitting
""")


@dataclass(frozen=True, slots=True)
class HandIn:
    """The work of a hand-in: store every unsent entry, then close. A repeat finds it closed."""

    append: Append

    def __call__(self, connection: Connection) -> Stored | NotStored:
        """Close the sitting if all its entries were stored (or there were none to store).

        It is locked before they are: a save of the same entries elsewhere may hold it shared and wait for them.
        """
        connection.execute(LOCKED, {"sitting": self.append.sitting_id})
        if self.append.entries:
            outcome = self.append(connection)
            if isinstance(outcome, NotStored):
                return outcome
        else:
            refusal = self.append.check(connection)
            if refusal is not None:
                return refusal
            outcome = Stored(0, None, State.HANDED_IN, 0)
        allowed = self._allowed_from(connection)
        if allowed is not None:
            return self.append.too_early(connection, allowed)
        close(connection, self.append.sitting_id, Move.HAND_IN, at=self.append.arrived, actor="contestant")
        return outcome

    def _allowed_from(self, connection: Connection) -> int | None:
        """Return from when this hand-in would be taken; None if it is taken now."""
        rule = hand_in_rule(connection, self.append.sitting_id)
        return too_early(self.append.arrived, *rule) if rule else None


@dataclass(frozen=True, slots=True)
class Sweep:
    """The work of closing sittings whose time, grace and queueing time are over."""

    sitting_ids: Sequence[str]
    now: int

    def __call__(self, connection: Connection) -> int:
        """Close those of them that are still due, as of their deadline; return how many."""
        return sum(self._close_if_due(connection, sitting_id) for sitting_id in self.sitting_ids)

    def _close_if_due(self, connection: Connection, sitting_id: str) -> bool:
        row = connection.execute(LOCKED, {"sitting": sitting_id}).one()
        if row.state != State.WORKING or not sweep_due(self.now, row.deadline, row.grace):
            return False
        return close(connection, sitting_id, Move.TIME_OUT, at=row.deadline, actor="sweeper")


def due_sittings(engine: Engine, now: int) -> list[str]:
    """Return the sittings whose time is over, however long ago; at most 200, the oldest first."""
    with engine.connect() as connection:
        return list(connection.execute(_DUE, {"now": now, "delay": SWEEP_DELAY_MS}).scalars())


def close(connection: Connection, sitting_id: str, move: Move, *, at: int, actor: str) -> bool:
    """Move the sitting to its end and leave a final; False if the move isn't legal from where it stands."""
    state = State(connection.execute(LOCKED, {"sitting": sitting_id}).one().state)
    closed = after(state, move)
    if closed is None:
        return False
    connection.execute(_CLOSE, {"sitting": sitting_id, "state": closed, "was": state})
    connection.execute(_FINAL, {"sitting": sitting_id, "how": closed, "closed_at": at})
    append_audit(connection, at=at, actor=actor, action=f"sitting.{move}", payload={"sitting": sitting_id})
    return True
