"""The fold of simulations: what acts count, in what order, and what they make of every case."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.record import AcceptedLine, Ignored, JournalLine
from app.scoring.runs import Act, acts_of, begin, fold_runs, go_on, in_order, states_of, steps_of
from tests.factories.runs import accepted_line, act_line, frozen_desk, model_run

DESK = frozen_desk()
NO_CASE = "案件不在本卷中"


def test_nothing_done_leaves_every_case_waiting():
    runs = begin(DESK)
    assert ([state.phase for state in runs.states.values()], runs.places, runs.ended) == (["waiting"] * 2, 0, 0)


def test_act_happens_in_its_case_when_it_arrived():
    runs = fold_runs(DESK, [act_line(1, "c1", "call", at=7)])
    assert [(state.phase, state.started) for state in runs.states.values()] == [("open", 7), ("waiting", None)]
    assert runs.places == 1


@pytest.mark.parametrize("body", ["[]", "7", "{}", '{"case": 1}', '{"case": "c9"}', '{"case": ["c1"]}'])
def test_act_on_no_case_of_the_paper_is_left_out(body: str):
    runs = fold_runs(DESK, [JournalLine(3, "act", body)])
    assert (runs.ignored, runs.states) == ((Ignored(3, NO_CASE),), begin(DESK).states)


def test_other_kinds_of_entries_only_take_a_place():
    runs = fold_runs(DESK, [JournalLine(1, "focus", "{}"), JournalLine(2, "answer", "[]"), act_line(3, "c1", "call")])
    assert (runs.places, runs.ignored, runs.states["c1"].events[0].seq) == (3, (), 3)


def test_ended_counts_closed_cases_and_those_nobody_came_to():
    lines = [
        act_line(1, "c1", "call"),
        act_line(2, "c1", "finish"),
        act_line(3, "c2", "call"),
        act_line(4, "c2", "pass"),
    ]
    assert [fold_runs(DESK, lines[:count]).ended for count in range(5)] == [0, 0, 1, 1, 2]


def test_an_accepted_entry_stands_behind_all_that_had_arrived_when_it_was_accepted():
    lines = [act_line(seq, "c1", "x", at=seq * 10) for seq in (1, 2, 3)]
    assert [one.seq for one in in_order(lines, [accepted_line("c1", "x", 20)])] == [1, 2, 99, 3]
    assert [one.seq for one in in_order(lines, [accepted_line("c1", "x", 500)])] == [1, 2, 3, 99]
    assert [one.seq for one in in_order(lines, [accepted_line("c1", "x", 5)])] == [99, 1, 2, 3]


def test_accepted_entries_stand_in_the_order_they_were_accepted_in():
    accepted = [AcceptedLine(seq, "act", "{}", 0, 50) for seq in (9, 8, 7)]
    assert [one.seq for one in in_order([], accepted)] == [9, 8, 7]


@given(st.lists(st.integers(0, 50), max_size=8), st.lists(st.integers(0, 50), max_size=4))
def test_the_journal_keeps_its_order_whatever_arrived_when(arrivals: list[int], decided: list[int]):
    lines = [JournalLine(seq, "focus", "{}", at) for seq, at in enumerate(arrivals, 1)]
    ordered = in_order(lines, [AcceptedLine(99, "focus", "{}", 0, at) for at in sorted(decided)])
    assert [one for one in ordered if one.seq != 99] == lines
    assert len(ordered) == len(arrivals) + len(decided)


def test_place_of_an_act_counts_what_was_accepted_before_it():
    lines = [act_line(1, "c1", "call", at=10), act_line(2, "c1", "say", at=30)]
    acts = list(acts_of(DESK, lines, [accepted_line("c1", "suspend", 20, at=5)]))
    assert [(act.place, act.body["do"], act.at) for act in acts] == [
        (1, "call", 10),
        (2, "suspend", 5),
        (3, "say", 30),
    ]


def test_only_acts_on_cases_of_the_paper_count():
    lines = [act_line(1, "c9", "call"), JournalLine(2, "focus", "{}"), act_line(3, "c1", "call")]
    assert [act.place for act in acts_of(DESK, lines)] == [3]


@given(st.integers(0, 40))
def test_going_on_gives_what_folding_at_once_does(cut: int):
    lines = [JournalLine(act.place, "act", json.dumps(act.body), act.at) for act in model_run(DESK)]
    half = go_on(DESK, begin(DESK), lines[:cut])
    assert go_on(DESK, half, lines[cut:]) == fold_runs(DESK, lines)


def test_states_are_those_of_the_fold():
    acts = model_run(DESK)
    lines = [JournalLine(act.place, "act", json.dumps(act.body), act.at) for act in acts]
    assert states_of(DESK, acts) == fold_runs(DESK, lines).states


def test_steps_are_of_one_case_each_with_the_state_after_it():
    acts = [Act(1, "c1", {"do": "call"}, 5), Act(2, "c2", {"do": "call"}, 6), Act(3, "c1", {"do": "suspend"}, 7)]
    steps = steps_of(DESK, "c1", acts)
    assert [(step.seq, step.at, step.state.phase) for step in steps] == [(1, 5, "open"), (3, 7, "suspended")]
