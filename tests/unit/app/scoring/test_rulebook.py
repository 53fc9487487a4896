"""The rulebook: what ships is right, and every mistake in one is located."""

from pathlib import Path

import pytest

from app.scoring.rulebook import SHIPPED, Rulebook, checked, load_rulebook, shipped_rulebook
from question_bank.authoring import parse

GOOD = """id: small
name: 小规则
source: 虚构
categories:
  - {id: front-line, name: 综合窗口一线}
eligibility: {years_in_post: 2, as_of: 2024-07-08}
total: 7
districts:
  - {name: 甲区, quota: 4}
  - {name: 乙新区, quota: 3}
"""


def read(text: str) -> Rulebook | list[tuple[int, str]]:
    found = checked(parse(text.encode(), "small.yaml"))
    return [(one.line, one.code) for one in found] if isinstance(found, tuple) else found


def test_plan_of_2024_ships_with_its_quotas():
    book = shipped_rulebook("2024")
    assert isinstance(book, Rulebook)
    quotas = [one.quota for one in book.districts]
    assert quotas == [14, 4, 5, 4, 5, 4, 3, 5, 5, 5, 5, 4, 6, 4, 5, 7]
    assert (sum(quotas), book.total, book.eligibility.years_in_post) == (85, 85, 2)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_rulebook_is_right_and_named_as_its_file(path: Path):
    book = load_rulebook(path)
    assert isinstance(book, Rulebook)
    assert book.id == path.stem


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("甲区", "甲区"),
        ("甲", "甲区"),
        (" 乙 ", "乙新区"),
        ("乙区", "乙新区"),
        ("乙新区", "乙新区"),
        ("丙区", None),
        ("", None),
    ],
)
def test_district_is_known_with_or_without_its_ending(written: str, name: str | None):
    found = read(GOOD).district(written)
    assert (found.name if found else None) == name


def test_category_is_known_by_its_name():
    book = read(GOOD)
    assert book.category(" 综合窗口一线 ").id == "front-line"
    assert book.category("一线") is None


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("total: 7", "total: 8", 7, "quota-sum"),
        ("乙新区, quota: 3", "甲, quota: 3", 9, "named-twice"),
        ("quota: 4", "quota: 多", 9, "wrong-type"),
        ("quota: 4", "quotas: 4", 9, "unknown-key"),
        ("name: 小规则\n", "", 1, "missing-key"),
        ("total: 7", "total: [", 9, "yaml-unclosed"),
    ],
)
def test_mistakes_are_located(old: str, new: str, line: int, code: str):
    found = read(GOOD.replace(old, new))
    assert isinstance(found, list)
    assert (line, code) in found, found


@pytest.mark.parametrize("name", ["1999", "../rulebook", ""])
def test_unknown_rulebook_is_a_problem_like_any_other(name: str):
    found = shipped_rulebook(name)
    assert [one.code for one in found] == ["no-rulebook"]
