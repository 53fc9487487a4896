"""What a proctor may do to a sitting: whether it is legal now, and exactly what would come of it.

The preview on the console and the measure itself ask the same function, so that nothing else can come of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from proctor.sitting import CLOSED, ENDED, STANDING, WRITABLE, Move, State, after
from proctor.timing import Grant, Window, counts, deadline_of, starts_at


class Measure(StrEnum):
    """The measures; the values are what is stored and sent."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    GRANT = "grant"
    MOVE = "move"
    RELEASE = "release"
    END = "end"
    REOPEN = "reopen"
    ANNUL = "annul"
    NOTICE = "notice"


TWO_PEOPLE = frozenset({Measure.REOPEN, Measure.ANNUL})
MOST_EXTRA_MS = 4 * 3_600_000


@dataclass(frozen=True)
class Standing:
    """Where a sitting stands; times are exam milliseconds.

    `stood_since` is when its clock stopped (paused, or reopened and not entered yet), `closed_at` when it ended.
    """

    state: State
    window: Window
    opened_at: int | None = None
    grants: tuple[Grant, ...] = ()
    stood_since: int | None = None
    closed_at: int | None = None
    held_by_browser: bool = False

    @property
    def deadline(self) -> int | None:
        """The end as the grants have it, whether or not the clock stands; None if it isn't known yet."""
        return deadline_of(self.window, self.opened_at, self.grants)

    def left(self, now: int) -> int | None:
        """Return the working time left at `now`, never below 0; None if it isn't known yet."""
        deadline = self.deadline
        if deadline is None or self.state in ENDED:
            return None
        return max(0, deadline - (now if self.stood_since is None else self.stood_since))


@dataclass(frozen=True)
class Outcome:
    """What comes of a measure.

    `deadline` is the new end (None while the clock stands or isn't known), `left` the working time then left,
    `grant` what is added to the sitting's grants, `stood_since` when its clock stopped (None: it runs).
    """

    state: State
    deadline: int | None
    left: int | None
    grant: Grant | None = None
    stood_since: int | None = None


@dataclass(frozen=True)
class Illegal:
    """The measure isn't legal now; `why` is a refusal's code."""

    why: str


def outcome(measure: Measure, standing: Standing, now: int, *, milliseconds: int = 0) -> Outcome | Illegal:
    """Return what `measure` would do to a sitting at `now`; `milliseconds` is the time it gives, if it gives any."""
    return _OUTCOMES[measure](standing, now, milliseconds)


def re_entry(standing: Standing, now: int) -> Grant:
    """Return what makes good the time since a reopened sitting's clock stopped: it runs again from `now`."""
    return Grant(max(0, now - (now if standing.stood_since is None else standing.stood_since)))


def _start(standing: Standing, now: int, _milliseconds: int) -> Outcome | Illegal:
    """A late start of one's own: the whole working time, from now on. A personal window starts by itself."""
    if standing.state is not State.DRAWN or standing.window.personal:
        return Illegal("illegal_move")
    starts = starts_at(standing.window, None, standing.grants)
    if standing.window.held or starts is None or now <= starts:
        return Illegal("not_started_yet")
    grant = Grant(now - starts, delays_start=True)
    deadline = deadline_of(standing.window, None, (*standing.grants, grant))
    return Outcome(State.DRAWN, deadline, standing.window.length, grant)


def _pause(standing: Standing, now: int, _milliseconds: int) -> Outcome | Illegal:
    """What comes too late must not count after all: nothing is paused once its time and grace are over."""
    if standing.state is not State.WORKING or not counts(now, standing.deadline, standing.window.grace):
        return Illegal("illegal_move")
    return Outcome(State.PAUSED, None, standing.left(now), stood_since=now)


def _resume(standing: Standing, now: int, _milliseconds: int) -> Outcome | Illegal:
    if standing.state is not State.PAUSED:
        return Illegal("illegal_move")
    return _running(standing, re_entry(standing, now), now)


def _grant(standing: Standing, now: int, milliseconds: int) -> Outcome | Illegal:
    if not 0 < milliseconds <= MOST_EXTRA_MS:
        return Illegal("bad_grant")
    if standing.state in ENDED:
        return Illegal("reopen_first" if standing.state in CLOSED else "illegal_move")
    grant = Grant(milliseconds)
    if standing.state in STANDING:
        left = (standing.left(now) or 0) + milliseconds
        return Outcome(standing.state, None, left, grant, standing.stood_since)
    return _running(standing, grant, now)


def _move(standing: Standing, now: int, _milliseconds: int) -> Outcome | Illegal:
    return Illegal("illegal_move") if standing.state in ENDED else _unchanged(standing, now)


def _release(standing: Standing, now: int, _milliseconds: int) -> Outcome | Illegal:
    free = standing.state not in WRITABLE or not standing.held_by_browser
    return Illegal("illegal_move") if free else _unchanged(standing, now)


def _end(standing: Standing, _now: int, _milliseconds: int) -> Outcome | Illegal:
    state = after(standing.state, Move.END)
    return Illegal("illegal_move") if state is None else Outcome(state, None, None, stood_since=standing.stood_since)


def _reopen(standing: Standing, _now: int, milliseconds: int) -> Outcome | Illegal:
    """The clock stands from the close until the sitting is entered again; nothing left needs time given with it."""
    state = after(standing.state, Move.REOPEN)
    if state is None or standing.closed_at is None or standing.deadline is None:
        return Illegal("illegal_move")
    if not 0 <= milliseconds <= MOST_EXTRA_MS:
        return Illegal("bad_grant")
    stood_since = standing.closed_at if standing.stood_since is None else standing.stood_since
    left = max(0, standing.deadline - stood_since) + milliseconds
    if not left:
        return Illegal("no_time_left")
    grant = Grant(milliseconds + max(0, stood_since - standing.deadline)) if milliseconds else None
    return Outcome(state, None, left, grant, stood_since)


def _annul(standing: Standing, _now: int, _milliseconds: int) -> Outcome | Illegal:
    state = after(standing.state, Move.ANNUL)
    return Illegal("illegal_move") if state is None else Outcome(state, None, None)


def _notice(standing: Standing, now: int, _milliseconds: int) -> Outcome | Illegal:
    return Illegal("illegal_move") if standing.state in ENDED else _unchanged(standing, now)


def _unchanged(standing: Standing, now: int) -> Outcome:
    deadline = None if standing.state in STANDING else standing.deadline
    return Outcome(standing.state, deadline, standing.left(now), stood_since=standing.stood_since)


def _running(standing: Standing, grant: Grant, now: int) -> Outcome:
    deadline = deadline_of(standing.window, standing.opened_at, (*standing.grants, grant))
    state = State.WORKING if standing.state is State.PAUSED else standing.state
    return Outcome(state, deadline, None if deadline is None else max(0, deadline - now), grant)


_OUTCOMES: Mapping[Measure, Callable[[Standing, int, int], Outcome | Illegal]] = {
    Measure.START: _start,
    Measure.PAUSE: _pause,
    Measure.RESUME: _resume,
    Measure.GRANT: _grant,
    Measure.MOVE: _move,
    Measure.RELEASE: _release,
    Measure.END: _end,
    Measure.REOPEN: _reopen,
    Measure.ANNUL: _annul,
    Measure.NOTICE: _notice,
}
