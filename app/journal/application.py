"""The small WSGI application in front of Flask: a sitting's open, journal, submit, receipt and pictures.

docs/protocol.md says what each takes and gives.
"""

import logging
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qs, urlsplit

import orjson

from app.clock import ExamClock
from app.journal.appending import Append, NotStored, Stored
from app.journal.closing import HandIn
from app.journal.heartbeats import Heartbeats
from app.journal.lockdowns import Lockdowns
from app.journal.opening import NotOpened, Opened, Opening
from app.journal.packing import gzip_around, unpack
from app.journal.pictures import SVG, picture, tag_of
from app.journal.posts import JournalPost, Malformed, TooLarge, read_journal, read_open
from app.journal.reading import JournalReader
from app.journal.run_keeper import ACT, RunKeeper
from app.journal.tokens import TokenMaker, canonical
from app.journal.writer import Busy, StorageFailed, Writer
from proctor.lockdown import Verdict
from proctor.sitting import ENDED, State

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST_REQUEST = 262_144
RETRY_SECONDS = "1"
STATUS_LINES = {
    200: "200 OK",
    304: "304 Not Modified",
    400: "400 Bad Request",
    401: "401 Unauthorized",
    403: "403 Forbidden",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    409: "409 Conflict",
    413: "413 Content Too Large",
    500: "500 Internal Server Error",
    503: "503 Service Unavailable",
    507: "507 Insufficient Storage",
}
REFUSAL_STATUS = {
    "no_sitting": 404,
    "resume_code_needed": 403,
    "resume_code_wrong": 403,
    "cross_origin": 403,
    "not_checked_in": 403,
    "papers_sealed": 403,
    "token_missing": 401,
}
_PATH = re.compile(
    r"/sittings/([0-9a-z]{8,32})/(?:(open|journal|submit|receipt)|(?:papers|licences|faces)/[0-9a-z_/-]{3,160})"
)
PICTURES = "pictures"
_JSON = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
# Thousands of these go down a lab's line. The reply to a POST is not cached, sniffed or embedded, so it says only
# what it is; an empty Server keeps granian from adding its name.
_ACKNOWLEDGEMENT = [("Content-Type", "application/json"), ("Server", "")]
logger = logging.getLogger(__name__)

Answer: TypeAlias = tuple[int, list[tuple[str, str]], bytes]


class Refusal(Exception):
    """An expected no, in the protocol's words."""

    def __init__(self, status: int, code: str, **facts: object) -> None:
        super().__init__(code)
        self.status = status
        self.answer = {"code": code} | facts


class JournalApplication:
    """Answers the requests of a sitting itself and hands every other one on."""

    def __init__(
        self,
        beyond: "WSGIApplication",
        *,
        writer: Writer,
        reader: JournalReader,
        runs: RunKeeper,
        heartbeats: Heartbeats,
        tokens: TokenMaker,
        clock: ExamClock,
        lockdowns: Lockdowns,
        secret_key: str,
    ) -> None:
        self._beyond = beyond
        self._writer = writer
        self._reader = reader
        self._runs = runs
        self._heartbeats = heartbeats
        self._tokens = tokens
        self._clock = clock
        self._lockdowns = lockdowns
        self._secret_key = secret_key
        self._doors: dict[str, tuple[str, Callable[[WSGIEnvironment, str, int], Answer]]] = {
            "journal": ("POST", self._journal),
            "open": ("POST", self._open),
            "submit": ("POST", self._submit),
            "receipt": ("GET", self._receipt),
            PICTURES: ("GET", self._picture),
        }

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request. The time of arrival is read first: it decides whether an entry counts."""
        arrived = self._clock.now()
        found = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        if found is None:
            return self._beyond(environ, start_response)
        status, headers, body = self._answer(environ, found[1], found[2] or PICTURES, arrived)
        length = [("Content-Length", str(len(body)))] if body else []  # nothing but a 304 is without a body
        start_response(STATUS_LINES[status], [*headers, *length])
        return [body]

    def _answer(self, environ: "WSGIEnvironment", sitting_id: str, door: str, arrived: int) -> Answer:
        method, handle = self._doors[door]
        try:
            _check_request(environ, method)
            self._check_browser(environ, sitting_id)
            return handle(environ, sitting_id, arrived)
        except Refusal as no:
            return no.status, _JSON, orjson.dumps(no.answer)
        except (Malformed, TooLarge) as unfit:
            return _unfit(unfit)
        except Busy:
            return 503, [*_JSON, ("Retry-After", RETRY_SECONDS)], b'{"code":"busy"}'
        except StorageFailed:
            return 507, [*_JSON, ("Retry-After", RETRY_SECONDS)], b'{"code":"storage"}'
        except Exception:
            logger.exception("a fault while answering %s of sitting %s", door, sitting_id)
            return 500, _JSON, b'{"code":"fault"}'

    def _check_browser(self, environ: "WSGIEnvironment", sitting_id: str) -> None:
        verdict = self._lockdowns.verdict(environ, sitting_id)
        if not verdict.lets_in:
            raise Refusal(403, "seb_needed", why=verdict)

    def _journal(self, environ: "WSGIEnvironment", sitting_id: str, arrived: int) -> Answer:
        self._token_epoch(environ, sitting_id)
        post = read_journal(_body(environ))
        if not post.entries:
            return self._heartbeat(sitting_id, post, arrived)
        outcome = self._writer.run(Append(sitting_id, post.lease, post.entries, arrived))
        if isinstance(outcome, NotStored):
            raise self._refusal(sitting_id, outcome)
        self._heartbeats.note(sitting_id, arrived, post.queued, post.seen)
        acted = any(entry.kind == ACT for entry in post.entries)
        return self._acknowledge(sitting_id, post, outcome, acted=acted)

    def _heartbeat(self, sitting_id: str, post: JournalPost, arrived: int) -> Answer:
        row = self._reader.status(sitting_id)
        if row is None:
            raise Refusal(404, "no_sitting")
        if State(row.state) in ENDED:
            raise self._refusal(sitting_id, NotStored("closed", row.last_seq))
        if row.lease != post.lease:
            raise Refusal(409, "lease_lost", acked=row.last_seq, held=0)
        self._heartbeats.note(sitting_id, arrived, post.queued, post.seen)
        return self._acknowledge(sitting_id, post, Stored(row.last_seq, row.deadline, row.state, row.notice_id))

    def _acknowledge(self, sitting_id: str, post: JournalPost, stored: Stored, *, acted: bool = False) -> Answer:
        answer: dict[str, object] = {"acked": stored.acked, "now": self._clock.now()}
        if post.known != (stored.deadline, stored.state):
            answer |= {"deadline": stored.deadline, "state": stored.state}
        if stored.notice_id > post.seen:
            answer["notices"] = self._reader.notices(sitting_id, post.seen)
        if post.hand:  # only while a hand is up: every other save and heartbeat asks for nothing
            answer |= {"answer": self._reader.hand_answer(sitting_id, post.hand)}
        views = self._runs.after(sitting_id, post.entries) if acted else None
        if views is not None:
            answer["views"] = views
        return 200, _ACKNOWLEDGEMENT, orjson.dumps(answer)

    def _open(self, environ: "WSGIEnvironment", sitting_id: str, arrived: int) -> Answer:
        epoch = self._token_epoch(environ, sitting_id)
        post = read_open(_body(environ))
        code = canonical(post.code) if post.code else None
        address = environ.get("REMOTE_ADDR", "")
        outside = self._lockdowns.verdict(environ, sitting_id) is Verdict.ABSENT
        opening = Opening(sitting_id, epoch, post.browser, code, arrived, address, self._secret_key, outside)
        outcome = self._writer.run(opening)
        if isinstance(outcome, NotOpened):
            raise self._opening_refusal(sitting_id, outcome)
        return self._opened(environ, sitting_id, outcome, have=post.have)

    def _opened(self, environ: "WSGIEnvironment", sitting_id: str, opened: Opened, have: str | None) -> Answer:
        paper, record, next_seq, notices, resumed = self._reader.resumption(sitting_id)
        answer = {
            "lease": opened.lease,
            "state": opened.state,
            "starts": opened.starts,
            "deadline": opened.deadline,
            "grace": opened.grace,
            "now": self._clock.now(),
            "next_seq": next_seq,
            "responses": record.responses,
            "flags": sorted(record.flags),
            "locked": sorted(record.locked),
            "notices": notices,
            "paper_digest": paper.digest,
            **self._reader.at_opening(sitting_id),
        }
        if resumed is not None:
            answer["views"] = self._runs.opened(sitting_id, resumed)
        before = orjson.dumps(answer)[:-1] + b',"paper":'
        if have == paper.digest:
            return 200, _JSON, before + b"null}"
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            return 200, [*_JSON, ("Content-Encoding", "gzip")], gzip_around(before, paper.packed, b"}")
        return 200, _JSON, before + unpack(paper.packed) + b"}"

    def _submit(self, environ: "WSGIEnvironment", sitting_id: str, arrived: int) -> Answer:
        self._token_epoch(environ, sitting_id)
        post = read_journal(_body(environ))
        outcome = self._writer.run(HandIn(Append(sitting_id, post.lease, post.entries, arrived)))
        repeated = isinstance(outcome, NotStored) and outcome.code == "closed" and not outcome.unsaved
        if isinstance(outcome, NotStored) and not repeated:
            raise self._refusal(sitting_id, outcome)
        return 200, _JSON, orjson.dumps({"receipt": self._reader.receipt(sitting_id)})

    def _receipt(self, environ: "WSGIEnvironment", sitting_id: str, arrived: int) -> Answer:
        del arrived
        if self._reader.epoch(sitting_id) != self._token_epoch(environ, sitting_id):
            raise Refusal(404, "no_sitting")
        return 200, _JSON, orjson.dumps(self._reader.receipt(sitting_id))

    def _picture(self, environ: "WSGIEnvironment", sitting_id: str, arrived: int) -> Answer:
        """Answer with what the clerk has earned; with nothing if the page has it as it is."""
        del arrived
        if self._reader.epoch(sitting_id) != self._token_epoch(environ, sitting_id):
            raise Refusal(404, "no_sitting")
        resumed = self._runs.current(sitting_id)
        _, _, _, what, named = environ["PATH_INFO"].split("/", 4)
        side = parse_qs(environ.get("QUERY_STRING", "")).get("side", [""])[0]
        svg = picture(resumed, what, named, side) if resumed else None
        if svg is None:
            raise Refusal(404, "no_picture")
        tag = tag_of(svg)
        if environ.get("HTTP_IF_NONE_MATCH") == tag:
            return 304, [*SVG, ("ETag", tag)], b""
        return 200, [*SVG, ("ETag", tag)], svg

    def _token_epoch(self, environ: "WSGIEnvironment", sitting_id: str) -> int:
        epoch = self._tokens.read(sitting_id, _cookie(environ, f"sitting_{sitting_id}"))
        if epoch is None:
            raise Refusal(401, "token_missing")
        return epoch

    def _refusal(self, sitting_id: str, why: NotStored) -> Refusal:
        facts: dict[str, object] = {"acked": why.acked}
        if why.code == "seq_gap":
            facts["expected"] = why.expected
        else:
            facts["held"] = why.held
        if why.code == "seq_conflict":
            facts["seq"] = why.seq
        if why.code == "too_early":
            facts["from"] = why.allowed_from
        if why.code in {"late", "closed"}:
            facts["receipt"] = self._reader.receipt(sitting_id)
        return Refusal(REFUSAL_STATUS.get(why.code, 409), why.code, **facts)

    def _opening_refusal(self, sitting_id: str, why: NotOpened) -> Refusal:
        facts: dict[str, object] = {}
        if why.code == "not_started":
            facts = {"starts": why.starts, "held": why.held, "now": self._clock.now()}
        if why.code == "closed":
            facts = {"receipt": self._reader.receipt(sitting_id)}
        return Refusal(REFUSAL_STATUS.get(why.code, 409), why.code, **facts)


def _unfit(why: Malformed | TooLarge) -> Answer:
    if isinstance(why, TooLarge):
        return 413, _JSON, orjson.dumps({"code": "too_large", "limit": why.limit})
    return 400, _JSON, orjson.dumps({"code": "malformed", "field": why.field})


def _check_request(environ: "WSGIEnvironment", method: str) -> None:
    if environ["REQUEST_METHOD"] != method:
        raise Refusal(405, "wrong_method")
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None and urlsplit(origin).netloc != environ.get("HTTP_HOST"):
        raise Refusal(403, "cross_origin")


def _body(environ: "WSGIEnvironment") -> bytes:
    stated = environ.get("CONTENT_LENGTH") or ""
    if not stated.isdecimal():
        raise Malformed("content-length")
    length = int(stated)
    if length > LARGEST_REQUEST:
        raise TooLarge(LARGEST_REQUEST)
    body: bytes = environ["wsgi.input"].read(length)
    return body


def _cookie(environ: "WSGIEnvironment", name: str) -> str:
    for pair in environ.get("HTTP_COOKIE", "").split(";"):
        key, _, value = pair.strip().partition("=")
        if key == name:
            return str(value)
    return ""
