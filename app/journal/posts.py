"""What a client may post, read strictly into values; everything else is Malformed with the field that is wrong."""

import re
from dataclasses import dataclass

import orjson

KINDS = frozenset({"answer", "flag", "section", "focus", "act", "hand", "signal"})
MOST_ENTRIES = 1_000
LARGEST_BODY = 16_384
LARGEST_NUMBER = 2**53
LARGEST_COUNT = 2**31  # what an INTEGER column holds on PostgreSQL
LONGEST_TEXT = 100
_BROWSER = re.compile(r"[A-Za-z0-9_-]{16,64}")
_LEASE = re.compile(r"[0-9a-f]{16,32}")


class Malformed(Exception):
    """A request that no client of the protocol sends; `field` names what is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class TooLarge(Exception):
    """More than `limit` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """One entry as posted; `body` is JSON text with sorted keys, so that equal content is equal text."""

    seq: int
    kind: str
    body: str
    at: int | None


@dataclass(frozen=True, slots=True)
class JournalPost:
    """A journal or submit request; entries are in order of seq.

    `known` is the (deadline, state) the page has already, or None if it doesn't say: what it knows isn't repeated.
    `hand` is the seq of the raised hand the page waits to have answered, 0 for none.
    """

    lease: str
    entries: tuple[PostedEntry, ...]
    queued: int
    seen: int
    known: tuple[object, object] | None
    hand: int


@dataclass(frozen=True, slots=True)
class OpenPost:
    """An open request."""

    browser: str
    code: str | None
    have: str | None


def read_journal(raw: bytes) -> JournalPost:
    """Read a journal or submit request."""
    posted = _object(raw)
    lease = posted.get("lease")
    if not isinstance(lease, str) or not _LEASE.fullmatch(lease):
        raise Malformed("lease")
    entries = posted.get("entries")
    if not isinstance(entries, list) or len(entries) > MOST_ENTRIES:
        raise Malformed("entries")
    read = [_entry(entry) for entry in entries]
    if len(read) > 1:
        read.sort(key=lambda entry: entry.seq)
    known = (posted.get("deadline"), posted["state"]) if "state" in posted else None
    queued, seen, hand = (_count(posted, field) for field in ("queued", "seen", "hand"))
    return JournalPost(lease, tuple(read), queued, seen, known, hand)


def read_open(raw: bytes) -> OpenPost:
    """Read an open request."""
    posted = _object(raw)
    browser = posted.get("browser")
    if not isinstance(browser, str) or not _BROWSER.fullmatch(browser):
        raise Malformed("browser")
    return OpenPost(browser, _text(posted, "code"), _text(posted, "have"))


def _object(raw: bytes) -> dict[str, object]:
    try:
        posted = orjson.loads(raw)
    except orjson.JSONDecodeError as problem:
        raise Malformed("json") from problem
    if not isinstance(posted, dict):
        raise Malformed("json")
    return posted


def _entry(posted: object) -> PostedEntry:
    if not isinstance(posted, dict):
        raise Malformed("entries")
    seq, kind, body, at = posted.get("seq"), posted.get("kind"), posted.get("body"), posted.get("at")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 1 <= seq < LARGEST_COUNT:
        raise Malformed("seq")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Malformed("kind")
    if not isinstance(body, dict):
        raise Malformed("body")
    text = _sorted_text(body)
    if len(text) > LARGEST_BODY:
        raise TooLarge(LARGEST_BODY)
    return PostedEntry(seq, kind, text.decode(), _client_time(at))


def _sorted_text(body: dict[str, object]) -> bytes:
    try:
        return orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as problem:  # nested deeper than can be written, though it could be read
        raise Malformed("body") from problem


def _client_time(at: object) -> int | None:
    """Return the client's own time, which is only evidence: one that can't be read is left out."""
    return int(at) if isinstance(at, (int, float)) and abs(at) < LARGEST_NUMBER else None


def _count(posted: dict[str, object], field: str) -> int:
    value = posted.get(field, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < LARGEST_COUNT:
        raise Malformed(field)
    return value


def _text(posted: dict[str, object], field: str) -> str | None:
    value = posted.get(field)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise Malformed(field)
    return value
