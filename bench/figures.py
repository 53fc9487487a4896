"""The arithmetic of the bench: percentiles, the figures of a window, the window that counts, ratios and verdicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

FULL_CORE = 0.9
DISTURBED = 0.5


class Verdict(StrEnum):
    """What a target came to."""

    MET = "met"
    NOT_MET = "not met"
    VOID = "void"


@dataclass(frozen=True)
class Window:
    """One window of load: rates are per second, CPU in milliseconds a request, shares in cores.

    `void`: the generator filled its core while the server did not fill one, so the figures are the generator's.
    """

    requests: int
    per_second: float
    p50: float
    p99: float
    cpu: float
    server_share: float
    generator_share: float
    others_share: float
    bytes_down: float
    refused: int
    void: bool


@dataclass(frozen=True)
class Target:
    """One numbered target: what was measured, the line it must keep to, and whether below or above it is right."""

    number: str
    text: str
    measured: float
    limit: float
    at_most: bool
    void: bool = False

    @property
    def verdict(self) -> Verdict:
        """What it came to; a void window proves nothing either way."""
        if self.void:
            return Verdict.VOID
        met = self.measured <= self.limit if self.at_most else self.measured >= self.limit
        return Verdict.MET if met else Verdict.NOT_MET


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest of `values` that at least `share` (above 0, at most 1) of them don't exceed; 0 of none."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    rank = -int(-len(ordered) * share // 1)  # rounded up
    return ordered[rank - 1]


def window(
    latencies: Sequence[float],
    statuses: Mapping[int, int],
    *,
    seconds: float,
    server_cpu: float,
    generator_cpu: float,
    machine_cpu: float,
    bytes_down: int,
) -> Window:
    """Return the figures of one window; CPU times are in seconds, latencies in milliseconds. Needs a request."""
    requests = len(latencies)
    server_share, generator_share = server_cpu / seconds, generator_cpu / seconds
    return Window(
        requests=requests,
        per_second=requests / seconds,
        p50=percentile(latencies, 0.50),
        p99=percentile(latencies, 0.99),
        cpu=server_cpu * 1000 / requests,
        server_share=server_share,
        generator_share=generator_share,
        others_share=max(machine_cpu / seconds - server_share - generator_share, 0.0),
        bytes_down=bytes_down / requests,
        refused=requests - sum(count for status, count in statuses.items() if status < 400),  # noqa: PLR2004  # HTTP's
        void=is_void(server_share, generator_share),
    )


def is_void(server_share: float, generator_share: float) -> bool:
    """Tell whether the generator was the bottleneck: its core full while the server could have done more."""
    return generator_share >= FULL_CORE > server_share


def calmest(windows: Sequence[Window]) -> Window:
    """Return the window that counts: of those not void, if any, the one other programs disturbed least.

    Not the one with the lowest CPU: a server that others keep off one core hands its interpreter lock over less.
    """
    sound = [window for window in windows if not window.void]
    return min(sound or windows, key=lambda window: window.others_share)


def is_disturbed(window: Window) -> bool:
    """Tell whether other programs took so much of the machine that rates and p99 say little."""
    return window.others_share > DISTURBED


def ratio(measured: float, base: float) -> float:
    """Return `measured` as a multiple of `base`; 0 if there is no base."""
    return measured / base if base else 0.0


def spread(windows: Sequence[Window]) -> float:
    """Return how far apart the windows' CPU a request lies, as a share of the lowest."""
    lowest = min(window.cpu for window in windows)
    return ratio(max(window.cpu for window in windows) - lowest, lowest)
