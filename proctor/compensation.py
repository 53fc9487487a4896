"""Time lost to silences, proposed for a proctor to grant or not: what no pause made good, and never by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from proctor.timing import SILENT_MS

WHOLE_MS = 1_000


@dataclass(frozen=True)
class Gap:
    """A silence the server observed; `worked` is how many entries were typed within it and sent afterwards."""

    from_at: int
    to_at: int
    worked: int = 0


@dataclass(frozen=True)
class Stop:
    """A time in which the clock stood: a pause, or the wait of a reopened sitting."""

    from_at: int
    to_at: int


@dataclass(frozen=True)
class Proposal:
    """Extra time for one silence, in milliseconds (whole seconds, rounded up), and what speaks for or against it."""

    gap: Gap
    milliseconds: int

    @property
    def note(self) -> str:
        """What a proctor should know before granting it."""
        if self.gap.worked:
            return f"断线期间仍在作答（补传 {self.gap.worked} 条），可以不补"
        return "断线期间没有作答记录"


def propose(gaps: Iterable[Gap], stops: Sequence[Stop], *, opened_at: int, ends_at: int | None) -> list[Proposal]:
    """Return a proposal for every gap that cost at least half a minute of working time.

    Only time after the opening and before the end counts, and none while the clock stood. `ends_at` is when the
    sitting was closed, or None while it goes on.
    """
    proposals = [Proposal(gap, _rounded(_lost(gap, stops, opened_at, ends_at))) for gap in gaps]
    return [one for one in proposals if one.milliseconds >= SILENT_MS]


def _lost(gap: Gap, stops: Sequence[Stop], opened_at: int, ends_at: int | None) -> int:
    start = max(gap.from_at, opened_at)
    end = gap.to_at if ends_at is None else min(gap.to_at, ends_at)
    lost, reached = 0, start
    for stop in sorted(stops, key=lambda one: one.from_at):
        lost += max(0, min(stop.from_at, end) - reached)
        reached = max(reached, stop.to_at)
    return lost + max(0, end - reached)


def _rounded(milliseconds: int) -> int:
    return -(-milliseconds // WHOLE_MS) * WHOLE_MS
