"""The migrations: they lead to the schema of the models, and lose no child rows on the way."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from app.database import Base, db
from app.factory import create_app
from config import Config

FIRST = "51777f8a674f"
COUNTS = ("SELECT COUNT(*) FROM sittings", "SELECT COUNT(*) FROM entries")
CHILDREN = (
    "INSERT INTO competitions (id, name) VALUES (1, '虚构')",
    (
        "INSERT INTO contestants (id, competition_id, admission_number, name, unit, category, seat, code_mac, demo) "
        "VALUES (1, 1, '20260001', '甲', '中心', '一线', 'A1', 'mac', 0)"
    ),
    (
        "INSERT INTO rounds (id, competition_id, title, kind, blueprint, full_mark, opens, entry_closes, length, "
        "grace, personal, practice) VALUES (1, 1, '知识竞赛', 'quiz', 'small', '20', 1, 2, 3, 4, 0, 0)"
    ),
    (
        "INSERT INTO sittings (id, round_id, contestant_id, attempt, state, token_epoch, grace, notice_id, queued) "
        "VALUES ('0123456789abcdef', 1, 1, 1, 'working', 0, 4, 0, 0)"
    ),
    "INSERT INTO entries VALUES ('0123456789abcdef', 1, 'focus', '{}', NULL, 1)",
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    config = Config(secret_key="k" * 32, database_url=f"sqlite:///{tmp_path / 'exam.db'}", instance=tmp_path)
    app = create_app(config)
    with app.app_context():
        yield app
        db.engine.dispose()


def schema(path: Path) -> list[tuple[str, ...]]:
    """Return every column and index: what sqlite tells, apart from how a statement was spelt."""
    found = []
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            if table == "alembic_version":
                continue
            columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
            indexes = connection.execute(f"PRAGMA index_list({table})").fetchall()
            keys = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            found += [(table, "column", *column[1:]) for column in sorted(columns, key=lambda column: column[1])]
            found += sorted((table, "index", unique, origin, partial) for _, _, unique, origin, partial in indexes)
            found += sorted((table, "key", *key[2:5]) for key in keys)
    return found


@pytest.mark.usefixtures("empty")
def test_fresh_schema_equals_migrated_schema(tmp_path: Path):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    migrated = schema(tmp_path / "exam.db")
    made = create_app(
        Config(secret_key="k" * 32, database_url=f"sqlite:///{tmp_path / 'fresh.db'}", instance=tmp_path)
    )
    with made.app_context():
        db.create_all()
        db.engine.dispose()
    assert schema(tmp_path / "fresh.db") == migrated


@pytest.mark.usefixtures("empty")
def test_migrations_keep_child_rows_under_foreign_keys(tmp_path: Path):
    upgrade(revision=FIRST)
    with closing(sqlite3.connect(tmp_path / "exam.db")) as connection, connection:
        for statement in CHILDREN:
            connection.execute(statement)
    upgrade()
    downgrade(revision=FIRST)
    upgrade()
    with closing(sqlite3.connect(tmp_path / "exam.db")) as connection:
        rows = [connection.execute(query).fetchone() for query in COUNTS]
        assert rows == [(1,), (1,)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.usefixtures("empty")
def test_upgrade_may_be_repeated(tmp_path: Path):
    upgrade()
    once = schema(tmp_path / "exam.db")
    upgrade()
    assert schema(tmp_path / "exam.db") == once
