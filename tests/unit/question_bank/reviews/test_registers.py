"""Sources and dates of an item against the registers and the day."""

from datetime import date

import pytest

from question_bank.model import Source
from question_bank.reviews.registers import source_mistakes, validity_mistakes
from tests.factories.items import make_item

SOURCES = {
    "residence-permit-663": Source(
        id="residence-permit-663", title="条例", issuer="国务院", year=2015, reliability="核"
    ),
    "hearsay": Source(id="hearsay", title="汇编", issuer="某中心", year=2020, reliability="转"),
}
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("document", "clause", "found"),
    [
        ("residence-permit-663", "第十条", []),
        ("residence-permit-636", "第十条", ["unknown-source"]),
        ("hearsay", "第十条", ["unreliable-source"]),
        ("residence-permit-663", " ", ["empty-clause"]),
        ("hearsay", "", ["unreliable-source", "empty-clause"]),
    ],
)
def test_a_source_must_be_registered_reliable_and_precise(document: str, clause: str, found: list[str]) -> None:
    item = make_item(source={"document": document, "clause": clause})
    assert [one.code for one in source_mistakes(item, SOURCES)] == found


def test_an_unknown_source_names_the_nearest() -> None:
    item = make_item(source={"document": "residence-permit-636", "clause": "第十条"})
    assert [one.message for one in source_mistakes(item, SOURCES)] == [
        "依据“residence-permit-636”没有登记；是不是“residence-permit-663”？"
    ]


@pytest.mark.parametrize(
    ("begins", "ends", "found"),
    [
        (date(2016, 1, 1), None, []),
        (TODAY, TODAY, []),
        (date(2016, 1, 1), date(2026, 11, 21), [("validity-closed", "error")]),
        (date(2026, 11, 23), None, [("not-yet-valid", "warning")]),
        (date(2016, 1, 2), date(2016, 1, 1), [("validity-reversed", "error")]),
    ],
)
def test_the_key_must_hold_today(begins: date, ends: date | None, found: list[tuple[str, str]]) -> None:
    item = make_item(valid={"from": begins, "to": ends})
    assert [(one.code, one.severity) for one in validity_mistakes(item, TODAY)] == found
