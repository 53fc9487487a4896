"""Matching: each thing on the left goes with one on the right."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal

from question_bank.kinds.credits import all_or_nothing, place_by_place
from question_bank.kinds.options import answer_mistake, option_mistakes, read_options
from question_bank.model import BLANK, Face, Grade, Item, Json, Mistake, Unreadable


class Matching(Item):
    """Two named lists, and for each name on the left the one on the right that goes with it."""

    label: ClassVar[str] = "匹配题"
    credits: ClassVar[Mapping[str, str]] = {
        "per_pair": "每对分值相同，按配对正确的对数得分",
        "all_or_nothing": "全部配对正确得分，否则不得分",
    }
    shuffled: ClassVar[tuple[str, ...]] = ("left", "right")

    kind: Literal["matching"]
    left: dict[str, str]
    right: dict[str, str]
    answer: dict[str, str]

    def mistakes(self) -> Iterator[Mistake]:
        """Yield mistakes in either list, a name in both, and a key that doesn't match each left name."""
        yield from option_mistakes(self.left, at="left")
        yield from option_mistakes(self.right, at="right")
        for name in self.left:
            if name in self.right:
                yield Mistake("same-name", f"左右两边都有“{name}”；请给右边换一套编号", ("right", name))
        if missing := [name for name in self.left if name not in self.answer]:
            yield Mistake("incomplete-answer", f"答案里少了左边的 {'、'.join(missing)}，每项都要配一个", ("answer",))
        for name, partner in self.answer.items():
            yield from answer_mistake(name, self.left, ("answer", name))
            yield from answer_mistake(partner, self.right, ("answer", name))

    def face(self) -> Face:
        """Show both lists."""
        return Face(left=tuple(self.left.items()), right=tuple(self.right.items()))

    def grade(self, response: Json, names: Mapping[str, str], credit: str) -> Grade:
        """Give what the rule `credit` gives for the pairs; a left name without a pair is a wrong one."""
        pairs = self._read(response, names)
        if not pairs:
            return BLANK
        rights = sum(self.answer[left] == right for left, right in pairs.items())
        return Grade.worth(_RULES[credit](rights, len(self.left)))

    def right_response(self, ids: Mapping[str, str]) -> Json:
        """Pair each left name with its right one."""
        return [[ids[left], ids[right]] for left, right in self.answer.items()]

    def guess(self) -> Fraction:
        """One in as many as the right list has, for each pair."""
        return Fraction(1, len(self.right))

    def _read(self, response: Json, names: Mapping[str, str]) -> dict[str, str]:
        if not isinstance(response, list):
            raise Unreadable("作答应为配对的列表")
        pairs: dict[str, str] = {}
        for pair in response:
            left, right = self._read_pair(pair, names)
            if left in pairs:
                raise Unreadable("左边同一项配对了两次")
            pairs[left] = right
        return pairs

    def _read_pair(self, pair: Json, names: Mapping[str, str]) -> tuple[str, str]:
        match read_options(pair, names):
            case [left, right] if left in self.left and right in self.right:
                return left, right
        raise Unreadable("每个配对应为左边一项和右边一项")


_RULES = {"per_pair": place_by_place, "all_or_nothing": all_or_nothing}
