"""What the database holds, read by a connection of the test's own."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from config import Config


def rows(config: Config, query: str, **parameters: object) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    if config.sqlite_path is None:
        with _engine(config.database_url).connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), parameters)]
    with closing(sqlite3.connect(str(config.sqlite_path))) as connection:
        return connection.execute(query, parameters).fetchall()


def execute(config: Config, statement: str, **parameters: object) -> None:
    """Change the database behind the application's back."""
    if config.sqlite_path is None:
        with _engine(config.database_url).begin() as connection:
            connection.execute(text(statement), parameters)
        return
    with closing(sqlite3.connect(str(config.sqlite_path))) as connection, connection:
        connection.execute(statement, parameters)


def entries(config: Config, sitting: str) -> list[tuple[int, str]]:
    """Return seq and body of a sitting's journal."""
    return rows(config, "SELECT seq, body FROM entries WHERE sitting_id = :sitting ORDER BY seq", sitting=sitting)


def held(config: Config, sitting: str) -> list[tuple[int, str]]:
    """Return seq and reason of a sitting's held entries."""
    return rows(config, "SELECT seq, why FROM held_entries WHERE sitting_id = :sitting ORDER BY id", sitting=sitting)


def finals(config: Config, sitting: str) -> list[tuple[int, str, int]]:
    """Return last seq, how and when of a sitting's current finals."""
    return rows(
        config,
        "SELECT last_seq, how, closed_at FROM finals WHERE sitting_id = :sitting AND voided_at IS NULL",
        sitting=sitting,
    )


@cache
def _engine(url: str) -> Engine:
    return create_engine(url, poolclass=NullPool)


def everything(file: Path | str) -> bytes:
    """Return a dump of the whole database, for comparing before and after."""
    with closing(sqlite3.connect(str(file))) as connection:
        return "\n".join(connection.iterdump()).encode()
