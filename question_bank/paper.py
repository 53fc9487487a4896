"""Forms, the paper of one sitting, and the contestant's paper, a type with no field for a key."""

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from question_bank.digest import digest
from question_bank.kinds.case import Case
from question_bank.model import Face, Item, Json
from question_bank.text import render, render_inline

# Every item of a large bank with its options; a page of HTML is about 1 kB.
RENDERED = 16_384


@dataclass(frozen=True)
class FormItem:
    """An item and the points it is worth in a form."""

    item: Item
    points: Decimal


@dataclass(frozen=True)
class FormSection:
    """A section as drawn: `credit` maps an item kind to the credit rule that holds here.

    `locks` says that leaving the section forward closes it for good.
    """

    title: str
    heading: str
    credit: Mapping[str, str]
    locks: bool
    items: tuple[FormItem, ...]


@dataclass(frozen=True)
class Form:
    """One of a blueprint's parallel forms: the items drawn, before any contestant's order."""

    label: str
    title: str
    minutes: int
    sections: tuple[FormSection, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of the form, in order."""
        return tuple(entry.item for section in self.sections for entry in section.items)


@dataclass(frozen=True)
class Placed:
    """An item in one sitting's paper: its opaque id, its points, and its options' order and opaque ids.

    `points` is exact: the points of a case are split among its parts by weight, and a third of ten has no
    decimal. `order` holds authored names, those of every shuffled or fixed list of the face one after another.
    """

    id: str
    item: Item
    points: Fraction
    order: tuple[str, ...]
    ids: Mapping[str, str]
    parts: tuple["Placed", ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """Opaque option ids back to authored names."""
        return {opaque: name for name, opaque in self.ids.items()}


@dataclass(frozen=True)
class Section:
    """A section of one sitting's paper."""

    id: str
    title: str
    heading: str
    credit: Mapping[str, str]
    locks: bool
    items: tuple[Placed, ...]

    def credit_of(self, item: Item) -> str:
        """Return the credit rule that holds for `item` here: the section's, or its kind's default."""
        return self.credit.get(item.kind) or next(iter(item.credits))


@dataclass(frozen=True)
class Paper:
    """The frozen paper of one sitting: a form, laid out by a seed that is kept."""

    form: str
    title: str
    minutes: int
    seed: str
    sections: tuple[Section, ...]

    def record(self) -> Json:
        """Return the paper as JSON that names items by revision; `recall` reads it back."""
        sections = [_section_record(section) for section in self.sections]
        record = _PaperRecord(
            form=self.form, title=self.title, minutes=self.minutes, seed=self.seed, sections=sections
        )
        return record.model_dump(mode="json")

    @property
    def digest(self) -> str:
        """The digest that names this frozen paper."""
        return digest(self.record())


def lay_out(form: Form, seed: str) -> Paper:
    """Return the paper one contestant gets: items shuffled within sections, options within items, ids opaque.

    `seed` is a hexadecimal secret kept with the paper; the same form and seed give the same paper. Ids come
    from a keyed hash rather than the shuffling generator, whose state they would give away.
    """
    rng = random.Random(seed)
    sections = tuple(
        Section(
            id=_opaque(seed, "section", str(number)),
            title=section.title,
            heading=section.heading,
            credit=section.credit,
            locks=section.locks,
            items=tuple(
                _place(entry.item, Fraction(entry.points), seed, rng) for entry in _shuffle(section.items, rng)
            ),
        )
        for number, section in enumerate(form.sections)
    )
    return Paper(form.label, form.title, form.minutes, seed, sections)


def contestant_paper(paper: Paper) -> Json:
    """Return what the contestant's browser gets: the shape of docs/protocol.md, and no key anywhere in it."""
    number = 0
    sections: list[Json] = []
    for section in paper.sections:
        items: list[Json] = [_shown(placed, n) for n, placed in enumerate(section.items, number + 1)]
        number += len(items)
        sections.append(
            {
                "id": section.id,
                "title": section.title,
                "heading": section.heading,
                "locks": section.locks,
                "items": items,
            }
        )
    return {"title": paper.title, "minutes": paper.minutes, "sections": sections}


def recall(record: Mapping[str, object], items: Mapping[str, Item]) -> Paper:
    """Return the paper that `record` describes; `items` maps revisions to items. KeyError if one is missing."""
    stored = _PaperRecord.model_validate(record)
    sections = tuple(
        Section(
            id=section.id,
            title=section.title,
            heading=section.heading,
            credit=section.credit,
            locks=section.locks,
            items=tuple(_recalled(placed, items[placed.revision]) for placed in section.items),
        )
        for section in stored.sections
    )
    return Paper(stored.form, stored.title, stored.minutes, stored.seed, sections)


class _PlacedRecord(BaseModel):
    """`options` pairs each authored name with its opaque id, in the order shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    revision: str
    points: Fraction
    options: list[tuple[str, str]]
    parts: list["_PlacedRecord"]


class _SectionRecord(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    heading: str
    credit: dict[str, str]
    locks: bool
    items: list[_PlacedRecord]


class _PaperRecord(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str
    title: str
    minutes: int
    seed: str
    sections: list[_SectionRecord]


def _section_record(section: Section) -> _SectionRecord:
    return _SectionRecord(
        id=section.id,
        title=section.title,
        heading=section.heading,
        credit=dict(section.credit),
        locks=section.locks,
        items=[_placed_record(placed) for placed in section.items],
    )


def _placed_record(placed: Placed) -> _PlacedRecord:
    return _PlacedRecord(
        id=placed.id,
        revision=placed.item.revision,
        points=placed.points,
        options=[(name, placed.ids[name]) for name in placed.order],
        parts=[_placed_record(part) for part in placed.parts],
    )


def _recalled(stored: _PlacedRecord, item: Item) -> Placed:
    """Return the placed item; the parts of a case are found in the case, whose revision covers them."""
    parts = item.parts if isinstance(item, Case) else []
    return Placed(
        id=stored.id,
        item=item,
        points=stored.points,
        order=tuple(name for name, _ in stored.options),
        ids=dict(stored.options),
        parts=tuple(_recalled(one, part) for one, part in zip(stored.parts, parts, strict=True)),
    )


def _place(item: Item, points: Fraction, seed: str, rng: random.Random) -> Placed:
    order = tuple(_order(item, rng))
    shares = zip(item.parts, item.shares(), strict=True) if isinstance(item, Case) else ()
    return Placed(
        id=_opaque(seed, "item", item.id),
        item=item,
        points=points,
        order=order,
        ids={name: _opaque(seed, "option", item.id, name) for name in order},
        parts=tuple(_place(part, points * share, seed, rng) for part, share in shares),
    )


def _order(item: Item, rng: random.Random) -> list[str]:
    face = item.face()
    order: list[str] = []
    for field, listed in (("options", face.options), ("left", face.left), ("right", face.right)):
        names = [name for name, _ in listed]
        if item.shuffle and field in item.shuffled:
            rng.shuffle(names)
        order += names
    return order


def _shuffle(entries: Sequence[FormItem], rng: random.Random) -> list[FormItem]:
    shuffled = list(entries)
    rng.shuffle(shuffled)
    return shuffled


def _opaque(seed: str, *path: str) -> str:
    return hashlib.blake2b("/".join(path).encode(), key=bytes.fromhex(seed), digest_size=9).hexdigest()


def _shown(placed: Placed, number: int) -> dict[str, Json]:
    return {
        "id": placed.id,
        "number": number,
        "kind": placed.item.kind,
        "points": _decimal_text(placed.points),
        "stem": _stem(placed.item.stem, tuple(placed.item.images.items())),
        **_shown_face(placed, placed.item.face()),
    }


def _shown_face(placed: Placed, face: Face) -> dict[str, Json]:
    """Return the fields that a kind has beside those of every item; each shows by what the face holds."""
    shown: dict[str, Json] = {}
    for field, listed in (("options", face.options), ("left", face.left), ("right", face.right)):
        if listed:
            texts = dict(listed)
            shown[field] = [
                {"id": placed.ids[name], "html": _option(texts[name])} for name in placed.order if name in texts
            ]
    if face.blanks:
        shown["blanks"] = face.blanks
    if face.unit is not None:
        shown["unit"] = face.unit
    if face.asks:
        shown["asks"] = face.asks
        shown["calendar"] = [[day, works, label] for day, works, label in face.calendar]
    if placed.parts:
        shown["parts"] = [_shown(part, n) for n, part in enumerate(placed.parts, 1)]
    return shown


def _decimal_text(points: Fraction) -> str:
    """Write points as a decimal; a share of a case that has none is rounded to two places, for showing only."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    shown = exact if Fraction(exact) == points else exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return format(shown.normalize(), "f")


@lru_cache(maxsize=RENDERED)
def _stem(text: str, images: tuple[tuple[str, str], ...]) -> str:
    return render(text, dict(images))


@lru_cache(maxsize=RENDERED)
def _option(text: str) -> str:
    return render_inline(text)
