"""One entry for every task on Linux and Windows: makes .venv from the locks, then runs the task."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
INSTANCE = HERE / "instance"
OLDEST_PYTHON = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
BROWSER_PACKAGE = "chromium"


class Stop(Exception):
    """A task can't go on; the message says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Run the task named on the command line; return its exit code."""
    parser = argparse.ArgumentParser(prog="manage.py", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    for name, task in TASKS.items():
        tasks.add_parser(name, help=task.__doc__, description=task.__doc__)
    known, rest = parser.parse_known_args(arguments)
    try:
        return TASKS[known.task](rest)
    except Stop as reason:
        print(f"manage.py: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: Sequence[str]) -> int:
    """Serve the demo competition on 127.0.0.1:8000 (HOST and PORT change it)."""
    install("runtime")
    settings = {"KAOCHANG_DEMO": "1"} if "KAOCHANG_DEMO" not in os.environ else {}
    return python("-m", "flask", "--app", "wsgi", "serve", *arguments, **settings)


def demo_reset(_arguments: Sequence[str]) -> int:
    """Throw the demo's data away; the next run starts over."""
    for file in [*INSTANCE.glob("kaochang.db*"), INSTANCE / "demo-accounts.json"]:
        file.unlink(missing_ok=True)
    print("The demo's data is gone; `make run` starts over.")
    return 0


def test(arguments: Sequence[str]) -> int:
    """Run the checks and then every test, browser tests included; the engines must be covered whole."""
    install("dev")
    install_browser()
    return check([]) or python("-m", "pytest", *(arguments or ("--cov", "--cov-report=term")))


def check(_arguments: Sequence[str]) -> int:
    """Run the linters, the type checker, the import contracts, and the checks of the bank and of the scenarios."""
    install("dev")
    commands = (
        ("-m", "ruff", "check", "--no-cache", "."),  # a cache outlives a module that became the project's own
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "mypy"),
        ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
        ("-m", "question_bank", "check"),
        ("-m", "question_bank", "schema", "--check"),
        ("-m", "simulations", "prove"),
        ("-m", "simulations", "schema", "--check"),
    )
    codes = [python(*command) for command in commands]
    return max(codes)


def bench(arguments: Sequence[str]) -> int:
    """Measure the ceilings of this machine and the program beside them, as ratios."""
    install("dev")
    return python("-m", "bench", *arguments)


def rehearse(arguments: Sequence[str]) -> int:
    """Play a session of simulated contestants through faults, on a database of its own, and print what was lost."""
    install("dev")
    return python("-m", "bench.rehearsal", *arguments)


def lock(_arguments: Sequence[str]) -> int:
    """Write requirements/*.lock anew from pyproject.toml (needs uv; the only task that does)."""
    uv = shutil.which("uv")
    if uv is None:
        msg = "uv is needed to write the locks: pip install uv"
        raise Stop(msg)
    compile_lock = [
        uv,
        "pip",
        "compile",
        "-q",
        "--universal",
        "--generate-hashes",
        "--no-strip-extras",
        "pyproject.toml",
    ]
    named = ["--custom-compile-command", "python manage.py lock"]
    runtime = subprocess.call([*compile_lock, "-o", "requirements/runtime.lock", *named], cwd=HERE)
    dev = ["--group", "dev", "-o", "requirements/dev.lock"]
    return runtime or subprocess.call([*compile_lock, *dev, *named], cwd=HERE)


TASKS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "rehearse": rehearse,
    "demo-reset": demo_reset,
    "lock": lock,
}


def python(*arguments: str, **settings: str) -> int:
    """Run the environment's Python in the project folder; return its exit code."""
    return subprocess.call([str(PYTHON), *arguments], cwd=HERE, env={**os.environ, "PYTHONUTF8": "1", **settings})


def install(lock_name: str) -> None:
    """Make .venv and install a lock into it, unless it is there already; dev includes runtime."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        msg = f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed, this is {sys.version.split()[0]}"
        raise Stop(msg)
    if _installed(lock_name) or (lock_name == "runtime" and _installed("dev")):
        return
    if not PYTHON.exists():
        print(f"Making {VENV} ...")
        _make_venv()
    print(f"Installing requirements/{lock_name}.lock ...")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if subprocess.call([*pip, "-r", str(_lock_file(lock_name))], cwd=HERE):
        msg = f"installing requirements/{lock_name}.lock failed; see the messages above"
        raise Stop(msg)
    _stamp(lock_name).write_text(_digest(lock_name), encoding="ascii")


def install_browser() -> None:
    """Make sure the browser tests have a Chromium, through the system's package manager where that may be."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    apt = shutil.which("apt-get")
    may = apt and (not hasattr(os, "geteuid") or os.geteuid() == 0 or shutil.which("sudo"))
    if not may:
        msg = f"the browser tests need Chromium: install the package `{BROWSER_PACKAGE}` and run this again"
        raise Stop(msg)
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    print("Installing Chromium for the browser tests ...")
    subprocess.call([*sudo, "apt-get", "update", "-qq"])
    if subprocess.call([*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", BROWSER_PACKAGE]):
        msg = f"installing `{BROWSER_PACKAGE}` failed; install it by hand and run this again"
        raise Stop(msg)


def _make_venv() -> None:
    try:
        venv.create(VENV, with_pip=True)
    except subprocess.CalledProcessError as problem:
        msg = "making the environment failed; on Debian install the package python3-venv"
        raise Stop(msg) from problem


def _lock_file(name: str) -> Path:
    return HERE / "requirements" / f"{name}.lock"


def _stamp(name: str) -> Path:
    return VENV / f"{name}.installed"


def _digest(name: str) -> str:
    return hashlib.sha256(_lock_file(name).read_bytes()).hexdigest()


def _installed(name: str) -> bool:
    return PYTHON.exists() and _stamp(name).exists() and _stamp(name).read_text(encoding="ascii") == _digest(name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
