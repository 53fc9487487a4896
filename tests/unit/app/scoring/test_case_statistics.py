"""Statistics of marked cases: by scenario, in whole per cent."""

from decimal import Decimal
from typing import Any

import pytest

from app.scoring.case_statistics import MOST_SLIPS, CheckpointFigures, SlipFigures, scenario_figures


def point(name: str = "compare", text: str = "人证比对", points: str = "2.00", earned: str = "2.00") -> dict[str, Any]:
    return {"id": name, "group": "identity", "text": text, "points": points, "earned": earned, "met": points == earned}


def run(**changes: Any) -> dict[str, Any]:
    return {
        "scenario": "one",
        "title": "第一个",
        "phase": "closed",
        "started": 1_000,
        "ended": 61_000,
        "score": "80.00",
        "caps": [],
        "groups": [{"id": "identity", "name": "身份"}],
        "checkpoints": [point()],
        "slips": [],
        **changes,
    }


def test_nothing_marked_has_no_figures():
    assert scenario_figures([]) == []


def test_case_nobody_called_tells_nothing():
    assert scenario_figures([run(phase="waiting", started=None, ended=None)]) == []


def test_scenarios_come_in_order_each_with_its_runs():
    found = scenario_figures([run(scenario="two", title="第二个"), run(), run(score="100.00", ended=121_000)])
    assert [(one.scenario, one.title, one.runs) for one in found] == [("one", "第一个", 2), ("two", "第二个", 1)]
    assert (found[0].mean, found[0].mean_time, found[0].full, found[0].closed) == (Decimal("90.00"), 90_000, 1, 2)


@pytest.mark.parametrize("phase", ["open", "suspended", "absent"])
def test_time_is_of_closed_runs_alone(phase: str):
    [found] = scenario_figures([run(phase=phase, ended=None)])
    assert (found.closed, found.mean_time) == (0, None)


def test_checkpoints_tell_how_many_met_them_and_what_was_earned():
    [found] = scenario_figures(
        [run(), run(checkpoints=[point(earned="1.00")]), run(checkpoints=[point(earned="0.00")])]
    )
    assert found.checkpoints == [CheckpointFigures("compare", "身份", "人证比对", 1, 3, 50)]
    assert found.checkpoints[0].met_percent == 33


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("read:agent", "核验沐女士的身份", "核验代办人的身份"),
        ("form:TS-01/account", "银行账户：000012", "银行账户"),
        ("field:TS-01/notice/until", "通知书“补正期限”：2026-10-15", "通知书“补正期限”"),
        ("form:TS-01/x", "没有冒号", "没有冒号"),
        ("verdict:TS-01/letter", "授权委托书：收取", "授权委托书：收取"),
    ],
)
def test_texts_leave_out_what_was_drawn_for_one_contestant(name: str, text: str, expected: str):
    [found] = scenario_figures([run(checkpoints=[point(name, text)])])
    assert found.checkpoints[0].text == expected


def test_slips_are_counted_once_a_run_the_commonest_first():
    slips = [{"text": "甲"}, {"text": "甲"}, {"text": "乙"}]
    [found] = scenario_figures([run(slips=slips), run(slips=slips[2:]), run(), run()])
    assert found.slips == [SlipFigures("乙", 2, 50), SlipFigures("甲", 1, 25)]


def test_only_the_commonest_slips_are_listed():
    [found] = scenario_figures([run(slips=[{"text": str(number)} for number in range(20)])])
    assert len(found.slips) == MOST_SLIPS


def test_caps_are_counted():
    wrong, forged = {"name": "决定错误"}, {"name": "疑假"}
    [found] = scenario_figures([run(caps=[wrong]), run(caps=[wrong, forged]), run()])
    assert list(found.capped) == [("决定错误", 2), ("疑假", 1)]
