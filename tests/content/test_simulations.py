"""The shipped services and scenarios: whole, proven, and as varied as a competition needs."""

import random
import re
import shutil
from collections import Counter
from functools import lru_cache

import pytest

from simulations.assembly import draw_forms, right_decisions
from simulations.catalogue import DECISIONS
from simulations.loader import SHIPPED, load_content
from simulations.proof import MOST_DUMB, dumb_means
from simulations.proving import prove_all

FICTITIOUS = {"31990", "98990"}


@lru_cache(maxsize=1)
def _content():
    return load_content()


@pytest.fixture(scope="module")
def proofs(tmp_path_factory):
    return prove_all(_content(), _content().scenarios, tmp_path_factory.mktemp("proofs"))


def test_nothing_is_wrong_in_it():
    assert _content().problems == ()


def test_there_is_enough_of_it():
    assert len(_content().newest().services) >= 20
    assert len(_content().scenarios) >= 36


def test_every_scenario_is_proven(proofs):
    assert {name: proof.complaints for name, proof in proofs.items() if not proof.holds} == {}


def test_deciding_without_looking_does_not_pay(proofs):
    assert max(dumb_means(proofs).values()) < MOST_DUMB


def test_every_decision_is_right_somewhere():
    right = {decision for scenario in _content().scenarios.values() for decision in right_decisions(scenario)}
    assert right == set(DECISIONS)


def test_half_the_items_have_a_case_with_nothing_wrong_in_it():
    clean = {
        one.service
        for scenario in _content().scenarios.values()
        for one in scenario.expect
        if one.decision == "accept" and not one.gaps
    }
    assert 2 * len(clean) >= len(_content().newest().services)


def test_enough_cases_come_from_the_to_do_list():
    entries = Counter(scenario.entry for scenario in _content().scenarios.values())
    assert min(entries[entry] for entry in ("online", "relay_inbox", "helper", "video", "feedback")) >= 1
    assert sum(count for entry, count in entries.items() if entry != "counter") >= 6


def test_relayed_cases_go_both_ways():
    to = {
        one.destination == scenario.people["applicant"].household
        for scenario in _content().scenarios.values()
        for one in scenario.expect
        if one.decision == "relay"
    }
    assert to == {True, False}


def test_somebody_is_upset_and_some_system_fails():
    scenarios = _content().scenarios.values()
    assert any(scenario.mood == "upset" for scenario in scenarios)
    assert any(check.outcomes[:2] == ("timeout", "timeout") and check.outcomes[-1] == "success"
               for scenario in scenarios for check in scenario.checks)  # fmt: skip
    assert any(licence.outcomes[0] == "timeout" and licence.outcomes[-1] == "success"
               for scenario in scenarios for licence in scenario.licences)  # fmt: skip


def test_every_person_has_a_number_no_one_can_have():
    regions = {person.region[:5] for scenario in _content().scenarios.values() for person in scenario.people.values()}
    assert regions == FICTITIOUS


@pytest.mark.parametrize(
    ("paper", "minutes", "cases"), [("sim-final", 45, 5), ("sim-practice", 10, 2), ("sim-warmup", 10, 1)]
)
def test_the_papers_can_be_drawn(paper, minutes, cases):
    content = _content()
    plan = content.papers[paper]
    forms = draw_forms(plan, content.scenarios, set(content.scenarios), random.Random(1))
    assert (plan.minutes, {len(form.scenarios) for form in forms}) == (minutes, {cases})


def test_practice_gives_no_scenario_of_the_final_away():
    final, *others = ({name for slot in _content().papers[paper].slots for name in slot.one_of}
                      for paper in ("sim-final", "sim-practice", "sim-warmup"))  # fmt: skip
    assert [final & other for other in others] == [set(), set()]


def test_what_the_guide_shows_holds(tmp_path):
    root = tmp_path / "content"
    shutil.copytree(SHIPPED, root)
    guide = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
    service, scenario = re.findall(r"^```yaml\n(.*?)^```", guide, re.DOTALL | re.MULTILINE)
    (root / "services" / "shown.yaml").write_text(service, encoding="utf-8")
    (root / "scenarios" / "shown.yaml").write_text(scenario, encoding="utf-8")
    content = load_content(root)
    assert content.problems == ()
    [proof] = prove_all(content, ["card-agent-unsigned"], tmp_path / "proofs").values()
    assert proof.complaints == ()


def test_scenarios_the_guide_names_are_there():
    guide = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"python -m simulations \w+ ([a-z][a-z0-9-]*)", guide))
    assert named
    assert named <= set(_content().scenarios)
