"""A frozen calendar month by month, as a working-days item draws it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

WEEK = 7
SATURDAY = 5


@dataclass(frozen=True)
class Day:
    """One day's cell; `look` is `off`, `extra` (a weekend day worked) or nothing."""

    number: int
    look: str
    words: str


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday; None fills the days before the calendar begins."""

    title: str
    weeks: list[list[Day | None]]


def months(calendar: Iterable[tuple[str, bool, str]]) -> list[Month]:
    """Return the months of `calendar`, the consecutive (ISO date, works, label) of docs/protocol.md."""
    days = [(date.fromisoformat(day), works, label) for day, works, label in calendar]
    return [_month(list(inside)) for _, inside in groupby(days, lambda day: (day[0].year, day[0].month))]


def _month(days: list[tuple[date, bool, str]]) -> Month:
    first = days[0][0]
    cells: list[Day | None] = [None] * first.weekday()
    cells += [_day(*day) for day in days]
    weeks = [cells[start : start + WEEK] for start in range(0, len(cells), WEEK)]
    return Month(f"{first.year} 年 {first.month} 月", weeks)


def _day(day: date, works: bool, label: str) -> Day:  # noqa: FBT001  # a triple of the protocol, unpacked
    if not works:
        return Day(day.day, "off", label or "休")
    return Day(day.day, "extra" if day.weekday() >= SATURDAY else "", label)
