from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.model import BLANK, Face, Grade, Item, Json
from tests.factories.items import codes, graded, make_item


@pytest.fixture
def item() -> Item:
    return make_item(kind="fill_in")


def test_every_blank_right_earns_the_full_mark(item: Item) -> None:
    assert graded(item, ["便捷", "亲切"]) == Grade(Fraction(1), "right")


def test_each_blank_is_worth_the_same_by_default(item: Item) -> None:
    assert graded(item, ["便捷", "热情"]) == Grade(Fraction(1, 2), "partial", "得本题分值的 1/2")


def test_all_or_nothing_pays_nothing_for_some_blanks(item: Item) -> None:
    assert graded(item, ["便捷", "热情"], "all_or_nothing") == Grade(Fraction(0), "wrong")


def test_all_or_nothing_pays_for_every_blank(item: Item) -> None:
    assert graded(item, ["便捷", "亲和"], "all_or_nothing") == Grade(Fraction(1), "right")


def test_order_matters_unless_said_otherwise(item: Item) -> None:
    assert graded(item, ["亲和", "便捷"]) == Grade(Fraction(0), "wrong")


def test_typing_is_folded_on_both_sides() -> None:
    item = make_item(kind="fill_in", stem="____日内", answer=[["十 五"]])
    assert graded(item, ["１５。"]) == Grade(Fraction(1), "right")


def test_blank_left_empty_is_a_wrong_one(item: Item) -> None:
    assert graded(item, ["便捷", ""]).fraction == Fraction(1, 2)


def test_empty_blanks_are_a_blank_response(item: Item) -> None:
    assert graded(item, ["", " 。"]) == BLANK


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        ("便捷", "作答应为 2 个空的文字"),
        (["便捷"], "作答应为 2 个空的文字"),
        (["便捷", None], "每个空应填文字"),
        (["便捷", 5], "每个空应填文字"),
        (["便捷", "长" * 201], "有一空超过 200 个字符"),
    ],
)
def test_other_shapes_are_unreadable(item: Item, response: Json, reason: str) -> None:
    assert graded(item, response) == Grade(Fraction(0), "unreadable", reason)


def test_longest_text_is_read(item: Item) -> None:
    assert graded(item, ["便捷", "长" * 200]).fraction == Fraction(1, 2)


def test_any_order_takes_the_answers_in_every_order() -> None:
    item = make_item(kind="fill_in", stem="____、____、____", answer=[["甲"], ["乙"], ["丙"]], any_order=True)
    assert {graded(item, list(order)).fraction for order in permutations("甲乙丙")} == {Fraction(1)}


def test_any_order_pays_one_answer_once() -> None:
    item = make_item(kind="fill_in", stem="____、____", answer=[["甲"], ["乙"]], any_order=True)
    assert graded(item, ["甲", "甲"]).fraction == Fraction(1, 2)


def test_any_order_moves_a_word_to_make_room_for_another() -> None:
    item = make_item(kind="fill_in", stem="____、____", answer=[["甲", "乙"], ["甲"]], any_order=True)
    assert graded(item, ["甲", "乙"]).fraction == 1


WORDS = st.sampled_from("甲乙丙丁")
GROUPS = st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=4)


@given(GROUPS, st.data())
def test_any_order_finds_the_best_of_all_assignments(groups: list[list[str]], data: st.DataObject) -> None:
    typed = data.draw(st.lists(WORDS, min_size=len(groups), max_size=len(groups)))
    item = make_item(kind="fill_in", stem="____、" * len(groups), answer=groups, any_order=True)
    best = max(sum(word in group for word, group in zip(order, groups, strict=True)) for order in permutations(typed))
    assert graded(item, list(typed)).fraction == Fraction(best, len(groups))


def test_right_response_is_the_first_spelling_of_each(item: Item) -> None:
    assert item.right_response({}) == ["便捷", "亲和"]


def test_face_counts_the_blanks(item: Item) -> None:
    assert item.face() == Face(blanks=2)


def test_guess_earns_nothing(item: Item) -> None:
    assert item.guess() == 0


def test_valid_item_has_no_mistake(item: Item) -> None:
    assert codes(item) == []


def test_stem_without_a_blank_is_a_mistake() -> None:
    assert codes(make_item(kind="fill_in", stem="___")) == [("no-blank", ("stem",))]


def test_blanks_and_answers_must_be_as_many() -> None:
    assert codes(make_item(kind="fill_in", answer=[["便捷"]])) == [("blank-count", ("answer",))]


def test_blank_without_an_answer_is_a_mistake() -> None:
    assert codes(make_item(kind="fill_in", answer=[[], ["亲和"]])) == [("empty-answer", ("answer", 0))]


def test_answer_of_punctuation_alone_is_a_mistake() -> None:
    assert codes(make_item(kind="fill_in", answer=[["便捷"], ["。"]])) == [("empty-answer", ("answer", 1, 0))]


@pytest.mark.parametrize(("length", "found"), [(200, []), (201, [("answer-too-long", ("answer", 1, 0))])])
def test_answer_longer_than_is_read_is_a_mistake(length: int, found: list[object]) -> None:
    assert codes(make_item(kind="fill_in", answer=[["便捷"], ["长" * length]])) == found


def test_spelling_that_folding_covers_is_a_warning() -> None:
    item = make_item(kind="fill_in", answer=[["便捷"], ["十五", "15"]])
    [mistake] = item.mistakes()
    assert (mistake.code, mistake.at, mistake.severity) == ("repeated-answer", ("answer", 1, 1), "warning")
