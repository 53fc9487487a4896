"""Which sittings ask for Safe Exam Browser, kept for two seconds: a save pays a look into a dictionary."""

import threading
from typing import TYPE_CHECKING

import orjson
from sqlalchemy import Engine, text

from app.clock import ExamClock
from proctor.lockdown import Lockdown, Mode, Verdict, absolute_url, check, same_page

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

FRESH_MS = 2_000
HEADER = "HTTP_X_SAFEEXAMBROWSER_CONFIGKEYHASH"
_LOCKED = text("""
SELECT s.id, e.seb, e.seb_config_keys, e.seb_browser_keys
FROM sittings s JOIN exam_sessions e ON e.id = s.session_id WHERE e.seb <> 'off' AND e.sealed_at IS NULL
""")


class Lockdowns:
    """Judges requests of a sitting by its session's rule; `public_url` is the address browsers use."""

    def __init__(self, engine: Engine, public_url: str, clock: ExamClock) -> None:
        self._engine = engine
        self._public_url = public_url
        self._clock = clock
        self._rules: dict[str, Lockdown] = {}
        self._read_at: int | None = None
        self._lock = threading.Lock()

    def verdict(self, environ: "WSGIEnvironment", sitting_id: str) -> Verdict:
        """Judge the browser of this request: by its headers if there are any, else by what the page says of itself."""
        rule = self._rule(sitting_id)
        if rule is None:
            return Verdict.NOT_NEEDED
        said = environ.get(HEADER)
        if said is not None:
            url = absolute_url(self._public_url, environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
            browser = environ.get("HTTP_X_SAFEEXAMBROWSER_REQUESTHASH")
            return check(rule, url=url, config_hash=said, browser_hash=browser)
        page = environ.get("HTTP_X_KAOCHANG_SEB_PAGE", "")
        if not same_page(page, self._public_url, f"/exam/sittings/{sitting_id}"):
            return check(rule, url=page, config_hash=None, browser_hash=None)
        config, browser = environ.get("HTTP_X_KAOCHANG_SEB_CONFIG"), environ.get("HTTP_X_KAOCHANG_SEB_BROWSER")
        return check(rule, url=page, config_hash=config, browser_hash=browser)

    def _rule(self, sitting_id: str) -> Lockdown | None:
        if not self._is_fresh():
            with self._lock:
                if not self._is_fresh():  # another thread may have read them meanwhile
                    self._read()
        return self._rules.get(sitting_id)

    def _is_fresh(self) -> bool:
        return self._read_at is not None and self._clock.now() - self._read_at < FRESH_MS

    def _read(self) -> None:
        now = self._clock.now()
        with self._engine.connect() as connection:
            rows = connection.execute(_LOCKED).all()
        self._rules = {
            row.id: Lockdown(
                Mode(row.seb), tuple(orjson.loads(row.seb_config_keys)), tuple(orjson.loads(row.seb_browser_keys))
            )
            for row in rows
        }
        self._read_at = now
