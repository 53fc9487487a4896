"""Items and forms frozen as JSON text, and read back exactly."""

import json
from collections.abc import Mapping
from decimal import Decimal

from question_bank.digest import canonical
from question_bank.kinds import KINDS
from question_bank.model import Item
from question_bank.paper import Form, FormItem, FormSection


def freeze_item(item: Item) -> str:
    """Return the item, key and all, as JSON text."""
    return item.model_dump_json(by_alias=True)


def thaw_item(text: str) -> Item:
    """Return the item that `freeze_item` wrote; its revision is the one it had."""
    return KINDS[json.loads(text)["kind"]].model_validate_json(text)


def freeze_form(form: Form) -> str:
    """Return the form as JSON text that names its items by revision."""
    return canonical({
        "label": form.label,
        "title": form.title,
        "minutes": form.minutes,
        "sections": [
            {
                "title": section.title,
                "heading": section.heading,
                "credit": dict(section.credit),
                "locks": section.locks,
                "items": [[entry.item.revision, str(entry.points)] for entry in section.items],
            }
            for section in form.sections
        ],
    })  # fmt: skip


def thaw_form(text: str, items: Mapping[str, Item]) -> Form:
    """Return the form that `freeze_form` wrote; `items` maps revisions to items. KeyError if one is missing."""
    record = json.loads(text)
    sections = tuple(
        FormSection(
            section["title"],
            section["heading"],
            section["credit"],
            section["locks"],
            tuple(FormItem(items[revision], Decimal(points)) for revision, points in section["items"]),
        )
        for section in record["sections"]
    )
    return Form(record["label"], record["title"], record["minutes"], sections)
