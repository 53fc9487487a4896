"""Times as pages write them."""

import pytest

from app.web.pages import date_time, shanghai, span

MORNING = 1_795_309_200_000  # 2026-11-22 09:00 in Shanghai


@pytest.mark.parametrize(
    ("milliseconds", "expected"),
    [(0, "00:00"), (999, "00:00"), (472_000, "07:52"), (3_599_999, "59:59"), (4_072_000, "1:07:52"), (None, "—")],
)
def test_span_is_written_in_minutes_and_seconds(milliseconds: int | None, expected: str):
    assert span(milliseconds) == expected


def test_moments_are_written_in_shanghai():
    assert (shanghai(MORNING, "%H:%M"), date_time(MORNING)) == ("09:00", "2026年11月22日 09:00")
    assert (shanghai(None, "%H:%M"), date_time(None)) == ("—", "—")
