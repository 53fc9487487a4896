"""How alike the forms of one blueprint are: what they are expected to earn, what they hold, what they share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from question_bank.blueprint import Blueprint
from question_bank.kinds.case import Case
from question_bank.model import Item
from question_bank.paper import Form, FormItem

# The kinds whose key has a place among the options; an ordering uses every place once.
_KEYED = ("single_choice", "multiple_choice", "true_false")


@dataclass(frozen=True)
class FormFigures:
    """One form: points by topic and by kind, and how often a key of a kind stands in each place as authored.

    `expected` is what the items' difficulties promise, `guessed` what blind guessing earns under each kind's
    default credit rule; both in points, exact. Keys of case parts are counted, by the parts' kinds.
    """

    label: str
    full_mark: Decimal
    expected: Decimal
    guessed: Fraction
    by_topic: Mapping[str, Decimal]
    by_kind: Mapping[str, Decimal]
    keys: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class FairnessReport:
    """The forms compared: `shared` maps each item in several forms to their labels.

    `bound` is what no two forms' expected scores may differ by when nothing is shared: the most that one
    exchange of two items drawn for the same row could move.
    """

    title: str
    forms: tuple[FormFigures, ...]
    shared: Mapping[str, tuple[str, ...]]
    bound: Decimal

    @property
    def spread(self) -> Decimal:
        """The richest form's expected score less the poorest's."""
        expected = [form.expected for form in self.forms]
        return max(expected) - min(expected)


def fairness(forms: Sequence[Form], blueprint: Blueprint) -> FairnessReport:
    """Compare `forms`, at least one, which `assemble` drew for `blueprint`."""
    labels: dict[str, list[str]] = {}
    for form in forms:
        for item in form.items:
            labels.setdefault(item.id, []).append(form.label)
    shared = {item: tuple(holders) for item, holders in sorted(labels.items()) if len(holders) > 1}
    return FairnessReport(blueprint.name, tuple(map(_figures, forms)), shared, _bound(forms, blueprint))


def _figures(form: Form) -> FormFigures:
    entries = [entry for section in form.sections for entry in section.items]
    return FormFigures(
        label=form.label,
        full_mark=sum((entry.points for entry in entries), Decimal(0)),
        expected=sum((entry.points * entry.item.difficulty for entry in entries), Decimal(0)),
        guessed=sum((Fraction(entry.points) * entry.item.guess() for entry in entries), Fraction(0)),
        by_topic=_points((entry.item.topic, entry) for entry in entries),
        by_kind=_points((entry.item.kind, entry) for entry in entries),
        keys=_keys(form.items),
    )


def _points(entries: Iterable[tuple[str, FormItem]]) -> dict[str, Decimal]:
    points: dict[str, Decimal] = {}
    for name, entry in entries:
        points[name] = points.get(name, Decimal(0)) + entry.points
    return points


def _keys(items: Iterable[Item]) -> dict[str, tuple[int, ...]]:
    places: dict[str, Counter[int]] = {}
    for item in items:
        for asked in item.parts if isinstance(item, Case) else (item,):
            if asked.kind in _KEYED:
                places.setdefault(asked.kind, Counter()).update(_places(asked))
    return {kind: tuple(count[place] for place in range(max(count) + 1)) for kind, count in places.items()}


def _places(item: Item) -> list[int]:
    names = [name for name, _ in item.face().options]
    right = item.right_response({name: name for name in names})
    return [place for place, name in enumerate(names) if name == right or (isinstance(right, list) and name in right)]


def _bound(forms: Sequence[Form], blueprint: Blueprint) -> Decimal:
    drawn = {item.id: item for form in forms for item in form.items}
    ranges = []
    for section in blueprint.sections:
        for row in section.rows:
            difficulties = [item.difficulty for item in drawn.values() if section.draws(row, item)]
            ranges.append(section.points * (max(difficulties) - min(difficulties)))
    return max(ranges)
