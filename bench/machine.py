"""What the operating system says: processor time of a process tree and of everyone, peak memory, conditions."""

import os
import platform
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
SYNC_BYTES = 4096
SYNC_SECONDS = 0.5


@dataclass(frozen=True)
class Usage:
    """Processor seconds up to now: of one process tree, of this process, and of the whole machine."""

    tree: float
    own: float
    machine: float


def usage(root: int) -> Usage:
    """Return what the processes from `root` down, this one and the machine have used."""
    tree = sum(_process_seconds(pid) for pid in tree_of(root))
    return Usage(tree, time.process_time(), _machine_seconds())


def tree_of(root: int) -> list[int]:
    """Return `root` and its descendants that are alive."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            children.setdefault(_parent(int(entry.name)), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, ()))
    return found


def peak_kib(root: int) -> int:
    """Return the largest peak of resident memory among the processes from `root` down, in KiB."""
    return max(_peak(pid) for pid in tree_of(root))


def conditions() -> dict[str, str | int | float]:
    """Return what the figures depend on."""
    return {
        "cpus": os.cpu_count() or 1,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "kernel": platform.release(),
        "platform": sys.platform,
        "load_average": round(os.getloadavg()[0], 2),
    }


def sync_milliseconds(folder: Path) -> list[float]:
    """Return how long each fdatasync of 4 KiB, written over the same place, took in `folder`."""
    took: list[float] = []
    block = os.urandom(SYNC_BYTES)
    descriptor = os.open(folder / "sync-probe", os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        os.pwrite(descriptor, block, 0)
        os.fsync(descriptor)
        until = time.perf_counter() + SYNC_SECONDS
        while (started := time.perf_counter()) < until:
            os.pwrite(descriptor, block, 0)
            os.fdatasync(descriptor)
            took.append((time.perf_counter() - started) * 1000)
    finally:
        os.close(descriptor)
    return took


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/<pid>/stat after the name, which may hold anything."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # ended since it was listed
        return ["?", "-1", *["0"] * 20]


def _parent(pid: int) -> int:
    return int(_stat(pid)[1])


def _process_seconds(pid: int) -> float:
    return sum(map(int, _stat(pid)[11:15])) / TICKS  # user and system, its own and of children that ended


def _machine_seconds() -> float:
    fields = list(map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]))
    user, nice, system, _idle, _waiting, interrupts, soft, steal = fields
    return (user + nice + system + interrupts + soft + steal) / TICKS


def _peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
