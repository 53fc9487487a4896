"""Awards equal their definition by brute force; a tie is contested exactly when its order decides."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.awards import Allotment, allot, others_at_most
from app.scoring.composites import Entrant, composite
from app.scoring.contests import Contest
from app.scoring.ranking import rank
from app.scoring.settings import Settings
from tests.factories.contests import BACK, FRONT, entrant, merged, ranked, separate, settings

KINDS = {"F": FRONT, "B": BACK}


def people(order: str) -> list[Entrant]:
    """Return entrants in order of place: F of the category with the floor, B others."""
    return [entrant(f"{kind}{number:02}", KINDS[kind], only=100 - number) for number, kind in enumerate(order)]


def allotted(contest: Contest, everyone: list[Entrant], using: Settings | None = None) -> Allotment:
    return allot(contest, using or settings(), ranked(contest, everyone, using))


def counts(result: Allotment) -> tuple[int, int]:
    kinds = [name[0] for name in result.awards]
    return kinds.count("F"), kinds.count("B")


def best_by_definition(order: str, places: int, share: Fraction) -> set[int]:
    """Return the winners' places by the definition: most awards the floor lets, and of those the best by place."""
    for size in range(min(places, len(order)), 0, -1):
        for chosen in combinations(range(len(order)), size):
            floored = sum(order[place] == "F" for place in chosen)
            if floored >= share * size:
                return set(chosen)
    return set()


@given(st.text("FB", max_size=9), st.integers(1, 7), st.sampled_from([50, 60, 75, 80, 100]))
def test_winners_are_those_of_the_definition(order: str, places: int, percent: int):
    everyone = people(order)
    result = allotted(merged(places, percent=percent), everyone)
    expected = best_by_definition(order, places, Fraction(percent, 100))
    assert set(result.awards) == {everyone[place].id for place in expected}
    assert result.settled


@pytest.mark.parametrize(
    ("front", "back", "winners"),
    [(44, 41, (44, 11)), (40, 45, (40, 10)), (30, 55, (30, 7)), (85, 0, (55, 0)), (0, 85, (0, 0)), (50, 3, (50, 3))],
)
def test_plan_of_2024_with_others_ahead_of_everyone(front: int, back: int, winners: tuple[int, int]):
    contest = merged(9, 18, 28)
    result = allotted(contest, people("B" * back + "F" * front))
    assert counts(result) == winners
    assert result.vacant == {"全部": 55 - sum(winners)}


@pytest.mark.parametrize(
    ("places", "floored", "most"), [(55, 85, 11), (55, 44, 11), (55, 43, 10), (16, 13, 3), (16, 12, 3), (16, 11, 2)]
)
def test_how_many_others_the_floor_leaves(places: int, floored: int, most: int):
    assert others_at_most(places, Fraction(4, 5), floored) == most


def test_floor_counted_on_places_leaves_their_share_to_others():
    result = allotted(merged(5), people("BBBF"), settings(floor_base="places"))
    assert counts(result) == (1, 1)
    assert counts(allotted(merged(5), people("BBBF"))) == (1, 0)


def test_grades_are_filled_from_the_top_and_vacancies_come_off_the_lowest():
    result = allotted(merged(1, 2, 3), people("FFFF"))
    assert list(result.awards.values()) == ["一等奖", "二等奖", "二等奖", "三等奖"]
    assert result.vacant == {"全部": 2}


def test_floor_of_every_grade_lets_those_passed_over_compete_for_the_next():
    everyone = people("BBFFFFFFFFFF")
    result = allotted(merged(5, 5), everyone, settings(floor_scope="grade"))
    assert [result.awards.get(one.id, "") for one in everyone[:7]] == [
        "一等奖", "二等奖", "一等奖", "一等奖", "一等奖", "一等奖", "二等奖"
    ]  # fmt: skip
    assert counts(result) == (8, 2)


def test_separate_lists_have_their_own_places():
    result = allotted(separate([1, 1, 6], [1, 1]), people("BBB" + "F" * 9))
    assert counts(result) == (8, 2)
    assert [result.awards[name] for name in ("B00", "B01", "F03", "F04", "F05")] == [
        "一等奖", "二等奖", "一等奖", "二等奖", "三等奖"
    ]  # fmt: skip


def test_separate_lists_keep_the_floor_when_one_is_not_filled():
    assert counts(allotted(separate([8], [2]), people("BB" + "F" * 5))) == (5, 1)
    assert counts(allotted(separate([8], [2]), people("BB" + "F" * 5), settings(floor_base="places"))) == (5, 2)


def test_nobody_below_the_pass_mark_wins():
    result = allotted(merged(5), people("FFFF"), settings(pass_mark=98))
    assert list(result.awards) == ["F00", "F01", "F02"]


def tied(kinds: str, scores: list[int]) -> list[Entrant]:
    return [
        entrant(f"{kind}{n}", KINDS[kind], only=score)
        for n, (kind, score) in enumerate(zip(kinds, scores, strict=True))
    ]


def every_outcome(contest: Contest, everyone: list[Entrant], using: Settings) -> list[Mapping[str, str]]:
    """Return the awards of every order of every tie."""
    standings = ranked(contest, everyone, using)["全部"]
    groups: dict[int, list[str]] = {}
    for row in standings:
        groups.setdefault(row.place, []).append(row.id)
    rows = [composite(contest, using, one) for one in everyone]
    outcomes = []
    for choice in product(*(list(permutations(group)) for group in groups.values())):
        orders = {frozenset(order): order for order in choice}
        outcomes.append(allot(contest, using, {"全部": rank(rows, (), using, orders)}).awards)
    return outcomes


@given(
    st.lists(st.tuples(st.sampled_from("FB"), st.integers(1, 3)), min_size=1, max_size=6),
    st.lists(st.integers(0, 3), min_size=1, max_size=3),
    st.sampled_from(["overall", "grade"]),
)
def test_a_tie_is_contested_exactly_when_some_order_changes_an_award(
    drawn: list[tuple[str, int]], places: list[int], scope: str
):
    using = settings(floor_scope=scope)
    contest = merged(*places, percent=60)
    everyone = tied("".join(kind for kind, _ in drawn), [score for _, score in drawn])
    outcomes = every_outcome(contest, everyone, using)
    result = allotted(contest, everyone, using)
    assert bool(result.contested) == any(one != outcomes[0] for one in outcomes)
    if not result.contested:
        assert result.awards == outcomes[0]


def test_contested_tie_says_who_where_and_what_is_at_stake():
    result = allotted(merged(1, 1), tied("FFFF", [9, 8, 8, 7]))
    assert [(one.place, one.entrants, one.best, one.worst) for one in result.contested] == [
        (2, ("F1", "F2"), "二等奖", "")
    ]
    result = allotted(merged(1, 1, 1), tied("FFF", [9, 9, 7]))
    assert [(one.best, one.worst) for one in result.contested] == [("一等奖", "二等奖")]


def test_shared_award_goes_to_all_tied_and_leaves_the_next_grade_whole():
    contest, everyone = merged(1, 1), tied("FFFF", [9, 9, 8, 7])
    standings = ranked(contest, everyone)
    result = allot(contest, settings(), standings, {frozenset({"F0", "F1"}): "shared"})
    assert result.awards == {"F0": "一等奖", "F1": "一等奖", "F2": "二等奖"}
    assert result.settled


def test_vacant_decision_gives_all_tied_the_lower_award():
    contest, everyone = merged(1, 2), tied("FFFF", [9, 9, 8, 7])
    result = allot(contest, settings(), ranked(contest, everyone), {frozenset({"F0", "F1"}): "vacant"})
    assert result.awards == {"F0": "二等奖", "F1": "二等奖"}
    last = allot(merged(1), settings(), ranked(merged(1), everyone), {frozenset({"F0", "F1"}): "vacant"})
    assert (last.awards, last.vacant) == ({}, {"全部": 1})


def test_sharing_that_breaks_the_floor_is_not_settled():
    contest, everyone = merged(5), tied("FFFFBB", [9, 8, 7, 6, 5, 5])
    result = allot(contest, settings(), ranked(contest, everyone), {frozenset({"B4", "B5"}): "shared"})
    assert (result.floor_broken, result.settled) == (True, False)


def test_contest_without_a_floor_takes_the_first_by_place():
    contest = merged(2).model_copy(update={"floor": None})
    assert list(allotted(contest, people("BBF")).awards) == ["B00", "B01"]
