from fractions import Fraction

from question_bank.model import BLANK, Face, Grade
from tests.factories.items import OPTIONS, codes, graded, ids_of, make_item


def test_right_option_earns_the_full_mark() -> None:
    assert graded(make_item(), "id-B") == Grade(Fraction(1), "right")


def test_wrong_option_earns_nothing() -> None:
    assert graded(make_item(), "id-A") == Grade(Fraction(0), "wrong")


def test_no_option_is_a_blank() -> None:
    assert graded(make_item(), "") == BLANK


def test_unknown_option_is_unreadable_with_its_reason() -> None:
    assert graded(make_item(), "B") == Grade(Fraction(0), "unreadable", "作答的选项编号不在本题中")


def test_list_is_unreadable_with_its_reason() -> None:
    assert graded(make_item(), ["id-B"]) == Grade(Fraction(0), "unreadable", "作答应为一个选项编号")


def test_right_response_names_the_key() -> None:
    item = make_item()
    assert item.right_response(ids_of(item)) == "id-B"


def test_face_shows_the_options_in_authored_order() -> None:
    assert make_item().face() == Face(options=tuple(OPTIONS.items()))


def test_guess_is_one_in_as_many_as_there_are_options() -> None:
    assert make_item().guess() == Fraction(1, 4)


def test_valid_item_has_no_mistake() -> None:
    assert codes(make_item()) == []


def test_key_naming_no_option_is_a_mistake() -> None:
    assert codes(make_item(answer="E")) == [("answer-names-no-option", ("answer",))]


def test_two_options_are_too_few() -> None:
    assert codes(make_item(options={"A": "收", "B": "退"})) == [("too-few-options", ("options",))]
