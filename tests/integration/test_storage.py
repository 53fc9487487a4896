"""What a save is told when the database can't store, and that nothing is half-written then."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import Connection, event, text

from app.database import db
from app.journal.writer import Busy, StorageFailed
from config import Config
from tests.factories.exam_client import ExamClient, entry
from tests.factories.stored import entries, everything, finals, rows

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
connection.close()
"""
BIG = {"response": "x" * 15_000}


@contextmanager
def locked_elsewhere(config: Config) -> Iterator[None]:
    """Let another process hold the database's write lock, as a backup tool without the gate might."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(config.sqlite_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder as process:
        process.stdout.readline()
        try:
            yield
        finally:
            process.stdin.close()
            process.wait()


def shorten_patience(app: Flask) -> None:
    """Let connections made from now on give up on a lock at once; the writer makes its own with the first work."""
    with app.app_context():
        engine = db.engine
    engine.dispose()

    @event.listens_for(engine, "connect")
    def patience(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=50")


def fill_up(app: Flask, config: Config) -> None:
    """Forbid the writer's connection any further page."""
    pages = rows(config, "PRAGMA page_count")[0][0]

    def limit(connection: Connection) -> None:
        connection.execute(text(f"PRAGMA max_page_count={pages}"))

    app.extensions["runtime"].writer.run(limit)


def make_room(app: Flask) -> None:
    app.extensions["runtime"].writer.run(lambda connection: connection.execute(text("PRAGMA max_page_count=1000000")))


def test_full_disk_is_507_and_nothing_is_half_written(sitting: ExamClient, app: Flask, config: Config):
    sitting.save(sitting.answer(1))
    fill_up(app, config)
    before = everything(str(config.sqlite_path))
    batch = [entry(seq, "answer", BIG) for seq in range(2, 12)]
    replies = [sitting.save(*batch), sitting.submit(*batch)]
    assert [(reply.status, reply.json) for reply in replies] == [(507, {"code": "storage"})] * 2
    assert {reply.headers["Retry-After"] for reply in replies} == {"1"}
    assert everything(str(config.sqlite_path)) == before


def test_saves_go_on_once_there_is_room_again(sitting: ExamClient, app: Flask, config: Config):
    fill_up(app, config)
    batch = [entry(seq, "answer", BIG) for seq in range(1, 11)]
    sitting.save(*batch)
    make_room(app)
    assert sitting.save(*batch).json["acked"] == 10
    assert len(entries(config, sitting.sitting)) == 10


def test_reading_works_on_a_full_disk(sitting: ExamClient, app: Flask, config: Config):
    sitting.save(sitting.answer(1))
    fill_up(app, config)
    assert (sitting.receipt().json["last_seq"], sitting.save().json["acked"]) == (1, 1)


def test_lock_held_by_another_process_is_503_and_then_works(
    contestant: ExamClient, rounds, app: Flask, config: Config
):
    contestant.enter(rounds.personal)
    shorten_patience(app)
    contestant.open()
    with locked_elsewhere(config):
        reply = contestant.save(contestant.answer(1))
        assert (reply.status, reply.json, reply.headers["Retry-After"]) == (503, {"code": "busy"}, "1")
        assert contestant.save().status == 200
    assert contestant.save(contestant.answer(1)).json["acked"] == 1
    assert [seq for seq, _ in entries(config, contestant.sitting)] == [1]


def test_lock_fails_a_whole_batch_at_once(contestant: ExamClient, rounds, app: Flask, config: Config):
    contestant.enter(rounds.personal)
    shorten_patience(app)
    begun: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *facts: begun.append(facts[2]), insert=True)
    contestant.open()
    begun.clear()
    with locked_elsewhere(config), ThreadPoolExecutor(30) as pool:
        replies = list(pool.map(lambda _: contestant.submit().status, range(30)))
    assert replies == [503] * 30
    assert finals(config, contestant.sitting) == []
    assert set(begun) == {"BEGIN IMMEDIATE"}
    assert len(begun) < 20


def test_poisoned_piece_of_a_batch_fails_alone(sitting: ExamClient, app: Flask, config: Config):
    writer = app.extensions["runtime"].writer

    def insert(seq: int) -> None:
        writer.run(lambda connection: _insert(connection, sitting.sitting, seq))

    with ThreadPoolExecutor(40) as pool:
        futures = [pool.submit(insert, seq) for seq in range(1, 41)]
    failed = [seq for seq, future in enumerate(futures, 1) if future.exception() is not None]
    assert failed == [7, 23]
    assert {type(futures[seq - 1].exception()) for seq in failed} == {ZeroDivisionError}
    assert len(entries(config, sitting.sitting)) == 38


def test_broken_constraint_is_a_storage_failure(sitting: ExamClient, app: Flask):
    writer = app.extensions["runtime"].writer
    writer.run(lambda connection: _insert(connection, sitting.sitting, 1))
    with pytest.raises(StorageFailed):
        writer.run(lambda connection: _insert(connection, sitting.sitting, 1))


def test_gate_held_elsewhere_is_busy(sitting: ExamClient, app: Flask, monkeypatch):
    monkeypatch.setattr("app.journal.writer.QUEUE_SECONDS", 0.05)
    with app.extensions["write_gate"].hold(1):
        assert sitting.save(sitting.answer(1)).json == {"code": "busy"}
    assert sitting.save(sitting.answer(1)).status == 200


def test_work_queued_too_long_is_dropped(sitting: ExamClient, app: Flask, config: Config, monkeypatch):
    monkeypatch.setattr("app.journal.writer.QUEUE_SECONDS", -1.0)
    with pytest.raises(Busy):
        app.extensions["runtime"].writer.run(lambda connection: _insert(connection, sitting.sitting, 1))
    assert entries(config, sitting.sitting) == []


def test_database_is_durable_and_strict(app: Flask):
    with app.app_context(), db.engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys")
        found = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in names]
    assert found == ["wal", 2, 1]
    with app.app_context():
        of_writer = app.extensions["runtime"].writer.run(
            lambda connection: connection.execute(text("PRAGMA synchronous")).scalar()
        )
    assert of_writer == 2


def _insert(connection: Connection, sitting: str, seq: int) -> None:
    if seq in {7, 23}:
        raise ZeroDivisionError
    connection.execute(
        text("INSERT INTO entries VALUES (:sitting, :seq, 'focus', '{}', NULL, 1)"), {"sitting": sitting, "seq": seq}
    )
