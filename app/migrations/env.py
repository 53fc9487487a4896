"""Alembic's environment: migrates the application's own engine, foreign keys off while tables are rebuilt."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

import app.models  # noqa: F401  # registers every table with the metadata
from app.database import Base

SETTINGS = current_app.extensions["migrate"].configure_args


class BrokenReferences(Exception):
    """A migration left rows that refer to nothing; it is rolled back with the database as it was."""


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction.

    SQLite rebuilds a table to change it; with foreign keys on, dropping the old one would empty its children.
    """
    if connection.dialect.name != "sqlite":
        _run(connection)
        return
    _set_foreign_keys(connection, "OFF")
    try:
        _run(connection)
    finally:
        connection.rollback()
        _set_foreign_keys(connection, "ON")


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, **SETTINGS)
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":  # a large table takes longer to change than a page may wait
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        context.run_migrations()
        if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            msg = "a migration left broken references"
            raise BrokenReferences(msg)
    connection.commit()


def _set_foreign_keys(connection: Connection, setting: str) -> None:
    """Tell the driver itself: within a transaction, and SQLAlchemy begins one, the pragma does nothing."""
    connection.connection.cursor().execute(f"PRAGMA foreign_keys={setting}")


with current_app.extensions["migrate"].db.engine.connect() as connection:
    migrate(connection)
