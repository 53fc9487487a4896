from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.web.month_grid import Day, Month, months


def plain_days(first: date, count: int) -> list[tuple[str, bool, str]]:
    return [((first + timedelta(n)).isoformat(), True, "") for n in range(count)]


def test_a_calendar_that_begins_midweek_is_filled_from_monday():
    assert months([("2025-05-01", False, "劳动节"), ("2025-05-02", False, "劳动节")]) == [
        Month("2025 年 5 月", [[None, None, None, Day(1, "off", "劳动节"), Day(2, "off", "劳动节")]])
    ]


def test_a_new_week_begins_on_monday():
    (may,) = months(plain_days(date(2025, 5, 4), 2))
    assert may.weeks == [[None] * 6 + [Day(4, "extra", "")], [Day(5, "", "")]]


def test_a_new_month_gets_a_table_of_its_own():
    assert [month.title for month in months(plain_days(date(2024, 12, 30), 4))] == ["2024 年 12 月", "2025 年 1 月"]


def test_a_day_off_without_a_name_says_so():
    assert months([("2025-04-26", False, "")])[0].weeks[0][5] == Day(26, "off", "休")


def test_a_worked_weekend_day_stands_out_under_its_label():
    (april,) = months([("2025-04-26", True, "班"), ("2025-04-27", True, "班")])
    assert april.weeks[0][5:] == [Day(26, "extra", "班"), Day(27, "extra", "班")]


def test_a_worked_weekday_is_plain_even_with_a_label():
    assert months([("2025-04-28", True, "班")])[0].weeks[0][0] == Day(28, "", "班")


def test_no_days_give_no_month():
    assert months([]) == []


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 120))
def test_every_day_stands_once_in_the_column_of_its_weekday(first: date, count: int):
    placed = [
        (month.title, day.number, column)
        for month in months(plain_days(first, count))
        for week in month.weeks
        for column, day in enumerate(week)
        if day
    ]
    days = [first + timedelta(n) for n in range(count)]
    assert placed == [(f"{day.year} 年 {day.month} 月", day.day, day.weekday()) for day in days]
