"""Ranking: 1, 2, 2, 4; ties broken only as the rulebook lists, and never by name, id or order of arrival."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.scoring.composites import Composite, Entrant, composite
from app.scoring.contests import RoundRule
from app.scoring.ranking import Standing, rank, tied_groups
from tests.factories.contests import BACK, FRONT, entrant, merged, settings

ROUNDS = (
    RoundRule(id="quiz", name="知识竞赛", weight=30, full=Decimal(100), source="quiz"),
    RoundRule(id="simulation", name="模拟受理", weight=30, full=Decimal(100), source="simulation"),
    RoundRule(id="practice", name="实操", weight=40, full=Decimal(100), source="imported", categories=(FRONT,)),
    RoundRule(id="show", name="展示", weight=40, full=Decimal(100), source="imported", categories=(BACK,)),
)
CONTEST = merged(5, rounds=ROUNDS)
TIES = ("exact", "practice", "show", "simulation", "quiz", "time")


def scored(name: str, quiz: int, simulation: int, third: int, category: str = FRONT, seconds: int | None = None):
    third_round = "practice" if category == FRONT else "show"
    one = entrant(name, category, quiz=quiz, simulation=simulation, **{third_round: third})
    return composite(CONTEST, settings(), Entrant(**{**vars(one), "seconds": seconds}))


def exactly(name: str, exact: str) -> Composite:
    value = Fraction(exact)
    return Composite(entrant(name), (), (), (), value, Decimal(exact).quantize(Decimal("0.01"), "ROUND_HALF_UP"))


def places(rows: tuple[Standing, ...]) -> list[tuple[str, int, bool]]:
    return [(row.id, row.place, row.tied) for row in rows]


def test_equal_totals_share_a_place_and_the_next_one_is_skipped():
    rows = rank(
        [exactly(name, mark) for name, mark in zip("abcd", ("90", "85", "85", "80"), strict=True)], (), settings()
    )
    assert places(rows) == [("a", 1, False), ("b", 2, True), ("c", 2, True), ("d", 4, False)]
    assert [[row.id for row in group] for group in tied_groups(rows)] == [["a"], ["b", "c"], ["d"]]


def test_totals_equal_as_published_are_extended_exactly_if_the_rulebook_says_so():
    both = [exactly("a", "85.001"), exactly("b", "85.004")]
    assert places(rank(both, (), settings())) == [("a", 1, True), ("b", 1, True)]
    rows = rank(both, ("exact",), settings())
    assert [(row.id, row.place, row.by) for row in rows] == [("b", 1, ("exact",)), ("a", 2, ("exact",))]
    assert places(rank(both, (), settings(rank_on="exact"))) == [("b", 1, False), ("a", 2, False)]


def test_third_round_breaks_a_tie_within_a_category():
    rows = rank([scored("a", 100, 60, 70), scored("b", 60, 60, 100)], TIES, settings())
    assert [(row.id, row.by) for row in rows] == [("b", ("practice",)), ("a", ("practice",))]


def test_third_round_never_breaks_a_tie_between_categories():
    rows = rank([scored("a", 100, 60, 70), scored("b", 60, 100, 70, BACK)], TIES, settings())
    assert [(row.id, row.by) for row in rows] == [("b", ("simulation",)), ("a", ("simulation",))]


def test_third_round_decides_once_only_one_category_is_left():
    front = [scored("a", 100, 20, 70), scored("b", 60, 20, 100)]
    rows = rank([*front, scored("c", 60, 60, 70, BACK)], TIES, settings())
    assert [(row.id, row.by) for row in rows] == [
        ("c", ("simulation",)),
        ("b", ("simulation", "practice")),
        ("a", ("simulation", "practice")),
    ]


def test_shorter_time_breaks_a_tie_only_if_everyone_has_one():
    slow, fast = scored("a", 80, 80, 80, seconds=1800), scored("b", 80, 80, 80, seconds=1799)
    assert places(rank([slow, fast], TIES, settings())) == [("b", 1, False), ("a", 2, False)]
    assert places(rank([slow, scored("b", 80, 80, 80)], TIES, settings())) == [("a", 1, True), ("b", 1, True)]


def test_whoever_lacks_a_score_has_no_place():
    missing = composite(CONTEST, settings(), entrant("z", quiz=100))
    assert places(rank([missing, scored("a", 1, 1, 1)], TIES, settings())) == [("a", 1, False)]


def test_decision_on_record_orders_exactly_those_who_tied():
    three = [exactly(name, "85") for name in "abc"]
    rows = rank(three, (), settings(), {frozenset("abc"): ("c", "a", "b"), frozenset("ab"): ("b", "a")})
    assert [(row.id, row.place, row.tied, row.by) for row in rows] == [
        ("c", 1, False, ("decision",)),
        ("a", 2, False, ("decision",)),
        ("b", 3, False, ("decision",)),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=8),
    st.randoms(),
)
def test_order_of_arrival_changes_nothing_and_places_count_those_ahead(
    drawn: list[tuple[int, int, int, bool]], random
):
    people = [scored(f"p{n}", q, s, t, FRONT if front else BACK) for n, (q, s, t, front) in enumerate(drawn)]
    rows = rank(people, TIES, settings())
    random.shuffle(people)
    assert rank(people, TIES, settings()) == rows
    by_place = {row.place: sum(other.place < row.place for other in rows) for row in rows}
    assert all(place == ahead + 1 for place, ahead in by_place.items())
    assert [row.composite.rounded for row in rows] == sorted((row.composite.rounded for row in rows), reverse=True)
