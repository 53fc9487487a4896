"""Safe Exam Browser: the Config Key of a configuration, and whether a request was made under one that passes.

The algorithm is that of safeexambrowser.org's page on the Config Key.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urldefrag, urlsplit


class Mode(StrEnum):
    """What a session asks of the browser."""

    OFF = "off"
    ALLOWED = "allowed"
    REQUIRED = "required"


class Verdict(StrEnum):
    """What a check found; `absent` is an ordinary browser where that is allowed, `no_key` a session without a key."""

    NOT_NEEDED = "not_needed"
    PASSED = "passed"
    ABSENT = "absent"
    MISSING = "missing"
    WRONG = "wrong"
    NO_KEY = "no_key"

    @property
    def lets_in(self) -> bool:
        """Whether the request may go on."""
        return self in {Verdict.NOT_NEEDED, Verdict.PASSED, Verdict.ABSENT}


@dataclass(frozen=True)
class Lockdown:
    """A session's rule: the Config Keys that pass, and the Browser Exam Keys; without any, those aren't asked for."""

    mode: Mode
    config_keys: tuple[str, ...] = ()
    browser_keys: tuple[str, ...] = ()


def check(lockdown: Lockdown, *, url: str, config_hash: str | None, browser_hash: str | None) -> Verdict:
    """Judge the hashes that came with a request for `url`, as the browser used it.

    `url` is the request's own for the headers, the page's for the JavaScript interface. A required browser without a
    key to compare with is denied.
    """
    if lockdown.mode is Mode.OFF:
        return Verdict.NOT_NEEDED
    required = lockdown.mode is Mode.REQUIRED
    if config_hash is None:
        return Verdict.MISSING if required else Verdict.ABSENT
    if not lockdown.config_keys:
        return Verdict.NO_KEY if required else Verdict.ABSENT
    if not _fits(url, lockdown.config_keys, config_hash):
        return Verdict.WRONG
    if lockdown.browser_keys and (browser_hash is None or not _fits(url, lockdown.browser_keys, browser_hash)):
        return Verdict.WRONG
    return Verdict.PASSED


def url_hash(url: str, key: str) -> str:
    """Return what the browser sends for `url` under `key`: the SHA-256 of both, in hex; the fragment is left out."""
    return hashlib.sha256((urldefrag(url).url + key).encode()).hexdigest()


def absolute_url(public_url: str, path: str, query: str = "") -> str:
    """Return the address the browser used: the configured public one, with path and query exactly as sent."""
    return f"{public_url.rstrip('/')}{path}" + (f"?{query}" if query else "")


def same_page(page_url: str, public_url: str, path: str) -> bool:
    """Tell whether a page's address is the public one with exactly this path; its query doesn't matter."""
    page, public = urlsplit(page_url), urlsplit(public_url)
    return (page.scheme, page.netloc.lower(), page.path) == (public.scheme, public.netloc.lower(), path)


def config_key(settings: Mapping[str, object]) -> str:
    """Return the Config Key of a decrypted configuration: the SHA-256 of its canonical text, in hex."""
    return hashlib.sha256(canonical(settings).encode()).hexdigest()


def canonical(value: object) -> str:
    """Return a configuration as the Config Key reads it.

    No white space and no escaping at all; keys in order whatever their case, at every depth; `originatorVersion` and
    empty dictionaries left out, empty lists kept; data as Base64, dates as ISO 8601.
    """
    if isinstance(value, Mapping):
        return "{" + ",".join(f'"{key}":{canonical(value[key])}' for key in _kept(value)) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(canonical(one) for one in value) + "]"
    if isinstance(value, (int, float)):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return f'"{_text(value)}"'


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _kept(settings: Mapping[str, object]) -> list[str]:
    keys = [key for key, value in settings.items() if key != "originatorVersion" and value != {}]
    return sorted(keys, key=lambda key: (key.lower(), key))


def _fits(url: str, keys: Sequence[str], said: str) -> bool:
    """Compare with every key, in a time that doesn't depend on which fits."""
    return sum(hmac.compare_digest(url_hash(url, key).encode(), said.lower().encode()) for key in keys) > 0
