"""One writer thread per process: commits what is waiting in one transaction, then acknowledges all of it."""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from operator import itemgetter
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

import psycopg
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.journal.appending import Append
from app.write_gate import GateBusy, WriteGate, hold_in_database, is_busy

MOST_IN_A_BATCH = 256
QUEUE_SECONDS = 3.0
WAIT_SECONDS = 15.0
EXIT_WRITER_DEAD = 70

Result = TypeVar("Result")
Work = Callable[[Connection], Result]
logger = logging.getLogger(__name__)


class Busy(Exception):
    """The write could not be made in time; nothing is known to be stored, and a repeat is safe."""


class StorageFailed(Exception):
    """The database refused to store (disk full, input/output error); nothing was stored."""


class Ticket(Generic[Result]):
    """One piece of work in the queue, and the latch its caller waits on.

    A bare lock is the latch because an Event costs several times as much and this is paid on every save.
    """

    __slots__ = ("_done", "failure", "queued_at", "result", "work")

    def __init__(self, work: Work[Result]) -> None:
        self.work = work
        self.queued_at = time.monotonic()
        self.result: Result | None = None
        self.failure: Exception | None = None
        self._done = threading.Lock()
        self._done.acquire()

    def finish(self) -> None:
        """Release the caller; the result or the failure is in place."""
        self._done.release()

    def seconds_left(self) -> float:
        """Return how much longer the work may wait; below zero once it is too late."""
        return self.queued_at + QUEUE_SECONDS - time.monotonic()

    def wait(self, seconds: float) -> bool:
        """Wait until finished; False if that took longer than `seconds`."""
        return self._done.acquire(timeout=seconds)


class Writer:
    """Runs work on one connection, many pieces to a commit; `run` returns once its work is durable."""

    def __init__(self, engine: Engine, gate: WriteGate) -> None:
        self._engine = engine
        self._gate = gate
        self._queue: SimpleQueue[Ticket[Any]] = SimpleQueue()
        self._start_lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def run(self, work: Work[Result]) -> Result:
        """Run `work` in the writer's transaction and return its result after the commit.

        `work` decides on what it reads there and must be repeatable: a failed batch is run again, one by one.
        Raises Busy, StorageFailed, or what `work` itself raised.
        """
        if self._thread is None:
            self._start()
        ticket = Ticket(work)
        self._queue.put(ticket)
        if not ticket.wait(WAIT_SECONDS):
            raise Busy
        if ticket.failure is not None:
            raise ticket.failure
        return ticket.result  # type: ignore[return-value]  # set before finish() unless failure is

    def _start(self) -> None:
        """Start the thread with the first work: a process forked before it would not have it."""
        with self._start_lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._live, name="journal-writer", daemon=True)
                self._thread.start()

    def _live(self) -> None:
        """Write until the process ends. A process whose writer died must not go on accepting answers."""
        try:
            with self._engine.connect().execution_options(writes=True) as connection:
                while True:
                    for together in _transactions(connection, self._next_batch()):
                        self._write(connection, together)
        except BaseException:
            logger.critical("the journal writer died; ending the process", exc_info=True)
            os._exit(EXIT_WRITER_DEAD)

    def _next_batch(self) -> list[Ticket[Any]]:
        batch = [self._queue.get()]
        try:
            while len(batch) < MOST_IN_A_BATCH:
                batch.append(self._queue.get_nowait())
        except Empty:
            return batch
        return batch

    def _write(self, connection: Connection, batch: list[Ticket[Any]]) -> None:
        """Write what has not waited too long; waiting for the gate counts as waiting in the queue."""
        fresh = [ticket for ticket in batch if not _dropped(ticket)]
        if not fresh:
            return
        try:
            with self._gate.hold(fresh[0].seconds_left()):
                self._commit(connection, fresh)
        except GateBusy:
            for ticket in fresh:
                ticket.failure = Busy()
        finally:
            for ticket in fresh:
                ticket.finish()

    def _commit(self, connection: Connection, batch: list[Ticket[Any]]) -> None:
        """Commit the batch whole; if anything in it fails, each piece gets a transaction of its own.

        A locked database fails them all at once: waiting for it again with each would hold up the queue for minutes.
        """
        try:
            with connection.begin():
                if not isinstance(batch[0].work, Append):
                    hold_in_database(connection)
                for ticket in batch:
                    ticket.result = ticket.work(connection)
        except Exception as problem:  # noqa: BLE001  # whatever one piece raised, the others must not suffer for it
            failure = _named(problem)
            if len(batch) > 1 and not isinstance(failure, Busy):
                for ticket in batch:
                    self._commit(connection, [ticket])
                return
            for ticket in batch:
                ticket.failure = failure


def _transactions(connection: Connection, batch: list[Ticket[Any]]) -> list[list[Ticket[Any]]]:
    """Return what is committed together, in order. SQLite has one writer: everything.

    On a server, processes that wait for one another's rows in a ring lose a second to every ring. So saves, which
    share a sitting's row, go together in order of sitting and never take the write gate; every other piece takes the
    gate before any row, and goes alone.
    """
    if connection.dialect.name == "sqlite":
        return [batch]
    saves = [(ticket.work.sitting_id, ticket) for ticket in batch if isinstance(ticket.work, Append)]
    others = [[ticket] for ticket in batch if not isinstance(ticket.work, Append)]
    in_order = [ticket for _, ticket in sorted(saves, key=itemgetter(0))]
    return [in_order, *others] if saves else others


def _dropped(ticket: Ticket[Any]) -> bool:
    """Drop work that waited too long, so that an entry in time can't lose to a sweep that passed it."""
    if ticket.seconds_left() >= 0:
        return False
    ticket.failure = Busy()
    ticket.finish()
    return True


def _named(problem: Exception) -> Exception:
    """Return what the caller is told. The guarded statement runs on the driver itself, so its own errors come too."""
    if not isinstance(problem, (DBAPIError, sqlite3.Error, psycopg.Error)):
        return problem
    said = str(problem.orig if isinstance(problem, DBAPIError) else problem)
    logger.error("storing failed: %s", said)
    return Busy() if is_busy(problem) else StorageFailed(said)
