"""Engines and app.scoring load alone: no framework comes with them."""

import pkgutil
import subprocess
import sys

import pytest

from config import HERE

PACKAGES = ("question_bank", "simulations", "proctor", "app.scoring")
FRAMEWORKS = ("flask", "sqlalchemy", "werkzeug", "jinja2", "alembic", "granian", "config")


def modules_of(package: str) -> list[str]:
    folder = HERE / package.replace(".", "/")
    found = pkgutil.walk_packages([str(folder)], f"{package}.")
    return [package, *(module.name for module in found if not module.name.endswith("__main__"))]


@pytest.mark.parametrize("package", PACKAGES)
def test_engine_loads_without_a_framework(package: str):
    program = (
        f"import importlib, sys\nfor name in {modules_of(package)!r}:\n    importlib.import_module(name)\n"
        f"print([name for name in {FRAMEWORKS!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=HERE, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
