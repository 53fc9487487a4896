"""Conditions that can never fail, found on the boundary values of their facts."""

from types import SimpleNamespace

import pytest

from simulations.expressions import Unfit
from simulations.facts import language
from simulations.reviews.boundaries import can_fail
from tests.factories.desk import trial_content

PACK = trial_content().newest().pack
RULES = SimpleNamespace(pack=PACK, language=language(PACK))
TYPES = {
    "months": "int", "paid": "money", "resigned": "bool", "married": "bool", "town": "string", "reason": "string",
    "since": "date", "today": "date", "born": "date", "pack_permit_months": "int",
}  # fmt: skip


@pytest.mark.parametrize("text", [
    "months >= 12",
    "months != 7",
    "paid <= 269000",
    "!resigned",
    "resigned || !married",
    'town == "yunqiao"',
    "town != 'yunqiao'",
    'town.contains("桥")',
    "since <= today",
    "months_between(since, today) >= 6",
    "months_between(since, today) >= 240",
    "months_between(since, today) >= pack_permit_months",
    "age_on(born, today) >= 60",
    "age_on(born, today) < 16 || resigned",
    "days_between(since, today) <= 60",
    "add_months(since, 3) >= today",
    "100 / months < 100",
])  # fmt: skip
def test_an_honest_condition_can_fail(text):
    assert can_fail(text, TYPES, RULES)


@pytest.mark.parametrize("text", [
    "months >= 12 || months < 12",
    "resigned || !resigned",
    'town == "yunqiao" || town != "yunqiao"',
    "since <= today || today <= since",
    "age_on(born, today) >= 60 || age_on(born, today) < 61",
    "pack_permit_months == 6",
    "true",
    "months / 0 > 1",
])  # fmt: skip
def test_a_condition_that_always_holds_or_never_has_a_value_can_not(text):
    assert not can_fail(text, TYPES, RULES)


def test_very_many_combinations_are_sampled():
    known = {f"flag_{letter}": "bool" for letter in "abcdefghijklmnop"}
    assert can_fail(" || ".join(sorted(known)[:8]) + " == (" + " && ".join(known) + ")", known, RULES)
    assert not can_fail(" || ".join(["true", *known]), known, RULES)


def test_a_wrong_expression_is_not_tried():
    with pytest.raises(Unfit):
        can_fail("monts > 1", TYPES, RULES)
