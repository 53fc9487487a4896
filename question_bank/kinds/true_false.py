"""True or false: a statement to be judged."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from question_bank.kinds.options import read_option
from question_bank.model import Face, Grade, Item, Json, Mistake


class TrueFalse(Item):
    """A statement, and whether it is true. 正确 and 错误 are always shown in this order."""

    label: ClassVar[str] = "判断题"

    kind: Literal["true_false"]
    answer: bool

    def mistakes(self) -> Iterator[Mistake]:
        """Yield nothing: a truth value can't contradict the rest."""
        yield from ()

    def face(self) -> Face:
        """Show the two verdicts."""
        return Face(options=(("true", "正确"), ("false", "错误")))

    def grade(self, response: Json, names: Mapping[str, str], credit: str) -> Grade:
        """Give the full mark for the right verdict, nothing otherwise."""
        del credit
        return Grade.worth(Fraction(read_option(response, names) == self._name))

    def right_response(self, ids: Mapping[str, str]) -> Json:
        """Name the right verdict."""
        return ids[self._name]

    def guess(self) -> Fraction:
        """One in two."""
        return Fraction(1, 2)

    @property
    def _name(self) -> str:
        return "true" if self.answer else "false"
