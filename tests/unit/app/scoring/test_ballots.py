"""Ballots: every mistake of a ballot is told, extremes are left out only from five up, overtime costs once."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.ballots import MarkProblem, ballot_total, mark_problems, overtime_points, panel_score, spread
from app.scoring.contests import Criterion, Overtime, Panel, Sheet

SHEET = Sheet(
    id="small",
    name="小表",
    criteria=(
        Criterion(id="handling", name="办理", full=Decimal(60), step=Decimal("0.5")),
        Criterion(id="manner", name="规范", full=Decimal(40), step=Decimal(1)),
    ),
)
OVERTIME = Overtime(grace=10, every=30, points=Decimal(1), most=Decimal(3))
PANEL = Panel(judges=7, trim_from=5, least=3, spread=Decimal(15), overtime=OVERTIME, objection_hours=2)
GOLDEN = (
    ((91, 88, 93, 85, 90), "89.6667"),
    ((84, 86, 80, 82, 88), "84.0000"),
    ((84, 79, 86, 81, 80), "81.6667"),
    ((90, 85, 92, 83, 91), "88.6667"),
    ((76, 80, 74, 78, 79), "77.6667"),
    ((88, 90, 87, 84, 85), "86.6667"),
)


def totals(*marks: int) -> dict[str, Fraction]:
    return {f"j{number}": Fraction(mark) for number, mark in enumerate(marks)}


@pytest.mark.parametrize(("marks", "mean"), GOLDEN)
def test_trimmed_means_of_the_reference(marks: tuple[int, ...], mean: str):
    found = panel_score(totals(*marks), PANEL)
    assert found is not None
    assert f"{float(found.score):.4f}" == mean


def test_ballot_is_the_sum_of_its_marks():
    assert ballot_total(SHEET, {"handling": Decimal("57.5"), "manner": Decimal(39)}) == Fraction(193, 2)


@pytest.mark.parametrize(
    ("handling", "manner", "told"),
    [
        ("60", "40", []),
        ("0", "0", []),
        (None, "1", [("handling", "missing")]),
        ("60.5", "-1", [("handling", "range"), ("manner", "range")]),
        ("0.25", "0.5", [("handling", "step"), ("manner", "step")]),
        ("NaN", "Infinity", [("handling", "range"), ("manner", "range")]),
    ],
)
def test_every_mistake_of_a_ballot_is_told(handling: str | None, manner: str, told: list[tuple[str, str]]):
    marks = {"handling": None if handling is None else Decimal(handling), "manner": Decimal(manner)}
    assert mark_problems(SHEET, marks) == tuple(MarkProblem(*one) for one in told)


def test_mark_of_no_criterion_is_a_mistake_and_such_a_ballot_has_no_total():
    marks = {"handling": Decimal(1), "manner": Decimal(1), "looks": Decimal(1)}
    assert mark_problems(SHEET, marks) == (MarkProblem("looks", "unknown"),)
    with pytest.raises(ValueError, match="small"):
        ballot_total(SHEET, marks)


@pytest.mark.parametrize(("judges", "score", "trimmed"), [(3, 2, 0), (4, "5/2", 0), (5, 3, 2), (6, "7/2", 2)])
def test_extremes_are_left_out_from_five_ballots_up(judges: int, score: str | int, trimmed: int):
    found = panel_score(totals(*range(1, judges + 1)), PANEL)
    assert found is not None
    assert (found.score, len(found.trimmed), found.plain) == (Fraction(score), trimmed, trimmed == 0)


def test_too_few_ballots_give_no_score():
    assert panel_score(totals(90, 91), PANEL) is None


def test_only_one_of_several_equal_extremes_is_left_out():
    found = panel_score(totals(90, 90, 80, 70, 70), PANEL)
    assert found is not None
    assert (found.score, found.trimmed) == (Fraction(80), ("j3", "j1"))


@pytest.mark.parametrize(
    ("over", "points"), [(0, 0), (10, 0), (11, 1), (40, 1), (41, 2), (70, 2), (71, 3), (100, 3), (9999, 3)]
)
def test_overtime_costs_each_step_begun_beyond_the_grace(over: int, points: int):
    assert overtime_points(over, OVERTIME) == points
    found = panel_score(totals(80, 80, 80, 80, 80), PANEL, over=over)
    assert found is not None
    assert (found.mean, found.deducted, found.score) == (80, points, 80 - points)


def test_overtime_costs_nothing_without_a_rule_and_never_more_than_there_is():
    assert overtime_points(9999, None) == 0
    found = panel_score(totals(2, 2, 2), PANEL, over=9999)
    assert found is not None
    assert (found.deducted, found.score) == (2, 0)


def test_spread_is_highest_minus_lowest():
    assert (spread([Fraction(90), Fraction(72), Fraction(80)]), spread([])) == (18, 0)


@given(st.lists(st.integers(0, 200), min_size=5, max_size=9), st.randoms())
def test_score_is_independent_of_who_gave_which_ballot_and_lies_between_the_extremes(halves: list[int], random):
    marks = [Fraction(one, 2) for one in halves]
    before = panel_score({f"j{n}": mark for n, mark in enumerate(marks)}, PANEL)
    random.shuffle(marks)
    after = panel_score({f"j{n}": mark for n, mark in enumerate(marks)}, PANEL)
    assert before is not None
    assert after is not None
    assert before.score == after.score == sum(sorted(marks)[1:-1]) / (len(marks) - 2)
