"""Signing contestants in as their browsers do: the page with its form, then number and access code."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bench import wire
from bench.arrange import Ticket
from bench.figures import Window
from bench.load import Reply
from bench.servers import Running
from bench.sittings import ALL_SECONDS, NotAnswered, body_of, in_order, measured, spread_over

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_COOKIE = re.compile(rb"\r\nset-cookie: (session=[^;]*)", re.IGNORECASE)


@dataclass(frozen=True)
class SignIn:
    """The figures of fetching the page and of signing in on it."""

    page: Window
    post: Window


def sign_in_all(server: Running, tickets: Sequence[Ticket], connections: int) -> SignIn:
    """Sign every contestant in once, each in a browser without a cookie."""
    pages = [wire.get("/login")] * len(tickets)
    load, page = measured(server, spread_over(pages, connections), seconds=ALL_SECONDS, keep=True)
    replies = in_order(load.replies, connections)
    posts = [sign_in_request(ticket, reply) for ticket, reply in zip(tickets, replies, strict=True)]
    load, post = measured(server, spread_over(posts, connections), seconds=ALL_SECONDS)
    if set(load.statuses) != {303}:  # 200 is the form again, with a message
        raise NotAnswered(str(load.statuses))
    return SignIn(page, post)


def sign_in_request(ticket: Ticket, page: Reply) -> bytes:
    """Return the request that sends the form of `page`."""
    fields = {
        "csrf_token": form_token(page),
        "admission_number": ticket.admission_number,
        "access_code": ticket.access_code,
    }
    return wire.post_form("/login", fields, session_cookie(page))


def form_token(page: Reply) -> str:
    """Return the form token of a page; raise NotAnswered if it has none."""
    found = _TOKEN.search(body_of(page).decode())
    if found is None:
        raise NotAnswered("a form without csrf_token")
    return found[1]


def session_cookie(reply: Reply) -> str:
    """Return the session cookie that a reply sets; raise NotAnswered if it sets none."""
    found = _COOKIE.search(reply.head)
    if found is None:
        raise NotAnswered("a reply without a session cookie")
    return found[1].decode()
