import re
from datetime import date
from pathlib import Path

import pytest

import question_bank
from question_bank.authoring import parse
from question_bank.kinds import KINDS
from question_bank.model import Calendar, Item
from question_bank.validation import validate
from question_bank.workdays import CalendarFile

BANK = Path(question_bank.__file__).parent
GUIDE = (BANK / "README.md").read_text(encoding="utf-8")
CHAPTER = GUIDE[GUIDE.index("## 二、") : GUIDE.index("## 三、")]
# The example of a case is a sketch with dots in it.
EXAMPLES = [
    (kind, block)
    for kind, text in re.findall(r"### \S+ `(\w+)`\n(.*?)(?=###|\Z)", CHAPTER, re.DOTALL)
    for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    if kind != "case"
]
REST = """
    id: res-001
    topic: services/residence
    difficulty: 0.65
    source: {document: residence-permit-663, clause: 第十条}
    valid: {from: 2016-01-01}
    explain: 依据条文。
"""


def calendar() -> Calendar:
    document = parse((BANK / "content/calendars/cn-2024.yaml").read_bytes(), "cn-2024.yaml")
    file = validate(CalendarFile, document)
    assert isinstance(file, CalendarFile)
    return file.calendar()


def example(kind: str, block: str) -> Item:
    added = {"stem": "题干", "calendar": "cn-2024", "kind": kind}
    missing = [f"    {key}: {value}" for key, value in added.items() if f"    {key}:" not in block]
    lines = [line for line in missing if kind == "working_days" or "calendar" not in line]
    item = validate(KINDS[kind], parse((block + "\n".join(lines) + REST).encode(), "README.md"))
    assert isinstance(item, Item)
    return item


def test_every_kind_has_its_section_in_the_order_of_the_table() -> None:
    assert re.findall(r"### \S+ `(\w+)`", CHAPTER) == list(KINDS)


@pytest.mark.parametrize(("kind", "block"), EXAMPLES)
def test_example_is_an_item_without_mistakes(kind: str, block: str) -> None:
    assert list(example(kind, block).embed({"cn-2024": calendar()}).mistakes()) == []


def test_shipped_calendar_is_the_arrangement_of_the_state_council() -> None:
    days = calendar()
    assert (len(days.holidays), min(days.holidays), max(days.holidays)) == (28, date(2024, 1, 1), date(2024, 10, 7))
    assert sorted(days.workdays) == [
        date(2024, month, day)
        for month, day in ((2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12))
    ]
