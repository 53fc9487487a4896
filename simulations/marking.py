"""mark: what a run is worth, by checkpoints met and missed, each with the entries that show it; exact throughout."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from simulations.casework import Case
from simulations.catalogue import Cap, Catalogue, Group
from simulations.checkpoints import GROUPS, Found, Look
from simulations.ruling import Ruling
from simulations.state import State

WHOLE = Fraction(100)
TAKEN_IN = frozenset({"accept", "accept_on_pledge", "accept_pending", "relay"})
# By agreement of the authors: the question whose answer would withdraw a rating.
WITHDRAW_RATING = "withdraw-rating"


@dataclass(frozen=True)
class Checkpoint:
    """One thing looked for: `points` of a case's 100 it is worth, `earned` of them, and the entries that show it."""

    id: str
    group: str
    text: str
    points: Fraction
    earned: Fraction
    seqs: tuple[int, ...]
    basis: str
    why: str

    @property
    def met(self) -> bool:
        """Whether all its points were earned."""
        return self.earned == self.points


@dataclass(frozen=True)
class GroupScore:
    """A group's share of the case."""

    id: str
    name: str
    points: Fraction
    earned: Fraction


@dataclass(frozen=True)
class RunScore:
    """A run's score of 100: the checkpoints' sum, lowered to the lowest cap that applies."""

    score: Fraction
    raw: Fraction
    checkpoints: tuple[Checkpoint, ...]
    groups: tuple[GroupScore, ...]
    caps: tuple[Cap, ...]


def mark(case: Case, catalogue: Catalogue, ruling: Ruling, state: State) -> RunScore:
    """Return the score of what the clerk has done so far; it never needs what comes later."""
    look = Look(case, catalogue, ruling, state)
    found = [(group, list(GROUPS[group.id](look))) for group in catalogue.rubric.groups]
    present = [(group, looked) for group, looked in found if looked]
    shared = sum(group.points for group, _ in present)
    checkpoints = tuple(
        one for group, looked in present for one in _checkpoints(group, looked, WHOLE * group.points / shared)
    )
    raw = sum((one.earned for one in checkpoints), Fraction(0))
    caps = tuple(cap for cap in catalogue.rubric.caps if CAPPED[cap.id](look))
    score = min([raw, *(Fraction(cap.at_most) for cap in caps)])
    return RunScore(score, raw, checkpoints, tuple(_group_scores(present, checkpoints)), caps)


def _checkpoints(group: Group, looked: list[Found], points: Fraction) -> Iterator[Checkpoint]:
    weights = sum(one.weight for one in looked)
    for one in looked:
        worth = points * one.weight / weights
        yield Checkpoint(one.id, group.id, one.text, worth, worth * one.share, one.seqs, one.basis, one.why)


def _group_scores(
    present: list[tuple[Group, list[Found]]], checkpoints: tuple[Checkpoint, ...]
) -> Iterator[GroupScore]:
    for group, _ in present:
        own = [one for one in checkpoints if one.group == group.id]
        points, earned = (sum((getattr(one, name) for one in own), Fraction(0)) for name in ("points", "earned"))
        yield GroupScore(group.id, group.name, points, earned)


def _wrongly_decided(look: Look) -> bool:
    """Tell whether any application was decided otherwise than right, left out, or made without need."""
    right = {one.service: one.decision for one in look.ruling.applications}
    given = {code: one.decision for code, one in look.state.applications.items() if one.decision}
    if look.state.phase in ("closed", "absent"):
        return given != right
    return any(right.get(code) != decision for code, decision in given.items())


def _accepted_forgery(look: Look) -> bool:
    doubted = {one.service for one in look.ruling.applications if one.decision == "escalate"}
    return any(look.of(service).decision in TAKEN_IN for service in doubted)


def _asked_to_withdraw(look: Look) -> bool:
    return any(one.do == "ask" and one.target == WITHDRAW_RATING for one in look.state.events)


def _closed_unfinished(look: Look) -> bool:
    """Tell whether the case was closed with an application it holds undecided; one opened in vain is no matter."""
    left = any(not look.of(one.service).decision for one in look.ruling.applications)
    return left and any(one.do == "finish" and not one.code for one in look.state.events)


CAPPED = {
    "wrong_decision": _wrongly_decided,
    "accepted_forgery": _accepted_forgery,
    "asked_to_withdraw": _asked_to_withdraw,
    "closed_unfinished": _closed_unfinished,
}
