"""Audit hashes: each entry's digest covers its content and the digest before it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from question_bank.digest import canonical

GENESIS = "0" * 64


@dataclass(frozen=True)
class Link:
    """One audit entry without its digest; `payload` is canonical JSON text."""

    seq: int
    at: int
    actor: str
    action: str
    payload: str


def link_digest(previous: str, link: Link) -> str:
    """Return SHA-256(previous digest, SHA-256 of the entry's canonical JSON), in lowercase hexadecimal."""
    return linked(previous, content_digest(link))


def content_digest(link: Link) -> str:
    """Return the SHA-256 of an entry's canonical JSON: it stands for the entry where its content must not be shown."""
    return hashlib.sha256(canonical([link.seq, link.at, link.actor, link.action, link.payload]).encode()).hexdigest()


def linked(previous: str, content: str) -> str:
    """Return SHA-256(previous digest, content digest), both taken as bytes."""
    return hashlib.sha256(bytes.fromhex(previous) + bytes.fromhex(content)).hexdigest()


def first_bad(chain: Iterable[tuple[Link, str]]) -> int | None:
    """Return the position (from 1) of the first entry out of sequence or with another digest; None if all hold.

    A shortened chain verifies: only a head kept elsewhere (printed on what is signed) shows a cut tail.
    """
    previous = GENESIS
    for position, (link, stated) in enumerate(chain, 1):
        if link.seq != position or link_digest(previous, link) != stated:
            return position
        previous = stated
    return None
