"""The shipped content: no error in it, and as much of everything as a competition draws on."""

from collections import Counter
from datetime import date
from decimal import Decimal

from question_bank import schema
from question_bank.kinds import KINDS
from question_bank.loader import SHIPPED, load_content

CONTENT = load_content(SHIPPED, date(2026, 11, 22))


def test_shipped_bank_has_neither_errors_nor_warnings() -> None:
    assert CONTENT.problems == ()


def test_shipped_bank_is_large_enough_in_every_way() -> None:
    items = CONTENT.bank.items.values()
    kinds = {item.kind for item in items}
    topics = Counter(item.topic for item in items)
    levels = [item.difficulty for item in items]
    assert (len(items) >= 240, kinds, len(topics) >= 8) == (True, set(KINDS), True)
    assert (min(levels) <= Decimal("0.35"), max(levels) >= Decimal("0.85")) == (True, True)


def test_shipped_blueprints_are_the_three_of_the_competition() -> None:
    assert set(CONTENT.blueprints) == {"daily", "final", "practice"}


def test_shipped_schemas_are_in_step_with_the_models() -> None:
    assert schema.stale(schema.FOLDER) == []
