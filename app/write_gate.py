"""The write gate: one writer at a time, in this process and among the processes that share a database file."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

POLL_SECONDS = 0.001


class GateBusy(Exception):
    """The gate could not be had in time."""


class WriteGate:
    """A lock to hold around every write transaction.

    SQLite's own busy handler sleeps and backs off, which ruins the slowest saves; waiting here does not.
    Without a path (a server database does its own locking) holding it costs nothing and excludes nobody.
    """

    def __init__(self, path: Path | None) -> None:
        self._thread_lock = threading.Lock()
        self._file_lock = FileLock(path, thread_local=False) if path else None

    @contextmanager
    def hold(self, seconds: float) -> Iterator[None]:
        """Hold the gate; raise GateBusy if it can't be had within `seconds`."""
        if self._file_lock is None:
            yield
            return
        started = time.monotonic()
        if not self._thread_lock.acquire(timeout=seconds):
            raise GateBusy
        try:
            with self._between_processes(self._file_lock, seconds - (time.monotonic() - started)):
                yield
        finally:
            self._thread_lock.release()

    @staticmethod
    @contextmanager
    def _between_processes(lock: FileLock, seconds: float) -> Iterator[None]:
        try:
            lock.acquire(timeout=max(seconds, 0), poll_interval=POLL_SECONDS)
        except Timeout as problem:
            raise GateBusy from problem
        try:
            yield
        finally:
            lock.release()
