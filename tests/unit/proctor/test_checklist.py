"""The checklist: each line at each of its levels, on both sides of its borders."""

from dataclasses import replace
from typing import Any

import pytest

from proctor.checklist import BACKUP_AGE_MS, BY_HAND, CLOCK_APART_MS, Level, Readings, check, may_start

MINUTE = 60_000
GOOD = Readings(
    now=0,
    starts=30 * MINUTE,
    started=False,
    bank_problems=0,
    forms=2,
    papers_drawn=40,
    contestants=40,
    seated=40,
    clashes=0,
    clock_step=0,
    disk_free=4_000,
    disk_needed=1_000,
    backup_ready=True,
    backup_age=0,
    passed_tests=40,
    failed_tests=(),
    missing_tests=(),
    papers="opened",
    opening_from=-30 * MINUTE,
    proctors_without_room=(),
    conflicted_authors=(),
    marks=dict.fromkeys(BY_HAND, "看过"),
)


def level(code: str, **changes: Any) -> str:
    (line,) = [line for line in check(replace(GOOD, **changes)) if line.code == code]
    return line.level.value


def test_everything_in_order_may_start():
    lines = check(GOOD)
    assert {line.level for line in lines} == {Level.OK}
    assert may_start(lines)


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("bank", {"bank_problems": 1}, "attention"),
        ("drawn", {"papers_drawn": 0}, "failed"),
        ("drawn", {"papers_drawn": 39}, "failed"),
        ("seats", {"contestants": 0, "seated": 0, "papers_drawn": 0}, "failed"),
        ("seats", {"seated": 39}, "attention"),
        ("seats", {"clashes": 1}, "attention"),
        ("papers", {"papers": "none"}, "attention"),
        ("papers", {"papers": "sealed"}, "failed"),
        ("papers", {"papers": "sealed", "opening_from": 1}, "todo"),
        ("papers", {"papers": "sealed", "opening_from": 0}, "failed"),
        ("authors", {"conflicted_authors": ("甲",)}, "attention"),
        ("clock", {"clock_step": CLOCK_APART_MS}, "ok"),
        ("clock", {"clock_step": -CLOCK_APART_MS - 1}, "failed"),
        ("disk", {"disk_free": 999}, "failed"),
        ("disk", {"disk_free": 1_000}, "attention"),
        ("disk", {"disk_free": 3_999}, "attention"),
        ("backup", {"backup_ready": False}, "failed"),
        ("backup", {"backup_age": None}, "failed"),
        ("backup", {"backup_age": BACKUP_AGE_MS}, "ok"),
        ("backup", {"backup_age": BACKUP_AGE_MS + 1}, "failed"),
        ("pcs", {"failed_tests": ("17",)}, "failed"),
        ("pcs", {"missing_tests": ("29",)}, "attention"),
        ("pcs", {"passed_tests": 0}, "attention"),
        ("staff", {"proctors_without_room": ("甲",)}, "attention"),
        ("spare", {"marks": {}}, "todo"),
        ("spare", {"marks": {}, "now": 30 * MINUTE}, "attention"),
        ("spare", {"marks": {}, "started": True}, "attention"),
    ],
)
def test_line_at_its_level(code: str, changes: dict[str, Any], expected: str):
    assert level(code, **changes) == expected


def test_failures_come_first_and_forbid_the_start():
    lines = check(replace(GOOD, backup_ready=False, clashes=1, marks={}))
    assert [line.level.value for line in lines][:4] == ["failed", "attention", "todo", "todo"]
    assert not may_start(lines)
    assert may_start(check(replace(GOOD, clashes=1, marks={})))


def test_words_say_who_and_how_much():
    found = {
        line.code: line.finding
        for line in check(
            replace(
                GOOD,
                backup_age=90 * MINUTE,
                failed_tests=[f"{seat:02}" for seat in range(1, 9)],
                missing_tests=["30"],
                marks={"spare": "两台（甲）"},
            )
        )
    }
    assert found["backup"] == "最近一次备份在 1 小时 30 分前。"
    assert found["pcs"] == "40/49 台通过；01、02、03、04、05、06 号等 8 台 未通过。"
    assert found["spare"] == "人工确认：两台（甲）"


def test_young_backup_is_told_in_minutes():
    (line,) = [line for line in check(replace(GOOD, backup_age=5 * MINUTE)) if line.code == "backup"]
    assert line.finding == "最近一次备份在 5 分钟前。"
