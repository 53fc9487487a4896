"""The expression language: typed, with the place of a mistake, and with our own functions at their borders."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulations.expressions import (
    EvaluationFault,
    Unfit,
    add_months,
    age_on,
    caret,
    fact,
    moment,
    months_between,
)
from simulations.facts import language
from tests.factories.desk import trial_content

FACTS = {"months": "int", "resigned": "bool", "town": "string", "born": "date", "today": "date", "fee": "money"}
VALUES = {
    "months": 11,
    "resigned": False,
    "town": "青禾镇",
    "born": moment(date(2008, 2, 29)),
    "today": moment(date(2026, 9, 30)),
    "fee": 500,
}
DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))
KINDS = {
    "months": st.integers(0, 14), "resigned": st.booleans(), "town": st.sampled_from(["x", "y"]),
    "born": DAYS.map(moment), "today": DAYS.map(moment), "fee": st.integers(0, 800),
}  # fmt: skip


def _compiled(text, want=None):
    return language(trial_content().newest().pack).compile(text, FACTS, want)


def _unfit(text, want="bool"):
    with pytest.raises(Unfit) as found:
        _compiled(text, want)
    return found.value


@pytest.mark.parametrize(("text", "value"), [
    ("months >= 12", False),
    ('town == "青禾镇" && !resigned', True),
    ('town.contains("青")', True),
    ("fee > 400", True),
    ("age_on(born, today) == 18", True),
    ("days_between(add_days(today, -3), today) == 3", True),
    ('date_text(add_months(today, 5)) == "2027-02-28"', True),
    ('date_text(add_working_days(today, 1)) == "2026-10-08"', True),
    ("working_days_between(today, add_days(today, 10)) == 3", True),
    ("months_between(born, today) == 223", True),
])  # fmt: skip
def test_conditions_hold_or_not(text, value):
    assert _compiled(text, "bool").holds(VALUES) is value


@pytest.mark.parametrize(("text", "plain"), [
    ("today", "2026-09-30"), ("months + 1", "12"), ("town", "青禾镇"), ("resigned", "否"), ("!resigned", "是"),
])  # fmt: skip
def test_values_are_written_as_people_write_them(text, plain):
    assert _compiled(text).plain(VALUES) == plain


def test_a_misspelt_fact_is_named_with_a_caret_under_it():
    unfit = _unfit('town == "青" && mnths > 1')
    assert (unfit.column, unfit.message.splitlines()[0]) == (16, "没有名为“mnths”的事实或函数；是不是“months”？")
    assert unfit.message.splitlines()[2].index("^") == 4 + 16  # the full-width character takes two columns


def test_a_misspelt_function_is_named():
    assert "ag_on" in _unfit("ag_on(born, today) > 1").message


@pytest.mark.parametrize(("text", "said"), [
    ('months > "a"', "> 不能用在整数、文字上"),
    ('born > "2008-02-29"', "> 不能用在日期、文字上"),
    ("resigned + 1 > 0", "+ 不能用在是非、整数上"),
])  # fmt: skip
def test_types_that_do_not_go_together_are_said(text, said):
    assert said in _unfit(text).message


@pytest.mark.parametrize("text", ["months >= 12 ||", "months >", "(resigned", "months = 12"])
def test_a_broken_expression_is_said_to_be_one(text):
    assert "表达式写得不完整或有多余的符号" in _unfit(text).message


@pytest.mark.parametrize(("text", "want", "said"), [
    ("months", "bool", "结果应是“是非”，这个表达式的结果是“整数”"),
    ("months > 1", "string", "结果应是“文字”，这个表达式的结果是“是非”"),
    ("[1, 2]", "bool", "结果应是“是非”，这个表达式的结果是“list<int>”"),
])  # fmt: skip
def test_a_result_of_another_type_is_refused(text, want, said):
    assert _unfit(text, want).message.lower() == said


def test_money_counts_as_a_whole_number():
    assert _compiled("fee * 2", "money").plain(VALUES) == "1000"


@pytest.mark.parametrize(("text", "said"), [
    ("1 / (months - 11) == 1", "divide by zero"),
    ("months + 9223372036854775807 > 0", "integer overflow"),
    ("int(town) > 0", "cannot convert"),
    ("add_days(today, 9999999) > today", "out of range"),
    ("add_months(today, -999999) < today", "out of range"),
    ("add_working_days(today, 90) > today", "2027-01-01"),
    ("working_days_between(today, add_days(today, 100)) > 3", "2027-01-01"),
    ('town.matches("[")', "invalid regular expression"),
])  # fmt: skip
def test_an_evaluation_error_is_a_fault_never_a_truth(text, said):
    with pytest.raises(EvaluationFault, match=said) as found:
        _compiled(text, "bool").holds(VALUES)
    assert str(found.value).startswith(f"{text}: ")


@pytest.mark.parametrize(("start", "days", "end"), [
    (date(2026, 9, 30), 0, "2026-09-30"), (date(2026, 9, 30), 1, "2026-10-08"), (date(2026, 9, 30), 2, "2026-10-09"),
    (date(2026, 9, 30), 3, "2026-10-10"), (date(2026, 9, 30), 4, "2026-10-12"), (date(2026, 9, 24), 1, "2026-09-28"),
    (date(2026, 9, 18), 1, "2026-09-20"), (date(2026, 10, 3), 1, "2026-10-08"),
])  # fmt: skip
def test_working_days_leave_out_holidays_and_count_made_up_ones(start, days, end):
    facts = {**VALUES, "today": moment(start)}
    assert _compiled(f"add_working_days(today, {days})").plain(facts) == end
    assert _compiled(f'working_days_between(today, timestamp("{end}T00:00:00Z"))').plain(facts) == str(days)


@given(
    st.sampled_from([
        "months >= 12 && (resigned || fee > 400)", 'resigned ? town == "x" : months > 1',
        'town == "x" || (months < 3 && !resigned)', "fee > months || age_on(born, today) >= 18 && resigned",
        "days_between(born, today) > months && fee != 0",
    ]),
    st.fixed_dictionaries(KINDS),
    st.fixed_dictionaries(KINDS),
)  # fmt: skip
def test_whatever_is_not_needed_does_not_change_the_value(text, facts, others):
    formula = _compiled(text, "bool")
    needed = formula.needed(facts)
    assert formula.holds({name: facts[name] if name in needed else others[name] for name in facts}) is formula.holds(
        facts
    )


@pytest.mark.parametrize(("text", "needed"), [
    ("months >= 12 && resigned", {"resigned"}),
    ("months < 12 || resigned", {"months"}),
    ('resigned ? town == "x" : months > 1', {"resigned", "months"}),
    ("months > 1 && fee > 1", {"months", "fee"}),
    ("true", set()),
])  # fmt: skip
def test_what_was_never_looked_at_is_not_needed(text, needed):
    assert _compiled(text, "bool").needed(VALUES) == needed


def test_words_in_quotes_are_no_names():
    assert _compiled('town == "months" && resigned', "bool").names == {"town", "resigned"}


@pytest.mark.parametrize(("born", "day", "age"), [
    (date(2008, 9, 15), date(2026, 9, 14), 17),
    (date(2008, 9, 15), date(2026, 9, 15), 18),
    (date(2008, 2, 29), date(2026, 2, 28), 17),
    (date(2008, 2, 29), date(2026, 3, 1), 18),
])  # fmt: skip
def test_one_is_a_year_older_on_ones_birthday(born, day, age):
    assert age_on(moment(born), moment(day)) == age


@pytest.mark.parametrize(("start", "end", "months"), [
    (date(2026, 3, 15), date(2026, 9, 14), 5),
    (date(2026, 3, 15), date(2026, 9, 15), 6),
    (date(2026, 9, 15), date(2026, 3, 15), -6),
    (date(2026, 1, 31), date(2026, 2, 28), 0),
])  # fmt: skip
def test_months_are_whole(start, end, months):
    assert months_between(moment(start), moment(end)) == months


@pytest.mark.parametrize(("start", "months", "end"), [
    (date(2026, 1, 31), 1, date(2026, 2, 28)),
    (date(2024, 1, 31), 1, date(2024, 2, 29)),
    (date(2026, 11, 30), 1, date(2026, 12, 30)),
    (date(2026, 12, 31), 2, date(2027, 2, 28)),
    (date(2026, 3, 31), -4, date(2025, 11, 30)),
])  # fmt: skip
def test_a_month_without_such_a_day_ends_earlier(start, months, end):
    assert add_months(moment(start), months).date() == end


@given(DAYS, st.integers(-600, 600))
def test_adding_months_moves_so_many_months(day, months):
    moved = add_months(moment(day), months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or moved.day >= 28


@given(DAYS, DAYS)
def test_ages_and_months_agree(born, day):
    assert age_on(moment(born), moment(day)) == months_between(moment(born), moment(day)) // 12 or born > day


@pytest.mark.parametrize(("kind", "value", "taken"), [
    ("int", 3, 3), ("bool", True, True), ("string", "x", "x"),
    ("date", "2026-09-15", moment(date(2026, 9, 15))), ("date", date(2026, 9, 15), moment(date(2026, 9, 15))),
])  # fmt: skip
def test_facts_are_taken_by_their_type(kind, value, taken):
    assert fact(kind, value) == taken


def test_a_caret_stands_under_its_column():
    assert caret("ab > 1", 4) == "\n    ab > 1\n       ^"
