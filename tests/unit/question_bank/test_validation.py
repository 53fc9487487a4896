"""Strict models against authored values: each reason in Chinese, at the place of its key."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, field_validator

from question_bank.authoring import parse, validate
from question_bank.document import Problem


class Strict(BaseModel):
    """What the models of authors have in common."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Span(Strict):
    """A nested model with an alias."""

    from_: date = Field(alias="from")


class Cat(Strict):
    """One branch of a union."""

    kind: Literal["cat"]
    lives: int


class Dog(Strict):
    """The other branch."""

    kind: Literal["dog"]
    name: str


class Thing(Strict):
    """A model with a field of each sort."""

    name: str
    weight: Decimal = Decimal(1)
    band: tuple[Decimal, Decimal] = (Decimal(0), Decimal(1))
    span: Span | None = None
    pets: list[Annotated[Cat | Dog, Field(discriminator="kind")]] = Field(default_factory=list)
    given: str = ""

    @field_validator("name")
    @classmethod
    def _no_spaces(cls, name: str) -> str:
        if " " in name:
            raise ValueError("名称里不要有空格")
        return name


def problems(text: str, **supplied: object) -> list[tuple[int, int, str, str]]:
    """Return line, column, code and message of each problem of a Thing written as `text`."""
    checked = validate(Thing, parse(text.encode(), "f"), (), supplied)
    assert isinstance(checked, tuple)
    return [(one.line, one.column, one.code, one.message) for one in checked]


def test_a_value_that_fits_comes_back() -> None:
    text = "name: a\nweight: 2\nband: [0, 0.5]\nspan: {from: 2024-01-01}\npets: [{kind: cat, lives: 9}]\n"
    thing = validate(Thing, parse(text.encode(), "f"), (), {"given": "x"})
    assert thing == Thing(
        name="a",
        weight=Decimal(2),
        band=(Decimal(0), Decimal("0.5")),
        span=Span.model_validate({"from": date(2024, 1, 1)}),
        pets=[Cat(kind="cat", lives=9)],
        given="x",
    )


def test_whole_numbers_become_decimals_only_where_decimals_are_asked_for() -> None:
    thing = validate(Thing, parse(b"name: a\nband: [0, 1]\n", "f"))
    assert isinstance(thing, Thing)
    assert [type(one) for one in thing.band] == [Decimal, Decimal]
    assert problems("name: 1\n") == [(1, 1, "wrong-type", "“name”应为文字，写的是数字 1（如是文字请加引号）")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("weight: 1\n", (1, 1, "missing-key", "缺少“name”")),
        ("name: a\nwieght: 1\n", (2, 1, "unknown-key", "没有“wieght”这个键；是不是“weight”？")),
        (
            "name: a\nzzz: 1\n",
            (2, 1, "unknown-key", "没有“zzz”这个键；可用的是 band、given、name、pets、span、weight"),
        ),
        (
            "name: a\nspan: {form: 2024-01-01, from: 2024-01-01}\n",
            (2, 8, "unknown-key", "没有“form”这个键；是不是“from”？"),
        ),
        (
            "name: a\nspan: {from: 2024-02-30}\n",
            (2, 8, "wrong-type", "“from”应为存在的日期，如 2024-09-11，写的是文字“2024-02-30”"),
        ),
        ("name:\n", (1, 1, "empty-value", "“name”没有内容")),
        ("name: a b\n", (1, 1, "bad-value", "名称里不要有空格")),
        ("name: a\nweight: true\n", (2, 1, "wrong-type", "“weight”应为数字，写的是true（是非）")),
        ("name: a\nband: {a: 1}\n", (2, 1, "wrong-type", "“band”应为列表，写的是“键: 值”")),
        ("name: a\nband: [0, x]\n", (2, 11, "wrong-type", "“第 2 项”应为数字，写的是文字“x”")),
        ("name: a\nspan: [1]\n", (2, 1, "wrong-type", "此处应为“键: 值”，写的是列表")),
        ("name: a\npets: [{kind: cow}]\n", (2, 9, "not-allowed", "kind 只能是 cat、dog，写的是“cow”")),
        ("name: a\npets: [{lives: 9}]\n", (2, 8, "missing-key", "缺少 kind")),
        (
            "name: a\npets: [{kind: cat, lifes: 9, lives: 9}]\n",
            (2, 20, "unknown-key", "没有“lifes”这个键；是不是“lives”？"),
        ),
        ("name: a\npets: [{kind: cat, lives: x}]\n", (2, 20, "wrong-type", "“lives”应为整数，写的是文字“x”")),
        ("- a\n", (1, 1, "wrong-type", "此处应为“键: 值”，写的是列表")),
    ],
)
def test_each_misfit_is_told_in_chinese_at_its_place(text: str, expected: tuple[int, int, str, str]) -> None:
    assert problems(text) == [expected]


def test_all_misfits_are_told_at_once() -> None:
    assert [one[2] for one in problems("wieght: 1\nband: 3\n")] == ["missing-key", "wrong-type", "unknown-key"]


def test_a_key_that_is_only_misspelt_is_not_told_as_missing_too() -> None:
    assert [one[2] for one in problems("nmae: a\n")] == ["unknown-key"]
    assert [one[2] for one in problems("weigth: 1\n")] == ["missing-key", "unknown-key"]
    assert [one[2] for one in problems("name: a\npets: [{kind: cat, livse: 9}]\n")] == ["unknown-key"]


def test_an_empty_entry_of_a_list_is_told_by_its_place() -> None:
    checked = validate(Thing, parse(b"a:\n  - name: x\n  -\n", "f"), ("a", 1))
    assert checked == (Problem("f", 3, 4, "error", "empty-value", "“第 2 项”没有内容"),)


def test_what_the_caller_supplies_an_author_may_not_write() -> None:
    expected = [(2, 1, "unknown-key", "没有“given”这个键；可用的是 band、name、pets、span、weight")]
    assert problems("name: a\ngiven: b\n", given="x") == expected


def test_what_is_refused_already_is_not_told_again() -> None:
    document = parse(b"name: *x\n<<: {a: 1}\n", "f")
    assert validate(Thing, document) == ()
    assert validate(Thing, parse(b"a: *x\n", "f"), ("a",)) == ()


def test_a_list_within_a_supplied_tuple_is_not_touched() -> None:
    checked = validate(Thing, parse(b"name: a\n", "f"), (), {"band": ("x", Decimal(1))})
    assert checked == (Problem("f", 1, 1, "error", "wrong-type", "“第 1 项”应为数字，写的是文字“x”"),)
