from datetime import date, timedelta
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.model import Calendar
from question_bank.workdays import (
    CalendarFile,
    OutsideCalendar,
    counted,
    due_after_calendar_days,
    due_after_working_days,
    label,
    next_working_day,
    works,
)
from tests.factories.items import CALENDAR

# In CALENDAR Sunday 15 September is worked, and Thursday 19 to Saturday 21 are off.
STARTS = st.dates(date(2024, 9, 1), date(2024, 9, 30))


def september(day: int) -> date:
    return date(2024, 9, day)


def file(**changes: object) -> CalendarFile:
    holiday = {"name": "丰收节", "from": september(19), "to": september(21)}
    fields = {
        "id": "cn-made-up",
        "title": "虚构日历",
        "first": date(2024, 9, 1),
        "last": date(2024, 10, 31),
        "holidays": [holiday],
        "workdays": [september(15)],
    }
    return CalendarFile.model_validate({**fields, **changes})


def mistakes(**changes: object) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(mistake.code, mistake.at) for mistake in file(**changes).mistakes()]


def test_weekends_and_holidays_are_off_and_make_up_days_are_worked() -> None:
    worked = [day.day for day in (september(n) for n in range(13, 24)) if works(day, CALENDAR)]
    assert worked == [13, 15, 16, 17, 18, 23]


def test_label_says_what_kind_of_day_it_is() -> None:
    assert [label(september(n), CALENDAR) for n in (13, 14, 15, 19, 21, 22)] == [
        "",
        "休",
        "班",
        "丰收节",
        "丰收节",
        "休",
    ]


@pytest.mark.parametrize("day", [date(2024, 8, 31), date(2024, 11, 1)])
def test_day_outside_the_calendar_is_refused(day: date) -> None:
    with pytest.raises(OutsideCalendar) as caught:
        works(day, CALENDAR)
    assert caught.value.day == day


@pytest.mark.parametrize("day", [date(2024, 9, 2), date(2024, 10, 31)])
def test_border_days_of_the_calendar_are_known(day: date) -> None:
    assert works(day, CALENDAR)


def test_day_of_the_event_is_not_counted_and_the_last_day_is() -> None:
    assert counted(september(13), september(18), CALENDAR) == [september(n) for n in (15, 16, 17, 18)]


def test_nothing_is_counted_up_to_the_day_of_the_event() -> None:
    assert counted(september(13), september(13), CALENDAR) == []


@pytest.mark.parametrize(("days", "due"), [(1, 15), (4, 18), (5, 23), (6, 24)])
def test_working_days_skip_the_holiday_and_use_the_make_up_day(days: int, due: int) -> None:
    assert due_after_working_days(september(13), days, CALENDAR) == september(due)


def test_event_on_a_day_off_starts_the_count_on_the_next_working_day() -> None:
    assert due_after_working_days(september(21), 1, CALENDAR) == september(23)


@pytest.mark.parametrize(("days", "due"), [(4, 17), (6, 23), (9, 23), (10, 23), (2, 15), (1, 15)])
def test_calendar_days_roll_a_last_day_of_rest_forward(days: int, due: int) -> None:
    assert due_after_calendar_days(september(13), days, CALENDAR) == september(due)


def test_working_day_is_its_own_next_one() -> None:
    assert next_working_day(september(18), CALENDAR) == september(18)


def test_period_that_runs_off_the_calendar_is_refused() -> None:
    with pytest.raises(OutsideCalendar) as caught:
        due_after_working_days(date(2024, 10, 30), 2, CALENDAR)
    assert caught.value.day == date(2024, 11, 1)


@given(STARTS, st.integers(1, 15))
def test_as_many_days_are_counted_to_a_due_date_as_were_given(start: date, days: int) -> None:
    due = due_after_working_days(start, days, CALENDAR)
    assert len(counted(start, due, CALENDAR)) == days
    assert works(due, CALENDAR)


@given(STARTS, st.integers(1, 20))
def test_calendar_days_end_on_the_first_working_day_not_before_their_number(start: date, days: int) -> None:
    due = due_after_calendar_days(start, days, CALENDAR)
    later = (start + timedelta(days=days + n) for n in range(30))
    skipped = list(takewhile(lambda day: not works(day, CALENDAR), later))
    assert due == start + timedelta(days=days + len(skipped))


def test_file_becomes_the_calendar() -> None:
    assert file().calendar() == CALENDAR == Calendar(**vars(file().calendar()))


def test_valid_file_has_no_mistake() -> None:
    assert mistakes() == []


def test_holidays_and_make_up_days_may_stand_on_the_borders_and_last_one_day() -> None:
    days = [{"name": name, "from": day, "to": day} for name, day in (("首日", september(2)), ("末日", september(30)))]
    assert mistakes(first=september(2), last=september(30), holidays=days) == []
    assert (
        mistakes(first=september(15), last=september(29), holidays=[], workdays=[september(15), september(29)]) == []
    )
    assert mistakes(first=september(15), last=september(15), holidays=[]) == []


def test_last_before_first_is_a_mistake() -> None:
    assert mistakes(last=date(2024, 8, 31), holidays=[], workdays=[]) == [("empty-period", ("last",))]


def test_holiday_that_ends_before_it_begins_is_a_mistake() -> None:
    backwards = {"name": "丰收节", "from": september(21), "to": september(19)}
    assert mistakes(holidays=[backwards]) == [("empty-period", ("holidays", 0, "to"))]


@pytest.mark.parametrize(
    ("from_", "to"), [(date(2024, 8, 31), date(2024, 9, 1)), (date(2024, 10, 31), date(2024, 11, 1))]
)
def test_holiday_across_a_border_of_the_calendar_is_a_mistake(from_: date, to: date) -> None:
    holiday = {"name": "丰收节", "from": from_, "to": to}
    assert mistakes(holidays=[holiday], workdays=[]) == [("outside-calendar", ("holidays", 0))]


def test_holiday_over_another_is_a_mistake() -> None:
    first = {"name": "丰收节", "from": september(19), "to": september(21)}
    second = {"name": "赏月节", "from": september(21), "to": september(22)}
    assert mistakes(holidays=[first, second]) == [("repeated-day", ("holidays", 1))]


def test_make_up_day_within_a_holiday_is_a_mistake() -> None:
    assert mistakes(workdays=[september(21)]) == [("repeated-day", ("workdays", 0))]


def test_make_up_day_on_a_weekday_is_a_mistake() -> None:
    assert mistakes(workdays=[september(15), september(16)]) == [("not-a-weekend", ("workdays", 1))]


def test_make_up_day_twice_is_a_mistake() -> None:
    assert mistakes(workdays=[september(15), september(15)]) == [("repeated-day", ("workdays", 1))]


def test_make_up_day_outside_the_calendar_is_a_mistake() -> None:
    assert mistakes(workdays=[date(2024, 8, 31)]) == [("outside-calendar", ("workdays", 0))]
