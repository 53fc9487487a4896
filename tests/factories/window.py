"""The trial content with mistakes planted in it: a copy whose files are edited by small replacements."""

import shutil
from pathlib import Path

from simulations.loader import REGISTER, load_content
from tests.factories.desk import TRIAL

SERVICES = "services/trial.yaml"
SCENARIOS = "scenarios/trial.yaml"
PAPER = "papers/trial.yaml"
PACK = "rulepacks/pack.yaml"
CORE = "registry/core.yaml"
RECORDS = "registry/records.yaml"
RUBRIC = "rubric.yaml"


def edited(folder, *edits):
    """Copy the trial content into `folder`; each edit is (file, old, new) and replaces the first place of `old`."""
    root = folder / "window"
    shutil.copytree(TRIAL, root)
    for edit in edits:
        replace_in(root, *edit)
    return root


def replace_in(root, file, old, new):
    """Replace the first place of `old` in a file of the copy."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise LookupError(f"{file} has no {old}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(root, folder="", register=REGISTER):
    """Return (line, code, message) of each problem in files below `folder` of a copy, or in all of them."""
    inside = (root / folder).as_posix()
    return [(one.line, one.code, one.message) for one in load_content(root, register).problems
            if one.file.startswith(inside)]  # fmt: skip


def told_of(root, register=REGISTER):
    """Return `file:line code` of each problem of a copy."""
    problems = load_content(root, register).problems
    return [f"{Path(one.file).relative_to(root)}:{one.line} {one.code}" for one in problems]
