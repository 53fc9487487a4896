"""The parts of a case: the other kinds, with a weight and with fields they may inherit."""

from datetime import date
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import Field

from question_bank.kinds.fill_in import FillIn
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.single_choice import SingleChoice
from question_bank.kinds.true_false import TrueFalse
from question_bank.kinds.working_days import WorkingDays
from question_bank.model import Authored, Citation, Difficulty, Validity

PartId: TypeAlias = Annotated[str, Field(pattern=r"^([a-z][a-z0-9-]{2,39}/)?[a-z0-9][a-z0-9-]{0,19}$")]

# Fields of an item that a part takes from its case unless it has its own.
INHERITED = ("topic", "difficulty", "source", "valid", "images")


class PartFields(Authored):
    """What sets a part apart from an item: a short id, a weight, and defaults for all that its case gives it.

    The defaults of inherited fields only stand in until the case replaces them.
    """

    id: PartId
    topic: str = ""
    difficulty: Difficulty = Decimal("0.5")
    source: Citation = Citation(document="", clause="")
    valid: Validity = Validity.model_construct(from_=date.min, to=None)
    explain: str = ""
    weight: Annotated[Decimal, Field(gt=0, le=100)] = Decimal(1)


class SingleChoicePart(PartFields, SingleChoice):
    """A single choice within a case."""


class MultipleChoicePart(PartFields, MultipleChoice):
    """A multiple choice within a case."""


class TrueFalsePart(PartFields, TrueFalse):
    """A statement to be judged within a case."""


class FillInPart(PartFields, FillIn):
    """Blanks within a case."""


class NumericPart(PartFields, Numeric):
    """A number within a case."""


class WorkingDaysPart(PartFields, WorkingDays):
    """A period within a case."""


class OrderingPart(PartFields, Ordering):
    """Steps within a case."""


class MatchingPart(PartFields, Matching):
    """Pairs within a case."""


Part: TypeAlias = Annotated[
    SingleChoicePart
    | MultipleChoicePart
    | TrueFalsePart
    | FillInPart
    | NumericPart
    | WorkingDaysPart
    | OrderingPart
    | MatchingPart,
    Field(discriminator="kind"),
]
