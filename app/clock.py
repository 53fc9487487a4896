"""Exam time: the wall clock at boot plus a monotonic count, so that a stepped clock never moves a deadline."""

import time
from collections.abc import Callable

STEP_ALARM_MS = 2_000


class ExamClock:
    """Milliseconds since the Unix epoch that never run backwards within a boot.

    `floor` is the latest exam time an earlier run is known to have reached; a wall clock set back since then
    can't bring exam time back before it.
    """

    def __init__(
        self,
        floor: int = 0,
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._wall_at_boot = max(round(wall() * 1000), floor)
        self._boot = monotonic()

    def now(self) -> int:
        """Return the exam time in milliseconds."""
        return self._wall_at_boot + int((self._monotonic() - self._boot) * 1000)

    def step(self) -> int:
        """Return how many milliseconds the wall clock has moved away from exam time."""
        return round(self._wall() * 1000) - self.now()

    def stepped(self) -> bool:
        """Tell whether the wall clock has moved far enough to raise the alarm and pause the sweeper."""
        return abs(self.step()) > STEP_ALARM_MS
