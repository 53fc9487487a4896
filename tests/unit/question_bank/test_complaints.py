"""Chinese words for what models and the YAML parser say in English."""

import string
from datetime import date
from decimal import Decimal

import pytest

from question_bank.complaints import (
    MODEL,
    SYNTAX,
    model_complaint,
    nearest,
    shortened,
    shown,
    syntax_complaint,
    unknown_key,
)
from question_bank.model import Source


@pytest.mark.parametrize(
    ("kind", "given", "context", "complaint"),
    [
        ("greater_than", 0, {"gt": 0}, ("out-of-range", "“k”应大于 0，写的是数字 0（如是文字请加引号）")),
        ("too_short", [], {"min_length": 2, "actual_length": 0}, ("too-short", "“k”至少要有 2 项，现有 0 项")),
        ("literal_error", "c", {"expected": "'a', 'b' or 'd'"}, ("not-allowed", "“k”只能是 a、b、d，写的是文字“c”")),
        ("string_pattern_mismatch", "c", {"pattern": "^x$"}, ("bad-form", "“k”的写法不对：文字“c”应符合 ^x$")),
        ("missing", None, {}, ("missing-key", "缺少“k”")),
        ("dict_type", "A：甲", {}, ("wrong-type", "此处应为“键: 值”，写的是文字“A：甲”；冒号要写成半角加空格“: ”")),
        ("string_type", None, {"key": "A：甲"}, ("empty-value", "“A：甲”没有内容；冒号要写成半角加空格“: ”")),
        ("string_type", None, {}, ("empty-value", "“k”没有内容")),
        ("list_type", "A：甲", {}, ("wrong-type", "“k”应为列表，写的是文字“A：甲”")),
        ("never_heard_of", "c", {}, ("bad-value", "“k”的写法不对，写的是文字“c”")),
    ],
)
def test_a_model_error_is_told_in_chinese(
    kind: str, given: object, context: dict[str, object], complaint: tuple[str, str]
) -> None:
    assert model_complaint(kind, given, {"key": "k", **context}) == complaint


def test_a_pattern_of_the_bank_is_told_in_words() -> None:
    context = {"key": "id", "pattern": r"^[a-z][a-z0-9-]{2,39}$"}
    assert "小写字母开头" in model_complaint("string_pattern_mismatch", "X", context)[1]


@pytest.mark.parametrize("words", [words for _, words in MODEL.values()])
def test_no_model_complaint_names_a_fact_that_pydantic_does_not_give(words: str) -> None:
    given = {
        "key", "given", "expected", "discriminator", "expected_tags", "tag", "gt", "ge", "lt", "le", "multiple_of",
        "decimal_places",
        "max_digits", "whole_digits", "min_length", "max_length", "actual_length", "pattern", "error",
    }  # fmt: skip
    assert {name for _, name, _, _ in string.Formatter().parse(words) if name} <= given


@pytest.mark.parametrize(
    ("english", "line", "column", "complaint"),
    [
        ("mapping values are not allowed in this context", "a: b: c", 4, SYNTAX[0][2]),
        ("found character that cannot start any token", "a: @x", 3, "文字不能以“@”开头；请加引号"),
        ("found character that cannot start any token", "\ta: x", 0, "缩进用了制表符；请改用空格"),
        ("did not find expected key", "  \ta: x", 3, "缩进用了制表符；请改用空格"),
        ("something new", "a", 0, "YAML 写法有误（something new）"),
    ],
)
def test_a_syntax_error_is_told_in_chinese(english: str, line: str, column: int, complaint: str) -> None:
    assert syntax_complaint(english, line, column, 1)[1] == complaint


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "true（是非）"),
        (Decimal("0.5"), "数字 0.5（如是文字请加引号）"),
        (date(2024, 9, 11), "日期 2024-09-11（如是文字请加引号）"),
        ("好", "文字“好”"),
        (None, "空值"),
        ([], "列表"),
        ({}, "“键: 值”"),
    ],
)
def test_what_was_written_is_shown_with_its_type(value: object, words: str) -> None:
    assert shown(value) == words


def test_long_words_are_shortened_to_one_line() -> None:
    assert (shortened("a\nb"), shortened("x" * 31), shortened("x" * 30)) == ("a b", "x" * 30 + "…", "x" * 30)


def test_the_nearest_known_word_is_named_or_else_all() -> None:
    assert nearest("optoins", {"options", "answer"}) == "是不是“options”？"
    assert nearest("zzz", {"options", "answer"}) == "可用的是 answer、options"
    assert nearest("zzz", set()) == "可用的一个也没有"


def test_an_unknown_key_is_compared_with_the_keys_of_its_own_model() -> None:
    assert unknown_key(Source, ("isuer",), ())[1] == "没有“isuer”这个键；是不是“issuer”？"
    assert unknown_key(Source, ("isuer",), ("issuer",))[1].startswith("没有“isuer”这个键；可用的是 ")
