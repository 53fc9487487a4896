"""Numeric: a number, right within an absolute tolerance."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from question_bank.kinds.folding import bare, fold
from question_bank.model import BLANK, Face, Grade, Item, Json, Mistake, Unreadable

# Longer than any number a clerk types, and short enough that exact arithmetic costs nothing.
LONGEST = 40
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")


class Numeric(Item):
    """A number, how far from it a response may lie, and the unit shown behind the field."""

    label: ClassVar[str] = "数值题"

    kind: Literal["numeric"]
    answer: Decimal
    tolerance: Decimal = Decimal(0)
    unit: str = ""

    def mistakes(self) -> Iterator[Mistake]:
        """Yield a key too long to be typed, and a tolerance below zero."""
        if len(format(self.answer, "f")) > LONGEST:
            yield Mistake("answer-too-long", f"答案超过 {LONGEST} 个字符，选手无法作答", ("answer",))
        if self.tolerance < 0:
            yield Mistake("bad-tolerance", "允许误差 tolerance 必须是零或正数", ("tolerance",))

    def face(self) -> Face:
        """Show the unit."""
        return Face(unit=self.unit)

    def grade(self, response: Json, names: Mapping[str, str], credit: str) -> Grade:
        """Give the full mark for a number no further from the key than the tolerance."""
        del names, credit
        if not isinstance(response, str):
            raise Unreadable("作答应为写成文字的数")
        if len(response) > LONGEST:
            raise Unreadable(f"作答超过 {LONGEST} 个字符")
        typed = fold(bare(response).removesuffix(bare(self.unit)))
        if not typed:
            return BLANK
        if not _NUMBER.fullmatch(typed):
            raise Unreadable("作答不是一个数")
        return Grade.worth(Fraction(abs(Fraction(typed) - Fraction(self.answer)) <= self.tolerance))

    def right_response(self, ids: Mapping[str, str]) -> Json:
        """Write the key in digits."""
        del ids
        return format(self.answer, "f")

    def guess(self) -> Fraction:
        """Nothing: no number comes by itself."""
        return Fraction(0)
