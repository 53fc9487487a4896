"""The course of a rehearsal: everyone sits, and a crash, cut cables, a change of PC and a pause come between."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

from bench.machine import peak_kib, tree_of, usage
from bench.rehearsal.arrange import Stage, set_up, start_now
from bench.rehearsal.contestant import Contestant
from bench.rehearsal.line import Line
from bench.rehearsal.proctor import Proctor
from bench.servers import PROGRAM, Running, serving
from config import Config

CUT = 10  # contestants whose cable is pulled
CUT_SECONDS = 40.0
EXTENDED = 32
EXTENSION_MS = 30_000
PAUSE_SECONDS = 12.0
ARRIVING = 5.0
LONGEST_AFTER = 120.0


@dataclass
class Course:
    """What happened: the people, the proctor, what the machine used, and each event's second."""

    contestants: list[Contestant]
    proctor: Proctor
    events: list[tuple[float, str]] = field(default_factory=list)
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    peak_kib: int = 0
    resumed_after: float = 0.0

    @property
    def acknowledged(self) -> int:
        """How many entries the server has acknowledged so far."""
        return sum(len(person.history) for person in self.contestants)


def rehearse(folder: Path, contestants: int, minutes: float, seed: int) -> tuple[Config, Course]:
    """Play the session in `folder`; return the settings to check the database with, and what happened."""
    config = Config(
        secret_key=token_hex(32),
        admin_password=token_hex(16),
        database_url=f"sqlite:///{folder / 'rehearsal.db'}",
        instance=folder,
        rehearsal=True,
    )
    stage = set_up(config, contestants, minutes)
    with serving(PROGRAM, config, {"KAOCHANG_REHEARSAL": "1"}) as server:
        start_now(config, stage.round_id)
        course = asyncio.run(_play(stage, server, minutes, random.Random(seed)))
    return config, course


async def _play(stage: Stage, server: Running, minutes: float, rng: random.Random) -> Course:
    people = [
        Contestant(
            seat.sitting,
            Line(server.port, {f"sitting_{seat.sitting}": seat.token}),
            random.Random(rng.random()),
            f"rehearsal-browser-{number:04}",
        )
        for number, seat in enumerate(stage.seats)
    ]
    course = Course(people, Proctor(Line(server.port), stage.round_id))
    await course.proctor.sign_in(stage.username, stage.password)
    before, started = usage(server.pid).tree, time.monotonic()
    watching = asyncio.create_task(course.proctor.watch())
    sitting = [asyncio.create_task(_arrive(person, rng.uniform(0, ARRIVING))) for person in people]
    trouble = asyncio.create_task(_trouble(course, server, minutes * 60, started))
    _, late = await asyncio.wait(sitting, timeout=minutes * 60 + LONGEST_AFTER)
    for task in late:
        task.cancel()
    await trouble
    await asyncio.sleep(3)  # the console looks once more
    watching.cancel()
    course.wall_seconds = time.monotonic() - started
    course.cpu_seconds = usage(server.pid).tree - before
    course.peak_kib = peak_kib(server.pid)
    for task in sitting:
        if task.done() and not task.cancelled():
            task.result()
    return course


async def _arrive(person: Contestant, after: float) -> None:
    await asyncio.sleep(after)
    await person.sit()


async def _trouble(course: Course, server: Running, seconds: float, started: float) -> None:
    """Let every kind of trouble come in its turn, spread over the session."""
    steps: Sequence[tuple[float, Callable[[], Awaitable[str]]]] = (
        (0.15, lambda: _pull_cables(course)),
        (0.25, lambda: _kill_worker(course, server)),
        (0.40, lambda: _crash_pc(course)),
        (0.45, lambda: _change_pc(course)),
        (0.55, lambda: _extend(course)),
        (0.65, lambda: _pause_everyone(course)),
    )
    for share, step in steps:
        await asyncio.sleep(max(0.0, started + share * seconds - time.monotonic()))
        course.events.append((time.monotonic() - started, await step()))


async def _pull_cables(course: Course) -> str:
    cut = course.contestants[-CUT:]
    for person in cut:
        person.line.unplugged = True

    def plug_in() -> None:
        for person in cut:
            person.line.unplugged = False

    asyncio.get_running_loop().call_later(CUT_SECONDS, plug_in)
    return f"{len(cut)} 台网线断开 {CUT_SECONDS:.0f} 秒"


async def _kill_worker(course: Course, server: Running) -> str:
    """Kill the serving process as a crash would; the supervisor starts another."""
    killed = [pid for pid in tree_of(server.pid) if pid != server.pid]
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    began = time.monotonic()
    acknowledged = course.acknowledged
    while course.acknowledged == acknowledged:  # noqa: ASYNC110  # nobody tells: it is counted
        await asyncio.sleep(0.05)
    course.resumed_after = time.monotonic() - began
    return f"服务进程被杀死，{course.resumed_after:.1f} 秒后又有作答得到确认"


async def _crash_pc(course: Course) -> str:
    course.contestants[0].crash()
    return "1 台电脑断电重启"


async def _change_pc(course: Course) -> str:
    person = course.contestants[1]
    done = await course.proctor.take("move", [person.sitting])
    person.change_pc()
    person.codes.put_nowait(done["codes"][person.sitting])
    return "1 人换机，凭续考码接着做"


async def _extend(course: Course) -> str:
    chosen = [person.sitting for person in course.contestants[2 : 2 + EXTENDED]]
    done = await course.proctor.take("grant", chosen, milliseconds=EXTENSION_MS)
    return f"{len(done['changed'])} 人补时 {EXTENSION_MS // 1000} 秒"


async def _pause_everyone(course: Course) -> str:
    everyone = [person.sitting for person in course.contestants]
    paused = await course.proctor.take("pause", everyone)
    await asyncio.sleep(PAUSE_SECONDS)
    resumed = await course.proctor.take("resume", everyone)
    return f"全场暂停 {len(paused['changed'])} 人，{PAUSE_SECONDS:.0f} 秒后恢复 {len(resumed['changed'])} 人"
