from dataclasses import replace
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import Target, Verdict, Window, calmest, is_disturbed, is_void, percentile, ratio, spread, window

CALM = Window(
    requests=1000,
    per_second=500.0,
    p50=1.0,
    p99=4.0,
    cpu=0.25,
    server_share=0.5,
    generator_share=0.25,
    others_share=0.0,
    bytes_down=150.0,
    refused=0,
    void=False,
)


def test_percentile_is_a_value_that_was_measured():
    assert [percentile([4.0, 1.0, 3.0, 2.0], share) for share in (0.25, 0.5, 0.51, 1.0)] == [1.0, 2.0, 3.0, 4.0]


def test_percentile_of_nothing_is_zero():
    assert percentile([], 0.99) == 0.0


@given(st.lists(st.integers(0, 50), min_size=1), st.integers(1, 100))
def test_percentile_is_the_least_value_that_covers_its_share(values, hundredths):
    found = percentile(values, hundredths / 100)
    needed = ceil(round(len(values) * hundredths / 100, 9))
    assert sum(value <= found for value in values) >= needed
    assert sum(value < found for value in values) < needed


def test_window_divides_by_time_and_by_requests():
    latencies = [1.0] * 60 + [9.0] * 40
    figures = window(
        latencies,
        {200: 90, 303: 8, 409: 2},
        seconds=2.0,
        server_cpu=1.0,
        generator_cpu=0.5,
        machine_cpu=2.5,
        bytes_down=15_000,
    )
    assert figures == Window(
        requests=100,
        per_second=50.0,
        p50=1.0,
        p99=9.0,
        cpu=10.0,
        server_share=0.5,
        generator_share=0.25,
        others_share=0.5,
        bytes_down=150.0,
        refused=2,
        void=False,
    )


@pytest.mark.parametrize(
    ("server", "generator", "void"),
    [(0.5, 0.95, True), (0.95, 0.95, False), (0.5, 0.5, False), (0.9, 0.95, False), (0.89, 0.9, True)],
)
def test_window_is_void_when_only_the_generator_is_at_its_limit(server, generator, void):
    assert is_void(server, generator) is void


def test_window_that_counts_is_the_least_disturbed_of_those_not_void():
    noisy, void = replace(CALM, others_share=0.9, cpu=0.1), replace(CALM, void=True)
    quiet = replace(CALM, others_share=0.2)
    assert calmest([noisy, void, quiet]) == quiet


def test_void_window_counts_when_there_is_no_other():
    void = replace(CALM, void=True)
    assert calmest([void]) == void


def test_window_is_disturbed_when_others_took_more_than_half_a_core():
    assert [is_disturbed(replace(CALM, others_share=share)) for share in (0.5, 0.51)] == [False, True]


def test_ratio_to_nothing_is_zero():
    assert (ratio(3.0, 2.0), ratio(3.0, 0.0)) == (1.5, 0.0)


def test_spread_is_the_share_by_which_the_dearest_window_exceeds_the_cheapest():
    assert spread([replace(CALM, cpu=cpu) for cpu in (0.25, 0.2, 0.3)]) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("measured", "at_most", "void", "verdict"),
    [
        (5.0, True, False, Verdict.MET),
        (5.1, True, False, Verdict.NOT_MET),
        (5.0, False, False, Verdict.MET),
        (4.9, False, False, Verdict.NOT_MET),
        (1.0, True, True, Verdict.VOID),
    ],
)
def test_target_is_met_on_its_line(measured, at_most, void, verdict):
    assert Target("1", "rate", measured, 5.0, at_most=at_most, void=void).verdict == verdict
