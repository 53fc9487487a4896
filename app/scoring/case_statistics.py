"""Statistics of marked cases by scenario: how far checkpoints were met, how long it took, what went wrong."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.scoring.rounds import rounded

MOST_SLIPS = 8
# The ids of checkpoints whose text ends in what was right for one contestant alone.
DRAWN = ("form:", "field:")
ROLES: Mapping[str, str] = {
    "applicant": "申请人",
    "agent": "代办人",
    "spouse": "配偶",
    "child": "子女",
    "parent": "父母",
    "other": "其他人",
}

Json = Mapping[str, Any]


@dataclass(frozen=True)
class CheckpointFigures:
    """How many runs met a checkpoint, and the share of its points that all runs together earned, in whole per cent."""

    id: str
    group: str
    text: str
    met: int
    runs: int
    earned_percent: int

    @property
    def met_percent(self) -> int:
        """The share of runs that met it in full, in whole per cent."""
        return 100 * self.met // self.runs


@dataclass(frozen=True)
class SlipFigures:
    """A wrong act in words, and how many runs made it."""

    text: str
    runs: int
    percent: int


@dataclass(frozen=True)
class ScenarioFigures:
    """A scenario's runs: mean score of 100, mean time of those that were closed (ms, None if none was)."""

    scenario: str
    title: str
    runs: int
    closed: int
    mean: Decimal
    mean_time: int | None
    full: int
    capped: Sequence[tuple[str, int]]
    checkpoints: Sequence[CheckpointFigures]
    slips: Sequence[SlipFigures]


def scenario_figures(cases: Iterable[Json]) -> list[ScenarioFigures]:
    """Return the figures of marked cases (as kept with the scores), in order of scenario.

    A case nobody called is left out: it tells nothing of the scenario.
    """
    by_scenario: dict[str, list[Json]] = {}
    for case in cases:
        if case["phase"] != "waiting":
            by_scenario.setdefault(case["scenario"], []).append(case)
    return [_figures(name, runs) for name, runs in sorted(by_scenario.items())]


def _figures(scenario: str, runs: list[Json]) -> ScenarioFigures:
    times = [run["ended"] - run["started"] for run in runs if run["phase"] == "closed"]
    caps = Counter(cap["name"] for run in runs for cap in run["caps"])
    return ScenarioFigures(
        scenario=scenario,
        title=runs[0]["title"],
        runs=len(runs),
        closed=len(times),
        mean=rounded(sum((Fraction(run["score"]) for run in runs), Fraction(0)) / len(runs)),
        mean_time=sum(times) // len(times) if times else None,
        full=sum(Fraction(run["score"]) == 100 for run in runs),  # noqa: PLR2004  # a case is marked out of 100
        capped=caps.most_common(),
        checkpoints=_checkpoints(runs),
        slips=_slips(runs),
    )


def _checkpoints(runs: list[Json]) -> list[CheckpointFigures]:
    """Return them in the order of the first run; every run of a scenario has the same."""
    names = {group["id"]: group["name"] for run in runs for group in run["groups"]}
    found: dict[str, list[Json]] = {}
    for run in runs:
        for one in run["checkpoints"]:
            found.setdefault(one["id"], []).append(one)
    return [
        CheckpointFigures(
            name,
            names[looked[0]["group"]],
            _general(name, looked[0]["text"]),
            sum(one["met"] for one in looked),
            len(looked),
            _percent(looked),
        )
        for name, looked in found.items()
    ]


def _percent(looked: list[Json]) -> int:
    points, earned = (sum(Fraction(one[name]) for one in looked) for name in ("points", "earned"))
    return int(earned * 100 / points)


def _slips(runs: list[Json]) -> list[SlipFigures]:
    made = Counter(text for run in runs for text in {slip["text"] for slip in run["slips"]})
    ordered = sorted(made.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_SLIPS]
    return [SlipFigures(text, count, 100 * count // len(runs)) for text, count in ordered]


def _general(name: str, text: str) -> str:
    """Return a checkpoint's text without what was drawn for one contestant."""
    if name.startswith("read:"):
        return f"核验{ROLES[name.removeprefix('read:')]}的身份"
    return text.rpartition("：")[0] or text if name.startswith(DRAWN) else text
