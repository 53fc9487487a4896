"""Lost time on a line: gaps against pauses, openings and closes, and against a count by the millisecond."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proctor.compensation import Gap, Proposal, Stop, propose
from proctor.timing import SILENT_MS

SECOND = 1_000


def lost(gap: Gap, *stops: Stop, opened_at: int = 0, ends_at: int | None = None) -> int:
    return sum(one.milliseconds for one in propose([gap], stops, opened_at=opened_at, ends_at=ends_at))


@pytest.mark.parametrize(
    ("length", "proposed"), [(SILENT_MS - 1_000, 0), (SILENT_MS - 999, SILENT_MS), (SILENT_MS, SILENT_MS)]
)
def test_half_a_minute_is_the_border_and_seconds_are_whole(length: int, proposed: int):
    assert lost(Gap(0, length)) == proposed


def test_pauses_within_a_gap_are_not_paid_twice():
    gap = Gap(0, 300 * SECOND)
    assert lost(gap, Stop(60 * SECOND, 120 * SECOND)) == 240 * SECOND
    assert lost(gap, Stop(60 * SECOND, 400 * SECOND)) == 60 * SECOND
    assert lost(gap, Stop(60 * SECOND, 120 * SECOND), Stop(90 * SECOND, 150 * SECOND)) == 210 * SECOND
    assert lost(gap, Stop(0, 300 * SECOND)) == 0


def test_only_the_time_between_opening_and_close_counts():
    gap = Gap(0, 300 * SECOND)
    assert lost(gap, opened_at=100 * SECOND) == 200 * SECOND
    assert lost(gap, ends_at=100 * SECOND) == 100 * SECOND
    assert lost(gap, opened_at=200 * SECOND, ends_at=100 * SECOND) == 0


def test_note_says_whether_the_contestant_went_on():
    assert Proposal(Gap(0, 60_000, 12), 60_000).note == "断线期间仍在作答（补传 12 条），可以不补"
    assert Proposal(Gap(0, 60_000), 60_000).note == "断线期间没有作答记录"


SPANS = st.tuples(st.integers(0, 120), st.integers(0, 120)).map(sorted)


@given(gap=SPANS, stops=st.lists(SPANS, max_size=4), opened=st.integers(0, 60), ended=st.none() | st.integers(60, 120))
def test_lost_time_is_what_counting_second_by_second_gives(
    gap: list[int], stops: list[list[int]], opened: int, ended: int | None
):
    counted = [
        second
        for second in range(gap[0], gap[1])
        if second >= opened
        and (ended is None or second < ended)
        and not any(start <= second < end for start, end in stops)
    ]
    given_stops = [Stop(start * SECOND, end * SECOND) for start, end in stops]
    proposed = lost(
        Gap(gap[0] * SECOND, gap[1] * SECOND),
        *given_stops,
        opened_at=opened * SECOND,
        ends_at=None if ended is None else ended * SECOND,
    )
    expected = len(counted) * SECOND
    assert proposed == (expected if expected >= SILENT_MS else 0)
