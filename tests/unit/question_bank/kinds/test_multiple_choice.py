from fractions import Fraction
from itertools import combinations

import pytest

from question_bank.model import BLANK, Face, Grade, Item
from tests.factories.items import OPTIONS, codes, graded, ids_of, make_item

# The key is A and C.
PICKS = ["", "A", "B", "AC", "AB", "BD", "ABC", "ABCD"]


@pytest.fixture
def item() -> Item:
    return make_item(kind="multiple_choice")


def fractions(item: Item, credit: str) -> list[str]:
    return [str(graded(item, [f"id-{name}" for name in picked], credit).fraction) for picked in PICKS]


def test_all_or_nothing_pays_the_exact_set_only(item: Item) -> None:
    assert fractions(item, "all_or_nothing") == ["0", "0", "0", "1", "0", "0", "0", "0"]


def test_half_when_incomplete_pays_half_for_right_options_alone(item: Item) -> None:
    assert fractions(item, "half_when_incomplete") == ["0", "1/2", "0", "1", "0", "0", "0", "0"]


def test_per_option_takes_for_a_wrong_option_what_it_pays_for_a_right_one(item: Item) -> None:
    assert fractions(item, "per_option") == ["0", "1/2", "0", "1", "0", "0", "1/2", "0"]


def test_per_option_pays_exact_thirds() -> None:
    item = make_item(kind="multiple_choice", answer=["A", "B", "C"])
    assert graded(item, ["id-A", "id-B"], "per_option") == Grade(Fraction(2, 3), "partial", "得本题分值的 2/3")


def test_all_or_nothing_is_the_default(item: Item) -> None:
    assert next(iter(item.credits)) == "all_or_nothing"


def test_order_of_picks_does_not_matter(item: Item) -> None:
    assert graded(item, ["id-C", "id-A"]) == Grade(Fraction(1), "right")


def test_empty_list_is_a_blank_for_the_kind_itself(item: Item) -> None:
    assert item.grade([], {}, "all_or_nothing") == BLANK


def test_one_option_without_a_list_is_unreadable(item: Item) -> None:
    assert graded(item, "id-A") == Grade(Fraction(0), "unreadable", "作答应为选项编号的列表")


def test_right_response_names_every_right_option(item: Item) -> None:
    assert item.right_response(ids_of(item)) == ["id-A", "id-C"]


def test_face_shows_the_options(item: Item) -> None:
    assert item.face() == Face(options=tuple(OPTIONS.items()))


def test_guess_is_one_in_the_sets_of_two_or_more(item: Item) -> None:
    sets = [picked for size in (2, 3, 4) for picked in combinations("ABCD", size)]
    assert item.guess() == Fraction(1, len(sets))


def test_valid_item_has_no_mistake(item: Item) -> None:
    assert codes(item) == []


def test_single_right_option_belongs_in_a_single_choice() -> None:
    assert codes(make_item(kind="multiple_choice", answer=["A"])) == [("too-few-answers", ("answer",))]


def test_letter_twice_in_the_key_is_a_mistake_at_the_second() -> None:
    assert codes(make_item(kind="multiple_choice", answer=["A", "C", "A"])) == [("repeated-answer", ("answer", 2))]


def test_letter_of_no_option_is_a_mistake_at_its_place() -> None:
    item = make_item(kind="multiple_choice", answer=["A", "E"])
    assert codes(item) == [("answer-names-no-option", ("answer", 1))]


def test_two_options_are_too_few() -> None:
    item = make_item(kind="multiple_choice", options={"A": "收", "C": "退"})
    assert codes(item) == [("too-few-options", ("options",))]
