"""HTTP over one kept-alive connection on loopback, made anew when it breaks, as a browser's would be."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

REPLY_SECONDS = 12.0
_SET_COOKIE = re.compile(r"^set-cookie: ([^=]+)=([^;\r\n]*)", re.IGNORECASE | re.MULTILINE)
_LENGTH = re.compile(r"^content-length: *(\d+)", re.IGNORECASE | re.MULTILINE)


class Unreachable(Exception):
    """No usable reply came back."""


@dataclass(frozen=True)
class Answer:
    """One reply: its status, its head as text, its body."""

    status: int
    head: str
    body: bytes

    def json(self) -> dict[str, object]:
        """Return the body read as a JSON object."""
        found: dict[str, object] = json.loads(self.body)
        return found


@dataclass
class Line:
    """A connection with the cookies of one browser; `unplugged` cuts it as a pulled cable would."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    unplugged: bool = False
    bytes_down: int = 0
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, **headers: str) -> Answer:
        """Return the reply to a GET; raise Unreachable if none came."""
        return await self._send("GET", path, b"", headers)

    async def post(self, path: str, value: object, **headers: str) -> Answer:
        """Return the reply to a POST of JSON; raise Unreachable if none came."""
        return await self._send(
            "POST", path, json.dumps(value).encode(), headers | {"Content-Type": "application/json"}
        )

    async def post_form(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Return the reply to a POST of a form; raise Unreachable if none came."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._send("POST", path, urlencode(fields).encode(), form)

    def hang_up(self) -> None:
        """Close the connection; the next request makes another."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None

    async def _send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        if self.unplugged:
            self.hang_up()
            raise Unreachable(path)
        try:
            return await asyncio.wait_for(self._exchange(method, path, body, headers), REPLY_SECONDS)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as problem:
            self.hang_up()
            raise Unreachable(path) from problem

    async def _exchange(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        writer.write(self._request(method, path, body, headers))
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        stated = _LENGTH.search(head)
        content = await reader.readexactly(int(stated[1])) if stated else b""
        self.bytes_down += len(head) + len(content)
        for name, value in _SET_COOKIE.findall(head):
            self.cookies[name] = value
        return Answer(int(head[9:12]), head, content)

    def _request(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        named = {
            "Host": "127.0.0.1",
            "Cookie": cookie,
            "Content-Length": str(len(body)),
            "Accept-Encoding": "identity",
        }
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in (named | dict(headers)).items()]
        return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode() + body
