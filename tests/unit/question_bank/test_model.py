from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import ValidationError

from question_bank.freezing import freeze_item, thaw_item
from question_bank.kinds import KINDS
from question_bank.model import Bank, Grade, Unreadable
from tests.factories.items import make_item


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [
        (Fraction(1), Grade(Fraction(1), "right")),
        (Fraction(0), Grade(Fraction(0), "wrong")),
        (Fraction(2, 3), Grade(Fraction(2, 3), "partial", "得本题分值的 2/3")),
    ],
)
def test_grade_worth_a_fraction_has_its_verdict(fraction: Fraction, expected: Grade) -> None:
    assert Grade.worth(fraction) == expected


def test_unreadable_keeps_its_reason() -> None:
    assert Unreadable("作答不是日期").reason == "作答不是日期"


@pytest.mark.parametrize("kind", KINDS)
def test_item_survives_freezing(kind: str) -> None:
    item = make_item(kind=kind)
    thawed = thaw_item(freeze_item(item))
    assert (thawed, thawed.revision) == (item, item.revision)


@pytest.mark.parametrize(
    "changes",
    [
        {"stem": "另一问法："},
        {"answer": "C"},
        {"difficulty": Decimal("0.5")},
        {"explain": "另一解析。"},
        {"source": {"document": "residence-permit-663", "clause": "第九条"}},
        {"valid": {"from": date(2016, 1, 1), "to": date(2030, 1, 1)}},
        {"shuffle": False},
        {"images": {"a.png": "data:"}},
    ],
)
def test_revision_changes_with_any_authored_change(changes: dict[str, object]) -> None:
    assert make_item(**changes).revision != make_item().revision


def test_revision_of_a_changed_copy_is_its_own() -> None:
    item = make_item()
    before = item.revision
    copy = item.having(stem="另一问法：")
    assert (copy.revision, item.revision) == (make_item(stem="另一问法：").revision, before)


def test_most_items_embed_nothing() -> None:
    item = make_item()
    assert item.embed({}) is item


@pytest.mark.parametrize("difficulty", [Decimal("0.04"), Decimal("0.96"), 0.5, "0.5"])
def test_difficulty_out_of_range_or_inexact_is_refused(difficulty: object) -> None:
    with pytest.raises(ValidationError) as caught:
        make_item(difficulty=difficulty)
    assert [error["loc"] for error in caught.value.errors()] == [("difficulty",)]


def test_bank_digest_follows_its_items() -> None:
    banks = [Bank(items={"res-001": item}) for item in (make_item(), make_item(answer="C"), make_item())]
    assert banks[0].digest == banks[2].digest != banks[1].digest
