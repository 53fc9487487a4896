"""The item kinds, one module each, and the explicit table of them."""

from collections.abc import Mapping

from question_bank.kinds.case import Case
from question_bank.kinds.fill_in import FillIn
from question_bank.kinds.matching import Matching
from question_bank.kinds.multiple_choice import MultipleChoice
from question_bank.kinds.numeric import Numeric
from question_bank.kinds.ordering import Ordering
from question_bank.kinds.single_choice import SingleChoice
from question_bank.kinds.true_false import TrueFalse
from question_bank.kinds.working_days import WorkingDays
from question_bank.model import Item

KINDS: Mapping[str, type[Item]] = {
    "single_choice": SingleChoice,
    "multiple_choice": MultipleChoice,
    "true_false": TrueFalse,
    "fill_in": FillIn,
    "numeric": Numeric,
    "working_days": WorkingDays,
    "ordering": Ordering,
    "matching": Matching,
    "case": Case,
}
