from fractions import Fraction

import pytest

from question_bank.model import BLANK, Face, Grade, Item, Json
from tests.factories.items import codes, graded, ids_of, make_item


@pytest.fixture
def item() -> Item:
    return make_item(kind="matching")


def pairs(*written: str) -> Json:
    return [[f"id-{pair[0]}", f"id-{pair[1]}"] for pair in written]


def test_every_pair_right_earns_the_full_mark(item: Item) -> None:
    assert graded(item, pairs("2b", "1a")) == Grade(Fraction(1), "right")


def test_each_pair_is_worth_the_same_by_default(item: Item) -> None:
    assert graded(item, pairs("1a", "2a")) == Grade(Fraction(1, 2), "partial", "得本题分值的 1/2")


def test_missing_pair_is_a_wrong_one(item: Item) -> None:
    assert graded(item, pairs("1a")).fraction == Fraction(1, 2)


def test_all_or_nothing_pays_nothing_for_some_pairs(item: Item) -> None:
    assert graded(item, pairs("1a"), "all_or_nothing") == Grade(Fraction(0), "wrong")


def test_right_side_may_be_used_twice() -> None:
    item = make_item(kind="matching", answer={"1": "a", "2": "a"})
    assert graded(item, pairs("1a", "2a")) == Grade(Fraction(1), "right")


def test_empty_list_is_a_blank_for_the_kind_itself(item: Item) -> None:
    assert item.grade([], {}, "per_pair") == BLANK


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        ("1a", "作答应为配对的列表"),
        ({"id-1": "id-a"}, "作答应为配对的列表"),
        (["id-1"], "作答应为选项编号的列表"),
        ([["id-1"]], "每个配对应为左边一项和右边一项"),
        ([["id-1", "id-a", "id-b"]], "每个配对应为左边一项和右边一项"),
        (pairs("a1"), "每个配对应为左边一项和右边一项"),
        (pairs("12"), "每个配对应为左边一项和右边一项"),
        (pairs("1a", "1b"), "左边同一项配对了两次"),
        (pairs("1z"), "作答的选项编号不在本题中"),
    ],
)
def test_other_shapes_are_unreadable(item: Item, response: Json, reason: str) -> None:
    assert graded(item, response) == Grade(Fraction(0), "unreadable", reason)


def test_right_response_pairs_each_left_name(item: Item) -> None:
    assert item.right_response(ids_of(item)) == pairs("1a", "2b")


def test_face_shows_both_sides(item: Item) -> None:
    left = (("1", "收件凭证"), ("2", "受理通知书"))
    right = (("a", "证明收到材料"), ("b", "证明已经受理"), ("c", "证明已经办结"))
    assert item.face() == Face(left=left, right=right)


def test_guess_is_one_in_the_right_side(item: Item) -> None:
    assert item.guess() == Fraction(1, 3)


def test_valid_item_has_no_mistake(item: Item) -> None:
    assert codes(item) == []


def test_left_name_without_a_key_is_a_mistake() -> None:
    assert codes(make_item(kind="matching", answer={"1": "a"})) == [("incomplete-answer", ("answer",))]


def test_key_names_only_what_there_is() -> None:
    item = make_item(kind="matching", answer={"1": "a", "2": "z", "3": "b"})
    assert codes(item) == [("answer-names-no-option", ("answer", "2")), ("answer-names-no-option", ("answer", "3"))]


def test_name_on_both_sides_is_a_mistake() -> None:
    item = make_item(kind="matching", right={"1": "甲", "b": "乙"}, answer={"1": "1", "2": "b"})
    assert codes(item) == [("same-name", ("right", "1"))]


def test_mistakes_of_either_side_are_placed_on_it() -> None:
    item = make_item(kind="matching", left={"1": "", "2": "甲"}, right={"a": "乙", "b": "乙"})
    assert codes(item) == [("empty-option", ("left", "1")), ("same-options", ("right", "b"))]
