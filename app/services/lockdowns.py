"""A page of a sitting under Safe Exam Browser: a browser whose header doesn't fit is told so there already."""

from typing import TYPE_CHECKING

from app.journal.lockdowns import HEADER
from app.runtime import runtime
from app.services.refused import Refused

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


def require_fitting_browser(*, environ: "WSGIEnvironment", sitting_id: str) -> None:
    """Refuse with `seb_needed` a request that says it comes from Safe Exam Browser, but not from the session's.

    One that says nothing passes: the page holds no paper, and the script on it may still know the keys.
    """
    if HEADER in environ and not runtime().lockdowns.verdict(environ, sitting_id).lets_in:
        raise Refused("seb_needed")
