from fractions import Fraction

import pytest

from question_bank.model import Face, Grade
from tests.factories.items import codes, graded, ids_of, make_item


@pytest.mark.parametrize(
    ("answer", "response", "expected"),
    [
        (True, "id-true", Grade(Fraction(1), "right")),
        (True, "id-false", Grade(Fraction(0), "wrong")),
        (False, "id-true", Grade(Fraction(0), "wrong")),
        (False, "id-false", Grade(Fraction(1), "right")),
    ],
)
def test_verdict_earns_the_full_mark_when_it_is_the_key(answer: bool, response: str, expected: Grade) -> None:  # noqa: FBT001  a row of the table
    assert graded(make_item(kind="true_false", answer=answer), response) == expected


def test_truth_value_instead_of_an_option_is_unreadable() -> None:
    item = make_item(kind="true_false")
    assert graded(item, response=False) == Grade(Fraction(0), "unreadable", "作答应为一个选项编号")


def test_face_shows_right_before_wrong() -> None:
    assert make_item(kind="true_false").face() == Face(options=(("true", "正确"), ("false", "错误")))


def test_options_are_never_shuffled() -> None:
    assert make_item(kind="true_false").shuffled == ()


def test_right_response_names_the_key() -> None:
    items = [make_item(kind="true_false", answer=answer) for answer in (True, False)]
    assert [item.right_response(ids_of(item)) for item in items] == ["id-true", "id-false"]


def test_guess_is_one_in_two() -> None:
    assert make_item(kind="true_false").guess() == Fraction(1, 2)


def test_item_has_no_mistake() -> None:
    assert codes(make_item(kind="true_false")) == []
