"""Bytes over the wire: of one save, of the paper, of a whole sitting beside it, and of the static files once."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from bench import wire
from bench.arrange import Seat, Ticket
from bench.load import Reply, drive
from bench.servers import Running
from bench.sign_in import form_token, session_cookie, sign_in_request
from bench.sittings import Opened, body_of, opened

QUESTIONS = 50
HEARTBEATS = 310  # an hour's, at 10 s, less those a save stands in for
_SECONDS = 10.0
_LINKS = re.compile(
    r"""(?:src|href|data-[a-z-]+)="(/static/[^"#?]+)|(?:from|import)\s*\(?["']([^"']+)|url\(["']?([^"')]+)"""
)


@dataclass(frozen=True)
class Volume:
    """Bytes down, heads included but where a body is named; `static` maps each address to its bytes."""

    save: int
    save_body: int
    paper: int
    paper_plain: int
    pages: int
    journal: int
    heartbeats: int
    static: dict[str, int]

    @property
    def first_visit(self) -> int:
        """What a PC with Chinese fonts fetches once: the vendored font stands last in every font list."""
        return sum(size for link, size in self.static.items() if not link.endswith(".woff2"))

    @property
    def sitting(self) -> int:
        """What a sitting of 50 questions costs beside its paper."""
        return self.pages + self.journal + self.heartbeats


class _Browser:
    """One contestant's browser: carries its session and adds up what comes down."""

    def __init__(self, server: Running) -> None:
        self._server = server
        self.cookie = ""
        self.down = 0

    def ask(self, request: bytes) -> Reply:
        """Send one request and return its reply."""
        load = drive(self._server.port, [iter([request])], seconds=_SECONDS, keep=True)
        self.down += load.bytes_down
        return load.replies[0]

    def page(self, path: str) -> Reply:
        """Fetch a page with the session."""
        return self.ask(wire.get(path, self.cookie))


def volume(server: Running, ticket: Ticket, seat: Seat) -> Volume:
    """Sit a paper with one browser from the sign-in to the receipt, answering 50 questions one by one."""
    browser = _Browser(server)
    login = browser.page("/login")
    browser.cookie = session_cookie(login)
    browser.cookie = session_cookie(browser.ask(sign_in_request(ticket, login)))
    rounds = json.loads(body_of(_aside(server, browser.cookie).page("/exam/rounds")))["rounds"]
    confirm = browser.page(f"/exam/rounds/{_round_of(rounds, seat)}")
    fields = {"csrf_token": form_token(confirm), "agreed": "y"}
    browser.ask(wire.post_form(f"/exam/rounds/{_round_of(rounds, seat)}/enter", fields, browser.cookie))
    exam = browser.page(f"/exam/sittings/{seat.sitting}")
    journal = _Browser(server)
    first = journal.ask(wire.open_sitting(seat.sitting, seat.token))
    sitting = opened(seat, first)
    known = journal.ask(wire.open_sitting(seat.sitting, seat.token, have=sitting.digest))
    journal.down = len(known.head) + len(known.body)
    save = _save_all(journal, sitting)
    beat = journal.ask(wire.save(seat.sitting, seat.token, sitting.lease, 1, [], sitting.known))
    journal.ask(wire.submit(seat.sitting, seat.token, sitting.lease, QUESTIONS + 1, []))
    browser.page(f"/exam/sittings/{seat.sitting}/receipt")
    return Volume(
        save=_size(save),
        save_body=len(save.body),
        paper=_size(first) - _size(known),
        paper_plain=len(body_of(first)),
        pages=browser.down,
        journal=journal.down,
        heartbeats=HEARTBEATS * _size(beat),
        static=static_files(server, [login, confirm, exam]),
    )


def static_files(server: Running, pages: list[Reply]) -> dict[str, int]:
    """Return every static file that `pages` reach, directly or through one another, with its bytes over the wire."""
    found: dict[str, int] = {}
    waiting = [link for page in pages for link in links_of(body_of(page).decode(), "/")]
    browser = _Browser(server)
    while waiting:
        link = waiting.pop()
        if link in found:
            continue
        reply = browser.page(link)
        found[link] = _size(reply)
        if link.endswith((".css", ".js")):
            waiting.extend(links_of(body_of(reply).decode(), link))
    return found


def links_of(text: str, base: str) -> Iterator[str]:
    """Yield the addresses of static files that a page, a style sheet or a module at `base` names."""
    for match in _LINKS.finditer(text):
        link = urljoin(base, next(group for group in match.groups() if group))
        if link.startswith("/static/") and "." in link.rpartition("/")[2]:
            yield link


def _aside(server: Running, cookie: str) -> _Browser:
    """Return a browser of the same session whose bytes are not counted."""
    browser = _Browser(server)
    browser.cookie = cookie
    return browser


def _round_of(rounds: list[dict[str, object]], seat: Seat) -> int:
    return next(int(str(row["id"])) for row in rounds if row["sitting"] == seat.sitting)


def _save_all(journal: _Browser, sitting: Opened) -> Reply:
    seat, answers = sitting.seat, sitting.answers[:QUESTIONS]
    replies = [
        journal.ask(wire.save(seat.sitting, seat.token, sitting.lease, seq, [answer], sitting.known))
        for seq, answer in enumerate(answers, 1)
    ]
    return replies[-1]


def _size(reply: Reply) -> int:
    return len(reply.head) + 4 + len(reply.body)
