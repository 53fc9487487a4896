"""What a roster file would change: who is new, changed field by field, unchanged or missing. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

FIELDS: Mapping[str, str] = {
    "name": "姓名",
    "district": "区",
    "unit": "单位",
    "category": "类别",
    "years": "从事年限",
    "seat": "座位",
    "id_number": "身份证号",
    "phone": "手机号码",
}
PERSONAL = frozenset({"id_number", "phone"})


@dataclass(frozen=True)
class Person:
    """A contestant by admission number. None says nothing about a field: what is there stays as it is."""

    number: str
    name: str | None = None
    district: str | None = None
    unit: str | None = None
    category: str | None = None
    years: int | None = None
    seat: str | None = None
    id_number: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Change:
    """One field of a contestant, before and after."""

    field: str
    old: str
    new: str

    @property
    def label(self) -> str:
        """The field in Chinese."""
        return FIELDS[self.field]


@dataclass(frozen=True)
class Changed:
    """A contestant as they will be, and what changes."""

    person: Person
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Difference:
    """What applying a file would do; `missing` are there and not in the file."""

    new: tuple[Person, ...]
    changed: tuple[Changed, ...]
    unchanged: tuple[Person, ...]
    missing: tuple[Person, ...]

    @property
    def after(self) -> tuple[Person, ...]:
        """Everyone the file names, as they will be."""
        return (*self.new, *(one.person for one in self.changed), *self.unchanged)


def difference(held: Sequence[Person], wanted: Sequence[Person]) -> Difference:
    """Compare those `held` with those a file wants, by admission number; everyone stands in order of number."""
    there = {person.number: person for person in held}
    named = {person.number for person in wanted}
    new, changed, unchanged = [], [], []
    for person in sorted(wanted, key=lambda one: one.number):
        before = there.get(person.number)
        if before is None:
            new.append(person)
        elif changes := _changes(before, person):
            changed.append(Changed(_merged(before, person), changes))
        else:
            unchanged.append(before)
    missing = sorted((one for one in held if one.number not in named), key=lambda one: one.number)
    return Difference(tuple(new), tuple(changed), tuple(unchanged), tuple(missing))


def _changes(before: Person, wanted: Person) -> tuple[Change, ...]:
    pairs = ((name, getattr(before, name), getattr(wanted, name)) for name in FIELDS)
    return tuple(Change(name, _text(old), _text(new)) for name, old, new in pairs if new is not None and old != new)


def _merged(before: Person, wanted: Person) -> Person:
    said = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    return replace(before, **{name: value for name, value in said.items() if value is not None})


def _text(value: object) -> str:
    return "" if value is None else str(value)
