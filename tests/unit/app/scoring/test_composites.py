"""Composites: weighted exactly, rounded once; what is missing is never zero."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.scoring.composites import composite
from app.scoring.contests import RoundRule
from tests.factories.contests import BACK, FRONT, demo_book, entrant, merged, settings

ROUNDS = (
    RoundRule(id="quiz", name="知识竞赛", weight=30, full=Decimal(100), source="quiz"),
    RoundRule(id="simulation", name="模拟受理", weight=30, full=Decimal(50), source="simulation"),
    RoundRule(id="practice", name="实操", weight=40, full=Decimal(100), source="imported", categories=(FRONT,)),
    RoundRule(id="show", name="展示", weight=40, full=Decimal(100), source="imported", categories=(BACK,)),
)
CONTEST = merged(5, rounds=ROUNDS)


def test_rounds_are_scaled_to_a_hundred_weighted_and_added():
    found = composite(CONTEST, settings(), entrant("a", quiz=90, simulation=40, practice=85))
    assert (found.exact, found.rounded) == (Fraction(85), Decimal("85.00"))
    assert [(one.round, one.scaled, one.adds) for one in found.parts] == [
        ("quiz", 90, 27),
        ("simulation", 80, 24),
        ("practice", 85, 34),
    ]
    assert (found.scaled("simulation"), found.scaled("show")) == (80, None)


def test_each_category_takes_its_own_third_round():
    found = composite(CONTEST, settings(), entrant("b", BACK, quiz=100, simulation=50, show=100, practice=1))
    assert found.exact == 100


def test_halves_of_a_hundredth_go_up_where_floats_would_not():
    score = {"quiz": Fraction("71.91"), "simulation": Fraction("83.30") / 2, "practice": Fraction("17.68")}
    found = composite(CONTEST, settings(), entrant("c", **score))
    assert (found.exact, found.rounded) == (Fraction("53.635"), Decimal("53.64"))


def test_missing_is_never_zero():
    found = composite(CONTEST, settings(absent="zero"), entrant("d", quiz=0, simulation=None))
    assert (found.exact, found.rounded, found.missing) == (None, None, ("simulation", "practice"))


def test_absent_is_unranked_or_zero_as_the_settings_say():
    one = entrant("e", quiz=100, simulation=50)
    away = type(one)(**{**vars(one), "absent": frozenset({"practice"})})
    unranked, zero = composite(CONTEST, settings(), away), composite(CONTEST, settings(absent="zero"), away)
    assert (unranked.exact, unranked.absent, unranked.missing) == (None, ("practice",), ())
    assert zero.exact == 60


@given(st.integers(0, 10_000), st.integers(0, 5_000), st.integers(0, 10_000))
def test_rounding_is_half_up_of_the_exact_sum(quiz: int, simulation: int, practice: int):
    given_scores = {"quiz": Fraction(quiz, 100), "simulation": Fraction(simulation, 100)}
    found = composite(CONTEST, settings(), entrant("f", **given_scores, practice=Fraction(practice, 100)))
    exact = Decimal(quiz) * 30 / 10_000 + Decimal(simulation) * 60 / 10_000 + Decimal(practice) * 40 / 10_000
    assert found.rounded == exact.quantize(Decimal("0.01"), "ROUND_HALF_UP")


def test_shipped_demo_weighs_individuals_and_collectives_as_the_plan_does():
    individual, collective = demo_book().contests
    assert [(one.id, one.weight) for one in individual.rounds_of(FRONT)] == [
        ("quiz", 30), ("simulation", 30), ("practice", 40)
    ]  # fmt: skip
    assert [(one.id, one.weight) for one in collective.rounds_of("centre")] == [("service-level", 70), ("report", 30)]
