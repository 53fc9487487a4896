"""JSON Schemas of the authored files, for completion and hints in an author's editor."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from simulations.catalogue import RegistryFile, Rubric, RulePack, ServiceFile
from simulations.scenario import ScenarioFile, SimulationPaper

FOLDER = Path(__file__).parent / "schema"
FILES: Mapping[str, type[BaseModel]] = {
    "services": ServiceFile,
    "scenarios": ScenarioFile,
    "registry": RegistryFile,
    "rulepacks": RulePack,
    "rubric": Rubric,
    "papers": SimulationPaper,
}


def texts() -> dict[str, str]:
    """Return each schema's file name and its JSON text."""
    return {
        f"{name}.schema.json": json.dumps(_schema(model), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        for name, model in FILES.items()
    }


def write(folder: Path) -> None:
    """Write every schema into `folder`."""
    folder.mkdir(exist_ok=True)
    for name, text in texts().items():
        (folder / name).write_text(text, encoding="utf-8")


def stale(folder: Path) -> list[Path]:
    """Return the files in `folder` that are not what the models say."""
    paths = {folder / name: text for name, text in texts().items()}
    return [path for path, text in paths.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema; every field's description falls back to what its own model says of itself."""
    return {"$schema": "http://json-schema.org/draft-07/schema#", **model.model_json_schema(by_alias=True)}
