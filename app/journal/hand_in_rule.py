"""From when a sitting may be handed in: what its session says, read for the hand-in and for the page."""

from typing import NamedTuple

from sqlalchemy import Connection, text

_RULE = text("""
SELECT e.hand_in_after, e.opens, r.personal, s.opened_at, s.deadline,
  (SELECT CAST(COALESCE(SUM(g.milliseconds), 0) AS BIGINT) FROM grants g
   WHERE g.sitting_id = s.id AND g.delays_start) AS delays
FROM sittings s JOIN exam_sessions e ON e.id = s.session_id JOIN rounds r ON r.id = s.round_id
WHERE s.id = :sitting AND e.hand_in_after > 0
""")


class HandInRule(NamedTuple):
    """When the sitting started, how long after that nobody hands in, and its deadline; in exam milliseconds."""

    starts: int | None
    hand_in_after: int
    deadline: int | None


def hand_in_rule(connection: Connection, sitting_id: str) -> HandInRule | None:
    """Return the sitting's rule; None where it may be handed in at any time."""
    row = connection.execute(_RULE, {"sitting": sitting_id}).first()
    if row is None:
        return None
    starts = row.opened_at if row.personal else row.opens + row.delays
    return HandInRule(starts, row.hand_in_after, row.deadline)
