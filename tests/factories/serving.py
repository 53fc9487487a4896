"""A real server on loopback with a database of its own, to be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from config import HERE

PATIENCE = 120  # the demo's first start proves its scenarios


class Serving:
    """`flask serve` of the demo, in a process group of its own."""

    def __init__(self, instance: Path) -> None:
        self.instance = instance
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> Path:
        return self.instance / "kaochang.db"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = {
            "KAOCHANG_DEMO": "1",
            "KAOCHANG_INSTANCE": str(self.instance),
            "KAOCHANG_THREADS": "8",
            "PORT": str(self.port),
            "PYTHONUTF8": "1",
        }
        log = (self.instance / "server.log").open("ab")
        with log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
                cwd=HERE,
                env=settings,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(self.answers)

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return connection.recv(12) == b"HTTP/1.1 200"
        except OSError:
            return False

    def workers(self) -> list[int]:
        """Return the ids of the processes the server started itself."""
        if self.process is None:
            return []
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in found.stdout.split()]

    def kill_worker(self) -> None:
        """Kill the worker as a crash would, and wait until the server has started another."""
        killed = set(self.workers())
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: bool(killed) and bool(set(self.workers()) - killed))

    def kill(self) -> None:
        """Kill every process of the server at once, as a power cut would."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until `holds`; a TimeoutError after PATIENCE seconds."""
    until = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError(holds.__qualname__)
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
