"""Single choice: one right option among several."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from question_bank.kinds.options import answer_mistake, option_mistakes, read_option
from question_bank.model import Face, Grade, Item, Json, Mistake


class SingleChoice(Item):
    """Options under letters, and the letter of the right one."""

    label: ClassVar[str] = "单项选择题"
    shuffled: ClassVar[tuple[str, ...]] = ("options",)

    kind: Literal["single_choice"]
    options: dict[str, str]
    answer: str

    def mistakes(self) -> Iterator[Mistake]:
        """Yield mistakes in the options, and a key that names none of them."""
        yield from option_mistakes(self.options, least=3)
        yield from answer_mistake(self.answer, self.options, ("answer",))

    def face(self) -> Face:
        """Show the options."""
        return Face(options=tuple(self.options.items()))

    def grade(self, response: Json, names: Mapping[str, str], credit: str) -> Grade:
        """Give the full mark for the right option, nothing otherwise."""
        del credit
        return Grade.worth(Fraction(read_option(response, names) == self.answer))

    def right_response(self, ids: Mapping[str, str]) -> Json:
        """Name the right option."""
        return ids[self.answer]

    def guess(self) -> Fraction:
        """One in as many as there are options."""
        return Fraction(1, len(self.options))
