import hashlib
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.digest import canonical, digest
from question_bank.model import Citation


def test_keys_are_sorted_and_chinese_is_not_escaped() -> None:
    assert canonical({"乙": [1, None], "甲": "题"}) == '{"乙":[1,null],"甲":"题"}'


@given(st.dictionaries(st.text(), st.integers()))
def test_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert digest(dict(reversed(value.items()))) == digest(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.0"), '"1"'),
        (Decimal("1E+2"), '"100"'),
        (Decimal("0.50"), '"0.5"'),
        (Fraction(2, 6), '"1/3"'),
        (date(2024, 9, 19), '"2024-09-19"'),
        ({"b", "a"}, '["a","b"]'),
        (frozenset({2, 1}), "[1,2]"),
        (Citation(document="civil-code", clause="第二百零一条"), '{"clause":"第二百零一条","document":"civil-code"}'),
    ],
)
def test_values_have_one_form(value: object, text: str) -> None:
    assert canonical(value) == text


def test_digest_is_the_sha_256_of_the_canonical_form() -> None:
    assert digest({"题": 1}) == hashlib.sha256('{"题":1}'.encode()).hexdigest()


def test_value_without_a_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no canonical form for object"):
        canonical(object())
