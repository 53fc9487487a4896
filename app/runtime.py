"""The parts one running application shares: settings, clock, and the journal's writer and reader."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from flask import Flask, current_app
from sqlalchemy import Engine, inspect, text

from app.clock import ExamClock
from app.journal.application import JournalApplication
from app.journal.heartbeats import Heartbeats
from app.journal.lockdowns import Lockdowns
from app.journal.reading import JournalReader
from app.journal.run_keeper import RunKeeper
from app.journal.tokens import TokenMaker
from app.journal.writer import Writer
from config import Config

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Runtime:
    """What services need beside the database session; time comes from `clock` and nowhere else."""

    config: Config
    clock: ExamClock
    writer: Writer
    reader: JournalReader
    runs: RunKeeper
    heartbeats: Heartbeats
    tokens: TokenMaker
    lockdowns: Lockdowns
    kept: dict[str, object] = field(default_factory=dict)

    def derived(self, name: str, make: Callable[[], Kept]) -> Kept:
        """Return what this process keeps under `name`, made once: derived from the database, never its truth."""
        if name not in self.kept:
            self.kept[name] = make()
        return cast("Kept", self.kept[name])


def init_runtime(app: Flask, config: Config, engine: Engine, clock: ExamClock | None = None) -> Runtime:
    """Build the runtime, keep it with `app`, and put the journal's application in front of Flask."""
    reader, made_clock = JournalReader(engine), clock or ExamClock(_time_reached(engine))
    runtime = Runtime(
        config=config,
        clock=made_clock,
        writer=Writer(engine, app.extensions["write_gate"]),
        reader=reader,
        runs=RunKeeper(reader),
        heartbeats=Heartbeats(),
        tokens=TokenMaker(config.secret_key),
        lockdowns=Lockdowns(engine, config.public_url, made_clock),
    )
    app.extensions["runtime"] = runtime
    app.wsgi_app = JournalApplication(  # type: ignore[method-assign]  # Flask's documented way to add middleware
        app.wsgi_app,
        writer=runtime.writer,
        reader=runtime.reader,
        runs=runtime.runs,
        heartbeats=runtime.heartbeats,
        tokens=runtime.tokens,
        clock=runtime.clock,
        lockdowns=runtime.lockdowns,
        secret_key=config.secret_key,
    )
    return runtime


def runtime() -> Runtime:
    """Return the runtime of the current application."""
    found: Runtime = current_app.extensions["runtime"]
    return found


def _time_reached(engine: Engine) -> int:
    """Return the latest exam time an earlier run wrote down; 0 on a database that isn't set up yet."""
    if not inspect(engine).has_table("clock_marks"):
        return 0
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT COALESCE(MAX(reached), 0) FROM clock_marks")).scalar_one())
