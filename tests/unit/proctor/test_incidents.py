"""Signals weighed on both sides of every border, absences paired, and the coded lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.incidents import (
    ABSENCES,
    INCIDENTS,
    REASONS,
    SHORT_MS,
    SIGNALS,
    Line,
    Seen,
    Weighed,
    attention,
    reason_label,
    reasons_for,
    weigh,
)
from proctor.measures import Measure

TIMES = st.integers(min_value=0, max_value=10**7)
SEEN = st.lists(st.builds(Seen, st.sampled_from(sorted(SIGNALS)), TIMES, st.none() | TIMES), max_size=30)
ENTRIES = st.lists(st.tuples(st.sampled_from(["focus", "fullscreen", "answer"]), st.booleans(), TIMES), max_size=30)


def test_nothing_seen_weighs_nothing():
    assert weigh([]) == Weighed(0, ())


def test_absences_are_told_with_their_time():
    assert weigh([Seen("focus_lost", 5, 30_000), Seen("focus_lost", 90_000, 11_900)]) == Weighed(
        4, (Line("focus_lost", 2, 41_900, 4, "离开页面 2 次共 41 秒"),)
    )


def test_what_has_no_duration_is_only_counted():
    assert weigh([Seen("paste", 1), Seen("paste", 2)]).lines == (Line("paste", 2, 0, 6, "粘贴文字 2 次"),)


@pytest.mark.parametrize(
    ("lasted", "words"),
    [
        (3_000, "退出全屏 1 次共 3 秒"),
        (59_999, "退出全屏 1 次共 59 秒"),
        (60_000, "退出全屏 1 次共 1 分 0 秒"),
        (154_000, "退出全屏 1 次共 2 分 34 秒"),
    ],
)
def test_long_absences_are_told_in_minutes(lasted: int, words: str):
    assert weigh([Seen("fullscreen_left", 0, lasted)]).lines[0].words == words


@pytest.mark.parametrize(("lasted", "total"), [(0, 0), (SHORT_MS - 1, 0), (SHORT_MS, 2), (SHORT_MS + 1, 2)])
def test_short_absences_weigh_nothing(lasted: int, total: int):
    assert weigh([Seen("focus_lost", 0, lasted)]).total == total


@pytest.mark.parametrize(("count", "total"), [(1, 3), (2, 6), (3, 9), (4, 9), (40, 9)])
def test_three_of_a_kind_weigh_no_more_follow(count: int, total: int):
    weighed = weigh([Seen("paste", at) for at in range(count)])
    assert (weighed.total, weighed.lines[0].count) == (total, count)


def test_the_heaviest_kind_is_first_and_equals_keep_the_order_of_the_list():
    seen = [Seen("machine_changed", 1), Seen("clock_changed", 2), Seen("second_machine", 3), Seen("second_sign_in", 4)]
    codes = [line.code for line in weigh(seen).lines]
    assert codes == ["second_machine", "second_sign_in", "machine_changed", "clock_changed"]


def test_a_code_that_is_no_signal_is_left_out():
    assert weigh([Seen("made_up", 1)]) == Weighed(0, ())


@given(SEEN)
def test_the_total_is_the_lines_and_bounded_by_three_of_each_kind(seen: list[Seen]):
    weighed = weigh(seen)
    assert weighed.total == sum(line.weight for line in weighed.lines)
    assert all(0 <= line.weight <= 3 * SIGNALS[line.code].weight for line in weighed.lines)


@given(SEEN)
def test_the_order_of_what_was_seen_does_not_matter(seen: list[Seen]):
    assert weigh(seen) == weigh(seen[::-1])


@given(SEEN, SEEN)
def test_seeing_more_never_weighs_less(seen: list[Seen], more: list[Seen]):
    assert weigh(seen + more).total >= weigh(seen).total


def test_off_and_on_make_an_absence():
    entries = [("focus", False, 10), ("answer", True, 12), ("focus", True, 4_010), ("focus", False, 9_000)]
    assert attention(entries) == [Seen("focus_lost", 10, 4_000), Seen("focus_lost", 9_000)]


def test_repeated_off_and_stray_on_change_nothing():
    entries = [
        ("focus", True, 1),
        ("focus", False, 10),
        ("focus", False, 20),
        ("focus", True, 30),
        ("focus", True, 40),
    ]
    assert attention(entries) == [Seen("focus_lost", 10, 20)]


def test_two_kinds_of_absence_are_paired_apart():
    entries = [("focus", False, 1), ("fullscreen", False, 2), ("focus", True, 5), ("fullscreen", True, 9)]
    assert attention(entries) == [Seen("focus_lost", 1, 4), Seen("fullscreen_left", 2, 7)]


def test_an_absence_never_lasts_less_than_nothing():
    assert attention([("focus", False, 10), ("focus", True, 5)]) == [Seen("focus_lost", 10, 0)]


@given(ENTRIES)
def test_at_most_one_absence_of_a_kind_is_open_and_none_without_an_off(entries: list[tuple[str, bool, int]]):
    absences = attention(entries)
    for kind, code in ABSENCES.items():
        mine = [one for one in absences if one.code == code]
        assert sum(one.milliseconds is None for one in mine) <= 1
        assert len(mine) <= sum(found == kind and not there for found, there, _ in entries)


def test_signals_are_keyed_by_their_code_and_weigh_at_most_five():
    assert [(code, signal.code) for code, signal in SIGNALS.items() if code != signal.code] == []
    assert {signal.weight for signal in SIGNALS.values()} <= set(range(6))
    assert {signal.source for signal in SIGNALS.values()} == {"page", "server"}


@pytest.mark.parametrize("coded", [INCIDENTS, REASONS])
def test_codes_and_labels_are_single_and_short(coded: tuple):
    assert len({one.code for one in coded}) == len({one.label for one in coded}) == len(coded)
    assert max(len(one.code) for one in coded) <= 8


def test_every_group_has_incidents():
    assert {kind.group for kind in INCIDENTS} == {"环境", "设备", "选手", "工作人员"}


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_has_reasons_that_fit_it(measure: Measure):
    reasons = reasons_for(measure)
    assert len(reasons) >= 2
    assert reasons == tuple(reason for reason in REASONS if measure in reason.fits)


def test_a_power_cut_is_no_reason_to_void():
    assert "E02" in {reason.code for reason in reasons_for(Measure.GRANT)}
    assert "E02" not in {reason.code for reason in reasons_for(Measure.ANNUL)}


@pytest.mark.parametrize(("code", "label"), [("E02", "供电故障"), ("S07", "主考决定"), ("E99", None), ("", None)])
def test_reason_label(code: str, label: str | None):
    assert reason_label(code) == label
