"""Items of a wrong shape made whole with stand-ins, so that what else is wrong with them is told in the same run."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from pydantic import ConfigDict
from pydantic_core import ErrorDetails

from question_bank.model import Face, Grade, Item, Json, Mistake, Unreadable
from question_bank.validation import fitted


class Kindless(Item):
    """The fields that items of every kind share; others are passed over, and nothing can be answered."""

    model_config = ConfigDict(extra="ignore")

    label: ClassVar[str] = "未知题型"

    kind: str = ""

    def mistakes(self) -> Iterator[Mistake]:
        """Yield nothing: mistakes are those of a kind."""
        yield from ()

    def face(self) -> Face:
        """Show nothing beside the stem."""
        return Face()

    def grade(self, response: Json, names: Mapping[str, str], credit: str) -> Grade:
        """Refuse."""
        del response, names, credit
        raise Unreadable("题型不明")

    def right_response(self, ids: Mapping[str, str]) -> Json:
        """Give none."""
        del ids
        return None

    def guess(self) -> Fraction:
        """Nothing."""
        return Fraction(0)


def mended(model: type[Item], value: Mapping[str, object], name: str, document: str) -> Item | None:
    """Return what `value` would be without its mistakes of shape: for review only, never for a paper.

    Unknown keys are left out; a shared field, or a part of a case, that doesn't fit is replaced by one that no rule
    complains of. `name` stands in for the id, the registered `document` for the source. What still doesn't fit
    `model` is taken for Kindless; None if it has not even a stem.
    """
    stand_ins: dict[str, object] = {
        "id": name,
        "difficulty": Decimal("0.5"),
        "source": {"document": document, "clause": "第一条"},
        "valid": {"from": date.min},
        "explain": "解析",
        "shuffle": True,
    }
    return _mended(model, value, stand_ins) or _mended(Kindless, {**value, "kind": ""}, stand_ins)


def _mended(model: type[Item], value: Mapping[str, object], stand_ins: Mapping[str, object]) -> Item | None:
    checked = fitted(model, value)
    if isinstance(checked, list):
        for error in checked:
            value = _repaired(error, value, stand_ins)
        checked = fitted(model, value)
    return checked if isinstance(checked, Item) else None


def _repaired(
    error: ErrorDetails, value: Mapping[str, object], stand_ins: Mapping[str, object]
) -> Mapping[str, object]:
    name, *below = error["loc"]
    field, parts = str(name), value.get("parts")
    if error["type"] == "extra_forbidden" and not below:
        return {key: content for key, content in value.items() if key != field}
    if field == "parts" and below and isinstance(parts, list):
        part = {"id": f"x{below[0]}", "kind": "true_false", "stem": "小题", "answer": True}
        return {**value, "parts": [part if n == below[0] else one for n, one in enumerate(parts)]}
    return {**value, field: stand_ins[field]} if field in stand_ins else value
