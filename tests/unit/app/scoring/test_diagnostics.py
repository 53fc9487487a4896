"""Diagnostics: the reference's figures, exact, and what they must not depend on."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.diagnostics import agreement, own_district, severity

GOLDEN = [
    [91, 88, 93, 85, 90],
    [84, 86, 80, 82, 88],
    [84, 79, 86, 81, 80],
    [90, 85, 92, 83, 91],
    [76, 80, 74, 78, 79],
    [88, 90, 87, 84, 85],
]
TABLES = st.integers(2, 5).flatmap(
    lambda judges: st.lists(st.lists(st.integers(0, 40), min_size=judges, max_size=judges), min_size=2, max_size=6)
)


def table(rows: list[list[int]]) -> dict[str, dict[str, Fraction]]:
    return {
        f"c{row}": {f"j{judge}": Fraction(mark) for judge, mark in enumerate(marks)} for row, marks in enumerate(rows)
    }


def test_figures_of_the_reference():
    found = agreement(table(GOLDEN))
    assert found is not None
    shown = [
        found.msr, found.msc, found.mse, found.icc_2_1, found.icc_2_k, found.icc_3_1, found.icc_3_k, found.w,
        found.w_uncorrected
    ]  # fmt: skip
    assert [f"{float(one or 0):.6f}" for one in shown] == [
        "99.793333", "12.116667", "8.576667", "0.665572", "0.908683", "0.680214", "0.914056", "0.795402", "0.790857"
    ]  # fmt: skip
    assert (f"{float(found.chi_square or 0):.4f}", found.df) == ("19.8851", 5)
    assert (found.entrants, found.judges, found.left_out) == (6, 5, 0)


def test_entrant_without_every_ballot_is_left_out():
    marks = table(GOLDEN)
    del marks["c5"]["j0"]
    found = agreement(marks)
    assert found is not None
    assert (found.entrants, found.left_out) == (5, 1)
    assert agreement(table(GOLDEN[:5])).msr == found.msr


@pytest.mark.parametrize("rows", [[], [[90, 80]], [[90], [80]]])
def test_too_few_to_agree_on(rows: list[list[int]]):
    assert agreement(table(rows)) is None


def test_what_has_no_denominator_is_none():
    found = agreement(table([[80, 80], [80, 80]]))
    assert found is not None
    assert (found.icc_3_k, found.w, found.chi_square) == (None, None, None)


@given(TABLES, st.randoms())
def test_order_of_judges_and_entrants_changes_nothing(rows: list[list[int]], random):
    before = agreement(table(rows))
    columns = list(zip(*rows, strict=True))
    random.shuffle(columns)
    shuffled = [list(row) for row in zip(*columns, strict=True)]
    random.shuffle(shuffled)
    assert agreement(table(shuffled)) == before
    if before is not None and before.w is not None:
        assert 0 <= before.w <= 1


@given(TABLES, st.integers(1, 9))
def test_judge_who_adds_a_constant_is_severer_by_just_that(rows: list[list[int]], more: int):
    order = [f"c{row}" for row in range(len(rows))]
    before = severity(table(rows), order)
    after = severity(table([[marks[0] + more, *marks[1:]] for marks in rows]), order)
    assert after[0].difference == before[0].difference + more
    assert after[0].drift == before[0].drift
    assert after[0].deviation == pytest.approx(before[0].deviation)


def test_severity_is_told_beside_the_others_on_the_same_entrants():
    marks = table([[90, 80, 80], [80, 80, 80]])
    del marks["c1"]["j1"]
    found = {one.judge: one for one in severity(marks, ["c0", "c1", "unknown"])}
    assert [(name, one.entrants, one.difference) for name, one in found.items()] == [
        ("j0", 2, 5), ("j1", 1, -5), ("j2", 2, Fraction(-5, 2))
    ]  # fmt: skip
    assert (found["j0"].drift, found["j1"].drift, found["j0"].correlation) == (-10, None, None)
    assert severity({"c0": {"alone": Fraction(80)}}, ["c0"]) == ()


def test_correlation_with_the_others():
    found = severity(table([[90, 91], [80, 81], [70, 71]]), ["c0", "c1", "c2"])
    assert found[0].correlation == pytest.approx(1)


def test_own_district_beside_the_others():
    marks = table([[95, 85, 85], [80, 80, 80], [70, 80, 80]])
    judges = {"j0": "江澜区", "j1": "", "j2": "虹汀区"}
    found = own_district(marks, judges, {"c0": "江澜区", "c1": "江澜区", "c2": "浦屿区"})
    assert found == {"j0": (2, 5)}
