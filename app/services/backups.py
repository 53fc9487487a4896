"""Backups: a whole, checked copy of the database in another place, made while the exam goes on."""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.runtime import runtime
from app.services.refused import Refused
from app.services.shanghai import in_shanghai

KEPT = 48
PAGES_AT_ONCE = 512


@dataclass(frozen=True)
class BackupState:
    """Where backups go, whether they can, and when the newest was made (exam ms); None where there is none."""

    folder: Path | None
    writable: bool
    newest_at: int | None


def make_backup(folder: Path | None = None) -> Path:
    """Copy the database into `folder`, or where the settings say, check the copy, and keep the newest 48.

    Refuses with `no_backup_folder`, `backup_elsewhere` (another database than SQLite has its own tools) or
    `backup_failed`. A copy appears under its name only once it is whole.
    """
    config = runtime().config
    target = folder or config.backup_folder
    if config.sqlite_path is None:
        raise Refused("backup_elsewhere")
    if target is None or not _writable(target):
        raise Refused("no_backup_folder")
    moment = in_shanghai(runtime().clock.now())
    made = target / f"kaochang-{moment:%Y%m%d-%H%M%S}.db"
    partial = made.with_suffix(".partial")
    try:
        _copy(Path(config.sqlite_path), partial)
    except (sqlite3.Error, OSError) as problem:
        partial.unlink(missing_ok=True)
        raise Refused("backup_failed", why=str(problem)) from problem
    partial.replace(made)
    for old in _backups(target)[:-KEPT]:
        old.unlink()
    return made


def backup_state() -> BackupState:
    """Return how backups stand, for the checklist."""
    folder = runtime().config.backup_folder
    if folder is None:
        return BackupState(None, writable=False, newest_at=None)
    made = _backups(folder)
    newest = int(made[-1].stat().st_mtime * 1000) if made else None
    return BackupState(folder, _writable(folder), newest)


def free_bytes() -> int:
    """Return how much room is left where the database is."""
    return shutil.disk_usage(runtime().config.instance).free


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here, pages=PAGES_AT_ONCE)
        [(verdict,)] = here.execute("PRAGMA integrity_check").fetchall()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)


def _backups(folder: Path) -> list[Path]:
    return sorted(folder.glob("kaochang-*.db")) if folder.is_dir() else []


def _writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK)
