"""Composite scores: each round scaled to 100, weighted, added up exactly, rounded once for what is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from app.scoring.contests import PER_CENT, Contest
from app.scoring.rounds import rounded
from app.scoring.settings import Settings


@dataclass(frozen=True)
class Entrant:
    """Who is ranked, with a score per round out of its full mark: None while it is not there.

    `absent` are the rounds they did not come to, on record; `seconds` is the time both machine-graded rounds took;
    `ineligible` says why they may not win, if so.
    """

    id: str
    name: str
    unit: str
    district: str
    category: str
    scores: Mapping[str, Fraction | None] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    seconds: int | None = None
    ineligible: str = ""


@dataclass(frozen=True)
class Weighted:
    """A round's share of a composite: the score out of 100, and what it adds; both exact."""

    round: str
    name: str
    weight: int
    scaled: Fraction
    adds: Fraction


@dataclass(frozen=True)
class Composite:
    """An entrant's composite out of 100; `exact` and `rounded` are None while a round is missing or was missed."""

    entrant: Entrant
    parts: tuple[Weighted, ...]
    missing: tuple[str, ...]
    absent: tuple[str, ...]
    exact: Fraction | None
    rounded: Decimal | None

    def scaled(self, round_id: str) -> Fraction | None:
        """Return the score out of 100 in a round, None for one they do not take or have no score in."""
        return next((one.scaled for one in self.parts if one.round == round_id), None)


def composite(contest: Contest, settings: Settings, entrant: Entrant) -> Composite:
    """Combine an entrant's rounds by their weights. Missing is never zero; absent is, if the settings say so."""
    parts, missing, absent = [], [], []
    for rule in contest.rounds_of(entrant.category):
        score = entrant.scores.get(rule.id)
        if rule.id in entrant.absent:
            absent.append(rule.id)
            score = Fraction(0)
        if score is None:
            missing.append(rule.id)
            continue
        scaled = rule.scaled(score)
        parts.append(Weighted(rule.id, rule.name, rule.weight, scaled, scaled * rule.weight / PER_CENT))
    whole = not missing and (not absent or settings.absent == "zero")
    exact = sum((one.adds for one in parts), Fraction(0)) if whole else None
    shown = rounded(exact) if exact is not None else None
    return Composite(entrant, tuple(parts), tuple(missing), tuple(absent), exact, shown)
