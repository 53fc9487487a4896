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


@pytest.mark.parametrize(("number", "tried", "untried"), [
    (0, ["2026.08.31", "2026.09.01", "2026.09.02"], ["2026.08.30", "2026.09.03"]),
    (60, ["2026.07.02", "2026.07.03", "2026.07.04", "2026.10.30", "2026.10.31", "2026.11.01", "2031.09.01"],
     ["2026.07.01", "2026.11.02"]),
    (6, ["2026.02.28", "2026.03.01", "2026.03.02", "2027.02.28", "2027.03.02", "2020.09.01"], ["2026.02.27"]),
    (18, ["2008.08.31", "2008.09.01", "2008.09.02", "2044.09.01"], ["2008.09.03"]),
    (100, ["1926.08.31", "1926.09.02"], ["1926.08.30"]),
    (1200, ["1926.08.31", "1926.09.02"], ["1926.08.30"]),
    (1201, [], ["1926.08.01"]),
    (39999, ["2136.03.07"], []),
    (40000, [], ["2136.03.08"]),
])  # fmt: skip
def test_days_are_tried_on_both_sides_of_every_number(number, tried, untried):
    failing = [day for day in [*tried, *untried]
               if can_fail(f'!date_text(since).matches("^{day}$") || {number} < 0', TYPES, RULES)]  # fmt: skip
    assert failing == tried


@pytest.mark.parametrize(("text", "failing"), [
    ("months != 12 || 12 > 13", True), ("months + 1 != 12", True), ("months - 1 != 12", True),
    ("months != pack_permit_months", True), ("months != pack_permit_months + 1", True), ("months >= 0", True),
    ("months + 1 != pack_permit_months", True), ("paid != pack_permit_months", True), ("months >= -1", False),
])  # fmt: skip
def test_numbers_are_tried_on_both_sides(text, failing):
    assert can_fail(text, TYPES, RULES) is failing


def test_very_many_combinations_are_sampled():
    known = {f"flag_{letter}": "bool" for letter in "abcdefghijklmnop"}
    assert can_fail(" || ".join(sorted(known)[:8]) + " == (" + " && ".join(known) + ")", known, RULES)
    assert not can_fail(" || ".join(["true", *known]), known, RULES)


def test_a_wrong_expression_is_not_tried():
    with pytest.raises(Unfit):
        can_fail("monts > 1", TYPES, RULES)
