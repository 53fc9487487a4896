"""draw_forms: the parallel forms of a simulation paper, one scenario for each place in it."""

import itertools
import random
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from simulations.scenario import Scenario, SimulationPaper

# In a paper of five cases, always deciding alike must not pay.
MOST_ALIKE = 2
MOST_TRIES = 20_000


@dataclass(frozen=True)
class SimForm:
    """One parallel form: its label, and the scenario of each place."""

    label: str
    scenarios: tuple[str, ...]


@dataclass(frozen=True)
class Shortfall:
    """Why no form can be drawn, in Chinese."""

    reason: str

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason


def draw_forms(
    paper: SimulationPaper, scenarios: Mapping[str, Scenario], proven: Collection[str], rng: random.Random
) -> tuple[SimForm, ...] | Shortfall:
    """Return the paper's forms, or why there are none.

    Only proven scenarios are drawn; no scenario stands twice in a form, and no decision is right more than twice.
    Forms differ where the places allow it.
    """
    choices = [[name for name in slot.one_of if name in proven] for slot in paper.slots]
    empty = [str(number) for number, names in enumerate(choices, 1) if not names]
    if empty:
        return Shortfall(f"第 {'、'.join(empty)} 件没有通过验证的情景；请先运行 python -m simulations prove")
    right = {name: set(right_decisions(scenarios[name])) for names in choices for name in names}
    possible = [names for names in _combinations(choices, rng) if _balanced(names, right)]
    if not possible:
        return Shortfall(f"怎样搭配都有一种决定出现超过 {MOST_ALIKE} 次；请给各件补充别的情景")
    rng.shuffle(possible)
    chosen = _unlike(possible, paper.forms)
    return tuple(SimForm(ascii_uppercase[place], names) for place, names in enumerate(chosen))


def right_decisions(scenario: Scenario) -> tuple[str, ...]:
    """Return the right decision of each of a scenario's applications: proven, so the author's word holds."""
    return tuple(one.decision for one in scenario.expect)


def _combinations(choices: list[list[str]], rng: random.Random) -> list[tuple[str, ...]]:
    """Return every way to fill the places without a repeat, or a sample of them where there are very many."""
    count = 1
    for names in choices:
        count *= len(names)
    if count <= MOST_TRIES:
        combinations = list(itertools.product(*choices))
    else:
        combinations = [tuple(rng.choice(names) for names in choices) for _ in range(MOST_TRIES)]
    return [names for names in combinations if len(set(names)) == len(names)]


def _balanced(names: tuple[str, ...], right: Mapping[str, set[str]]) -> bool:
    decisions = [decision for name in names for decision in right[name]]
    return all(decisions.count(decision) <= MOST_ALIKE for decision in decisions)


def _unlike(possible: list[tuple[str, ...]], forms: int) -> list[tuple[str, ...]]:
    """Return `forms` combinations, each the one that shares least with those before it."""
    chosen = [possible[0]]
    while len(chosen) < forms:
        taken = Counter(name for names in chosen for name in names)
        chosen.append(min(possible, key=lambda names: sum(taken[name] for name in names)))
    return chosen
