from decimal import Decimal
from fractions import Fraction
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from app.scoring.histogram import BARS, HEIGHT, WIDTH, Bar, Histogram, histogram
from app.scoring.rounds import rounded

FULL = Decimal(100)
totals = st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=60)


def drawn(*marks: str, full: str = "100") -> Histogram:
    found = histogram([Decimal(mark) for mark in marks], Decimal(full))
    assert found is not None
    return found


def test_no_total_gives_no_histogram():
    assert histogram([], FULL) is None


def test_totals_are_counted_in_steps_of_a_twentieth_with_the_lower_edge_inside():
    assert [(bar.low, bar.high, bar.count) for bar in drawn("0", "4.99", "5", "60").bars] == [
        (Decimal(0), Decimal(5), 2),
        (Decimal(5), Decimal(10), 1),
        (Decimal(60), Decimal(65), 1),
    ]


def test_the_full_mark_counts_in_the_last_bar():
    assert drawn("100", "95").bars == (Bar(Decimal(95), Decimal(100), 2, 570, 0, 29, HEIGHT),)


def test_the_tallest_bar_fills_the_height_and_the_others_stand_in_proportion():
    assert [(bar.y, bar.height) for bar in drawn("1", "1", "1", "1", "50").bars] == [(0, 80), (60, 20)]


def test_a_bar_of_one_among_hundreds_still_shows():
    assert [bar.height for bar in drawn(*["1"] * 300, "50").bars] == [80, 2]


def test_steps_of_an_odd_full_mark_are_exact():
    assert [bar.low for bar in drawn("3.3", full="30").bars] == [Decimal(3)]
    assert [bar.high for bar in drawn("3.3", full="30").bars] == [Decimal("4.5")]


def test_ticks_divide_the_full_mark_by_five():
    assert drawn("1").ticks == tuple((120 * n, Decimal(20 * n)) for n in range(6))


def test_tick_marks_are_written_without_exponent():
    assert [str(mark) for _, mark in drawn("1").ticks] == ["0", "20", "40", "60", "80", "100"]


def test_mean_is_rounded_half_up_once():
    assert drawn("1.01", "1.02").mean == Decimal("1.02")


def test_median_of_an_even_count_is_the_mean_of_the_middle_two():
    assert (drawn("10", "40", "20", "30").median, drawn("10", "40", "20", "30").median_x) == (Decimal(25), 150)


def test_highest_and_lowest_are_as_given():
    found = drawn("28.50", "10.00", "18.50")
    assert (found.highest, found.lowest, found.count) == (Decimal("28.50"), Decimal("10.00"), 3)


@given(totals)
def test_everyone_is_in_exactly_one_bar(marks: list[Decimal]):
    found = histogram(marks, FULL)
    assert found is not None
    assert sum(bar.count for bar in found.bars) == len(marks)
    for bar in found.bars:
        inside = [mark for mark in marks if bar.low <= mark < bar.high or mark == bar.high == FULL]
        assert bar.count == len(inside)


@given(totals)
def test_bars_stay_within_the_drawing_and_do_not_touch(marks: list[Decimal]):
    found = histogram(marks, FULL)
    assert found is not None
    edges = [0, *(edge for bar in found.bars for edge in (bar.x, bar.x + bar.width)), WIDTH]
    assert edges == sorted(edges)
    assert {bar.y + bar.height for bar in found.bars} == {HEIGHT}
    assert all(bar.width == WIDTH // BARS - 1 and bar.height >= 2 for bar in found.bars)


@given(totals)
def test_median_agrees_with_the_standard_library(marks: list[Decimal]):
    found = histogram(marks, FULL)
    assert found is not None
    exact = median(marks)
    assert (found.median, found.median_x) == (rounded(Fraction(exact)), int(exact * WIDTH / FULL))
