from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.model import BLANK, Face, Grade, Item, Json
from tests.factories.items import codes, graded, make_item

SMALL = st.decimals(-1000, 1000, places=3)


@pytest.fixture
def item() -> Item:
    return make_item(kind="numeric")


@pytest.mark.parametrize(
    "typed", ["12", "12.0", "+12", "012", "１２", " 1 2 ", "12个月", "12 个月。", "十二", "十二个月", "12."]
)
def test_number_is_read_however_it_is_typed(item: Item, typed: str) -> None:
    assert graded(item, typed) == Grade(Fraction(1), "right")


def test_thousands_separators_are_read() -> None:
    assert graded(make_item(kind="numeric", answer=Decimal(12345), unit="元"), "12,345元").fraction == 1


def test_unit_that_begins_with_a_numeral_is_taken_off_before_folding() -> None:
    item = make_item(kind="numeric", answer=Decimal(3), unit="万元")
    assert [graded(item, typed).fraction for typed in ("3", "三万元", "3万元")] == [1, 1, 1]


def test_number_that_begins_with_its_point_is_read() -> None:
    assert graded(make_item(kind="numeric", answer=Decimal("0.5")), ".5").fraction == 1


def test_sign_matters() -> None:
    assert graded(make_item(kind="numeric", answer=Decimal(-5)), "5") == Grade(Fraction(0), "wrong")


@given(SMALL, SMALL, st.decimals(0, 1000, places=3))
def test_tolerance_is_absolute_and_includes_its_border(answer: Decimal, typed: Decimal, tolerance: Decimal) -> None:
    item = make_item(kind="numeric", answer=answer, tolerance=tolerance)
    assert graded(item, format(typed, "f")).fraction == (abs(typed - answer) <= tolerance)


def test_border_of_the_tolerance_is_exact() -> None:
    item = make_item(kind="numeric", answer=Decimal("0.3"), tolerance=Decimal("0.1"))
    typed = ["0.2", "0.4", "0.40000000000000000000000000000001", "0.19999999999999999999999999999999"]
    assert [graded(item, one).verdict for one in typed] == ["right", "right", "wrong", "wrong"]


@pytest.mark.parametrize(
    "typed", ["NaN", "Infinity", "-inf", "1e3", "1e999", "1/2", "--1", "1.2.3", "十几", "٣", "0x10"]
)
def test_what_is_no_plain_number_is_unreadable(item: Item, typed: str) -> None:
    assert graded(item, typed) == Grade(Fraction(0), "unreadable", "作答不是一个数")


@pytest.mark.parametrize("response", [12, 12.0, True, ["12"], {"value": "12"}])
def test_what_is_no_string_is_unreadable(item: Item, response: Json) -> None:
    assert graded(item, response) == Grade(Fraction(0), "unreadable", "作答应为写成文字的数")


def test_forty_characters_are_read_and_one_more_is_not(item: Item) -> None:
    assert graded(item, "12".zfill(40)) == Grade(Fraction(1), "right")
    assert graded(item, "12".zfill(41)) == Grade(Fraction(0), "unreadable", "作答超过 40 个字符")


@pytest.mark.parametrize("typed", [" ", "个月", "。"])
def test_nothing_but_the_unit_is_a_blank(item: Item, typed: str) -> None:
    assert graded(item, typed) == BLANK


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_right_response_is_read_as_the_key(answer: Decimal) -> None:
    item = make_item(kind="numeric", answer=answer)
    assert graded(item, item.right_response({})) == Grade(Fraction(1), "right")


def test_face_shows_the_unit_even_when_there_is_none(item: Item) -> None:
    assert [item.face(), make_item(kind="numeric", unit="").face()] == [Face(unit="个月"), Face(unit="")]


def test_guess_earns_nothing(item: Item) -> None:
    assert item.guess() == 0


def test_valid_item_has_no_mistake(item: Item) -> None:
    assert codes(item) == []


def test_key_or_tolerance_too_long_to_type_is_a_mistake() -> None:
    item = make_item(kind="numeric", answer=Decimal("1E+50"))
    assert codes(item) == [("answer-too-long", ("answer",))]


def test_negative_tolerance_is_a_mistake() -> None:
    assert codes(make_item(kind="numeric", tolerance=Decimal(-1))) == [("bad-tolerance", ("tolerance",))]


def test_key_as_long_as_what_is_read_is_no_mistake() -> None:
    item = make_item(kind="numeric", answer=Decimal("1" * 40))
    assert (codes(item), graded(item, "1" * 40).fraction) == ([], 1)
