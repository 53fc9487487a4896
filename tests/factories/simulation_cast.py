"""Simulation rounds beside the cast's own, and what a model clerk would do in a drawn sitting."""

import json
from dataclasses import dataclass

from flask import Flask

from app.database import transaction
from app.scoring.runs import Desk
from app.services.competitions import NewRound, add_round
from app.services.drawing import draw_round
from config import Config
from simulations.casework import Case
from simulations.clerk import acts_of, model_plan
from simulations.freezing import thaw_catalogue
from simulations.ruling import rule
from tests.factories.cast import START
from tests.factories.exam_client import ExamClient, entry
from tests.factories.stored import rows

PAPER = "trial-paper"


@dataclass(frozen=True)
class Simulations:
    """Ids of the simulation rounds: all open for four hours, `undrawn` without papers."""

    final: int
    practice: int
    undrawn: int


def add_simulations(app: Flask) -> Simulations:
    """Add them to the cast's competition and draw their papers."""
    with app.app_context():
        with transaction() as session:
            added = [
                add_round(
                    session,
                    1,
                    NewRound(title, PAPER, START, 240, personal=True, practice=practice, kind="simulation"),
                    actor="test",
                ).id
                for title, practice in (("模拟受理", False), ("模拟受理练习", True), ("尚未组卷的模拟", False))
            ]
        found = Simulations(*added)
        for round_id in (found.final, found.practice):
            draw_round(round_id=round_id, actor="test")
    return found


def desk_of(config: Config, sitting: str) -> Desk:
    """Return what is frozen of a sitting, read past the application."""
    [(record,)] = rows(config, "SELECT record FROM papers WHERE sitting_id = :sitting", sitting=sitting)
    frozen = json.loads(record)
    [(text,)] = rows(config, "SELECT text FROM frozen_texts WHERE digest = :digest", digest=frozen["catalogue"])
    cases = [Case.model_validate_json(json.dumps(case)) for case in frozen["cases"]]
    return Desk(thaw_catalogue(text), {case.id: case for case in cases})


def model_acts(config: Config, sitting: str, *cases: str) -> list[dict[str, object]]:
    """Return the acts of a clerk who handles `cases`, or all of them, by the rules."""
    desk, acts = desk_of(config, sitting), []
    for name in cases or desk.cases:
        case = desk.cases[name]
        ruling = rule(case, desk.catalogue)
        acts += [{"case": name, **one} for one in acts_of(case, desk.catalogue, ruling, model_plan(ruling))]
    return acts


def act(seq: int, case: str, do: str, **arguments: object) -> dict[str, object]:
    """Return the entry of one act."""
    return entry(seq, "act", {"case": case, "do": do, **arguments})


def work_by_the_rules(client: ExamClient, config: Config, *cases: str) -> int:
    """Let the client handle `cases`, or all, by the rules; return the last seq."""
    acts = model_acts(config, client.sitting, *cases)
    entries = [entry(seq, "act", body) for seq, body in enumerate(acts, client.next_seq)]
    saved = client.save(*entries)
    if saved.status != 200:
        raise AssertionError(saved.text)
    client.next_seq += len(entries)
    return client.next_seq - 1
