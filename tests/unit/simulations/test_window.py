"""The window as a state machine: what it lets through, what it refuses, and that nothing posted can break it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulations.window import MOST_EVENTS, advance, play, start, steps
from tests.factories.desk import Desk, trial_case, trial_content
from tests.factories.posted import ACT

PHASES = {"waiting", "called", "open", "suspended", "closed", "absent"}


def _played(case, acts):
    return play(case, trial_content().newest(), ((seq, act, seq) for seq, act in enumerate(acts, 1)))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["trial-accept", "trial-supplement", "trial-relay"]), st.lists(ACT, max_size=40))
def test_any_sequence_of_acts_leaves_a_legal_state(name, acts):
    state = _played(trial_case(name), [{"do": "call"}, {"do": "call"}, *acts])
    assert state.phase in PHASES
    assert set(state.applications) <= set(trial_content().newest().services)
    assert [event.seq for event in state.events] == sorted({event.seq for event in state.events})
    assert all(bool(one.decided) == bool(one.decision) == bool(one.documents) for one in state.applications.values())


@settings(max_examples=60, deadline=None)
@given(st.lists(ACT, max_size=30))
def test_the_same_acts_give_the_same_state(acts):
    case = trial_case("trial-supplement")
    assert _played(case, acts) == _played(case, acts)


@settings(max_examples=60, deadline=None)
@given(st.lists(ACT, max_size=30))
def test_a_replay_equals_what_was_live(acts):
    case, catalogue = trial_case("trial-relay"), trial_content().newest()
    live = start(case)
    for seq, act in enumerate(acts, 1):
        live = advance(case, catalogue, live, act, seq, seq)
    replay = steps(case, catalogue, ((seq, act, seq) for seq, act in enumerate(acts, 1)))
    assert (replay[-1].state if replay else start(case)) == live
    assert [step.act for step in replay] == acts


@pytest.mark.parametrize("act", [{}, {"do": None}, {"do": "fly"}, {"do": 7}])
def test_what_is_no_act_is_refused_and_leaves_no_event(act):
    state = _played(trial_case("trial-accept"), [act])
    assert (state.refusal[1], state.events) == ("unknown", ())


def test_a_case_takes_no_more_than_so_many_acts():
    desk = Desk().open()
    desk.state = desk.state.__class__(phase="open", events=desk.state.events * MOST_EVENTS)
    assert desk.do("ask", question="why") == "unknown"


def test_nothing_can_be_done_before_the_resident_is_called():
    assert Desk().do("read", person="applicant", means="id_card") == "not_called"


def test_a_suspended_case_only_resumes_and_stands_where_it_was():
    desk = Desk().chosen()
    before = desk.state.applications
    desk.do("suspend")
    assert desk.do("ask", question="why") == "suspended"
    assert desk.do("resume") is None
    assert (desk.state.phase, desk.state.applications) == ("open", before)


def test_a_closed_case_takes_nothing_more():
    desk = Desk().open()
    desk.do("finish")
    assert desk.do("ask", question="why") == "over"
    assert desk.state.phase == "closed"


def test_a_refusal_is_an_event_that_changes_nothing_else():
    desk = Desk().open()
    before = desk.state
    desk.do("fetch", licence="marriage", person="applicant")
    assert desk.state.events[-1] == (
        desk.seq,
        1_000_000 + desk.seq * 1_000,
        "fetch",
        "marriage/applicant",
        "",
        "not_identified",
    )
    assert (desk.state.talk, desk.state.known, desk.state.outcomes) == (before.talk, before.known, before.outcomes)


def test_the_next_act_clears_the_refusal():
    desk = Desk().open()
    desk.do("fetch", licence="marriage", person="applicant")
    desk.do("ask", question="why")
    assert desk.state.refusal is None
