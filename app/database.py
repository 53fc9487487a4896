"""The database: engine tuning, the one way to write, and exact column types."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, current_app
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

from app.write_gate import GateBusy, WriteGate, hold_in_database, is_busy
from config import Config

GATE_SECONDS = 5.0
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA secure_delete=ON",  # what is sealed or purged leaves nothing in freed pages
)
# Milliseconds. A save waits at most 3 s in the queue and 1.5 s for a sitting's row, so it can't lose to a sweep 5 s
# after the deadline. A process that hangs in a transaction loses its locks. What is acknowledged is on the disk,
# whatever the server's own default.
POSTGRESQL_SETTINGS = {
    "lock_timeout": 1_500,
    "statement_timeout": 10_000,
    "idle_in_transaction_session_timeout": 60_000,
    "synchronous_commit": "on",
}
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base; constraints are named so that a migration can drop them."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate(directory=str(Path(__file__).parent / "migrations"), render_as_batch=True)


def init_database(app: Flask, config: Config) -> None:
    """Bind the database and its write gate to `app`."""
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(config)
    app.extensions["write_gate"] = gate_of(config)
    db.init_app(app)
    migrate.init_app(app, db)
    with app.app_context():
        _tune(db.engine)


def engine_options(config: Config) -> dict[str, object]:
    """Return how many connections one process may hold, and on PostgreSQL what each is told at its start.

    The locks of docs/decisions.md count on READ COMMITTED: a statement that waited for a row sees it as it is now.
    """
    if config.sqlite_path is not None:
        return {"pool_size": config.threads + 8, "max_overflow": 16}
    settings = " ".join(f"-c {name}={value}" for name, value in POSTGRESQL_SETTINGS.items())
    return {
        "pool_size": config.threads + 2,
        "max_overflow": 8,
        "pool_pre_ping": True,
        "isolation_level": "READ COMMITTED",
        "connect_args": {"options": settings},
    }


def gate_of(config: Config) -> WriteGate:
    """Return the gate that every writer of `config`'s database must hold."""
    path = config.sqlite_path
    return WriteGate(Path(f"{path}.lock") if path else None)


def tune_sqlite(connection: sqlite3.Connection) -> None:
    """Make `connection` durable and strict; the caller begins and ends its transactions."""
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


@contextmanager
def transaction() -> Iterator[Session]:
    """Write: one transaction under the write gate, committed on leaving, rolled back on an exception.

    What the session read before is dropped first, so that the transaction decides on what is true now. Raises GateBusy
    if the gate or a row can't be had in time.
    """
    with current_app.extensions["write_gate"].hold(GATE_SECONDS):
        session = db.session()
        session.rollback()
        connection = session.connection(execution_options={"writes": True})
        try:
            hold_in_database(connection)
            yield session
            session.commit()
        except DBAPIError as problem:
            session.rollback()
            if is_busy(problem):
                raise GateBusy from problem
            raise
        except BaseException:
            session.rollback()
            raise


def leave_nothing_behind() -> None:
    """On SQLite, wipe what the write-ahead log still holds of rows that were encrypted or cleared."""
    if db.engine.dialect.name == "sqlite":
        db.session.rollback()
        with db.engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _tune(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection):
        tune_sqlite(connection)


def _on_begin(connection: Connection) -> None:
    """Begin writes IMMEDIATE: a deferred one that reads first can't be upgraded once another has written."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
