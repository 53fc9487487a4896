"""Acts at the mock window: what one costs under load, how large its view is, and what rebuilding and proving take."""

import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import orjson

from bench import wire
from bench.arrange import Seat
from bench.figures import Window
from bench.load import Reply, Script
from bench.servers import Running
from bench.sittings import ALL_SECONDS, NotAnswered, body_of, in_order, measured, spread_over
from simulations.casework import Case, draw_case
from simulations.clerk import acts_of, model_plan
from simulations.loader import Content, load_content
from simulations.proving import prove_all
from simulations.ruling import rule
from simulations.window import Act, advance, play, start, view

LONG_RUN = 300
REBUILDS = 20
WORKERS = 2


@dataclass(frozen=True)
class EngineFigures:
    """What the engine takes by itself: CPU milliseconds, bytes of JSON, and seconds of wall clock."""

    act_ms: float
    largest_view: int
    rebuild_ms: float
    proof_seconds: float
    scenarios: int


@dataclass(frozen=True)
class OpenedDesk:
    """A simulation sitting as its client knows it."""

    seat: Seat
    lease: str
    case: str


def engine_figures() -> EngineFigures:
    """Measure the shipped content: every scenario handled by the model clerk, a long run rebuilt, all of it proven."""
    content = load_content()
    runs = list(_model_runs(content))
    acts, act_seconds, largest = 0, 0.0, 0
    for case, acted in runs:
        state, catalogue = start(case), content.newest()
        for seq, act in enumerate(acted, 1):
            heard = len(state.talk)
            began = time.process_time()
            state = advance(case, catalogue, state, act, seq, seq)
            sent = orjson.dumps(view(case, catalogue, state, heard))
            act_seconds += time.process_time() - began
            acts, largest = acts + 1, max(largest, len(sent))
    return EngineFigures(
        act_seconds * 1000 / acts, largest, _rebuild_ms(content), _proof_seconds(content), len(content.scenarios)
    )


def open_desks(server: Running, seats: Sequence[Seat], connections: int) -> tuple[list[OpenedDesk], Window]:
    """Open every simulation sitting once, its registers included."""
    requests = [wire.open_sitting(seat.sitting, seat.token) for seat in seats]
    load, figures = measured(server, spread_over(requests, connections), seconds=ALL_SECONDS, keep=True)
    replies = in_order(load.replies, connections)
    return [_opened(seat, reply) for seat, reply in zip(seats, replies, strict=True)], figures


def acting(one: OpenedDesk) -> Script:
    """Yield one act after another at the same case, without end: the resident is called, then papers looked at."""
    bodies = ({"case": one.case, "do": "call"}, {"case": one.case, "do": "recall"})
    for seq in count(1):
        body = bodies[seq - 1] if seq <= len(bodies) else {"case": one.case, "do": "say", "phrase": "wait"}
        yield wire.act(one.seat.sitting, one.seat.token, one.lease, seq, body)


def _opened(seat: Seat, reply: Reply) -> OpenedDesk:
    answer = orjson.loads(body_of(reply))
    if not answer.get("views"):
        raise NotAnswered(str(answer)[:200])
    return OpenedDesk(seat, answer["lease"], answer["paper"]["cases"][0]["id"])


def _model_runs(content: Content) -> Iterator[tuple[Case, list[Act]]]:
    catalogue = content.newest()
    setting = content.setting()
    for scenario in content.scenarios.values():
        case = draw_case(scenario, random.Random(1), setting, catalogue)
        ruling = rule(case, catalogue)
        yield case, acts_of(case, catalogue, ruling, model_plan(ruling))


def _rebuild_ms(content: Content) -> float:
    """Return the CPU of folding a case of LONG_RUN acts: a model run, its input given over and over."""
    case, acted = max(_model_runs(content), key=lambda run: len(run[1]))
    typed = [act for act in acted if act["do"] in ("verdict", "fill")]
    before = next(place for place, act in enumerate(acted) if act["do"] == "decide")
    long = [*acted[:before], *(typed[n % len(typed)] for n in range(LONG_RUN - before))]
    numbered = [(seq, act, seq) for seq, act in enumerate(long, 1)]
    began = time.process_time()
    for _ in range(REBUILDS):
        play(case, content.newest(), numbered)
    return (time.process_time() - began) * 1000 / REBUILDS


def _proof_seconds(content: Content) -> float:
    with tempfile.TemporaryDirectory() as empty:
        began = time.perf_counter()
        prove_all(content, content.scenarios, Path(empty), workers=WORKERS)
        return time.perf_counter() - began
