"""What a client learns when it opens a sitting, and the phases of load on sittings."""

import gzip
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from bench import wire
from bench.arrange import Seat
from bench.figures import Window, window
from bench.load import Load, Reply, Script, drive
from bench.machine import usage
from bench.servers import Running

ALL_SECONDS = 60.0
_ENCODING = re.compile(rb"\r\ncontent-encoding: *(\w+)", re.IGNORECASE)


class NotAnswered(Exception):
    """A phase got a refusal or an empty window: its figures would be of something else."""


@dataclass(frozen=True)
class Opened:
    """A sitting as its client knows it: the right to write, the times it was told, and an answer to every item."""

    seat: Seat
    lease: str
    digest: str
    known: wire.Known
    answers: tuple[wire.Answer, ...]


def measured(server: Running, scripts: Sequence[Script], *, seconds: float, keep: bool = False) -> tuple[Load, Window]:
    """Drive `server` with `scripts` and return what came of it, with the figures; raise NotAnswered on a refusal."""
    before = usage(server.pid)
    load = drive(server.port, scripts, seconds=seconds, keep=keep)
    after = usage(server.pid)
    if any(status >= 400 for status in load.statuses) or not load.requests:  # noqa: PLR2004  # HTTP's refusals
        raise NotAnswered(str(load.statuses))
    return load, window(
        load.latencies,
        load.statuses,
        seconds=load.seconds,
        server_cpu=after.tree - before.tree,
        generator_cpu=load.generator_cpu,
        machine_cpu=after.machine - before.machine,
        bytes_down=load.bytes_down,
    )


def open_all(server: Running, seats: Sequence[Seat], connections: int) -> tuple[list[Opened], Window]:
    """Open every sitting once, its paper included."""
    requests = [wire.open_sitting(seat.sitting, seat.token) for seat in seats]
    load, figures = measured(server, spread_over(requests, connections), seconds=ALL_SECONDS, keep=True)
    replies = in_order(load.replies, connections)
    return [opened(seat, reply) for seat, reply in zip(seats, replies, strict=True)], figures


def saving(one: Opened, first_seq: int = 1) -> Script:
    """Yield the requests that save one answer after another, without end."""
    seat, answers = one.seat, one.answers
    for seq in count(first_seq):
        answer = answers[seq % len(answers)]
        yield wire.save(seat.sitting, seat.token, one.lease, seq, [answer], one.known)


def hand_in_all(server: Running, sittings: Sequence[Opened], connections: int) -> Window:
    """Hand in every sitting with all its answers still unsent."""
    requests = [wire.submit(one.seat.sitting, one.seat.token, one.lease, 1, one.answers) for one in sittings]
    return measured(server, spread_over(requests, connections), seconds=ALL_SECONDS)[1]


def spread_over(requests: Sequence[bytes], connections: int) -> list[Script]:
    """Return a script for each connection; together they send every request once."""
    return [iter(requests[start::connections]) for start in range(min(connections, len(requests)))]


def in_order(replies: Sequence[Reply], connections: int) -> list[Reply]:
    """Return the replies to what `spread_over` sent, in the order of the requests."""
    lines: list[list[Reply]] = [[] for _ in range(connections)]
    for reply in replies:
        lines[reply.script].append(reply)
    return [lines[number % connections][number // connections] for number in range(len(replies))]


def body_of(reply: Reply) -> bytes:
    """Return the reply's body, decompressed."""
    found = _ENCODING.search(reply.head)
    encoding = found[1] if found else b""
    if encoding == b"gzip":
        return gzip.decompress(reply.body)
    return zlib.decompress(reply.body) if encoding == b"deflate" else reply.body


def opened(seat: Seat, reply: Reply) -> Opened:
    """Return what an open tells its client."""
    answer = json.loads(body_of(reply))
    items = [item for section in answer["paper"]["sections"] for item in section["items"]]
    leaves = [leaf for item in items for leaf in item.get("parts", [item])]
    known = {"deadline": answer["deadline"], "state": answer["state"]}
    return Opened(seat, answer["lease"], answer["paper_digest"], known, tuple(map(_answer, leaves)))


def _answer(item: dict[str, list[dict[str, str]]]) -> wire.Answer:
    """Answer with the first option, or with words where there is none: of the right size, if not right."""
    options = item.get("options")
    return str(item["id"]), options[0]["id"] if options else "社区事务受理服务中心"
