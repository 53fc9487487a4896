"""Ordering: steps to be put in their right order."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import factorial
from typing import ClassVar, Literal

from question_bank.kinds.options import answer_mistake, option_mistakes, read_options
from question_bank.model import BLANK, Face, Grade, Item, Json, Mistake, Unreadable


class Ordering(Item):
    """Steps under letters, and the letters in the right order."""

    label: ClassVar[str] = "排序题"
    credits: ClassVar[Mapping[str, str]] = {
        "all_or_nothing": "次序全部正确得分，否则不得分",
        "longest_common_subsequence": "以最少移动几项即可全部排对计，每移动一项扣去该题分值的 2/(项数－1)，扣完为止",
    }
    shuffled: ClassVar[tuple[str, ...]] = ("options",)

    kind: Literal["ordering"]
    options: dict[str, str]
    answer: list[str]

    def mistakes(self) -> Iterator[Mistake]:
        """Yield mistakes in the options, and a key that doesn't use each of them exactly once."""
        yield from option_mistakes(self.options, least=3)
        for place, name in enumerate(self.answer):
            yield from answer_mistake(name, self.options, ("answer", place))
            if name in self.answer[:place]:
                yield Mistake("repeated-answer", f"答案里“{name}”写了两次，请删去一个", ("answer", place))
        if missing := [name for name in self.options if name not in self.answer]:
            yield Mistake("incomplete-answer", f"答案里少了选项 {'、'.join(missing)}，每个选项都要用到", ("answer",))

    def face(self) -> Face:
        """Show the steps."""
        return Face(options=tuple(self.options.items()))

    def grade(self, response: Json, names: Mapping[str, str], credit: str) -> Grade:
        """Give what the rule `credit` gives for the order, which must hold every step."""
        order = read_options(response, names)
        if not order:
            return BLANK
        if len(order) < len(self.answer):
            raise Unreadable("作答应列出全部选项")
        moves = len(order) - _longest_rise([self.answer.index(name) for name in order])
        return Grade.worth(_RULES[credit](moves, len(order)))

    def right_response(self, ids: Mapping[str, str]) -> Json:
        """Name the steps in their right order."""
        return [ids[name] for name in self.answer]

    def guess(self) -> Fraction:
        """One in as many orders as there are."""
        return Fraction(1, factorial(len(self.options)))


def _longest_rise(places: Sequence[int]) -> int:
    """Return the length of the longest subsequence in right order; the other steps are those to be moved."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def _all_or_nothing(moves: int, steps: int) -> Fraction:
    del steps
    return Fraction(moves == 0)


def _longest_common_subsequence(moves: int, steps: int) -> Fraction:
    # The plain share LCS/n would pay a random order of four steps about two thirds; this rule pays it 1/6.
    return max(Fraction(0), 1 - Fraction(2 * moves, steps - 1))


_RULES = {
    "all_or_nothing": _all_or_nothing,
    "longest_common_subsequence": _longest_common_subsequence,
}
