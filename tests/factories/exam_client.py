"""A client of the exam, written from docs/protocol.md alone; it speaks WSGI or real HTTP."""

import http.client
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, TypeAlias
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import Client

Headers: TypeAlias = list[tuple[str, str]]
Wire: TypeAlias = Callable[[str, str, Mapping[str, str], bytes], tuple[int, Headers, bytes]]
CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|data-csrf="([^"]+)"')
TIMEOUT = 20


@dataclass(frozen=True)
class Reply:
    """One answer: `json` is its body read as JSON, `cookies` are the cookies it sets as they were sent."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()

    @property
    def json(self) -> Any:  # the tests know what they asked for
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


def wsgi_wire(app: Flask, address: str = "127.0.0.1") -> Wire:
    """Return a wire straight into the application, as if from `address`."""

    def send(method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, Headers, bytes]:
        client = Client(app, use_cookies=False)
        place = {"REMOTE_ADDR": address, "HTTP_HOST": "localhost"}
        with client.open(path, method=method, headers=dict(headers), data=body, environ_overrides=place) as answer:
            return answer.status_code, list(answer.headers.items()), answer.get_data()

    return send


def http_wire(port: int) -> Wire:
    """Return a wire over TCP to a server on this machine; a connection for every request."""

    def send(method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, Headers, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        try:
            connection.request(method, path, body=body, headers=dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    return send


class Browser:
    """Keeps cookies by path and sends requests over a wire."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.cookies: dict[str, tuple[str, str]] = {}

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = "; ".join(f"{name}={value}" for name, (value, scope) in self.cookies.items() if path.startswith(scope))
        status, answered, content = self.wire(method, path, {"Cookie": sent, **named}, body)
        cookies = tuple(value for name, value in answered if name.lower() == "set-cookie")
        for cookie in cookies:
            self._keep(cookie)
        return Reply(status, dict(answered), content, cookies)

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, **headers)

    def post_form(self, path: str, fields: Mapping[str, str], **headers: str) -> Reply:
        form = urlencode(fields).encode()
        return self.send("POST", path, form, Content_Type="application/x-www-form-urlencoded", **headers)

    def post_json(self, path: str, value: object, **headers: str) -> Reply:
        return self.send("POST", path, json.dumps(value).encode(), Content_Type="application/json", **headers)

    def csrf(self, path: str) -> str:
        """Return the form token on the page at `path`."""
        found = CSRF.search(self.get(path).text)
        if found is None:
            raise LookupError(path)
        return found[1] or found[2]

    def _keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            if morsel.value and morsel["max-age"] != "0":
                self.cookies[name] = (morsel.value, morsel["path"] or "/")
            else:
                self.cookies.pop(name, None)


class ExamClient(Browser):
    """One contestant at one browser, in at most one sitting at a time."""

    def __init__(self, wire: Wire, browser: str = "browser-0123456789") -> None:
        super().__init__(wire)
        self.browser = browser
        self.sitting = ""
        self.lease = ""
        self.next_seq = 1
        self.paper: dict[str, Any] = {}

    def sign_in(self, number: str, code: str) -> Reply:
        token = self.csrf("/login")
        return self.post_form("/login", {"csrf_token": token, "admission_number": number, "access_code": code})

    def sign_in_staff(self, username: str, password: str) -> Reply:
        token = self.csrf("/staff")
        return self.post_form("/staff", {"csrf_token": token, "username": username, "password": password})

    def sign_out(self) -> Reply:
        return self.post_form("/logout", {"csrf_token": self.csrf("/exam")})

    def enter(self, round_id: int) -> Reply:
        token = self.csrf(f"/exam/rounds/{round_id}")
        reply = self.post_json(f"/exam/rounds/{round_id}/enter", {}, X_CSRFToken=token, Accept="application/json")
        if reply.status == 200:
            self.sitting = reply.json["sitting"]
        return reply

    def ask(self, door: str, value: object, **headers: str) -> Reply:
        return self.post_json(f"/sittings/{self.sitting}/{door}", value, **headers)

    def open(self, **changes: object) -> Reply:
        reply = self.ask("open", {"browser": self.browser, **changes})
        if reply.status == 200:
            opened = reply.json
            self.lease, self.next_seq = opened["lease"], opened["next_seq"]
            self.paper = opened["paper"] or self.paper
        return reply

    def save(self, *entries: dict[str, object], **changes: object) -> Reply:
        return self.ask("journal", {"lease": self.lease, "entries": entries, "queued": 0, "seen": 0, **changes})

    def submit(self, *entries: dict[str, object]) -> Reply:
        return self.ask("submit", {"lease": self.lease, "entries": entries})

    def receipt(self) -> Reply:
        return self.get(f"/sittings/{self.sitting}/receipt")

    def start(self, round_id: int) -> "ExamClient":
        """Enter the round and open its sitting; both are expected to be allowed."""
        entered = self.enter(round_id)
        opened = self.open()
        if (entered.status, opened.status) != (200, 200):
            raise AssertionError(entered.text[:200], opened.text[:200])
        return self

    @property
    def items(self) -> list[dict[str, Any]]:
        """Every answerable item of the paper, in order."""
        placed = [item for section in self.paper["sections"] for item in section["items"]]
        return [part for item in placed for part in item.get("parts") or [item]]

    def answer(self, seq: int, response: object = "甲", item: int = 0) -> dict[str, object]:
        """Return an entry that answers the paper's `item`-th answerable item."""
        return entry(seq, "answer", {"item": self.items[item]["id"], "response": response})


def entry(seq: int, kind: str, body: object, at: int = 1) -> dict[str, object]:
    """Return an entry as the protocol has it."""
    return {"seq": seq, "kind": kind, "body": body, "at": at}


def some_response(item: Mapping[str, Any]) -> object:
    """Return a response of the right shape for `item`, whatever it is worth."""
    ids = [option["id"] for option in item.get("options", ())]
    shapes: dict[str, Callable[[], object]] = {
        "single_choice": lambda: ids[0],
        "true_false": lambda: ids[0],
        "multiple_choice": lambda: ids[:2],
        "ordering": lambda: ids,
        "fill_in": lambda: ["某"] * item["blanks"],
        "numeric": lambda: "12",
        "working_days": lambda: "2024-10-22",
        "matching": lambda: [[item["left"][0]["id"], item["right"][0]["id"]]],
    }
    return shapes[item["kind"]]()
