"""Working days: how long a publicity period lasts, with the year's holidays and the weekends worked in exchange."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from question_bank.authoring import read
from question_bank.document import Document, Problem
from question_bank.model import Authored, Mistake
from question_bank.validation import validate

SHIPPED = Path(__file__).parent / "calendars"
SATURDAY = 5
ONE_DAY = timedelta(days=1)


class UnknownYear(ValueError):
    """A date lies in a year whose holidays the calendar doesn't list."""

    def __init__(self, day: date) -> None:
        super().__init__(f"the calendar has no holidays for {day.year}")
        self.day = day


@dataclass(frozen=True)
class Calendar:
    """The years a calendar covers, days off beside weekends, and weekend days that are worked."""

    years: frozenset[int]
    holidays: frozenset[date]
    make_up: frozenset[date]

    def works(self, day: date) -> bool:
        """Tell whether a day is worked. Raises UnknownYear for one of a year that isn't covered."""
        if day.year not in self.years:
            raise UnknownYear(day)
        return day in self.make_up or (day.weekday() < SATURDAY and day not in self.holidays)


def publicity_days(published: date, days: int, calendar: Calendar) -> tuple[date, ...]:
    """Return the working days of a publicity period; the day of publication doesn't count. Raises UnknownYear."""
    found: list[date] = []
    day = published
    while len(found) < days:
        day += ONE_DAY
        if calendar.works(day):
            found.append(day)
    return tuple(found)


class CalendarFile(Authored):
    """A calendar as written."""

    source: Annotated[str, Field(min_length=1, max_length=200, description="出处：国务院办公厅通知的文号")]
    years: Annotated[tuple[int, ...], Field(min_length=1, description="包含哪几年")]
    holidays: Annotated[tuple[date, ...], Field(description="放假的日子，周六周日不用写")]
    make_up: Annotated[tuple[date, ...], Field(description="调休上班的周六、周日")]


def load_calendar(path: Path) -> Calendar | tuple[Problem, ...]:
    """Return the calendar of a YAML file, or everything that is wrong with it, located."""
    document = read(path, path.name)
    if document.problems:
        return tuple(document.problems)
    found = validate(CalendarFile, document)
    if isinstance(found, tuple):
        return found
    problems = tuple(_located(document, found))
    return problems or Calendar(frozenset(found.years), frozenset(found.holidays), frozenset(found.make_up))


@cache
def readable_calendar(name: str) -> Calendar | None:
    """Return a calendar that comes with the program; None for one that is not there or has mistakes."""
    path = SHIPPED / f"{name}.yaml"
    if path.parent != SHIPPED or not path.is_file():
        return None
    found = load_calendar(path)
    return found if isinstance(found, Calendar) else None


def _located(document: Document, found: CalendarFile) -> Iterator[Problem]:
    for one in _mistakes(found):
        yield document.problem(one.at, one.code, one.message)


def _mistakes(found: CalendarFile) -> Iterator[Mistake]:
    both = Counter([*found.holidays, *found.make_up])
    for field, days in (("holidays", found.holidays), ("make_up", found.make_up)):
        for place, day in enumerate(days):
            if both[day] > 1:
                yield Mistake("named-twice", f"{day} 写了不止一次；放假和上班只能写一处", (field, place))
            if day.year not in found.years:
                yield Mistake("other-year", f"{day} 不在 years 列出的年份里", (field, place))
    for place, day in enumerate(found.make_up):
        if day.weekday() < SATURDAY:
            yield Mistake("no-weekend", f"{day} 不是周六、周日，本来就上班；请删去", ("make_up", place))
