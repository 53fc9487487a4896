"""The real server as its own process, and what a test may arrange and read behind its back."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from flask import Flask

from app.database import db, transaction
from app.factory import create_app
from app.models import ExamSession, HandAnswer, Room, RoomSeat, Round, Seating, Sitting
from app.services import bank
from app.services.competitions import NewContestant, NewRound, add_competition, add_contestant, add_round
from app.services.drawing import draw_round
from app.services.papers import frozen_paper
from config import HERE, Config
from question_bank.model import Item
from question_bank.paper import Paper

Found = TypeVar("Found")
Entry: TypeAlias = tuple[int, str, dict[str, Any]]
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
CODE = "ABCD2345"
START_SECONDS = 120  # the demo's first start proves its scenarios
STOP_SECONDS = 10
SHORT_GRACE_MS = 4000


class Late(Exception):
    """What was waited for didn't come."""


def eventually(probe: Callable[[], Found], seconds: float = 20) -> Found:
    """Return the first true answer of `probe`; raise Late if there is none in time."""
    end = time.monotonic() + seconds
    while not (found := probe()):
        if time.monotonic() > end:
            raise Late(probe)
        time.sleep(0.05)
    return found


@dataclass(frozen=True)
class Seat:
    """A contestant of a competition of one round, with a paper: nobody else's test can disturb it."""

    number: str
    name: str
    round_id: int
    sitting: str
    code: str = CODE


@dataclass(frozen=True)
class House:
    """A running server in demo mode; `app` shares its database, not its process."""

    url: str
    environment: dict[str, str]
    app: Flask
    instance: Path
    numbers: Iterator[int]

    def seat(
        self,
        *,
        blueprint: str = "practice",
        kind: str = "quiz",
        seconds: int | None = None,
        opens_in: int | None = None,
    ) -> Seat:
        """Make a competition of one round and one contestant with a paper.

        `blueprint` names what a paper of a `kind` is drawn by; `seconds` replaces its length, with a short grace;
        `opens_in` seconds makes the window a shared one.
        """
        number = next(self.numbers)
        starts = round(time.time() * 1000) + 1000 * (opens_in or 0)
        window = NewRound(f"浏览器测试{number}", blueprint, starts, 120, personal=opens_in is None, kind=kind)
        who = NewContestant(
            f"2027{number:04}", CODE, f"虚构选手{number}", "虚构街道中心", "综合窗口一线", f"B区{number:03}座"
        )
        with self.app.app_context():
            with transaction() as session:
                competition = add_competition(session, f"虚构竞赛{number}").id
                add_contestant(session, competition, who)
                row = add_round(session, competition, window, actor="test")
                if seconds is not None:
                    row.length, row.grace = seconds * 1000, SHORT_GRACE_MS
                round_id = row.id
            draw_round(round_id=round_id, actor="test")
        sitting = self.rows("SELECT id FROM sittings WHERE round_id = ?", round_id)[0][0]
        return Seat(who.admission_number, who.name, round_id, sitting)

    def in_session(self, seat: Seat, **rules: object) -> int:
        """Put the seat into a session of its own with these rules, in a room of one seat; return the session's id."""
        with self.app.app_context(), transaction() as session:
            held = session.get_one(Round, seat.round_id)
            room = Room(competition_id=held.competition_id, name="一室", rows=1, columns=1)
            times = {"opens": held.opens, "entry_closes": held.entry_closes}
            row = ExamSession(round_id=held.id, title="上午场", **times | rules)
            session.add_all([room, row])
            session.flush()
            place = RoomSeat(room_id=room.id, label="01", row=1, column=1)
            session.add(place)
            session.flush()
            sitting = session.get_one(Sitting, seat.sitting)
            session.add(Seating(session_id=row.id, contestant_id=sitting.contestant_id, seat_id=place.id))
            sitting.session_id = row.id
            return row.id

    def change_session(self, session_id: int, **rules: object) -> None:
        """Change a session's rules while the server runs."""
        with self.app.app_context(), transaction() as session:
            row = session.get_one(ExamSession, session_id)
            for name, value in rules.items():
                setattr(row, name, value)

    def answer_hand(self, seat: Seat, words: str) -> None:
        """Answer the seat's newest raised hand as a proctor does."""
        with self.app.app_context(), transaction() as session:
            seq = next(seq for seq, kind, _ in reversed(self.entries(seat)) if kind == "hand")
            at = round(time.time() * 1000)
            session.add(HandAnswer(sitting_id=seat.sitting, seq=seq, words=words, by="staff:test", at=at))

    def open_in(self, seat: Seat, milliseconds: int) -> None:
        """Move the start of a shared window."""
        with self.app.app_context(), transaction() as session:
            session.get_one(Round, seat.round_id).opens = round(time.time() * 1000) + milliseconds

    def paper(self, seat: Seat) -> Paper:
        """Return the seat's frozen paper, keys and all."""
        with self.app.app_context():
            return frozen_paper(seat.sitting)

    def item(self, kind: str) -> Item:
        """Return the bank's first item of a kind."""
        with self.app.app_context():
            return next(item for item in bank.content().bank.items.values() if item.kind == kind)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query, read by a connection of the test's own."""
        with closing(sqlite3.connect(self.instance / "kaochang.db", timeout=10)) as connection:
            return connection.execute(query, values).fetchall()

    def entries(self, seat: Seat) -> list[Entry]:
        """Return seq, kind and body of every entry of the seat's journal, in order."""
        found = self.rows("SELECT seq, kind, body FROM entries WHERE sitting_id = ? ORDER BY seq", seat.sitting)
        return [(seq, kind, json.loads(body)) for seq, kind, body in found]

    def answers(self, seat: Seat) -> list[object]:
        """Return the responses of the seat's journal, in order."""
        return [body["response"] for _, kind, body in self.entries(seat) if kind == "answer"]

    def total(self, seat: Seat) -> Decimal:
        """Return the total of the seat's score, waiting until it is graded."""
        query = "SELECT total FROM scores WHERE sitting_id = ?"
        return Decimal(eventually(lambda: self.rows(query, seat.sitting))[0][0])

    def sitting(self, seat: Seat, column: str) -> Any:
        """Return a column of the seat's sitting."""
        return self.rows(f"SELECT {column} FROM sittings WHERE id = ?", seat.sitting)[0][0]  # noqa: S608  # a literal

    def staff(self, who: str) -> tuple[str, str]:
        """Return the name and password of the demo's first member of staff in a role, or of the one named."""
        known = json.loads((self.instance / "demo-accounts.json").read_text(encoding="utf-8"))
        return next((one["username"], one["password"]) for one in known if who in (one["role"], one["username"]))

    def resume_code(self, seat: Seat) -> str:
        """Return a resume code as the command line gives it."""
        command = [*FLASK, "exam", "resume-code", seat.number]
        said = subprocess.check_output(command, cwd=HERE, env=self.environment, encoding="utf-8")
        return re.search(r"续考码：(\w+)", said)[1]


@contextmanager
def running_house(instance: Path) -> Iterator[House]:
    """Start the server on a free port with data of its own, and stop it with everything it started."""
    port = _free_port()
    environment = {
        "KAOCHANG_DEMO": "1",
        "KAOCHANG_INSTANCE": str(instance),
        "PORT": str(port),
        "PYTHONUTF8": "1",
    }
    url = f"http://127.0.0.1:{port}"
    with (instance / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*FLASK, "serve"], cwd=HERE, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            eventually(lambda: _answers(url, server), START_SECONDS)
            app = create_app(Config.from_env(environment))
            yield House(url, environment, app, instance, count(1))
            with app.app_context():
                db.engine.dispose()
        finally:
            _stop(server)


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a process that leads a group of its own, and to all it started."""
    os.killpg(process.pid, number)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str, server: subprocess.Popen[bytes]) -> bool:
    if server.poll() is not None:
        raise Late(f"the server ended with {server.returncode}; see server.log in its instance")
    port = int(url.rpartition(":")[2])
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server's process group, gently first."""
    with suppress(ProcessLookupError):
        signal_group(server, signal.SIGTERM)
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        signal_group(server, signal.SIGKILL)
        server.wait(STOP_SECONDS)
