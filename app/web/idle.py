"""The idle lock: a staff session without activity asks for the password again; background polling is no activity."""

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from app.runtime import runtime
from app.services.access import Actor, Role
from app.services.refused import Refused

SEEN = "seen"
REWRITTEN_MS = 60_000  # the cookie is not written anew with every request


def note_activity(now: int) -> None:
    """Note that the person at the browser did something."""
    session[SEEN] = now


def lock_if_idle(actor: Actor) -> ResponseReturnValue | None:
    """Return the way to the locked page if `actor` was idle too long; refuse with `locked` where JSON is asked for."""
    if actor.role is Role.CONTESTANT:
        return None
    now, seen = runtime().clock.now(), session.get(SEEN)
    background = request.headers.get("X-Background") == "1"
    if isinstance(seen, int) and now - seen >= runtime().config.idle_minutes * 60_000:
        if background or request.method != "GET" or request.accept_mimetypes.best == "application/json":
            raise Refused("locked")
        return redirect(url_for("account.lock", next=request.full_path.rstrip("?")), code=303)
    if not background and (not isinstance(seen, int) or now - seen >= REWRITTEN_MS):
        note_activity(now)
    return None
