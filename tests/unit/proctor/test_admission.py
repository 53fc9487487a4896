"""The whole table of admission: state, phase, holder, browser and code."""

from itertools import product

import pytest

from proctor.admission import Admission, Conditions, Holder, admit
from proctor.sitting import ENDED, State
from proctor.timing import Phase

NOBODY = Holder(None, None)
ME = Holder("mine", "a lease")
ANOTHER = Holder("another", "a lease")
CODES = (None, False, True)


def admitted(state: State, phase: Phase, holder: Holder, *, code_right: bool | None) -> Admission:
    return admit(state, phase, holder, "mine", code_right=code_right)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_sitting_is_closed_to_everyone(state: State):
    answers = {admitted(state, *rest, code_right=code) for *rest, code in product(Phase, (NOBODY, ME, ANOTHER), CODES)}
    assert answers == {Admission.CLOSED}


@pytest.mark.parametrize(
    ("phase", "answer"),
    [
        (Phase.UPCOMING, Admission.NOT_STARTED),
        (Phase.ENTRY, Admission.NEW_LEASE),
        (Phase.OVER, Admission.ENTRY_CLOSED),
    ],
)
@pytest.mark.parametrize("code", CODES)
def test_first_opening_depends_on_the_phase_alone(phase: Phase, answer: Admission, *, code: bool | None):
    assert admitted(State.DRAWN, phase, NOBODY, code_right=code) == answer


@pytest.mark.parametrize("state", [State.WORKING, State.PAUSED, State.REOPENED])
@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize(
    ("holder", "code", "answer"),
    [
        (NOBODY, None, Admission.NEW_LEASE),
        (NOBODY, False, Admission.NEW_LEASE),
        (NOBODY, True, Admission.NEW_LEASE),
        (ME, None, Admission.SAME_LEASE),
        (ME, False, Admission.SAME_LEASE),
        (ME, True, Admission.SAME_LEASE),
        (ANOTHER, None, Admission.CODE_NEEDED),
        (ANOTHER, False, Admission.CODE_WRONG),
        (ANOTHER, True, Admission.NEW_LEASE),
    ],
)
def test_an_open_sitting_goes_to_its_holder_or_to_the_code(
    state: State, phase: Phase, holder: Holder, *, code: bool | None, answer: Admission
):
    assert admitted(state, phase, holder, code_right=code) == answer


@pytest.mark.parametrize(
    ("checked_in", "papers_open", "answer"),
    [
        (True, True, Admission.NEW_LEASE),
        (True, False, Admission.PAPERS_SEALED),
        (False, True, Admission.NOT_CHECKED_IN),
        (False, False, Admission.NOT_CHECKED_IN),
    ],
)
def test_a_first_opening_also_needs_the_check_in_and_open_papers(
    answer: Admission, *, checked_in: bool, papers_open: bool
):
    conditions = Conditions(checked_in=checked_in, papers_open=papers_open)
    given = {
        phase: admit(State.DRAWN, phase, NOBODY, "mine", code_right=None, conditions=conditions) for phase in Phase
    }
    assert given[Phase.ENTRY] == answer
    assert (given[Phase.UPCOMING], given[Phase.OVER]) == (Admission.NOT_STARTED, Admission.ENTRY_CLOSED)


def test_an_open_sitting_asks_neither_again():
    nothing = Conditions(checked_in=False, papers_open=False)
    answer = admit(State.WORKING, Phase.WORKING, ME, "mine", code_right=None, conditions=nothing)
    assert answer == Admission.SAME_LEASE
