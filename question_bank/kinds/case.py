"""Case: one situation and two to five parts of the other kinds."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import ValidationInfo, field_validator

from question_bank.kinds.parts import INHERITED, Part
from question_bank.model import Calendar, Face, Grade, Item, Json, Mistake, Unreadable

FEWEST, MOST = 2, 5


class Case(Item):
    """A situation told in the stem, and its parts, each an item of its own with the id `case/part`.

    A part without its own difficulty or source has the case's. Nothing is answered under the case itself.
    """

    label: ClassVar[str] = "案例题"
    credits: ClassVar[Mapping[str, str]] = {"by_part": "各小题按其题型的规则分别计分"}

    kind: Literal["case"]
    parts: list[Part]

    @field_validator("parts")
    @classmethod
    def _inherit(cls, parts: list[Part], info: ValidationInfo) -> list[Part]:
        """Make each part whole by itself; a case with a field missing is refused anyway."""
        return [_whole(part, info.data) for part in parts]

    def embed(self, calendars: Mapping[str, Calendar]) -> Self:
        """Return the case with the calendars its parts name."""
        return self.having(parts=[part.embed(calendars) for part in self.parts])

    def mistakes(self) -> Iterator[Mistake]:
        """Yield a wrong number of parts, ids used twice or strange to the case, and each part's own mistakes."""
        if not FEWEST <= len(self.parts) <= MOST:
            yield Mistake("part-count", f"案例有 {len(self.parts)} 个小题，应有 {FEWEST} 到 {MOST} 个", ("parts",))
        seen: set[str] = set()
        for place, part in enumerate(self.parts):
            if part.id in seen:
                yield Mistake("repeated-part", f"小题编号“{_short(part)}”重复，请换一个", ("parts", place, "id"))
            if not part.id.startswith(f"{self.id}/"):
                yield Mistake("foreign-part", f"小题编号“{part.id}”里不要写别的案例编号", ("parts", place, "id"))
            seen.add(part.id)
            for mistake in part.mistakes():
                yield Mistake(mistake.code, mistake.message, ("parts", place, *mistake.at), mistake.severity)

    def face(self) -> Face:
        """Show nothing beside the stem; each part has its own face."""
        return Face()

    def grade(self, response: Json, names: Mapping[str, str], credit: str) -> Grade:
        """Refuse: each part is answered under its own id."""
        del response, names, credit
        raise Unreadable("案例由各小题分别作答")

    def right_response(self, ids: Mapping[str, str]) -> Json:
        """Give no response; each part has its own right one."""
        del ids
        return None

    def guess(self) -> Fraction:
        """Weigh the guesses of the parts."""
        return sum((part.guess() * share for part, share in zip(self.parts, self.shares(), strict=True)), Fraction(0))

    def shares(self) -> list[Fraction]:
        """Return each part's share of the case's points, by weight; they sum to one exactly."""
        whole = Fraction(sum((part.weight for part in self.parts), Decimal(0)))
        return [Fraction(part.weight) / whole for part in self.parts]


def _whole(part: Part, case: Mapping[str, object]) -> Part:
    given = part.model_fields_set
    inherited = {name: case[name] for name in INHERITED if name in case and name not in given}
    owned = part.id if "/" in part.id else f"{case.get('id')}/{part.id}"
    return part.having(**{**inherited, "id": owned})


def _short(part: Part) -> str:
    return part.id.rpartition("/")[2]
