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
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
    context.configure(connection=connection, target_metadata=Base.metadata, **SETTINGS)
    with context.begin_transaction():
        context.run_migrations()
        if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            msg = "a migration left broken references"
            raise BrokenReferences(msg)
    connection.commit()
    if sqlite:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


with current_app.extensions["migrate"].db.engine.connect() as connection:
    migrate(connection)
