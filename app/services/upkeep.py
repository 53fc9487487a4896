"""Upkeep: the thread that sweeps, grades, writes last-heard times and marks the clock."""

import logging
import threading

from flask import Flask
from sqlalchemy import Connection, text

from app.database import db
from app.journal.closing import Sweep, due_sittings
from app.runtime import Runtime, runtime
from app.services.grading import grade_due

_MARK = text("""
INSERT INTO clock_marks (id, reached) VALUES (1, :now)
ON CONFLICT (id) DO UPDATE SET reached = excluded.reached WHERE clock_marks.reached < excluded.reached
""")
logger = logging.getLogger(__name__)


def tick() -> None:
    """Do one round of upkeep in the current application; every part may be repeated and has no look-back limit."""
    parts = runtime()
    now = parts.clock.now()
    parts.writer.run(parts.heartbeats.take())
    if parts.clock.stepped():
        logger.error("the wall clock is %s ms away from exam time; sweeping is paused", parts.clock.step())
    else:
        parts.writer.run(lambda connection: _mark(connection, now))
        _sweep(parts, now)
    grade_due()


def start(app: Flask, seconds: float) -> threading.Event:
    """Run upkeep every `seconds` in a daemon thread; set the returned event to stop it."""
    stop = threading.Event()
    threading.Thread(target=_live, args=(app, seconds, stop), name="upkeep", daemon=True).start()
    return stop


def _live(app: Flask, seconds: float, stop: threading.Event) -> None:
    while not stop.wait(seconds):
        with app.app_context():
            try:
                tick()
            except Exception:  # the next tick tries again; the fault is in the log, and nothing was half-written
                logger.exception("a fault in the upkeep")
            finally:
                db.session.remove()


def _sweep(parts: Runtime, now: int) -> None:
    while due := due_sittings(db.engine, now):
        if not parts.writer.run(Sweep(due, now)):
            return


def _mark(connection: Connection, now: int) -> None:
    connection.execute(_MARK, {"now": now})
