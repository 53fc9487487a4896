"""What every page shares: Chinese time, versioned static addresses, and the security headers."""

import hashlib
from fractions import Fraction
from functools import partial
from pathlib import Path

from flask import Flask, Response, request, url_for

from app.runtime import runtime
from app.scoring.rounds import rounded
from app.services.masking import masked
from app.services.shanghai import in_shanghai
from app.web.month_grid import months

A_YEAR = 31_536_000
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def static_version(folder: Path) -> str:
    """Return a digest over every static file: part of their address, so that they may be cached for good."""
    running = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        running.update(path.relative_to(folder).as_posix().encode())
        running.update(path.read_bytes())
    return running.hexdigest()[:12]


def init_pages(app: Flask, *, rehearsal: bool) -> None:
    """Give templates their filters and `static()`, every response its headers; mark every page of a rehearsal."""
    app.jinja_env.filters["clock_time"] = partial(shanghai, pattern="%H:%M")
    app.jinja_env.filters["clock_seconds"] = partial(shanghai, pattern="%H:%M:%S")
    app.jinja_env.filters["date_time"] = date_time
    app.jinja_env.filters["months"] = months
    app.jinja_env.filters["span"] = span
    app.jinja_env.filters["mark"] = rounded
    app.jinja_env.filters["exact"] = lambda text: rounded(Fraction(text))
    app.jinja_env.filters["masked"] = masked
    app.jinja_env.globals["static"] = lambda name: url_for("static", filename=name)
    app.jinja_env.globals["now_ms"] = _now
    app.jinja_env.globals["rehearsal"] = rehearsal
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.after_request(_headers)


def shanghai(milliseconds: int | None, pattern: str) -> str:
    """Return a moment in Shanghai by `pattern`; a dash where there is none."""
    if milliseconds is None:
        return "—"
    return in_shanghai(milliseconds).strftime(pattern)


def date_time(milliseconds: int | None) -> str:
    """Return a moment as 2026年11月22日 10:00."""
    if milliseconds is None:
        return "—"
    moment = in_shanghai(milliseconds)
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"


def span(milliseconds: int | None) -> str:
    """Return how long something took as 07:52 or 1:07:52; a dash where that isn't known."""
    if milliseconds is None:
        return "—"
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def _now() -> int:
    return runtime().clock.now()


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:  # a browser ignores it on plain HTTP, and complains
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.endpoint == "static":
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
