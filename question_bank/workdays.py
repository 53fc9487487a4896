"""Working-day arithmetic on dated holiday calendars, and the YAML model of a calendar."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from question_bank.model import Authored, Calendar, ItemId, Mistake

_DAY = timedelta(days=1)
_SATURDAY = 5


class OutsideCalendar(Exception):
    """A date that a calendar doesn't know; `day` is that date."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class Holiday(Authored):
    """A named run of days off, first and last included, weekends within it too."""

    name: Annotated[str, Field(min_length=1)]
    from_: date = Field(alias="from")
    to: date

    def days(self) -> list[date]:
        """Return each day of the run."""
        return [self.from_ + _DAY * n for n in range((self.to - self.from_).days + 1)]


class CalendarFile(Authored):
    """A year's arrangement as an author writes it: the holidays, and the weekend days worked instead."""

    id: ItemId
    title: Annotated[str, Field(min_length=1)]
    first: date
    last: date
    holidays: list[Holiday]
    workdays: list[date]

    def mistakes(self) -> Iterator[Mistake]:
        """Yield runs that end before they begin, days outside the calendar or named twice, idle make-up days."""
        if self.last < self.first:
            yield Mistake("empty-period", "last 早于 first", ("last",))
        seen: dict[date, str] = {}
        for place, holiday in enumerate(self.holidays):
            yield from self._holiday_mistakes(holiday, seen, ("holidays", place))
            seen.update(dict.fromkeys(holiday.days(), holiday.name))
        for place, day in enumerate(self.workdays):
            yield from self._workday_mistakes(day, seen, place)

    def calendar(self) -> Calendar:
        """Return the arrangement as a value."""
        holidays = {day: holiday.name for holiday in self.holidays for day in holiday.days()}
        return Calendar(self.id, self.title, self.first, self.last, holidays, frozenset(self.workdays))

    def _holiday_mistakes(
        self, holiday: Holiday, seen: dict[date, str], at: tuple[str | int, ...]
    ) -> Iterator[Mistake]:
        if holiday.to < holiday.from_:
            yield Mistake("empty-period", f"{holiday.name}的 to 早于 from", (*at, "to"))
        if holiday.from_ < self.first or holiday.to > self.last:
            yield Mistake("outside-calendar", f"{holiday.name}不全在本日历的起止日之内", at)
        if twice := [day for day in holiday.days() if day in seen]:
            message = f"{twice[0]} 已列为{seen[twice[0]]}假期，不能再列为{holiday.name}假期"
            yield Mistake("repeated-day", message, at)

    def _workday_mistakes(self, day: date, holidays: dict[date, str], place: int) -> Iterator[Mistake]:
        at = ("workdays", place)
        if not self.first <= day <= self.last:
            yield Mistake("outside-calendar", f"{day} 不在本日历的起止日之内", at)
        if day in holidays:
            yield Mistake("repeated-day", f"{day} 已列为{holidays[day]}假期，不能又是调休上班日", at)
        elif day.weekday() < _SATURDAY:
            yield Mistake("not-a-weekend", f"{day} 本来就是工作日，调休上班日只列周六、周日", at)
        if day in self.workdays[:place]:
            yield Mistake("repeated-day", f"{day} 列了两次，请删去一个", at)


def knows(calendar: Calendar, day: date) -> bool:
    """Tell whether `day` lies within the calendar, its first and last day included."""
    return calendar.first <= day <= calendar.last


def works(day: date, calendar: Calendar) -> bool:
    """Tell whether `day` is a working day; raise OutsideCalendar where the calendar ends.

    Source: 行政许可法第八十二条, periods are counted in working days without statutory holidays; the days of
    rest and of make-up work are those of the State Council's yearly arrangement.
    """
    if not knows(calendar, day):
        raise OutsideCalendar(day)
    return day in calendar.workdays or (day.weekday() < _SATURDAY and day not in calendar.holidays)


def label(day: date, calendar: Calendar) -> str:
    """Return what a wall calendar prints under `day`: 班, the holiday's name, 休, or nothing."""
    if day in calendar.workdays:
        return "班"
    return calendar.holidays.get(day, "" if works(day, calendar) else "休")


def counted(start: date, end: date, calendar: Calendar) -> list[date]:
    """Return the working days after `start` up to `end`, included; none when `end` is not after `start`.

    The day of the event isn't counted: 民法典第二百零一条.
    """
    days = [start + _DAY * n for n in range(1, (end - start).days + 1)]
    return [day for day in days if works(day, calendar)]


def due_after_working_days(start: date, days: int, calendar: Calendar) -> date:
    """Return the `days`-th working day after `start`, which itself isn't counted; `days` is at least 1."""
    due = start
    for _ in range(days):
        due = next_working_day(due + _DAY, calendar)
    return due


def due_after_calendar_days(start: date, days: int, calendar: Calendar) -> date:
    """Return the day `days` after `start`; one of rest gives way to the next working day (民法典第二百零三条)."""
    return next_working_day(start + _DAY * days, calendar)


def next_working_day(day: date, calendar: Calendar) -> date:
    """Return `day`, or the first working day after it."""
    while not works(day, calendar):
        day += _DAY
    return day
