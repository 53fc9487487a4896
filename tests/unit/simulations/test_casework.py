"""Drawing a case: reproducible, concrete, and templates that keep the types of what they name."""

import random
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.casework import Unfilled, draw_case, filled, words_of
from simulations.scenario import Draw, PersonSpec
from tests.factories.desk import trial_case, trial_content


def _drawn(seed=1, **changes):
    content = trial_content()
    catalogue = content.newest()
    scenario = content.scenarios["trial-accept"].model_copy(update=changes)
    return draw_case(scenario, random.Random(seed), content.setting(), catalogue)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["trial-accept", "trial-supplement", "trial-relay", "trial-guide"]), st.integers(0, 10**9))
def test_any_seed_gives_one_case_and_the_same_papers_questions_and_facts(name, seed):
    case, scenario = trial_case(name, seed), trial_content().scenarios[name]
    assert trial_case(name, seed) == case
    assert sorted(one.id for one in case.papers) == sorted(one.id for one in scenario.brought)
    assert sorted(one.id for one in case.asks) == sorted(one.id for one in scenario.asks)
    assert case.facts.keys() == scenario.facts.keys()
    assert re.findall(r"\{[a-z]", case.model_dump_json()) == []


def test_the_same_seed_gives_the_same_case_and_another_seed_another():
    assert trial_case("trial-accept", 4) == trial_case("trial-accept", 4)
    assert trial_case("trial-accept", 4) != trial_case("trial-accept", 5)


@pytest.mark.parametrize(("draw", "low", "high"), [
    ({"days_before": (1, 3)}, "2026-08-29", "2026-08-31"),
    ({"days_after": (1, 3)}, "2026-09-02", "2026-09-04"),
    ({"months_before": (1, 2)}, "2026-07-01", "2026-08-01"),
])  # fmt: skip
def test_dates_are_drawn_around_the_business_day(draw, low, high):
    for seed in range(12):
        assert low <= _drawn(seed, draw={"paid": Draw(between=(12, 12)), "when": Draw(**draw)}).draws["when"] <= high


def test_words_are_drawn_from_those_given():
    draws = {
        _drawn(seed, draw={"paid": Draw(between=(12, 12)), "how": Draw(one_of=("一", "二"))}).draws["how"]
        for seed in range(20)
    }
    assert draws == {"一", "二"}


def test_an_opening_is_drawn_from_several():
    openings = {trial_case("trial-supplement", seed).opening[:2] for seed in range(20)}
    assert openings == {"我替", "您好"}


def test_where_a_question_or_paper_stands_tells_nothing():
    cases = [_drawn(seed) for seed in range(12)]
    assert len({tuple(one.id for one in case.asks) for case in cases}) > 1
    assert len({tuple(one.id for one in case.papers) for case in cases}) > 1


def test_a_value_that_is_one_hole_keeps_its_type():
    case = _drawn()
    assert case.facts["months"] == case.draws["paid"]
    assert isinstance(case.facts["months"], int)
    assert f"交了{case.draws['paid']}个月" in case.opening


def test_a_fixed_birthday_may_be_drawn():
    spec = PersonSpec(sex="male", born="{birthday}", region="319901", household="yunqiao", residence="yunqiao")
    case = _drawn(
        draw={"paid": Draw(between=(12, 12)), "birthday": Draw(months_before=(192, 192))}, people={"applicant": spec}
    )
    assert (case.people["applicant"].born, case.people["applicant"].age) == ("2010-09-01", 16)


def test_a_date_among_the_facts_is_kept_as_text():
    assert (
        _drawn(facts={"months": 12, "resigned": False, "account": "1", "filed_before": date(2026, 1, 2)}).facts[
            "filed_before"
        ]
        == "2026-01-02"
    )


def test_a_hole_nothing_fills_is_named():
    with pytest.raises(Unfilled) as unfilled:
        _drawn(opening="{spouse.name}也来了")
    assert unfilled.value.hole == "spouse.name"


def test_what_is_said_or_printed_stays_text():
    case = _drawn(wish="{paid}", ticket="{paid}")
    assert (case.wish, case.ticket) == (str(case.draws["paid"]), str(case.draws["paid"]))
    assert filled({"value": "{n}"}, {"n": 3}, typed=False) == {"value": "3"}


@pytest.mark.parametrize(("value", "result"), [
    ("{n}", 3), ("第{n}次", "第3次"), ({"a": ["{n}", 1]}, {"a": [3, 1]}), (None, None), ("{ 不是洞 }", "{ 不是洞 }"),
])  # fmt: skip
def test_holes_are_filled_wherever_they_stand(value, result):
    assert filled(value, {"n": 3}) == result


def test_an_expectation_may_name_what_the_case_does():
    case = trial_case("trial-supplement")
    words = words_of(case, trial_content().newest())
    assert (words["applicant.name"], words["until"], words["today"]) == (
        case.people["applicant"].name, case.draws["until"], "2026-09-01",
    )  # fmt: skip
    assert (words["applicant.household"], words["agent.household"]) == ("浦屿区青禾镇", "外省（虚构）")
    assert words["centre"] == "江澜区云桥街道社区事务受理服务中心"


def test_who_stands_at_the_counter():
    assert (trial_case("trial-accept").counter_role, trial_case("trial-supplement").counter_role) == (
        "applicant",
        "agent",
    )


def test_what_a_case_holds_is_found_by_name():
    case = trial_case("trial-accept")
    assert case.paper("card").name == "居民身份证"
    assert (case.paper("none"), case.stored("marriage", "agent"), case.checked("labour", "agent")) == (
        None,
        None,
        None,
    )
    assert (case.stored("marriage", "applicant").licence, case.checked("labour", "applicant").check) == (
        "marriage",
        "labour",
    )
