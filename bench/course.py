"""The course of one run: what is measured after what, on which servers."""

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import repeat
from pathlib import Path
from secrets import token_hex

from bench import wire
from bench.acts import EngineFigures, acting, engine_figures, open_desks
from bench.arrange import Arrangement, Seat, arrange, content_folder
from bench.commits import Commits, durable_rows
from bench.figures import Window
from bench.machine import peak_kib, sync_milliseconds, usage
from bench.servers import CEILING, ONE_BY_ONE, PROGRAM, Running, serving
from bench.sign_in import sign_in_all
from bench.sittings import Opened, hand_in_all, measured, open_all, saving
from bench.slow_disk import slow_sync
from bench.volume import Volume, volume
from config import Config

CONNECTIONS = 32
SLOW_CONNECTIONS = 64
LONGEST_SETTLING = 20.0
SETTLED = 0.05
ROWS_A_COMMIT = (1, 10, 50)
_HELLO = wire.post("/hello", b"{}")


@dataclass(frozen=True)
class Plan:
    """How much is measured: seconds a window of saves, how often each phase is repeated, and with how many people."""

    seconds: float
    repeats: int
    contestants: int


@dataclass
class Findings:
    """Everything one run measured; `windows` holds each phase's windows in the order they were taken."""

    windows: dict[str, list[Window]] = field(default_factory=dict)
    grading_cpu: list[float] = field(default_factory=list)
    commits: list[Commits] = field(default_factory=list)
    syncs: list[float] = field(default_factory=list)
    peaks: dict[str, int] = field(default_factory=dict)
    volume: Volume | None = None
    engine: EngineFigures | None = None

    def note(self, phase: str, figures: Window) -> None:
        """Add a window to its phase."""
        self.windows.setdefault(phase, []).append(figures)


def run(plan: Plan, folder: Path) -> Findings:
    """Measure everything once through, in `folder`."""
    config = Config(
        secret_key=token_hex(32),
        admin_password=token_hex(16),
        database_url=f"sqlite:///{folder / 'bench.db'}",
        instance=folder,
        content=content_folder(folder),
    )
    findings = Findings(syncs=sync_milliseconds(folder))
    findings.engine = engine_figures()
    findings.commits = [durable_rows(folder, rows) for rows in ROWS_A_COMMIT]
    arrangement = arrange(config, plan.contestants, plan.repeats)
    with ExitStack() as servers:
        ceiling = servers.enter_context(serving(CEILING, config))
        program = servers.enter_context(serving(PROGRAM, config))
        spare = _measure_repeats(plan, findings, arrangement, ceiling, program)[0]
        _measure_acts(plan, findings, arrangement, program)
        findings.volume = volume(program, arrangement.tickets[-1], arrangement.rounds[0][-1])
        findings.peaks = {"bare Flask": peak_kib(ceiling.pid), "program": peak_kib(program.pid)}
    _measure_slow_disk(plan, findings, config, spare, folder)
    return findings


def _measure_repeats(
    plan: Plan, findings: Findings, arrangement: Arrangement, ceiling: Running, program: Running
) -> list[list[Opened]]:
    """Measure every phase on both servers; return sittings nobody has saved to, for each repeat."""
    spare = []
    for seats in arrangement.rounds:
        findings.note("bare Flask", _hello(ceiling, plan.seconds))
        opened, figures = open_all(program, _without_last(seats), CONNECTIONS)
        findings.note("open 80 items", figures)
        saves = [saving(one) for one in opened[:CONNECTIONS]]
        findings.note("save", measured(program, saves, seconds=plan.seconds)[1])
        signed_in = sign_in_all(program, arrangement.tickets, CONNECTIONS)
        findings.note("sign-in page", signed_in.page)
        findings.note("sign-in", signed_in.post)
        kept = CONNECTIONS + 2 * SLOW_CONNECTIONS
        _measure_hand_in(findings, program, opened[kept:])
        spare.append(opened[CONNECTIONS:kept])
    return spare


def _measure_acts(plan: Plan, findings: Findings, arrangement: Arrangement, program: Running) -> None:
    """Measure opening a desk and acting at it, every connection at a sitting of its own."""
    for seats in arrangement.windows:
        desks, figures = open_desks(program, seats, CONNECTIONS)
        findings.note("open a desk", figures)
        acts = [acting(one) for one in desks[:CONNECTIONS]]
        findings.note("act", measured(program, acts, seconds=plan.seconds)[1])


def _measure_hand_in(findings: Findings, program: Running, sittings: Sequence[Opened]) -> None:
    before = usage(program.pid).tree
    figures = hand_in_all(program, sittings, CONNECTIONS)
    findings.note("hand-in", figures)
    _settle(program)
    whole = (usage(program.pid).tree - before) * 1000 / len(sittings)
    findings.grading_cpu.append(max(whole - figures.cpu, 0.0))


def _measure_slow_disk(plan: Plan, findings: Findings, config: Config, spare: Sequence[Opened], folder: Path) -> None:
    """Measure saves while every sync takes 5 ms longer, with and without group commit."""
    settings = slow_sync(folder)
    if settings is None:
        return
    # Twice the connections need twice the threads, or half of them would wait outside the writer's queue.
    config = replace(config, threads=SLOW_CONNECTIONS)
    halves = spare[:SLOW_CONNECTIONS], spare[SLOW_CONNECTIONS:]
    findings.note("save, slow disk", _slow_saves(PROGRAM, config, settings, halves[0], plan.seconds))
    findings.note("one by one, slow disk", _slow_saves(ONE_BY_ONE, config, settings, halves[1], plan.seconds))


def _slow_saves(
    command: tuple[str, ...], config: Config, settings: Mapping[str, str], sittings: Sequence[Opened], seconds: float
) -> Window:
    with serving(command, config, settings) as server:
        return measured(server, [saving(one) for one in sittings], seconds=seconds)[1]


def _hello(ceiling: Running, seconds: float) -> Window:
    return measured(ceiling, [repeat(_HELLO) for _ in range(CONNECTIONS)], seconds=seconds)[1]


def _without_last(seats: Sequence[Seat]) -> Sequence[Seat]:
    """Leave the last seat for the count of bytes."""
    return seats[:-1]


def _settle(server: Running) -> None:
    """Wait until the server has done what it does after the load, such as grading."""
    until = time.monotonic() + LONGEST_SETTLING
    busy = True
    while busy and time.monotonic() < until:
        before = usage(server.pid).tree
        time.sleep(2.0)  # longer than a turn of the upkeep
        busy = (usage(server.pid).tree - before) / 2.0 > SETTLED
