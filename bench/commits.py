"""The ceiling of the database: rows a second that SQLite makes durable, by rows a commit."""

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from app.database import tune_sqlite

SECONDS = 0.7
SITTINGS = 32
_TABLE = """
CREATE TABLE entries (sitting INTEGER, seq INTEGER, body TEXT, arrived INTEGER, PRIMARY KEY (sitting, seq))
WITHOUT ROWID
"""
_ROW = "INSERT INTO entries VALUES (?, ?, ?, ?)"
_BODY = '{"item":"0123456789","response":"0123456789"}'


@dataclass(frozen=True)
class Commits:
    """Durable rows a second, and CPU milliseconds a row."""

    rows_a_commit: int
    rows_per_second: float
    cpu: float


def durable_rows(folder: Path, rows_a_commit: int) -> Commits:
    """Insert for a moment, each commit synced, in a database of its own under the program's own settings."""
    connection = sqlite3.connect(folder / f"commits-{rows_a_commit}.db")
    tune_sqlite(connection)
    connection.execute(_TABLE)
    rows = 0
    cpu, started = time.process_time(), time.perf_counter()
    while time.perf_counter() - started < SECONDS:
        connection.execute("BEGIN IMMEDIATE")
        for row in range(rows, rows + rows_a_commit):
            connection.execute(_ROW, (row % SITTINGS, row, _BODY, row))
        connection.execute("COMMIT")
        rows += rows_a_commit
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    connection.close()
    return Commits(rows_a_commit, rows / seconds, cpu * 1000 / rows)
