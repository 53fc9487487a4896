"""Round scores: exact points added up, and the one place that rounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from question_bank.digest import digest
from question_bank.grading import ItemGrade, full_mark, grade_paper
from question_bank.model import Json
from question_bank.paper import Paper


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


def _parts(keyed: Iterable[tuple[str, str, ItemGrade]]) -> tuple[Part, ...]:
    parts: dict[str, Part] = {}
    for key, title, grade in keyed:
        before = parts.get(key, Part(key, title, Fraction(0), Fraction(0)))
        parts[key] = Part(key, title, before.earned + grade.earned, before.points + grade.placed.points)
    return tuple(parts.values())
