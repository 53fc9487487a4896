"""How the scenarios of a simulation round fared: for organizers and authors, after it."""

from dataclasses import dataclass

from app.queries.rounds import RoundRow, find_round
from app.queries.runs import marked_cases
from app.scoring.case_statistics import ScenarioFigures, scenario_figures
from app.services.refused import Refused


@dataclass(frozen=True)
class RoundStatistics:
    """The round and its scenarios' figures."""

    round: RoundRow
    scenarios: list[ScenarioFigures]


def round_statistics(*, round_id: int) -> RoundStatistics:
    """Return the figures of the current scores. Refuses with `no_round`, or `no_simulation` what is a quiz."""
    row = find_round(round_id)
    if row is None:
        raise Refused("no_round")
    if row.kind != "simulation":
        raise Refused("no_simulation")
    return RoundStatistics(row, scenario_figures(marked_cases(round_id)))
