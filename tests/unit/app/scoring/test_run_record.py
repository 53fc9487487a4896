"""A marked case as JSON: whole, rounded for reading, and free of anything that is not JSON."""

import json
from fractions import Fraction

from app.scoring.rounds import score_simulation
from app.scoring.run_record import case_json
from tests.factories.runs import frozen_desk, model_run

DESK = frozen_desk("trial-accept", "trial-guide")
POINTS = {"c1": Fraction(60), "c2": Fraction(40)}


def test_case_says_all_that_was_marked():
    score = score_simulation("0" * 64, DESK, POINTS, model_run(DESK, "c1", decide={"decision": "refuse"}))
    first, second = (case_json(one) for one in score.cases)
    assert json.loads(json.dumps(first)) == first
    assert (first["id"], first["number"], first["scenario"], first["points"]) == ("c1", 1, "trial-accept", "60")
    assert first["caps"] == [{"id": "wrong_decision", "name": "决定错误", "at_most": 40}]
    assert (first["score"], first["earned"], first["phase"]) == ("40.00", "24.00", "closed")
    assert float(first["raw"]) > 40
    assert [slip["kind"] for slip in first["slips"]] == ["decision"]
    assert {group["id"] for group in first["groups"]} == {point["group"] for point in first["checkpoints"]}
    assert (second["phase"], second["score"], second["started"], second["acts"]) == ("waiting", "0.00", None, 0)


def test_checkpoints_add_up_to_what_was_earned_before_caps():
    score = score_simulation("0" * 64, DESK, POINTS, model_run(DESK))
    for one in score.cases:
        shown = case_json(one)
        assert sum(Fraction(point["met"]) for point in shown["checkpoints"]) == len(shown["checkpoints"])
        assert shown["raw"] == "100.00"
