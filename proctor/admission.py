"""May this browser open this sitting now? The answer, with its reason."""

from dataclasses import dataclass
from enum import StrEnum

from proctor.sitting import ENDED, WRITABLE, State
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


@dataclass(frozen=True)
class Holder:
    """Who holds the sitting: the browser that was given `lease`; both None before the first opening."""

    browser: str | None
    lease: str | None


def admit(state: State, phase: Phase, holder: Holder, browser: str, *, code_right: bool | None) -> Admission:
    """Decide whether `browser` may open the sitting.

    The browser that holds the lease gets it again. A sitting nobody holds (never opened, or signed out of)
    goes to whoever is signed in. Any other browser needs the proctor's code: `code_right` is None if none
    was given.
    """
    if state in ENDED:
        return Admission.CLOSED
    if state not in WRITABLE:
        return _first_opening(phase)
    if holder.lease is None:
        return Admission.NEW_LEASE
    if holder.browser == browser:
        return Admission.SAME_LEASE
    if code_right is None:
        return Admission.CODE_NEEDED
    return Admission.NEW_LEASE if code_right else Admission.CODE_WRONG


def _first_opening(phase: Phase) -> Admission:
    if phase is Phase.UPCOMING:
        return Admission.NOT_STARTED
    return Admission.ENTRY_CLOSED if phase is Phase.OVER else Admission.NEW_LEASE
