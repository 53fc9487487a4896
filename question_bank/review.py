"""Every rule of content, and what the rules find in a bank's items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from question_bank.document import Document, Problem, Steps
from question_bank.kinds.case import Case
from question_bank.model import Bank, Item, Mistake
from question_bank.reviews.choices import catch_all_mistakes, length_mistakes, letter_mistakes
from question_bank.reviews.duplicates import twins
from question_bank.reviews.registers import source_mistakes, validity_mistakes
from question_bank.reviews.wording import empty_mistakes, html_mistakes, negative_mistakes, width_mistakes

# The rules that look at an item, or at a part of a case, by itself.
RULES = (
    empty_mistakes,
    letter_mistakes,
    catch_all_mistakes,
    length_mistakes,
    negative_mistakes,
    width_mistakes,
    html_mistakes,
)


@dataclass(frozen=True)
class Written:
    """An item and the place where it is written; one that is `mended` holds stand-ins and is only reviewed."""

    item: Item
    document: Document
    at: Steps
    mended: bool = False

    @property
    def lines(self) -> range:
        """The lines it takes up."""
        return self.document.lines(self.at)

    @property
    def where(self) -> str:
        """The place, as file:line."""
        return f"{self.document.file}:{self.lines.start}"

    def problem(self, mistake: Mistake) -> Problem:
        """Return `mistake` located in the file."""
        return self.document.problem((*self.at, *mistake.at), mistake.code, mistake.message, mistake.severity)


def review(written: Sequence[Written], bank: Bank, today: date) -> Iterator[Problem]:
    """Yield every problem of content in `written`; `bank` gives the registers, `today` the day of the check."""
    for one in written:
        for mistake in item_mistakes(one.item, bank, today):
            yield one.problem(mistake)
    yield from _duplicate_ids(written)
    for pair in twins([one.item for one in written]):
        other = written[pair.first]
        if other.item.id == written[pair.second].item.id:
            continue
        share = round(pair.overlap * 100)
        message = f"与 {other.item.id}（{other.where}）几乎相同，文字重合 {share}%；请换一个考点，或删去一道"
        yield written[pair.second].problem(Mistake("near-duplicate", message, ("id",), "warning"))


def item_mistakes(item: Item, bank: Bank, today: date) -> Iterator[Mistake]:
    """Yield everything wrong with `item` by itself on `today`, each part of a case included."""
    yield from item.mistakes()
    yield from validity_mistakes(item, today)
    yield from source_mistakes(item, bank.sources)
    yield from _text_mistakes(item)
    for index, part in enumerate(item.parts if isinstance(item, Case) else ()):
        for mistake in (*_own_mistakes(part, item, bank, today), *_text_mistakes(part)):
            yield replace(mistake, at=("parts", index, *mistake.at))


def _own_mistakes(part: Item, case: Item, bank: Bank, today: date) -> Iterator[Mistake]:
    # What a part inherits is told once, at its case.
    if part.valid != case.valid:
        yield from validity_mistakes(part, today)
    if part.source != case.source:
        yield from source_mistakes(part, bank.sources)


def _text_mistakes(item: Item) -> Iterator[Mistake]:
    for rule in RULES:
        yield from rule(item)


def _duplicate_ids(written: Sequence[Written]) -> Iterator[Problem]:
    first: dict[str, Written] = {}
    for one in written:
        known = first.setdefault(one.item.id, one)
        if known is not one:
            message = f"编号“{one.item.id}”重复，{known.where} 已经用过；请换一个"
            yield one.problem(Mistake("duplicate-id", message, ("id",)))
