"""phase_at(now, window, ...): when a sitting starts and ends, and where in it a moment falls."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SWEEP_DELAY_MS = 5_000
SILENT_MS = 30_000  # a page is heard every ten seconds or so: two were missed


class Phase(StrEnum):
    """Where a moment falls: before the start, at work, within the grace after the deadline, or after it."""

    UPCOMING = "upcoming"
    ENTRY = "entry"
    WORKING = "working"
    PAUSED = "paused"
    GRACE = "grace"
    OVER = "over"


@dataclass(frozen=True)
class Window:
    """A round's window, in milliseconds of exam time.

    A shared window starts everyone at `opens`; a personal one starts each contestant at their own first
    opening. Nobody may start after `entry_closes`. `length` is the working time, `grace` how long after the
    deadline an entry on its way still counts. A window that is `held` waits for a proctor: it has not started,
    whatever the clock says.
    """

    opens: int
    entry_closes: int
    length: int
    grace: int
    personal: bool
    held: bool = False


@dataclass(frozen=True)
class Grant:
    """Time given to one sitting, additive and never changed: extra time, a late start or a pause made good."""

    milliseconds: int
    delays_start: bool = False


@dataclass(frozen=True)
class Timing:
    """The answer: `starts` and `deadline` are None while they aren't known (not opened yet, or paused)."""

    phase: Phase
    starts: int | None
    deadline: int | None


def starts_at(window: Window, opened_at: int | None, grants: Sequence[Grant] = ()) -> int | None:
    """Return when the sitting starts: the shared start and its delays, or the moment it was first opened."""
    if window.personal:
        return opened_at
    return window.opens + sum(grant.milliseconds for grant in grants if grant.delays_start)


def deadline_of(window: Window, opened_at: int | None, grants: Sequence[Grant] = ()) -> int | None:
    """Return the last moment that is in time before grace: start, working time and every grant."""
    starts = starts_at(window, opened_at, grants)
    if starts is None:
        return None
    return starts + window.length + sum(grant.milliseconds for grant in grants if not grant.delays_start)


def phase_at(
    now: int,
    window: Window,
    *,
    opened_at: int | None = None,
    grants: Sequence[Grant] = (),
    paused: bool = False,
) -> Timing:
    """Place `now` in the sitting; every border belongs to the phase before it except the start itself."""
    starts = starts_at(window, opened_at, grants)
    deadline = deadline_of(window, opened_at, grants)
    if opened_at is None:
        return Timing(_phase_before_opening(now, window, starts), starts, deadline)
    if paused:
        return Timing(Phase.PAUSED, starts, None)
    return Timing(_phase_once_opened(now, starts, deadline, window.grace), starts, deadline)


def counts(arrived: int, deadline: int | None, grace: int) -> bool:
    """Tell whether an entry that arrived at `arrived` is in time; while paused (no deadline) all are."""
    return deadline is None or arrived <= deadline + grace


def sweep_due(now: int, deadline: int | None, grace: int) -> bool:
    """Tell whether the sitting may be closed for it: late enough that no entry in time can still be queued."""
    return deadline is not None and now >= deadline + grace + SWEEP_DELAY_MS


def _phase_before_opening(now: int, window: Window, starts: int | None) -> Phase:
    if window.held or now < (window.opens if starts is None else starts):
        return Phase.UPCOMING
    delay = 0 if starts is None else starts - window.opens
    return Phase.ENTRY if now <= window.entry_closes + delay else Phase.OVER


def _phase_once_opened(now: int, starts: int | None, deadline: int | None, grace: int) -> Phase:
    if starts is None or deadline is None or now < starts:
        return Phase.UPCOMING
    if now <= deadline:
        return Phase.WORKING
    return Phase.GRACE if now <= deadline + grace else Phase.OVER
