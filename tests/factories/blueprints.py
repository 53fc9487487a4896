"""Blueprints and banks as values: make_blueprint(rows=[...], points="2"), make_bank(single_choice=["0.5", "0.6"])."""

from collections.abc import Sequence
from decimal import Decimal

from question_bank.blueprint import Blueprint, BlueprintSection, Row
from question_bank.model import Bank, Item
from tests.factories.items import make_item

TOPIC = "services/residence"


def make_row(count: int = 1, *, band: tuple[str, str] = ("0", "1"), **changes: object) -> Row:
    """Return a row of `count` items of any topic and kind, with a difficulty in `band`."""
    return Row.model_validate({"count": count, "difficulty": tuple(map(Decimal, band)), **changes})


def make_section(*rows: Row, points: str = "1", **changes: object) -> BlueprintSection:
    """Return a section of single choices with `rows`, or one row of one item."""
    fields = {"title": "综合题", "kinds": ("single_choice",), "points": Decimal(points), "rows": rows or (make_row(),)}
    return BlueprintSection.model_validate({**fields, **changes})


def make_blueprint(*sections: BlueprintSection, **changes: object) -> Blueprint:
    """Return a blueprint of `sections`, or one of one item, whose full mark is what they add up to."""
    held = sections or (make_section(),)
    total = sum((section.full_mark for section in held), Decimal(0))
    fields = {"id": "quiz", "name": "知识竞赛", "minutes": 60, "full_mark": total, "sections": held}
    return Blueprint.model_validate({**fields, **changes})


def make_bank(*items: Item) -> Bank:
    """Return a bank of `items`, without registers."""
    return Bank(items={item.id: item for item in items})


def make_items(
    difficulties: Sequence[str], *, prefix: str = "one", kind: str = "single_choice", topic: str = TOPIC
) -> list[Item]:
    """Return an item for each of `difficulties`, numbered from `prefix`-0, alike in everything else."""
    return [
        make_item(kind=kind, topic=topic, id=f"{prefix}-{number}", difficulty=Decimal(difficulty))
        for number, difficulty in enumerate(difficulties)
    ]
