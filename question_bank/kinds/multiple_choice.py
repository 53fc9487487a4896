"""Multiple choice: two or more right options among several."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from question_bank.kinds.options import answer_mistake, option_mistakes, read_options
from question_bank.model import BLANK, Face, Grade, Item, Json, Mistake

# One right option is a single choice; a contestant told that there are several must not be misled.
FEWEST_ANSWERS = 2


class MultipleChoice(Item):
    """Options under letters, and the letters of the right ones."""

    label: ClassVar[str] = "多项选择题"
    credits: ClassVar[Mapping[str, str]] = {
        "all_or_nothing": "多选、少选、错选均不得分",
        "half_when_incomplete": "少选且无错选得一半分，错选、不选不得分",
        "per_option": "每选对一项得该题分值除以正确项数的分，每错选一项扣去同样的分，扣完为止，不选不得分",
    }
    shuffled: ClassVar[tuple[str, ...]] = ("options",)

    kind: Literal["multiple_choice"]
    options: dict[str, str]
    answer: list[str]

    def mistakes(self) -> Iterator[Mistake]:
        """Yield mistakes in the options, a key of fewer than two, a letter in it twice or naming no option."""
        yield from option_mistakes(self.options, least=3)
        if len(self.answer) < FEWEST_ANSWERS:
            yield Mistake("too-few-answers", "多选题至少要有两个正确选项；只有一个时请改用单选题", ("answer",))
        for place, name in enumerate(self.answer):
            yield from answer_mistake(name, self.options, ("answer", place))
            if name in self.answer[:place]:
                yield Mistake("repeated-answer", f"答案里“{name}”写了两次，请删去一个", ("answer", place))

    def face(self) -> Face:
        """Show the options."""
        return Face(options=tuple(self.options.items()))

    def grade(self, response: Json, names: Mapping[str, str], credit: str) -> Grade:
        """Give what the rule `credit` gives for the options picked."""
        picked = set(read_options(response, names))
        if not picked:
            return BLANK
        rights = len(picked & set(self.answer))
        return Grade.worth(_RULES[credit](rights, len(picked) - rights, len(self.answer)))

    def right_response(self, ids: Mapping[str, str]) -> Json:
        """Name every right option."""
        return [ids[name] for name in self.answer]

    def guess(self) -> Fraction:
        """One in as many sets of two or more options as there are."""
        return Fraction(1, 2 ** len(self.options) - len(self.options) - 1)


def _all_or_nothing(rights: int, wrongs: int, of: int) -> Fraction:
    return Fraction(rights == of and not wrongs)


def _half_when_incomplete(rights: int, wrongs: int, of: int) -> Fraction:
    if wrongs:
        return Fraction(0)
    return Fraction(1) if rights == of else Fraction(1, 2)


def _per_option(rights: int, wrongs: int, of: int) -> Fraction:
    return Fraction(max(0, rights - wrongs), of)


_RULES = {
    "all_or_nothing": _all_or_nothing,
    "half_when_incomplete": _half_when_incomplete,
    "per_option": _per_option,
}
