"""An item's source and dates against the registers and the day of the check."""

from collections.abc import Iterator, Mapping
from datetime import date

from question_bank.complaints import nearest
from question_bank.model import Item, Mistake, Source

KEYING = "核"
NOT_YET = "not-yet-valid"


def source_mistakes(item: Item, sources: Mapping[str, Source]) -> Iterator[Mistake]:
    """Yield a mistake if the source is not registered, or not reliable enough to key an item."""
    cited = item.source.document
    if cited not in sources:
        yield Mistake(
            "unknown-source", f"依据“{cited}”没有登记；{nearest(cited, set(sources))}", ("source", "document")
        )
    elif sources[cited].reliability != KEYING:
        message = f"依据“{cited}”的可靠程度是“{sources[cited].reliability}”；只有“{KEYING}”的依据才能定答案"
        yield Mistake("unreliable-source", message, ("source", "document"))
    if not item.source.clause.strip():
        yield Mistake("empty-clause", "没有写依据的条款；请写到条，如“第十条”", ("source", "clause"))


def validity_mistakes(item: Item, today: date) -> Iterator[Mistake]:
    """Yield a mistake if the key does not hold on `today`, or never does."""
    begins, ends = item.valid.from_, item.valid.to
    if ends is not None and ends < begins:
        yield Mistake("validity-reversed", f"终止日 {ends} 早于起始日 {begins}；请核对", ("valid", "to"))
    elif ends is not None and ends < today:
        message = f"适用期到 {ends} 为止，已经结束；请按现行规定改写，或移出题库"
        yield Mistake("validity-closed", message, ("valid", "to"))
    elif begins > today:
        yield Mistake(NOT_YET, f"从 {begins} 起才适用，此前不会入卷", ("valid", "from"), "warning")
