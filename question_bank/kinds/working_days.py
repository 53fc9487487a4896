"""Working days: a due date or a count of days, derived from a dated holiday calendar."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, field_serializer

from question_bank.kinds.folding import fold
from question_bank.model import BLANK, Calendar, Face, Grade, Item, Json, Mistake, Unreadable
from question_bank.workdays import (
    OutsideCalendar,
    counted,
    due_after_calendar_days,
    due_after_working_days,
    knows,
    label,
    works,
)

# A wrong shape is told by its length before any of it is read.
LONGEST = 20
_COUNT = re.compile("([0-9]{1,4})(天|日|个工作日|工作日)?")
_DATE = re.compile("([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")


class WorkingDays(Item):
    """A period on a calendar: `start` and `days` ask for its last day, `start` and `end` for its length.

    `arrangement` is the calendar named by `calendar`; authors never write it, `embed` puts it in.
    """

    label: ClassVar[str] = "工作日计算题"

    kind: Literal["working_days"]
    calendar: str
    ask: Literal["due_date", "day_count"]
    start: date
    days: Annotated[int, Field(ge=1, le=366)] | None = None
    end: date | None = None
    count: Literal["working", "calendar"] = "working"
    answer: date | int
    arrangement: Calendar | None = None

    @field_serializer("arrangement")
    def _plain(self, arrangement: Calendar | None) -> dict[str, object] | None:
        """Write the calendar with keys and an order that JSON and the digest can take."""
        if arrangement is None:
            return None
        holidays = {day.isoformat(): name for day, name in arrangement.holidays.items()}
        return {**vars(arrangement), "holidays": holidays, "workdays": sorted(arrangement.workdays)}

    def embed(self, calendars: Mapping[str, Calendar]) -> Self:
        """Return the item with the calendar it names; one that names none of `calendars` stays without."""
        return self.having(arrangement=calendars.get(self.calendar))

    def mistakes(self) -> Iterator[Mistake]:
        """Yield fields that don't fit what is asked, dates outside the calendar, and a key other than the derived."""
        if self.arrangement is None:
            yield Mistake("unknown-calendar", f"没有日历“{self.calendar}”；日历在 content/calendars 里", ("calendar",))
        shape = list(self._shape_mistakes())
        yield from shape
        if self.arrangement is not None and not shape:
            yield from self._key_mistakes(self.arrangement)

    def face(self) -> Face:
        """Show what is asked, and whole weeks of the calendar that don't tell where the period ends."""
        calendar = self.arrangement
        shown = self._strip(calendar) if calendar and knows(calendar, self.start) else ()
        return Face(asks=self.ask, calendar=tuple(shown))

    def grade(self, response: Json, names: Mapping[str, str], credit: str) -> Grade:
        """Give the full mark for the right date or count."""
        del names, credit
        if not isinstance(response, str) or len(response) > LONGEST:
            raise Unreadable("作答应为日期" if self.ask == "due_date" else "作答应为天数")
        typed = fold(response)
        if not typed:
            return BLANK
        read = _read_date(typed) if self.ask == "due_date" else _read_count(typed)
        return Grade.worth(Fraction(read == self.answer))

    def right_response(self, ids: Mapping[str, str]) -> Json:
        """Write the key: a date as YYYY-MM-DD, a count in digits."""
        del ids
        return str(self.answer)

    def guess(self) -> Fraction:
        """Nothing: no date comes by itself."""
        return Fraction(0)

    def _shape_mistakes(self) -> Iterator[Mistake]:
        needed, needless = ("days", "end") if self.ask == "due_date" else ("end", "days")
        asked = "求到期日" if self.ask == "due_date" else "求天数"
        if getattr(self, needed) is None:
            yield Mistake("missing-key", f"{asked}要写 {needed}")
        if getattr(self, needless) is not None:
            yield Mistake("needless-key", f"{asked}不用写 {needless}，请删去", (needless,))
        if isinstance(self.answer, date) != (self.ask == "due_date"):
            wanted = "日期（如 2024-09-19）" if self.ask == "due_date" else "天数（如 6）"
            yield Mistake("answer-shape", f"{asked}的答案应是{wanted}", ("answer",))
        if self.end is not None and self.end <= self.start:
            yield Mistake("empty-period", f"end 应晚于 start（{self.start}）", ("end",))

    def _key_mistakes(self, calendar: Calendar) -> Iterator[Mistake]:
        span = f"日历“{calendar.id}”（{calendar.first} 至 {calendar.last}）"
        if outside := [(key, day) for key, day in self._borders() if not knows(calendar, day)]:
            yield from (Mistake("outside-calendar", f"{day} 不在{span}之内", (key,)) for key, day in outside)
            return
        try:
            derived, through = self._derived(calendar)
        except OutsideCalendar as beyond:
            yield Mistake("outside-calendar", f"推算到 {beyond.day}，超出{span}", ("start",))
            return
        if self.answer != derived:
            days = [f"{day.month}/{day.day}" for day in counted(self.start, through, calendar)]
            listed = "、".join(days) or "无"
            message = f"答案是 {self.answer}，按日历推算应为 {derived}（其间工作日：{listed}）"
            yield Mistake("answer-not-derived", message, ("answer",))

    def _borders(self) -> Iterator[tuple[str, date]]:
        yield "start", self.start
        if self.end is not None:
            yield "end", self.end

    def _derived(self, calendar: Calendar) -> tuple[date | int, date]:
        """Return the key by the calendar, and the last day of the period."""
        if self.days is not None:
            due = due_after_working_days if self.count == "working" else due_after_calendar_days
            last = due(self.start, self.days, calendar)
            return last, last
        end = self.end or self.start
        if self.count == "working":
            return len(counted(self.start, end, calendar)), end
        return (end - self.start).days, end

    def _strip(self, calendar: Calendar) -> Iterator[tuple[str, bool, str]]:
        # From what the stem says, never from the key: half as many days again for weekends, and two weeks for the
        # longest holiday.
        days = self.days or 0
        reach = days * 3 // 2 if self.count == "working" else days
        last = min(calendar.last, self.end or self.start + timedelta(days=reach + 14))
        monday = self.start - timedelta(days=self.start.weekday())
        weeks = (monday + timedelta(days=n) for n in range((last - monday).days + 7 - last.weekday()))
        for day in weeks:
            if knows(calendar, day):
                yield day.isoformat(), works(day, calendar), label(day, calendar)


def _read_date(typed: str) -> date:
    found = _DATE.fullmatch(typed)
    if not found:
        raise Unreadable("作答不是日期")
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise Unreadable("作答的日期不存在") from error


def _read_count(typed: str) -> int:
    found = _COUNT.fullmatch(typed)
    if not found:
        raise Unreadable("作答不是天数")
    return int(found[1])
