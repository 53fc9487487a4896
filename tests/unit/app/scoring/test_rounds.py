"""Round scores: exact sums, rounded once, half away from zero."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.rounds import rounded, score_quiz, score_simulation, worth
from question_bank.paper import lay_out
from tests.factories.items import make_form, make_item, one_of_each
from tests.factories.runs import frozen_desk, model_run

SEED = "00" * 16
FRACTIONS = st.fractions(min_value=-1000, max_value=1000, max_denominator=2000)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("1/200", "0.01"),
        ("-1/200", "-0.01"),
        ("4999/1000000", "0.00"),
        ("1/3", "0.33"),
        ("2/3", "0.67"),
        ("201/200", "1.01"),
        ("203/200", "1.02"),
        ("0", "0.00"),
    ],
)
def test_rounded_half_away_from_zero(points: str, expected: str):
    assert rounded(Fraction(points)) == Decimal(expected)
    assert str(rounded(Fraction(points))) == expected


@given(st.integers(min_value=-(10**8), max_value=10**8))
def test_rounded_agrees_with_decimal_on_thousandths(thousandths: int):
    number = Decimal(thousandths).scaleb(-3)
    assert rounded(Fraction(thousandths, 1000)) == number.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(FRACTIONS)
def test_rounded_is_at_most_half_a_hundredth_away(points: Fraction):
    assert abs(Fraction(rounded(points)) - points) <= Fraction(1, 200)
    assert rounded(-points) == -rounded(points)


def test_worth_has_no_needless_digits():
    assert [worth(Fraction(points)) for points in ("2", "1/2", "10", "10/3")] == ["2", "0.5", "10", "3.33"]


def test_score_of_right_answers_is_the_full_mark():
    paper = lay_out(make_form(*one_of_each()), SEED)
    placed = [part for one in paper.sections[0].items for part in one.parts or (one,)]
    score = score_quiz(paper, {one.id: one.item.right_response(one.ids) for one in placed})
    assert (score.total, score.full, score.exact) == (Decimal("18.00"), Decimal(18), 18)


def test_score_adds_up_exactly_before_it_rounds():
    case = make_item(
        kind="case",
        parts=[{"id": name, "kind": "true_false", "stem": "小题：", "answer": True} for name in "abc"],
    )
    paper = lay_out(make_form(case, points="1"), SEED)
    parts = paper.sections[0].items[0].parts
    right = {part.id: part.item.right_response(part.ids) for part in parts}
    assert [score_quiz(paper, dict(list(right.items())[:count])).total for count in range(4)] == [
        Decimal("0.00"),
        Decimal("0.33"),
        Decimal("0.67"),
        Decimal("1.00"),
    ]


def test_parts_add_up_by_section_and_by_topic():
    items = [make_item(id="one"), make_item(id="two", topic="services/relief")]
    paper = lay_out(make_form(*items), SEED)
    placed = {one.item.id: one for one in paper.sections[0].items}
    score = score_quiz(paper, {placed["one"].id: placed["one"].item.right_response(placed["one"].ids)})
    section = paper.sections[0]
    assert [(part.key, part.title, part.earned, part.points) for part in score.sections] == [
        (section.id, section.title, 2, 4)
    ]
    assert {(part.key, part.earned, part.points) for part in score.topics} == {
        ("services/residence", 2, 2),
        ("services/relief", 0, 2),
    }


def test_same_inputs_give_the_same_score_and_others_another_digest():
    paper = lay_out(make_form(make_item()), SEED)
    item = paper.sections[0].items[0].id
    assert score_quiz(paper, {item: "x"}) == score_quiz(paper, {item: "x"})
    digests = {score_quiz(paper, {item: response}).inputs for response in ("x", "y", ["x"])}
    other_paper = lay_out(make_form(make_item()), "11" * 16)
    assert len(digests | {score_quiz(other_paper, {item: "x"}).inputs}) == 4


DESK = frozen_desk("trial-accept", "trial-relay", "trial-guide")
POINTS = {"c1": Fraction(50), "c2": Fraction(30), "c3": Fraction(20)}
PAPER = "0" * 64


def test_simulation_by_the_rules_is_the_full_mark():
    score = score_simulation(PAPER, DESK, POINTS, model_run(DESK))
    assert (score.total, str(score.full)) == (Decimal("100.00"), "100")
    assert [(part.key, part.title, part.earned, part.points) for part in score.sections] == [
        ("c1", "第 1 件", 50, 50),
        ("c2", "第 2 件", 30, 30),
        ("c3", "第 3 件", 20, 20),
    ]


def test_simulation_adds_up_exactly_before_it_rounds():
    thirds = dict.fromkeys(POINTS, Fraction(1, 3))
    assert score_simulation(PAPER, DESK, thirds, model_run(DESK)).total == Decimal("1.00")
    one = score_simulation(PAPER, DESK, thirds, model_run(DESK, "c1"))
    assert (one.total, one.exact) == (Decimal("0.33"), Fraction(1, 3))


def test_groups_add_up_over_the_cases_by_their_points():
    score = score_simulation(PAPER, DESK, POINTS, model_run(DESK, "c1"))
    assert sum(part.points for part in score.groups) == 100
    assert sum(part.earned for part in score.groups) == 50
    assert [part.title for part in score.groups][:2] == ["身份", "材料"]


def test_cap_lowers_the_case_and_not_its_groups():
    score = score_simulation(PAPER, DESK, POINTS, model_run(DESK, "c1", decide={"decision": "refuse"}))
    [first, *_] = score.cases
    assert first.earned == 20
    assert sum(part.earned for part in score.groups) == first.marked.raw / 2 > first.earned


def test_same_acts_give_the_same_score_and_others_another_digest():
    acts = model_run(DESK)
    assert score_simulation(PAPER, DESK, POINTS, acts) == score_simulation(PAPER, DESK, POINTS, acts)
    inputs = {score_simulation(PAPER, DESK, POINTS, acts[:count]).inputs for count in range(4)}
    other = score_simulation("1" * 64, DESK, POINTS, acts).inputs
    assert len(inputs | {other, score_simulation(PAPER, DESK, POINTS, acts).inputs}) == 6
