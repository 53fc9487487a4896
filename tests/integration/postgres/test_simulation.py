"""Simulations on PostgreSQL: drawn, acted, taken over by another process, graded."""

from flask import Flask

from app.factory import create_app
from app.queries.runs import ended_cases
from app.services.grading import grade_due
from config import Config
from tests.conftest import Act
from tests.factories.cast import FakeTime
from tests.factories.exam_client import ExamClient, entry, wsgi_wire
from tests.factories.simulation_cast import add_simulations, model_acts
from tests.factories.stored import rows


def test_simulation_from_draw_to_score(app: Flask, contestant: ExamClient, config: Config, clock: FakeTime, act: Act):
    simulations = add_simulations(app)
    contestant.start(simulations.final)
    wires = (contestant.wire, wsgi_wire(create_app(config, clock.exam_clock())))
    acts, refused = model_acts(config, contestant.sitting), []
    for seq, body in enumerate(acts, 1):
        contestant.wire = wires[seq % 2]
        refused.append(contestant.save(entry(seq, "act", body)).json["views"][body["case"]]["refused"])
    contestant.submit()
    act(grade_due)
    assert set(refused) == {None}
    assert rows(config, "SELECT total FROM scores") == [("100.00",)]
    assert act(ended_cases, round_id=simulations.final) == {contestant.sitting: 2}
