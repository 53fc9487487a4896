"""kill -9 under load: what was acknowledged is there exactly once, and the same browser goes on."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.factories.exam_client import ExamClient, http_wire
from tests.factories.serving import Serving, wait_until

CLIENTS = 4
BEFORE, AFTER = 25, 25  # acknowledged saves of each client before the kill, and after it


@dataclass
class Load:
    """One contestant who saves as fast as the server answers and repeats what was not acknowledged."""

    client: ExamClient
    acknowledged: dict[int, str] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        seq = self.client.next_seq
        while not self.stop.is_set():
            entry = self.client.answer(seq, f"作答{seq}", seq % len(self.client.items))
            try:
                reply = self.client.save(entry)
            except OSError:
                self.stop.wait(0.05)
                continue
            if reply.status == 200:
                self.acknowledged[seq] = json.dumps(
                    entry["body"], sort_keys=True, ensure_ascii=False, separators=(",", ":")
                )
                seq += 1


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    server = Serving(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def loads(serving: Serving) -> list[Load]:
    accounts = json.loads((serving.instance / "demo-accounts.json").read_text(encoding="utf-8"))
    people = [one for one in accounts if one["role"] == "contestant"][:CLIENTS]
    made = []
    for number, person in enumerate(people):
        client = ExamClient(http_wire(serving.port), f"browser-number-{number:03}")
        client.sign_in(person["username"], person["password"])
        open_round = next(one for one in client.get("/exam/rounds").json["rounds"] if not one["practice"])
        made.append(Load(client.start(open_round["id"])))
    return made


def under_load(loads: list[Load], strike: Callable[[], None]) -> None:
    """Strike in the middle of the clients' work, and wait until each has gone on after it."""
    threads = [threading.Thread(target=load.run) for load in loads]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: all(len(load.acknowledged) >= BEFORE for load in loads))
        strike()
        struck = [len(load.acknowledged) for load in loads]
        wait_until(lambda: all(len(load.acknowledged) >= had + AFTER for load, had in zip(loads, struck, strict=True)))
    finally:
        for load in loads:
            load.stop.set()
        for thread in threads:
            thread.join()


def stored(serving: Serving, sitting: str) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(serving.database)) as connection:
        return connection.execute(
            "SELECT seq, body FROM entries WHERE sitting_id = ? ORDER BY seq", (sitting,)
        ).fetchall()


def check_nothing_was_lost(serving: Serving, loads: list[Load]) -> None:
    for load in loads:
        found = stored(serving, load.client.sitting)
        assert [seq for seq, _ in found] == list(range(1, len(found) + 1))
        assert load.acknowledged.items() <= dict(found).items()
        opened = load.client.open()
        assert (opened.status, opened.json["next_seq"]) == (200, len(found) + 1)
        assert load.client.submit().json["receipt"]["last_seq"] == len(found)
    with closing(sqlite3.connect(serving.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_killed_worker_loses_nothing_acknowledged(serving: Serving, loads: list[Load]):
    under_load(loads, serving.kill_worker)
    check_nothing_was_lost(serving, loads)


def test_killed_server_loses_nothing_acknowledged(serving: Serving, loads: list[Load]):
    def strike() -> None:
        serving.kill()
        serving.start()

    under_load(loads, strike)
    check_nothing_was_lost(serving, loads)
