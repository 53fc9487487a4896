"""Working days: publicity counts from the day after, over weekends, holidays and make-up days."""

from datetime import date
from pathlib import Path

import pytest

from app.scoring.workdays import (
    SHIPPED,
    Calendar,
    UnknownYear,
    load_calendar,
    publicity_days,
    readable_calendar,
)


def calendar() -> Calendar:
    found = readable_calendar("2024")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("published", "days"),
    [
        ("2024-09-20", ["2024-09-23", "2024-09-24", "2024-09-25"]),
        ("2024-09-12", ["2024-09-13", "2024-09-14", "2024-09-18"]),
        ("2024-09-27", ["2024-09-29", "2024-09-30", "2024-10-08"]),
        ("2024-09-15", ["2024-09-18", "2024-09-19", "2024-09-20"]),
        ("2024-10-10", ["2024-10-11", "2024-10-12", "2024-10-14"]),
    ],
)
def test_three_working_days_after_the_day_of_publication(published: str, days: list[str]):
    found = publicity_days(date.fromisoformat(published), 3, calendar())
    assert [str(day) for day in found] == days


def test_year_the_calendar_does_not_list_is_refused():
    with pytest.raises(UnknownYear, match="2025") as refused:
        publicity_days(date(2024, 12, 30), 3, calendar())
    assert refused.value.day == date(2025, 1, 1)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_calendar_is_right(path: Path):
    assert readable_calendar(path.stem) == load_calendar(path)


@pytest.mark.parametrize("name", ["nothing", "../workdays"])
def test_unknown_calendar_is_none(name: str):
    assert readable_calendar(name) is None


@pytest.mark.parametrize(
    ("holidays", "make_up", "codes"),
    [
        ("2024-10-01", "2024-10-12", []),
        ("2024-10-01, 2024-10-01", "", ["named-twice", "named-twice"]),
        ("2024-10-12", "2024-10-12", ["named-twice", "named-twice"]),
        ("2025-10-01", "", ["other-year"]),
        ("", "2024-10-11", ["no-weekend"]),
        ("tomorrow", "", ["wrong-type"]),
        ("[", "", ["yaml-unclosed"]),
    ],
)
def test_mistakes_are_located(tmp_path: Path, holidays: str, make_up: str, codes: list[str]):
    file = tmp_path / "small.yaml"
    file.write_text(f"source: 虚构\nyears: [2024]\nholidays: [{holidays}]\nmake_up: [{make_up}]\n", encoding="utf-8")
    found = load_calendar(file)
    assert [one.code for one in found] == codes if codes else isinstance(found, Calendar)
