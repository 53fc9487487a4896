"""Schemas for editors: those of the models, with Chinese hints, and stale until written."""

import json

import pytest

from simulations import schema
from simulations.catalogue import Service
from simulations.scenario import Scenario

TEXTS = schema.texts()
SCHEMAS = {name.removesuffix(".schema.json"): json.loads(text) for name, text in TEXTS.items()}


def _objects(value):
    """Yield every JSON object within `value`."""
    if isinstance(value, dict):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(below)


def test_there_is_a_schema_for_each_sort_of_file():
    assert list(SCHEMAS) == ["services", "scenarios", "registry", "rulepacks", "rubric", "papers"]


@pytest.mark.parametrize(("file", "model"), [("services", Service), ("scenarios", Scenario)])
def test_a_schema_has_the_keys_of_its_model_and_no_others(file, model):
    found = SCHEMAS[file]["$defs"][model.__name__]
    assert set(found["properties"]) == set(model.model_fields)
    assert set(found["required"]) == {name for name, one in model.model_fields.items() if one.is_required()}
    assert found["additionalProperties"] is False


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_every_reference_leads_somewhere_and_every_definition_is_used(name):
    references = {
        part["$ref"].rpartition("/")[2] for part in _objects(SCHEMAS[name]) if isinstance(part.get("$ref"), str)
    }
    assert references == set(SCHEMAS[name].get("$defs", {}))


def test_a_calendars_periods_are_written_as_authors_write_them():
    assert {"from", "to"} <= set(SCHEMAS["rulepacks"]["$defs"]["Holiday"]["properties"])


def test_files_are_stale_until_written_and_after_any_change(tmp_path):
    folder = tmp_path / "schema"
    assert [path.name for path in schema.stale(folder)] == list(TEXTS)
    schema.write(folder)
    assert schema.stale(folder) == []
    (folder / "papers.schema.json").write_text("{}", encoding="utf-8")
    assert schema.stale(folder) == [folder / "papers.schema.json"]


def test_written_schemas_are_json(tmp_path):
    schema.write(tmp_path)
    assert json.loads((tmp_path / "rubric.schema.json").read_text(encoding="utf-8")) == SCHEMAS["rubric"]


def test_the_schemas_in_the_repository_are_those_of_the_models():
    assert schema.stale(schema.FOLDER) == []
