import random
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from question_bank.assembly import Shortfall, assemble
from question_bank.fairness import fairness
from question_bank.kinds import KINDS
from question_bank.loader import SHIPPED, Content, load_content
from question_bank.paper import Form

TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(SHIPPED, TODAY)


def drawn(content: Content, name: str, seed: int) -> tuple[Form, ...]:
    forms = assemble(content.bank, content.blueprints[name], random.Random(seed))
    assert not isinstance(forms, Shortfall), str(forms)
    return forms


def test_shipped_blueprints_are_three(content: Content) -> None:
    assert sorted(content.blueprints) == ["daily", "final", "practice"]


def test_final_is_as_contestants_expect(content: Content) -> None:
    final = content.blueprints["final"]
    assert (final.minutes, final.full_mark, final.forms) == (60, Decimal(100), 2)
    assert [(section.kinds, section.count, section.points) for section in final.sections] == [
        (("single_choice",), 30, Decimal(1)),
        (("multiple_choice",), 20, Decimal(2)),
        (("true_false",), 15, Decimal(1)),
        (("case",), 5, Decimal(3)),
    ]


@pytest.mark.parametrize("seed", range(10))
def test_final_forms_share_nothing_and_are_alike(content: Content, seed: int) -> None:
    report = fairness(drawn(content, "final", seed), content.blueprints["final"])
    assert report.shared == {}
    assert report.spread <= Decimal("0.1")


@pytest.mark.parametrize("seed", range(10))
def test_practice_shows_every_kind(content: Content, seed: int) -> None:
    (form,) = drawn(content, "practice", seed)
    assert Counter(item.kind for item in form.items).keys() == KINDS.keys()
    assert (form.minutes, len(form.items)) == (10, 12)


@pytest.mark.parametrize("seed", range(10))
def test_daily_has_ten_items(content: Content, seed: int) -> None:
    (form,) = drawn(content, "daily", seed)
    assert (form.minutes, len(form.items)) == (10, 10)
