"""Scenarios for their authors: which are proven and where used, and one case drawn as people would meet it."""

import random
from dataclasses import dataclass

from app.runtime import runtime
from app.services.refused import Refused
from app.services.simulations import content
from question_bank.authoring import Problem
from simulations.assembly import right_decisions
from simulations.briefing import Briefing, brief
from simulations.casework import Case, draw_case
from simulations.catalogue import DECISIONS
from simulations.drawing import avatar_svg, draw
from simulations.picture import paper_sheet, portrait_at_counter
from simulations.proof import Proof
from simulations.proving import kept_proofs, prove_all
from simulations.scenario import ENTRIES, Scenario

MOST_SEED = 9_999


@dataclass(frozen=True)
class ScenarioLine:
    """One scenario in the list; `proof` is None until it was proven as it is now."""

    id: str
    title: str
    entry: str
    services: str
    right: str
    papers: tuple[str, ...]
    proof: Proof | None


@dataclass(frozen=True)
class ScenarioOverview:
    """The scenarios found, how many there are, and every problem of the content."""

    lines: list[ScenarioLine]
    entries: list[tuple[str, str]]
    total: int
    services: int
    proven: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ScenarioPreview:
    """A scenario with one case drawn from it; `face` and what `papers` pairs with their names are SVG."""

    scenario: Scenario
    case: Case
    briefing: Briefing
    proof: Proof
    right: str
    entry: str
    traps: list[tuple[str, int, str]]
    face: str
    papers: list[tuple[str, str]]
    seed: int


def scenario_overview(*, search: str = "", entry: str = "") -> ScenarioOverview:
    """Return the scenarios whose id, title or services hold `search`, of `entry` if given."""
    found, wanted = content(), search.strip().lower()
    proofs = kept_proofs(found, found.scenarios, runtime().config.proofs) if found.scenarios else {}
    lines = [_line(one, proofs.get(one.id)) for one in found.scenarios.values() if not entry or one.entry == entry]
    shown = [line for line in lines if wanted in f"{line.id} {line.title} {line.services} {line.right}".lower()]
    return ScenarioOverview(
        lines=shown,
        entries=list(ENTRIES.items()),
        total=len(found.scenarios),
        services=len(found.newest().services) if found.catalogues else 0,
        proven=sum(proof.holds for proof in proofs.values()),
        problems=found.problems,
    )


def scenario_preview(*, scenario_id: str, seed: int = 1) -> ScenarioPreview:
    """Return a scenario with the case that `seed` draws, proven if it is not yet; refuses with `no_scenario`."""
    scenario, case = _drawn(scenario_id, seed)
    proof = prove_all(content(), [scenario_id], runtime().config.proofs)[scenario_id]
    return ScenarioPreview(
        scenario=scenario,
        case=case,
        briefing=brief(case, content().newest()),
        proof=proof,
        right=_right(scenario),
        entry=ENTRIES[scenario.entry],
        traps=[(trap.name, trap.costs, f"{float(proof.losses[trap.id]):.1f}") for trap in scenario.traps],
        face=avatar_svg(portrait_at_counter(case)),
        papers=[
            (one.name, draw(paper_sheet(case, one, side))) for one in case.papers for side in range(1, one.sides + 1)
        ],
        seed=seed,
    )


def _drawn(scenario_id: str, seed: int) -> tuple[Scenario, Case]:
    found = content()
    scenario = found.scenarios.get(scenario_id)
    if scenario is None or not 0 <= seed <= MOST_SEED:
        raise Refused("no_scenario", scenario=scenario_id)
    return scenario, draw_case(scenario, random.Random(seed), found.setting(), found.newest())


def _line(scenario: Scenario, proof: Proof | None) -> ScenarioLine:
    papers = tuple(
        paper.name for paper in content().papers.values() if any(scenario.id in slot.one_of for slot in paper.slots)
    )
    services = "、".join(scenario.applications) or "不立件"
    return ScenarioLine(
        scenario.id, scenario.title, ENTRIES[scenario.entry], services, _right(scenario), papers, proof
    )


def _right(scenario: Scenario) -> str:
    return "＋".join(DECISIONS[one] for one in right_decisions(scenario)) or "不立件"
