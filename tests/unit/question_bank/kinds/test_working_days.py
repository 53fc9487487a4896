from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.freezing import freeze_item, thaw_item
from question_bank.model import BLANK, Grade, Item, Json
from question_bank.workdays import due_after_working_days
from tests.factories.items import CALENDAR, codes, graded, make_item

NARROW = {"ask": "day_count", "start": date(2024, 9, 13), "days": None, "end": date(2024, 9, 23), "answer": 5}


@pytest.fixture
def due() -> Item:
    """Five working days after Friday the 13th: the make-up Sunday counts, the holiday doesn't."""
    return make_item(kind="working_days")


@pytest.fixture
def count() -> Item:
    return make_item(kind="working_days", **NARROW)


@pytest.mark.parametrize(
    "typed",
    [
        "2024-09-23",
        "2024-9-23",
        "2024/09/23",
        "2024.9.23",
        "2024年9月23日",
        "２０２４－０９－２３",
        "二〇二四年九月二十三日",
    ],
)
def test_date_is_read_however_it_is_typed(due: Item, typed: str) -> None:
    assert graded(due, typed) == Grade(Fraction(1), "right")


def test_another_date_is_wrong(due: Item) -> None:
    assert graded(due, "2024-09-20") == Grade(Fraction(0), "wrong")


@pytest.mark.parametrize("typed", ["5", "5天", "5 日", "５个工作日", "五", "05"])
def test_count_is_read_however_it_is_typed(count: Item, typed: str) -> None:
    assert graded(count, typed) == Grade(Fraction(1), "right")


def test_another_count_is_wrong(count: Item) -> None:
    assert graded(count, "6") == Grade(Fraction(0), "wrong")


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        ("9月23日", "作答不是日期"),
        ("5", "作答不是日期"),
        ("2024-02-30", "作答的日期不存在"),
        ("0000-01-01", "作答的日期不存在"),
        (20240923, "作答应为日期"),
        ("2024-09-23" + " " * 11, "作答应为日期"),
    ],
)
def test_what_is_no_date_is_unreadable(due: Item, response: Json, reason: str) -> None:
    assert graded(due, response) == Grade(Fraction(0), "unreadable", reason)


@pytest.mark.parametrize(
    ("response", "reason"),
    [("2024-09-23", "作答不是天数"), ("-5", "作答不是天数"), ("12345", "作答不是天数"), (5, "作答应为天数")],
)
def test_what_is_no_count_is_unreadable(count: Item, response: Json, reason: str) -> None:
    assert graded(count, response) == Grade(Fraction(0), "unreadable", reason)


def test_white_space_is_a_blank(due: Item) -> None:
    assert graded(due, "  ") == BLANK


def test_right_response_is_the_key(due: Item, count: Item) -> None:
    assert [due.right_response({}), count.right_response({})] == ["2024-09-23", "5"]


def test_guess_earns_nothing(due: Item) -> None:
    assert due.guess() == 0


def test_calendar_count_rolls_forward_from_a_day_of_rest() -> None:
    assert codes(make_item(kind="working_days", count="calendar", days=6)) == []


def test_calendar_count_of_days_ignores_rest() -> None:
    assert codes(make_item(kind="working_days", **NARROW | {"count": "calendar", "answer": 10})) == []


def test_valid_items_have_no_mistake(due: Item, count: Item) -> None:
    assert [codes(due), codes(count)] == [[], []]


def test_wrong_key_is_a_mistake_that_shows_the_derived_one_and_its_days() -> None:
    [mistake] = make_item(kind="working_days", answer=date(2024, 9, 20)).mistakes()
    assert (mistake.code, mistake.at) == ("answer-not-derived", ("answer",))
    days = "9/15、9/16、9/17、9/18、9/23"
    assert mistake.message == f"答案是 2024-09-20，按日历推算应为 2024-09-23（其间工作日：{days}）"


def test_wrong_count_without_a_working_day_says_so() -> None:
    [mistake] = make_item(kind="working_days", **NARROW | {"end": date(2024, 9, 14), "answer": 1}).mistakes()
    assert mistake.message == "答案是 1，按日历推算应为 0（其间工作日：无）"


def test_item_without_its_calendar_is_a_mistake() -> None:
    assert codes(make_item(kind="working_days", arrangement=None)) == [("unknown-calendar", ("calendar",))]


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"start": date(2024, 8, 31)}, "start"),
        ({"start": date(9999, 12, 31)}, "start"),
        (NARROW | {"end": date(2024, 11, 1)}, "end"),
        (NARROW | {"end": date(9999, 12, 31)}, "end"),
    ],
)
def test_date_outside_the_calendar_is_a_mistake_at_its_place(changes: dict[str, object], at: str) -> None:
    item = make_item(kind="working_days", **changes)
    assert codes(item) == [("outside-calendar", (at,))]
    assert {day[:4] for day, _, _ in item.face().calendar} <= {"2024"}


def test_start_outside_the_calendar_shows_no_strip() -> None:
    assert make_item(kind="working_days", start=date(9999, 12, 31)).face().calendar == ()


def test_period_that_runs_off_the_calendar_is_a_mistake() -> None:
    item = make_item(kind="working_days", start=date(2024, 10, 30))
    assert codes(item) == [("outside-calendar", ("start",))]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"days": None}, [("missing-key", ())]),
        ({"end": date(2024, 9, 23)}, [("needless-key", ("end",))]),
        ({"answer": 5}, [("answer-shape", ("answer",))]),
        (NARROW | {"end": None}, [("missing-key", ())]),
        (NARROW | {"days": 5}, [("needless-key", ("days",))]),
        (NARROW | {"answer": date(2024, 9, 23)}, [("answer-shape", ("answer",))]),
        (NARROW | {"end": date(2024, 9, 13)}, [("empty-period", ("end",))]),
    ],
)
def test_fields_must_fit_what_is_asked(changes: dict[str, object], expected: list[object]) -> None:
    assert codes(make_item(kind="working_days", **changes)) == expected


def test_embedding_puts_the_named_calendar_in() -> None:
    bare = make_item(kind="working_days", arrangement=None)
    assert bare.embed({CALENDAR.id: CALENDAR}) == make_item(kind="working_days")


def test_embedding_leaves_an_unknown_calendar_out(due: Item) -> None:
    assert due.embed({}) == make_item(kind="working_days", arrangement=None)


def test_revision_covers_the_calendar() -> None:
    bare = make_item(kind="working_days", arrangement=None)
    before = bare.revision
    embedded = bare.embed({CALENDAR.id: CALENDAR})
    assert embedded.revision == make_item(kind="working_days").revision != before


def test_calendar_survives_freezing(due: Item) -> None:
    thawed = thaw_item(freeze_item(due))
    assert (thawed, thawed.revision) == (due, due.revision)


def test_strip_shows_whole_weeks_with_their_labels(count: Item) -> None:
    face = count.face()
    assert face.asks == "day_count"
    assert [(day, works) for day, works, _ in face.calendar] == [
        (f"2024-09-{n:02}", n in {9, 10, 11, 12, 13, 15, 16, 17, 18, 23, 24, 25, 26, 27}) for n in range(9, 30)
    ]
    assert [label for _, _, label in face.calendar[5:14]] == [
        "休",
        "班",
        "",
        "",
        "",
        "丰收节",
        "丰收节",
        "丰收节",
        "休",
    ]


@pytest.mark.parametrize(("count", "last"), [("working", "2024-10-20"), ("calendar", "2024-10-06")])
def test_strip_reaches_further_for_working_days(count: str, last: str) -> None:
    item = make_item(kind="working_days", start=date(2024, 9, 2), days=20, count=count)
    assert item.face().calendar[-1][0] == last


def test_strip_stays_within_the_calendar() -> None:
    days = [day for day, _, _ in make_item(kind="working_days", start=date(2024, 9, 1), days=60).face().calendar]
    assert (days[0], days[-1]) == ("2024-09-01", "2024-10-31")


def test_item_without_its_calendar_shows_no_strip() -> None:
    assert make_item(kind="working_days", arrangement=None).face().calendar == ()


@given(st.dates(date(2024, 9, 1), date(2024, 9, 20)), st.integers(1, 10))
def test_strip_holds_the_due_date_and_its_end_is_no_hint(start: date, days: int) -> None:
    key = due_after_working_days(start, days, CALENDAR)
    shown = make_item(kind="working_days", start=start, days=days, answer=key).face()
    assert key.isoformat() in [day for day, _, _ in shown.calendar]
    assert shown == make_item(kind="working_days", start=start, days=days, answer=key + timedelta(days=1)).face()


def test_an_answer_of_the_wrong_shape_is_told_what_it_should_be() -> None:
    asked = (make_item(kind="working_days", answer=5), make_item(kind="working_days", **NARROW | {"answer": date.max}))
    told = [[one.message for one in item.mistakes()] for item in asked]
    assert told == [["求到期日的答案应是日期（如 2024-09-19）"], ["求天数的答案应是天数（如 6）"]]


@pytest.mark.parametrize(("spaces", "fraction"), [(10, 1), (11, 0)])
def test_a_date_is_read_up_to_twenty_characters(due: Item, spaces: int, fraction: int) -> None:
    assert graded(due, "2024-09-23" + " " * spaces).fraction == fraction
