"""Starts the servers that are measured, each a process tree of its own on loopback, and stops them by their id."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import HERE, Config

START_SECONDS = 30.0
STOP_SECONDS = 15.0
PROGRAM = ("-m", "flask", "--app", "wsgi", "serve")
CEILING = ("-m", "bench.ceiling_app")
ONE_BY_ONE = ("-m", "bench.one_by_one")


class NotServing(Exception):
    """A server ended or did not listen in time; the message is the end of its log."""


@dataclass(frozen=True)
class Running:
    """A server that listens on `port`; `pid` is the root of its processes."""

    pid: int
    port: int


@contextmanager
def serving(program: tuple[str, ...], config: Config, settings: Mapping[str, str] | None = None) -> Iterator[Running]:
    """Run `program` on a free port with the settings of `config` until the block ends, or raise NotServing."""
    port = _free_port()
    log = config.instance / f"server-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *program],
            cwd=HERE,
            env={**_environment(config, port), **(settings or {})},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _await_listening(process, port, log)
        yield Running(process.pid, port)
    finally:
        _stop(process)


def _environment(config: Config, port: int) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "PYTHONUTF8": "1",
        "SECRET_KEY": config.secret_key,
        "ADMIN_PASSWORD": config.admin_password,
        "DATABASE_URL": config.database_url,
        "KAOCHANG_INSTANCE": str(config.instance),
        "KAOCHANG_THREADS": str(config.threads),
        "PORT": str(port),
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _await_listening(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise NotServing(log.read_text(encoding="utf-8", errors="replace")[-2000:])


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
