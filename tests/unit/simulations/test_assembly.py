"""Drawing forms: only proven scenarios, none twice, no decision that always pays, forms that differ."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations import assembly
from simulations.assembly import MOST_ALIKE, Shortfall, SimForm, draw_forms, right_decisions
from simulations.scenario import SimulationPaper, Slot
from tests.factories.desk import trial_content

TEMPLATE = trial_content().scenarios["trial-guide"]
DECISIONS = ("accept", "supplement", "refuse", "relay", "guide")


def _scenario(name, *decisions):
    expect = tuple(TEMPLATE.expect[0].model_copy(update={"decision": decision}) for decision in decisions)
    return TEMPLATE.model_copy(update={"id": name, "expect": expect})


def _paper(*slots, forms=1):
    paper = trial_content().papers["trial-paper"]
    made = tuple(Slot(points=20, one_of=tuple(names)) for names in slots)
    return SimulationPaper.model_validate({**paper.model_dump(), "slots": made, "forms": forms}, strict=False)


def _draw(paper, scenarios, proven=None, seed=1):
    return draw_forms(paper, scenarios, scenarios if proven is None else proven, random.Random(seed))


POOL = {f"{decision}-{n}": _scenario(f"{decision}-{n}", decision) for decision in DECISIONS for n in range(4)}


def test_a_form_takes_one_scenario_for_each_place():
    scenarios = {"a": _scenario("a", "accept"), "b": _scenario("b", "refuse")}
    assert _draw(_paper(["a"], ["b"]), scenarios) == (SimForm("A", ("a", "b")),)


def test_what_is_not_proven_is_never_drawn():
    paper = _paper(*[list(POOL)] * 5, forms=6)
    proven = [name for name in POOL if not name.endswith("0")]
    drawn = {name for form in _draw(paper, POOL, proven) for name in form.scenarios}
    assert drawn <= set(proven)


@pytest.mark.parametrize(("proven", "said"), [
    (["a"], "第 2 件没有通过验证的情景；请先运行 python -m simulations prove"),
    ([], "第 1、2 件没有通过验证的情景；请先运行 python -m simulations prove"),
])  # fmt: skip
def test_a_place_without_a_proven_scenario_is_named(proven, said):
    short = _draw(_paper(["a"], ["b"]), {"a": _scenario("a", "accept"), "b": _scenario("b", "refuse")}, proven)
    assert (isinstance(short, Shortfall), str(short)) == (True, said)


def test_three_times_the_same_decision_is_no_form():
    scenarios = {name: _scenario(name, "accept") for name in "abc"}
    assert str(_draw(_paper(["a"], ["b"], ["c"]), scenarios)) == (
        "怎样搭配都有一种决定出现超过 2 次；请给各件补充别的情景"
    )


def test_a_decision_counts_once_for_each_case():
    scenarios = {"a": _scenario("a", "accept", "accept"), "b": _scenario("b", "accept", "refuse")}
    assert _draw(_paper(["a"], ["b"]), scenarios) == (SimForm("A", ("a", "b")),)
    three = {**scenarios, "c": _scenario("c", "relay", "accept")}
    assert isinstance(_draw(_paper(["a"], ["b"], ["c"]), three), Shortfall)


def test_what_is_only_guided_has_no_decision():
    scenarios = {name: _scenario(name) for name in "abc"}
    assert _draw(_paper(["a"], ["b"], ["c"]), scenarios) == (SimForm("A", ("a", "b", "c")),)
    assert right_decisions(scenarios["a"]) == ()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_no_form_repeats_a_scenario_or_a_decision_too_often(seed, forms):
    paper = _paper(*[list(POOL)[start : start + 4] for start in (0, 3, 7, 11, 15)], forms=forms)
    drawn = _draw(paper, POOL, seed=seed)
    assert [form.label for form in drawn] == list("ABCDE")[:forms]
    for form in drawn:
        counted = Counter(POOL[name].expect[0].decision for name in form.scenarios)
        assert len(set(form.scenarios)) == 5
        assert max(counted.values()) <= MOST_ALIKE
        assert all(name in slot.one_of for name, slot in zip(form.scenarios, paper.slots, strict=True))
    assert drawn == _draw(paper, POOL, seed=seed)


def test_another_seed_draws_others():
    paper = _paper(*[list(POOL)] * 3)
    assert len({_draw(paper, POOL, seed=seed) for seed in range(6)}) == 6


def test_forms_share_nothing_where_the_places_allow_it():
    paper = _paper(["accept-0", "accept-1"], ["refuse-0", "refuse-1"], ["relay-0", "relay-1"], forms=2)
    one, two = _draw(paper, POOL)
    assert set(one.scenarios) & set(two.scenarios) == set()


def test_forms_are_as_many_as_asked_even_if_there_is_but_one():
    forms = _draw(_paper(["accept-0"], ["refuse-0"], forms=3), POOL)
    assert [(form.label, form.scenarios) for form in forms] == [
        (label, ("accept-0", "refuse-0")) for label in "ABC"
    ]  # fmt: skip


def test_very_many_combinations_are_sampled(monkeypatch):
    monkeypatch.setattr(assembly, "MOST_TRIES", 50)
    forms = _draw(_paper(*[list(POOL)] * 5, forms=2), POOL)
    assert [len(set(form.scenarios)) for form in forms] == [5, 5]


def test_the_trial_paper_is_drawn():
    content = trial_content()
    forms = _draw(content.papers["trial-paper"], content.scenarios)
    assert [form.label for form in forms] == ["A", "B"]
    assert {len(set(form.scenarios)) for form in forms} == {2}
