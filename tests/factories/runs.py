"""Journals of simulation sittings as values: a frozen desk of trial cases, lines, and what a model clerk does."""

import json
from functools import lru_cache

from app.scoring.record import AcceptedLine, JournalLine
from app.scoring.runs import Act, Desk
from simulations.clerk import acts_of, model_plan
from simulations.ruling import rule
from tests.factories.desk import trial_case, trial_content

TWO = ("trial-accept", "trial-relay")


@lru_cache
def frozen_desk(*names: str) -> Desk:
    """Return a desk with a case of each trial scenario named, or of two of them: c1, c2, ..."""
    cases = {
        f"c{number}": trial_case(name, seed=number, id=f"c{number}") for number, name in enumerate(names or TWO, 1)
    }
    return Desk(trial_content().newest(), cases)


def act_line(seq: int, case: object, do: object, at: int = 0, **named: object) -> JournalLine:
    """Return the line of one act, which arrived at `at`."""
    return JournalLine(seq, "act", json.dumps({"case": case, "do": do, **named}), at)


def accepted_line(case: str, do: str, decided_at: int, at: int = 0) -> AcceptedLine:
    """Return a held act that two people accepted at `decided_at`."""
    return AcceptedLine(99, "act", json.dumps({"case": case, "do": do}), at, decided_at)


def model_run(desk: Desk, *cases: str, **changes: dict[str, object]) -> list[Act]:
    """Return the acts of a clerk who handles `cases`, or all, by the rules.

    `changes` replace arguments of every act called so: decide={"decision": "refuse"}.
    """
    bodies = [
        {"case": name, **body, **changes.get(body["do"], {})}
        for name in cases or desk.cases
        for body in _model_bodies(desk, name)
    ]
    return [Act(place, body["case"], body, place * 1_000) for place, body in enumerate(bodies, 1)]


def _model_bodies(desk: Desk, name: str) -> list[dict[str, object]]:
    case = desk.cases[name]
    ruling = rule(case, desk.catalogue)
    return acts_of(case, desk.catalogue, ruling, model_plan(ruling))
