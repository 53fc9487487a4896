"""What if: other weights, no trimming, panels corrected to each other. Tried and shown, never kept as a result."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from app.scoring.composites import Entrant
from app.scoring.contests import Contest
from app.scoring.results import Result, compute
from app.services.refused import Refused
from app.services.results.gathering import Gathered, contest_of, gather

MOST_JUDGES = 25


@dataclass(frozen=True)
class Trial:
    """What is tried: weights by round in per cent, whether extremes are trimmed, whether panels are corrected."""

    weights: Mapping[str, int]
    trim: bool = True
    correct: bool = False


@dataclass(frozen=True)
class Shift:
    """An entrant's place and award as they are and as they would be."""

    entrant: Entrant
    place: int | None
    other_place: int | None
    award: str
    other_award: str


@dataclass(frozen=True)
class Tried:
    """The result as it would be, and everyone whose place or award would be another."""

    trial: Trial
    result: Result
    shifts: tuple[Shift, ...]
    coefficients: Mapping[int, Fraction]


def try_out(competition_id: int, contest_id: str, trial: Trial) -> Tried:
    """Return what would come out. Refuses with `no_competition`, `no_contest` or `bad_weights(name)`."""
    rules, contest = contest_of(competition_id, contest_id)
    other = _weighed(contest, trial.weights)
    panel = rules.book.panel if trial.trim else rules.book.panel.model_copy(update={"trim_from": MOST_JUDGES + 1})
    contests = tuple(other if one.id == contest_id else one for one in rules.book.contests)
    book = rules.book.model_copy(update={"contests": contests, "panel": panel})
    now, then = gather(competition_id, contest_id), gather(competition_id, contest_id, book)
    coefficients = panel_coefficients(then) if trial.correct else {}
    entrants = tuple(_corrected(one, then, coefficients) for one in then.entrants)
    before = compute(now.rules.book, now.contest, now.entrants, now.decisions)
    after = compute(book, other, entrants, ())
    return Tried(trial, after, tuple(_shifts(before, after)), coefficients)


def panel_coefficients(gathered: Gathered) -> dict[int, Fraction]:
    """Return what each panel's scores would be multiplied by: the mean of a round's panel means over its own.

    The form that Chinese selections call the correction coefficient (reference C1); full precision.
    """
    scores: dict[tuple[str, int], list[Fraction]] = defaultdict(list)
    for entrant in gathered.entrants:
        for round_id, score in entrant.scores.items():
            panel = gathered.panel_of.get((round_id, entrant.id))
            if panel is not None and score is not None:
                scores[round_id, panel].append(score)
    means = {key: sum(values, Fraction(0)) / len(values) for key, values in scores.items()}
    found = {}
    for (round_id, panel), mean in means.items():
        others = [one for (other, _), one in means.items() if other == round_id]
        if mean:
            found[panel] = sum(others, Fraction(0)) / len(others) / mean
    return found


def _corrected(entrant: Entrant, gathered: Gathered, coefficients: Mapping[int, Fraction]) -> Entrant:
    scores = {
        round_id: None
        if score is None
        else score * coefficients.get(gathered.panel_of.get((round_id, entrant.id), 0), 1)
        for round_id, score in entrant.scores.items()
    }
    return replace(entrant, scores=scores)


def _weighed(contest: Contest, weights: Mapping[str, int]) -> Contest:
    rounds = tuple(one.model_copy(update={"weight": weights.get(one.id, one.weight)}) for one in contest.rounds)
    other = contest.model_copy(update={"rounds": rounds})
    for category in contest.categories:
        if sum(one.weight for one in other.rounds_of(category.id)) != 100:  # noqa: PLR2004  # per cent
            raise Refused("bad_weights", name=category.name)
    return other


def _shifts(before: Result, after: Result) -> list[Shift]:
    found = []
    for key, one in after.composites.items():
        old, new = before.place(key), after.place(key)
        place, other = old.place if old else None, new.place if new else None
        shift = Shift(one.entrant, place, other, before.award(key), after.award(key))
        if (place, shift.award) != (other, shift.other_award):
            found.append(shift)
    return sorted(found, key=lambda one: (one.award == one.other_award, one.other_place or len(found)))
