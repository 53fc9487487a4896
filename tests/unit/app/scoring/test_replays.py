"""Replays: every step in words, and the points of checkpoints at the steps that show them."""

from decimal import Decimal
from fractions import Fraction

from app.scoring.replays import evidence, step_lines
from app.scoring.runs import Act, Desk, steps_of
from simulations.marking import Checkpoint, mark
from simulations.ruling import rule
from tests.factories.runs import frozen_desk, model_run

DESK = frozen_desk()


def point(name: str, points: str, earned: str, *seqs: int) -> Checkpoint:
    return Checkpoint(name, "order", name, Fraction(points), Fraction(earned), seqs, "", "")


def acts(*bodies: dict[str, object]) -> list[Act]:
    return [Act(place, "c1", body, place * 1_000) for place, body in enumerate(bodies, 1)]


CALLED = acts({"do": "call"}, {"do": "rate", "how": "praise"}, {"do": "ask", "question": "show-card"})


def test_steps_are_told_with_their_time_and_what_came_of_them():
    lines = step_lines(DESK, "c1", steps_of(DESK, "c1", CALLED), [])
    assert [(one.number, one.place, one.offset, one.words, one.result) for one in lines] == [
        (1, 1, 0, "呼叫", ""),
        (2, 2, 1_000, "索要好评", ""),
        (3, 3, 2_000, "提问“结婚证带了吗？”", "不当提问"),
    ]


def test_refused_step_says_why():
    [line] = step_lines(DESK, "c1", steps_of(DESK, "c1", acts({"do": "finish"})), [])
    assert (line.result, line.refused) == ("请先呼叫或打开本件", True)


def test_points_stand_at_the_last_step_that_shows_a_checkpoint():
    points = [point("a", "2", "2", 1, 3), point("b", "1", "1", 3), point("c", "4", "1", 2), point("d", "5", "0")]
    lines = step_lines(DESK, "c1", steps_of(DESK, "c1", CALLED), points)
    assert [(one.gained, one.lost) for one in lines] == [
        (Decimal("0.00"), Decimal("0.00")),
        (Decimal("0.00"), Decimal("3.00")),
        (Decimal("3.00"), Decimal("0.00")),
    ]


def test_act_accepted_later_that_arrived_before_the_call_is_at_its_start():
    early = [Act(1, "c1", {"do": "call"}, 500), Act(2, "c1", {"do": "suspend"}, 100)]
    assert [one.offset for one in step_lines(DESK, "c1", steps_of(DESK, "c1", early), [])] == [0, 0]


def test_case_nobody_called_has_no_steps():
    assert step_lines(DESK, "c2", steps_of(DESK, "c2", CALLED), []) == []


def test_evidence_names_steps_by_number_in_their_case():
    mixed = [Act(1, "c2", {"do": "call"}, 1), Act(2, "c1", {"do": "call"}, 2), Act(3, "c1", {"do": "finish"}, 3)]
    found = evidence(
        steps_of(DESK, "c1", mixed), [point("a", "1", "1", 2, 3), point("b", "1", "0"), point("c", "1", "0", 1)]
    )
    assert [one.steps for one in found] == [(1, 2), (), ()]


def whole(desk: Desk, case: str) -> tuple[Fraction, Fraction]:
    """Return what a model run gains at its steps, and what its checkpoints are worth that have any."""
    steps = steps_of(desk, case, model_run(desk, case))
    marked = mark(desk.cases[case], desk.catalogue, rule(desk.cases[case], desk.catalogue), steps[-1].state)
    lines = step_lines(desk, case, steps, marked.checkpoints)
    return sum((Fraction(line.gained) for line in lines), Fraction(0)), sum(
        (one.points for one in marked.checkpoints if one.seqs), Fraction(0)
    )


def test_a_run_by_the_rules_gains_all_that_is_shown_by_steps():
    for case in DESK.cases:
        gained, shown = whole(DESK, case)
        assert abs(gained - shown) < Fraction(1, 2)
