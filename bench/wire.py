"""The requests of a contestant's browser, as bytes; every one carries the headers a browser would send."""

import json
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
BROWSER_ID = "bench-browser-0001"
_BROWSER_HEADERS = (
    "Host: 127.0.0.1\r\nConnection: keep-alive\r\n"
    "User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36\r\n"
    "Accept: */*\r\nAccept-Encoding: gzip, deflate\r\nAccept-Language: zh-CN,zh;q=0.9\r\n"
)

Answer = tuple[str, object]
Known = Mapping[str, object]  # the deadline and state the page was told: they are told again when they change


def get(path: str, cookie: str = "") -> bytes:
    """Return a GET of `path`."""
    return f"GET {path} HTTP/1.1\r\n{_BROWSER_HEADERS}{_cookie(cookie)}\r\n".encode()


def post(path: str, body: bytes, content_type: str = JSON, cookie: str = "") -> bytes:
    """Return a POST of `body` to `path`."""
    head = (
        f"POST {path} HTTP/1.1\r\n{_BROWSER_HEADERS}Origin: http://127.0.0.1\r\nContent-Type: {content_type}\r\n"
        f"{_cookie(cookie)}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def post_form(path: str, fields: Mapping[str, str], cookie: str) -> bytes:
    """Return a POST of a form to `path`."""
    return post(path, urlencode(fields).encode(), FORM, cookie)


def open_sitting(sitting: str, token: str, have: str | None = None) -> bytes:
    """Return the request that opens a sitting, with the paper's digest if the browser `have`s it."""
    posted = {"browser": BROWSER_ID} | ({"have": have} if have else {})
    return post(f"/sittings/{sitting}/open", _json(posted), cookie=token_cookie(sitting, token))


def save(sitting: str, token: str, lease: str, first_seq: int, answers: Sequence[Answer], known: Known) -> bytes:
    """Return a journal request with one entry for each of `answers` (item, response); without any, a heartbeat."""
    posted = {"lease": lease, "entries": _entries(first_seq, answers), "queued": 0, "seen": 0, **known}
    return post(f"/sittings/{sitting}/journal", _json(posted), cookie=token_cookie(sitting, token))


def act(sitting: str, token: str, lease: str, seq: int, body: Mapping[str, object]) -> bytes:
    """Return a journal request with one act at the mock window."""
    entry = {"seq": seq, "kind": "act", "body": body, "at": 1_800_000_000_000}
    posted = {"lease": lease, "entries": [entry], "queued": 0, "seen": 0}
    return post(f"/sittings/{sitting}/journal", _json(posted), cookie=token_cookie(sitting, token))


def submit(sitting: str, token: str, lease: str, first_seq: int, answers: Sequence[Answer]) -> bytes:
    """Return a hand-in with one entry for each of the unsent `answers`."""
    posted = {"lease": lease, "entries": _entries(first_seq, answers)}
    return post(f"/sittings/{sitting}/submit", _json(posted), cookie=token_cookie(sitting, token))


def token_cookie(sitting: str, token: str) -> str:
    """Return the cookie pair that carries a sitting's token."""
    return f"sitting_{sitting}={token}"


def _cookie(cookie: str) -> str:
    return f"Cookie: {cookie}\r\n" if cookie else ""


def _entries(first_seq: int, answers: Sequence[Answer]) -> list[dict[str, object]]:
    return [
        {"seq": seq, "kind": "answer", "body": {"item": item, "response": response}, "at": 1_800_000_000_000}
        for seq, (item, response) in enumerate(answers, first_seq)
    ]


def _json(posted: object) -> bytes:
    return json.dumps(posted, separators=(",", ":")).encode()
