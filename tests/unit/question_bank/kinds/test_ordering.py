from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.model import BLANK, Face, Grade, Item, Json
from tests.factories.items import OPTIONS, codes, graded, ids_of, make_item


@pytest.fixture
def item() -> Item:
    return make_item(kind="ordering")


def named(order: str) -> Json:
    return [f"id-{name}" for name in order]


def longest_common(one: str, other: str) -> int:
    """The textbook recurrence, slow and plain."""
    if not one or not other:
        return 0
    if one[0] == other[0]:
        return 1 + longest_common(one[1:], other[1:])
    return max(longest_common(one[1:], other), longest_common(one, other[1:]))


def test_right_order_earns_the_full_mark_under_either_rule(item: Item) -> None:
    assert [graded(item, named("BADC"), rule) for rule in item.credits] == [Grade(Fraction(1), "right")] * 2


def test_all_or_nothing_is_the_default_and_pays_nothing_for_one_step_out(item: Item) -> None:
    assert graded(item, named("ABDC")) == Grade(Fraction(0), "wrong")


def test_each_step_to_be_moved_costs_two_shares(item: Item) -> None:
    orders = ["BADC", "ABDC", "ADCB", "ABCD", "CDAB"]
    fractions = [graded(item, named(order), "longest_common_subsequence").fraction for order in orders]
    assert fractions == [1, Fraction(1, 3), Fraction(1, 3), 0, 0]


@given(st.permutations("ABCDE"), st.permutations("ABCDE"))
def test_partial_credit_follows_the_longest_common_subsequence(key: list[str], order: list[str]) -> None:
    item = make_item(kind="ordering", options=dict(zip("ABCDE", "甲乙丙丁戊", strict=True)), answer=key)
    moves = 5 - longest_common("".join(key), "".join(order))
    expected = max(Fraction(0), 1 - Fraction(moves, 2))
    assert graded(item, named("".join(order)), "longest_common_subsequence").fraction == expected


def test_random_order_of_four_earns_a_sixth_on_average(item: Item) -> None:
    orders = ["".join(order) for order in permutations("ABCD")]
    earned = [graded(item, named(order), "longest_common_subsequence").fraction for order in orders]
    assert sum(earned) / len(earned) == Fraction(1, 6)


def test_missing_step_is_unreadable(item: Item) -> None:
    assert graded(item, named("BAD")) == Grade(Fraction(0), "unreadable", "作答应列出全部选项")


def test_step_twice_is_unreadable(item: Item) -> None:
    assert graded(item, named("BADB")) == Grade(Fraction(0), "unreadable", "作答的选项编号有重复")


def test_empty_list_is_a_blank_for_the_kind_itself(item: Item) -> None:
    assert item.grade([], {}, "all_or_nothing") == BLANK


def test_right_response_is_the_key(item: Item) -> None:
    assert item.right_response(ids_of(item)) == named("BADC")


def test_face_shows_the_steps_in_authored_order(item: Item) -> None:
    assert item.face() == Face(options=tuple(OPTIONS.items()))


def test_guess_is_one_in_all_orders(item: Item) -> None:
    assert item.guess() == Fraction(1, len(list(permutations("ABCD"))))


def test_valid_item_has_no_mistake(item: Item) -> None:
    assert codes(item) == []


def test_key_that_leaves_a_step_out_is_a_mistake() -> None:
    assert codes(make_item(kind="ordering", answer=["B", "A", "D"])) == [("incomplete-answer", ("answer",))]


def test_key_with_a_step_twice_is_a_mistake_at_the_second() -> None:
    item = make_item(kind="ordering", answer=["B", "A", "D", "C", "A"])
    assert codes(item) == [("repeated-answer", ("answer", 4))]


def test_key_with_an_unknown_step_is_a_mistake_at_its_place() -> None:
    item = make_item(kind="ordering", answer=["B", "A", "D", "C", "E"])
    assert codes(item) == [("answer-names-no-option", ("answer", 4))]


def test_two_steps_are_too_few() -> None:
    item = make_item(kind="ordering", options={"A": "收", "B": "退"}, answer=["A", "B"])
    assert codes(item) == [("too-few-options", ("options",))]
