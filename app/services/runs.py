"""A simulation sitting's frozen desk and the acts that count, for grading and for looking back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from app.database import db
from app.models import FrozenPaper
from app.runtime import runtime
from app.scoring.rounds import SimulationScore, score_simulation
from app.scoring.runs import Act, Desk, acts_of
from app.services.refused import Refused
from simulations.scenario import SimulationPaper


@dataclass(frozen=True)
class FrozenRuns:
    """What a simulation's score is computed from: the digest of the frozen paper, the desk, points, and acts."""

    digest: str
    paper: SimulationPaper
    desk: Desk
    points: Mapping[str, Fraction]
    acts: list[Act]


def frozen_runs(sitting_id: str, last_seq: int | None = None) -> FrozenRuns:
    """Return it with the journal up to `last_seq`, or all of it. Refuses with `no_simulation` what is a quiz's."""
    reader = runtime().reader
    desk = reader.desk(sitting_id)
    if desk is None:
        raise Refused("no_simulation")
    frozen = db.session.execute(
        select(FrozenPaper.record, FrozenPaper.digest).where(FrozenPaper.sitting_id == sitting_id)
    ).one()
    paper = SimulationPaper.model_validate_json(json.dumps(json.loads(frozen.record)["paper"]))
    points = {name: Fraction(slot.points) for name, slot in zip(desk.cases, paper.slots, strict=True)}
    acts = list(acts_of(desk, reader.lines(sitting_id, last_seq), reader.accepted(sitting_id)))
    return FrozenRuns(frozen.digest, paper, desk, points, acts)


def score_of_runs(sitting_id: str, last_seq: int) -> SimulationScore:
    """Recompute a simulation's score from its frozen cases and its journal up to `last_seq`."""
    frozen = frozen_runs(sitting_id, last_seq)
    return score_simulation(frozen.digest, frozen.desk, frozen.points, frozen.acts)
