"""May this browser open this sitting now? The answer, with its reason."""

from dataclasses import dataclass
from enum import StrEnum

from proctor.sitting import ENDED, State
from proctor.timing import Phase


class Admission(StrEnum):
    """The answers; the values of refusals are the codes the protocol sends."""

    SAME_LEASE = "same_lease"
    NEW_LEASE = "new_lease"
    NOT_STARTED = "not_started"
    ENTRY_CLOSED = "entry_closed"
    CLOSED = "closed"
    CODE_NEEDED = "resume_code_needed"
    CODE_WRONG = "resume_code_wrong"
    NOT_CHECKED_IN = "not_checked_in"
    PAPERS_SEALED = "papers_sealed"


@dataclass(frozen=True)
class Holder:
    """Who holds the sitting: the browser that was given `lease`; both None before the first opening."""

    browser: str | None
    lease: str | None


@dataclass(frozen=True)
class Conditions:
    """What a first opening also needs: that the contestant was checked in, and that the papers were opened."""

    checked_in: bool = True
    papers_open: bool = True


NO_CONDITIONS = Conditions()


def admit(
    state: State,
    phase: Phase,
    holder: Holder,
    browser: str,
    *,
    code_right: bool | None,
    conditions: Conditions = NO_CONDITIONS,
) -> Admission:
    """Decide whether `browser` may open the sitting.

    The browser that holds the lease gets it again. A sitting nobody holds (never opened, reopened, or signed out of)
    goes to whoever is signed in. Any other browser needs the proctor's code: `code_right` is None if none was given.
    """
    if state in ENDED:
        return Admission.CLOSED
    if state is State.DRAWN:
        return _first_opening(phase, conditions)
    if holder.lease is None:
        return Admission.NEW_LEASE
    if holder.browser == browser:
        return Admission.SAME_LEASE
    if code_right is None:
        return Admission.CODE_NEEDED
    return Admission.NEW_LEASE if code_right else Admission.CODE_WRONG


def _first_opening(phase: Phase, conditions: Conditions) -> Admission:
    if phase is Phase.UPCOMING:
        return Admission.NOT_STARTED
    if phase is Phase.OVER:
        return Admission.ENTRY_CLOSED
    if not conditions.checked_in:
        return Admission.NOT_CHECKED_IN
    return Admission.NEW_LEASE if conditions.papers_open else Admission.PAPERS_SEALED
