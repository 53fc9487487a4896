"""Round scores: exact points added up, and the one place that rounds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from app.scoring.runs import Act, Desk, states_of
from app.scoring.slips import Slip, slips_in
from question_bank.digest import digest
from question_bank.grading import ItemGrade, full_mark, grade_paper
from question_bank.model import Json
from question_bank.paper import Paper
from simulations.casework import Case
from simulations.marking import RunScore, mark
from simulations.ruling import rule
from simulations.state import State

WHOLE = 100


@dataclass(frozen=True)
class Part:
    """A share of a score, by section or by topic; `earned` is exact."""

    key: str
    title: str
    earned: Fraction
    points: Fraction


@dataclass(frozen=True)
class QuizScore:
    """A quiz's score: exact parts, and the total rounded once."""

    total: Decimal
    full: Decimal
    sections: tuple[Part, ...]
    topics: tuple[Part, ...]
    items: tuple[ItemGrade, ...]
    inputs: str

    @property
    def exact(self) -> Fraction:
        """The total before it is rounded: what a composite is made of."""
        return sum((grade.earned for grade in self.items), Fraction(0))


@dataclass(frozen=True)
class CaseScore:
    """One case as marked: `earned` of its `points` in the paper, exact; `marked` is out of 100."""

    case: Case
    number: int
    points: Fraction
    earned: Fraction
    marked: RunScore
    state: State
    slips: tuple[Slip, ...]


@dataclass(frozen=True)
class SimulationScore:
    """A simulation's score: exact cases, the groups of checkpoints before any cap, and the total rounded once."""

    total: Decimal
    full: Decimal
    cases: tuple[CaseScore, ...]
    groups: tuple[Part, ...]
    inputs: str

    @property
    def exact(self) -> Fraction:
        """The total before it is rounded: what a composite is made of."""
        return sum((one.earned for one in self.cases), Fraction(0))

    @property
    def sections(self) -> tuple[Part, ...]:
        """The cases as shares of the score."""
        return tuple(Part(one.case.id, f"第 {one.number} 件", one.earned, one.points) for one in self.cases)


def rounded(points: Fraction) -> Decimal:
    """Round to two decimals, half away from zero: the only rounding of marks in the project."""
    hundredths = floor(abs(points) * 100 + Fraction(1, 2))
    return Decimal(hundredths if points >= 0 else -hundredths).scaleb(-2)


def worth(points: Fraction) -> str:
    """Return what something is worth as people write it: 2, 0.5 or, where it has no end, rounded like a mark."""
    return f"{rounded(points).normalize():f}"


def score_quiz(paper: Paper, responses: Mapping[str, Json]) -> QuizScore:
    """Score a quiz from its frozen paper and what the journal says; the same inputs give the same score."""
    grades = grade_paper(paper, responses)
    titles = {section.id: section.title for section in paper.sections}
    return QuizScore(
        total=rounded(sum((grade.earned for grade in grades), Fraction(0))),
        full=full_mark(paper),
        sections=_parts((grade.section, titles[grade.section], grade) for grade in grades),
        topics=_parts((grade.placed.item.topic, grade.placed.item.topic, grade) for grade in grades),
        items=grades,
        inputs=digest({"paper": paper.digest, "responses": responses}),
    )


def score_simulation(paper: str, desk: Desk, points: Mapping[str, Fraction], acts: Sequence[Act]) -> SimulationScore:
    """Score a simulation: each case's mark out of 100 times its `points`, added up exactly.

    `paper` is the digest of all that is frozen; it and the acts that count are the inputs.
    """
    states = states_of(desk, acts)
    cases = tuple(
        _case_score(desk, name, number, points[name], states[name]) for number, name in enumerate(desk.cases, 1)
    )
    counted: list[Json] = [[act.place, dict(act.body), act.at] for act in acts]
    return SimulationScore(
        total=rounded(sum((one.earned for one in cases), Fraction(0))),
        full=Decimal(worth(sum(points.values(), Fraction(0)))),
        cases=cases,
        groups=_groups(cases),
        inputs=digest({"paper": paper, "acts": counted}),
    )


def _case_score(desk: Desk, name: str, number: int, points: Fraction, state: State) -> CaseScore:
    case = desk.cases[name]
    ruling = rule(case, desk.catalogue)
    marked = mark(case, desk.catalogue, ruling, state)
    slips = tuple(slips_in(case, desk.catalogue, ruling, state))
    return CaseScore(case, number, points, marked.score * points / WHOLE, marked, state, slips)


def _groups(cases: Iterable[CaseScore]) -> tuple[Part, ...]:
    parts: dict[str, Part] = {}
    for one in cases:
        for group in one.marked.groups:
            before = parts.get(group.id, Part(group.id, group.name, Fraction(0), Fraction(0)))
            earned, points = (before.earned + group.earned * one.points / WHOLE,
                              before.points + group.points * one.points / WHOLE)  # fmt: skip
            parts[group.id] = Part(group.id, group.name, earned, points)
    return tuple(parts.values())


def _parts(keyed: Iterable[tuple[str, str, ItemGrade]]) -> tuple[Part, ...]:
    parts: dict[str, Part] = {}
    for key, title, grade in keyed:
        before = parts.get(key, Part(key, title, Fraction(0), Fraction(0)))
        parts[key] = Part(key, title, before.earned + grade.earned, before.points + grade.placed.points)
    return tuple(parts.values())
