"""What to check for a path that an author names: a content folder, a part of one, or a loose folder of items."""

from datetime import date
from pathlib import Path

from question_bank.document import Problem
from question_bank.loader import REGISTERS, SHIPPED, load_content


def check(path: Path, today: date) -> tuple[Problem, ...]:
    """Return the problems of `path`, on `today`, in the order of files and lines.

    The content folder is the nearest one above (or at) `path` that holds a register; the whole of it is read, so
    that duplicates show, and what lies outside `path` is left out. A loose folder or file takes the registers
    that ship with the program.
    """
    root = content_root(path)
    if root is None:
        return load_content(path, today, SHIPPED).problems
    # Where the content folder lies above the working folder, `path` as written doesn't lead to it.
    inside = path if path.is_relative_to(root) else path.resolve()
    return tuple(
        problem for problem in load_content(root, today).problems if Path(problem.file).is_relative_to(inside)
    )


def content_root(path: Path) -> Path | None:
    """Return the nearest folder at or above `path` that holds a register, written as `path` is where it can be."""
    for folder in (path, *path.parents, *path.resolve().parents):
        if any((folder / name).is_file() for name in REGISTERS):
            return folder
    return None
