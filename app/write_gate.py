"""The write gate: one writer at a time, among the threads and processes that share a database."""

import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

POLL_SECONDS = 0.001
# The key of PostgreSQL's advisory lock that is the gate there: "kaochang" in ASCII, as a number.
GATE_KEY = int.from_bytes(b"kaochang")
_HOLD = text("SELECT pg_advisory_xact_lock(:key)")
# A lock or a statement that took too long, a deadlock, and a connection that broke (None) or was ended by the server.
_BUSY_STATES = {"55P03", "57014", "40P01", None, "57P01", "57P02", "57P03"}


class GateBusy(Exception):
    """The gate could not be had in time."""


class WriteGate:
    """A lock to hold around every write transaction.

    SQLite's own busy handler sleeps and backs off, which ruins the slowest saves; waiting here does not.
    Without a path (a server database: `hold_in_database`) holding it costs nothing and excludes nobody.
    """

    def __init__(self, path: Path | None) -> None:
        self._thread_lock = threading.Lock()
        self._file = _LockedFile(path) if path else None

    @contextmanager
    def hold(self, seconds: float) -> Iterator[None]:
        """Hold the gate; raise GateBusy if it can't be had within `seconds`."""
        if self._file is None:
            yield
            return
        until = time.monotonic() + seconds
        if not self._thread_lock.acquire(timeout=seconds):
            raise GateBusy
        try:
            self._file.acquire(until)
            try:
                yield
            finally:
                self._file.release()
        finally:
            self._thread_lock.release()


def hold_in_database(connection: Connection) -> None:
    """On PostgreSQL, hold the gate until the transaction of `connection` ends; on SQLite the caller holds it already.

    It must come before any lock on a row: saves lock rows and never wait for the gate, so nobody waits in a ring.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_HOLD, {"key": GATE_KEY})


def is_busy(problem: sqlite3.Error | psycopg.Error | DBAPIError) -> bool:
    """Tell whether the database only could not be had in time: nothing is known to be stored, a repeat is safe."""
    said = problem.orig if isinstance(problem, DBAPIError) else problem
    if isinstance(said, psycopg.OperationalError):
        return said.sqlstate in _BUSY_STATES
    return isinstance(said, sqlite3.Error) and "locked" in str(said)


class _LockedFile:
    """The lock between processes, on a file kept open: a library that opens it anew took a fifth of each commit."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._owner = 0
        self._descriptor = -1

    def acquire(self, until: float) -> None:
        """Lock the file; raise GateBusy if that is not done by `until` on the monotonic clock."""
        if self._owner != os.getpid():  # a forked process that shared the descriptor would share the lock
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            self._owner = os.getpid()
        while not _try_lock(self._descriptor):
            if time.monotonic() >= until:
                raise GateBusy
            time.sleep(POLL_SECONDS)

    def release(self) -> None:
        """Let the next process have it."""
        if sys.platform == "win32":
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            msvcrt.locking(self._descriptor, msvcrt.LK_UNLCK, 1)
        else:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
