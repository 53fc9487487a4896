"""The entry point: a start that is refused says which variable is to blame, in one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]
GOOD = {"SECRET_KEY": "s" * 32, "ADMIN_PASSWORD": "long enough to keep"}


@pytest.mark.parametrize("missing", ["SECRET_KEY"])
def test_unset_secret_ends_the_start_naming_it(tmp_path: Path, missing: str):
    settings = {name: value for name, value in GOOD.items() if name != missing}
    env = {"PATH": os.defpath, "KAOCHANG_INSTANCE": str(tmp_path), "PYTHONUTF8": "1", **settings}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
    ended = subprocess.run(command, cwd=HERE, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"kaochang can't start: {missing}: ")
    assert len(ended.stderr.splitlines()) == 1
