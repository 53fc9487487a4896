"""Schemas for editors: every kind, Chinese hints, exact keys, and nothing that the loader supplies."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from question_bank import schema
from question_bank.kinds import KINDS
from question_bank.model import Json

SCHEMAS = schema.schemas()


def objects(value: Json) -> Iterator[dict[str, Json]]:
    """Yield every JSON object within `value`."""
    if isinstance(value, dict):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(below)


def kind_schema(kind: str) -> dict[str, Json]:
    """Return the schema of one item kind."""
    below = SCHEMAS["items"]["$defs"]
    assert isinstance(below, dict)
    found = below[kind]
    assert isinstance(found, dict)
    return found


def test_there_is_a_schema_for_each_sort_of_file() -> None:
    assert list(SCHEMAS) == ["items", "topics", "sources", "calendars", "blueprints"]


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_kind_has_the_keys_of_its_model_but_not_the_supplied_ones(kind: str) -> None:
    fields = KINDS[kind].model_fields
    properties, required = kind_schema(kind)["properties"], kind_schema(kind)["required"]
    assert isinstance(properties, dict)
    assert isinstance(required, list)
    assert set(properties) == set(fields) - {"topic", "images", "arrangement"}
    assert set(required) == {name for name, one in fields.items() if one.is_required()} - {"topic"}


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_every_hint_is_chinese_and_no_object_takes_unknown_keys(name: str) -> None:
    hints = [one["description"] for one in objects(SCHEMAS[name]) if isinstance(one.get("description"), str)]
    assert [hint for hint in hints if isinstance(hint, str) and hint.isascii()] == []
    closed = [
        one.get("additionalProperties")
        for one in objects(SCHEMAS[name])
        if one.get("type") == "object" and "stem" in str(one.get("properties"))
    ]
    assert all(one is False for one in closed if one is not None)


def test_exact_decimals_are_written_as_numbers() -> None:
    properties = kind_schema("numeric")["properties"]
    assert isinstance(properties, dict)
    assert properties["difficulty"] == {
        "description": "预计答对率，0.05 到 0.95", "type": "number", "minimum": 0.05, "maximum": 0.95,
    }  # fmt: skip


def test_every_reference_leads_somewhere_and_every_definition_is_used() -> None:
    for name, one in SCHEMAS.items():
        references = {str(part["$ref"]).rpartition("/")[2] for part in objects(one) if "$ref" in part}
        below = one.get("$defs", {})
        assert isinstance(below, dict)
        assert (name, references) == (name, set(below))


def test_files_are_stale_until_written_and_after_any_change(tmp_path: Path) -> None:
    folder = tmp_path / "schema"
    assert len(schema.stale(folder)) == 5
    schema.write(folder)
    assert schema.stale(folder) == []
    (folder / "topics.schema.json").write_text("{}", encoding="utf-8")
    assert schema.stale(folder) == [folder / "topics.schema.json"]


def test_written_schemas_are_json(tmp_path: Path) -> None:
    schema.write(tmp_path)
    assert json.loads((tmp_path / "items.schema.json").read_text(encoding="utf-8")) == SCHEMAS["items"]
