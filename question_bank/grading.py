"""grade(item, response): what one response is worth; and a whole paper's grades."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from question_bank.model import BLANK, Grade, Item, Json, Unreadable
from question_bank.paper import Paper, Placed, Section


@dataclass(frozen=True)
class ItemGrade:
    """One item of a paper, graded: `earned` is exact, in points, unrounded."""

    section: str
    placed: Placed
    response: Json
    grade: Grade

    @property
    def earned(self) -> Fraction:
        """The points earned, exact."""
        return self.placed.points * self.grade.fraction


def grade(item: Item, response: Json, names: Mapping[str, str], credit: str) -> Grade:
    """Return what `response` earns; no response, or one that can't be read, is a zero with its reason."""
    if response is None or response in ("", []):
        return BLANK
    try:
        return item.grade(response, names, credit)
    except Unreadable as problem:
        return Grade(Fraction(0), "unreadable", problem.reason)


def grade_paper(paper: Paper, responses: Mapping[str, Json]) -> tuple[ItemGrade, ...]:
    """Grade every item a contestant can respond to, in paper order.

    `responses` maps opaque item ids to responses; an id that is not in the paper is ignored, because the
    journal stores whatever a browser sent.
    """
    return tuple(
        _grade_placed(section, placed, responses.get(placed.id))
        for section in paper.sections
        for placed in _answerable(section)
    )


def full_mark(paper: Paper) -> Decimal:
    """Return the points a faultless paper earns: those of whole items, which a blueprint gives as decimals."""
    total = sum((placed.points for section in paper.sections for placed in section.items), Fraction(0))
    return Decimal(total.numerator) / Decimal(total.denominator)


def _answerable(section: Section) -> Iterator[Placed]:
    for placed in section.items:
        yield from placed.parts or (placed,)


def _grade_placed(section: Section, placed: Placed, response: Json) -> ItemGrade:
    credit = section.credit_of(placed.item)
    return ItemGrade(section.id, placed, response, grade(placed.item, response, placed.names, credit))
