"""Arriving late, handing in early, and keeping sessions that share papers apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Arrival(StrEnum):
    """When someone came, against the start and the end of entry; both borders are still in time."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    TOO_LATE = "too_late"


@dataclass(frozen=True)
class Held:
    """A session as held: from its start to the last possible end, ms; nobody leaves before `first_leave`."""

    name: str
    starts: int
    first_leave: int
    ends: int


@dataclass(frozen=True)
class Isolation:
    """Who is kept apart: those of `waiting` are inside at `until`, before anyone of `leaving` leaves."""

    leaving: str
    waiting: str
    until: int


def arrival(now: int, starts: int, entry_closes: int) -> Arrival:
    """Place an arrival: before the start early, at it on time, after it late until the entry closes."""
    if now < starts:
        return Arrival.EARLY
    if now == starts:
        return Arrival.ON_TIME
    return Arrival.LATE if now <= entry_closes else Arrival.TOO_LATE


def hand_in_from(starts: int | None, hand_in_after: int, deadline: int | None) -> int | None:
    """Return the moment from which a hand-in is taken; None where it always is.

    At the deadline a hand-in is always taken, however short the sitting: `hand_in_after` never keeps anyone past it.
    """
    if not hand_in_after or starts is None:
        return None
    allowed = starts + hand_in_after
    return allowed if deadline is None else min(allowed, deadline)


def too_early(now: int, starts: int | None, hand_in_after: int, deadline: int | None) -> int | None:
    """Return from when a hand-in at `now` would be taken, or None if it is."""
    allowed = hand_in_from(starts, hand_in_after, deadline)
    return allowed if allowed is not None and now < allowed else None


def isolation(sessions: Sequence[Held]) -> tuple[Isolation, ...]:
    """Return, for sessions of one round that share papers, who must be inside before whom is let out.

    Each later session that starts after an earlier one may be left is kept apart from it; sessions at the same time
    have nothing to tell each other before either may be left.
    """
    ordered = sorted(sessions, key=lambda one: (one.starts, one.name))
    return tuple(
        Isolation(earlier.name, later.name, earlier.first_leave)
        for place, earlier in enumerate(ordered)
        for later in ordered[place + 1 :]
        if later.starts > earlier.first_leave
    )
