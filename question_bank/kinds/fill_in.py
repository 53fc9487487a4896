"""Fill in: a word for each blank of the stem."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, Literal

from question_bank.kinds.credits import all_or_nothing, place_by_place
from question_bank.kinds.folding import fold
from question_bank.model import BLANK, Face, Grade, Item, Json, Mistake, Unreadable
from question_bank.text import blank_count

# Longer than any answer; folding a page of text would only cost time.
LONGEST = 200


class FillIn(Item):
    """Blanks in the stem, and for each of them every accepted spelling that folding doesn't cover."""

    label: ClassVar[str] = "填空题"
    credits: ClassVar[Mapping[str, str]] = {
        "per_blank": "每空分值相同，按答对的空数得分",
        "all_or_nothing": "各空全部答对得分，否则不得分",
    }

    kind: Literal["fill_in"]
    answer: list[list[str]]
    any_order: bool = False

    def mistakes(self) -> Iterator[Mistake]:
        """Yield a count of answers that isn't the count of blanks, and what is wrong with each answer."""
        blanks = blank_count(self.stem)
        if not blanks:
            yield Mistake("no-blank", "题干里没有空；请用四个下划线 ____ 标出", ("stem",))
        elif blanks != len(self.answer):
            message = f"题干有 {blanks} 个空，答案有 {len(self.answer)} 组，两者应一致"
            yield Mistake("blank-count", message, ("answer",))
        for place, accepted in enumerate(self.answer):
            yield from _spelling_mistakes(accepted, ("answer", place))

    def face(self) -> Face:
        """Show how many blanks there are."""
        return Face(blanks=len(self.answer))

    def grade(self, response: Json, names: Mapping[str, str], credit: str) -> Grade:
        """Give what the rule `credit` gives for the blanks filled rightly."""
        del names
        typed = self._read(response)
        if not any(typed):
            return BLANK
        accepted = [{fold(spelling) for spelling in spellings} for spellings in self.answer]
        fits = [[place for place, spellings in enumerate(accepted) if word in spellings] for word in typed]
        rights = _matched(fits) if self.any_order else sum(place in row for place, row in enumerate(fits))
        return Grade.worth(_RULES[credit](rights, len(typed)))

    def right_response(self, ids: Mapping[str, str]) -> Json:
        """Write the first accepted spelling of each blank."""
        del ids
        return [spellings[0] for spellings in self.answer]

    def guess(self) -> Fraction:
        """Nothing: no word comes by itself."""
        return Fraction(0)

    def _read(self, response: Json) -> list[str]:
        if not isinstance(response, list) or len(response) != len(self.answer):
            raise Unreadable(f"作答应为 {len(self.answer)} 个空的文字")
        return [_folded(word) for word in response]


def _folded(word: Json) -> str:
    if not isinstance(word, str):
        raise Unreadable("每个空应填文字")
    if len(word) > LONGEST:
        raise Unreadable(f"有一空超过 {LONGEST} 个字符")
    return fold(word)


def _spelling_mistakes(accepted: Sequence[str], at: tuple[str | int, ...]) -> Iterator[Mistake]:
    if not accepted:
        yield Mistake("empty-answer", "这个空没有答案", at)
    folded = [fold(spelling) for spelling in accepted]
    for place, spelling in enumerate(folded):
        if not spelling:
            yield Mistake("empty-answer", "答案没有内容", (*at, place))
        elif len(accepted[place]) > LONGEST:
            yield Mistake("answer-too-long", f"答案超过 {LONGEST} 个字符，选手无法作答", (*at, place))
        elif spelling in folded[:place]:
            other = accepted[folded.index(spelling)]
            message = f"“{accepted[place]}”与“{other}”比较时视为相同，不必重复列"
            yield Mistake("repeated-answer", message, (*at, place), "warning")


def _matched(fits: Sequence[Sequence[int]]) -> int:
    """Return how many words can be given a blank of their own among those they fit (Kuhn's augmenting paths)."""
    holder: dict[int, int] = {}

    def seat(word: int, tried: set[int]) -> bool:
        for blank in fits[word]:
            if blank not in tried:
                tried.add(blank)
                if blank not in holder or seat(holder[blank], tried):
                    holder[blank] = word
                    return True
        return False

    return sum(seat(word, set()) for word in range(len(fits)))


_RULES = {"per_blank": place_by_place, "all_or_nothing": all_or_nothing}
