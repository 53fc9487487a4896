"""The load generator: keep-alive connections on loopback, each sending its script one request at a time."""

import re
import select
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

CONNECT_SECONDS = 5.0
REPLY_SECONDS = 30.0
MOST_REQUESTS = 500_000
CHUNK = 262_144
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)

Script = Iterator[bytes]


class BrokenReply(Exception):
    """The server closed a connection, or went silent, in the middle of the load."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply as it came over the wire, to the request of the script with number `script`."""

    script: int
    status: int
    head: bytes
    body: bytes


@dataclass
class Load:
    """What a window of load saw: latencies in milliseconds, replies by status, bytes down, and its own CPU seconds."""

    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    bytes_down: int = 0
    seconds: float = 0.0
    generator_cpu: float = 0.0

    @property
    def requests(self) -> int:
        """How many requests were answered."""
        return len(self.latencies)


class _Line:
    """One connection with its script and the reply it is waiting for."""

    __slots__ = ("buffer", "number", "script", "sent", "socket", "wanted")

    def __init__(self, port: int, number: int, script: Script) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=CONNECT_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.number = number
        self.script = script
        self.buffer = b""
        self.wanted = 0
        self.sent = 0.0

    def send_next(self) -> bool:
        """Send the script's next request; False when there is none."""
        request = next(self.script, None)
        if request is None:
            return False
        self.buffer, self.wanted = b"", 0
        self.sent = time.perf_counter()
        self.socket.sendall(request)
        return True

    def receive(self) -> bool:
        """Take what has come; True once the reply is whole."""
        data = self.socket.recv(CHUNK)
        if not data:
            raise BrokenReply
        self.buffer = self.buffer + data if self.buffer else data
        if not self.wanted:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return False
            stated = _LENGTH.search(self.buffer, 0, end)
            self.wanted = end + 4 + (int(stated[1]) if stated else 0)
        return len(self.buffer) >= self.wanted

    def reply(self) -> Reply:
        """Return the reply that has come whole."""
        head, _, body = self.buffer.partition(b"\r\n\r\n")
        return Reply(self.number, int(self.buffer[9:12]), head, body)


def drive(port: int, scripts: Sequence[Script], *, seconds: float, keep: bool = False) -> Load:
    """Send every script over a connection of its own, all at once, until they end or `seconds` are over.

    Requests under way at the end are awaited and counted. Only `keep` keeps the replies themselves.
    Raises BrokenReply if the server hangs up or stays silent.
    """
    load = Load()
    with ExitStack() as open_sockets, select.epoll() as poll:
        lines = {}
        for number, script in enumerate(scripts):
            line = _Line(port, number, script)
            descriptor = open_sockets.enter_context(line.socket).fileno()
            lines[descriptor] = line
            poll.register(descriptor, select.EPOLLIN)
        cpu, started = time.process_time(), time.perf_counter()
        _exchange(poll, lines, load, until=started + seconds, keep=keep)
        load.seconds = time.perf_counter() - started
        load.generator_cpu = time.process_time() - cpu
    return load


def _exchange(poll: select.epoll, lines: dict[int, _Line], load: Load, *, until: float, keep: bool) -> None:
    working = sum(line.send_next() for line in lines.values())
    while working:
        ready = poll.poll(REPLY_SECONDS)
        if not ready:
            raise BrokenReply
        for descriptor, _ in ready:
            line = lines[descriptor]
            if line.receive():
                _note(load, line, keep=keep)
                go_on = time.perf_counter() < until and load.requests < MOST_REQUESTS
                working -= not (go_on and line.send_next())


def _note(load: Load, line: _Line, *, keep: bool) -> None:
    load.latencies.append((time.perf_counter() - line.sent) * 1000)
    status = int(line.buffer[9:12])
    load.statuses[status] = load.statuses.get(status, 0) + 1
    load.bytes_down += len(line.buffer)
    if keep:
        load.replies.append(line.reply())
