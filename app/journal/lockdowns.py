"""Which sittings ask for Safe Exam Browser, kept for two seconds: a save pays a look into a dictionary."""

import json
import threading
import time
from typing import TYPE_CHECKING

from sqlalchemy import Engine, text

from proctor.lockdown import Lockdown, Mode, Verdict, absolute_url, check, same_page

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

KEPT_SECONDS = 2.0
_LOCKED = text("""
SELECT s.id, e.seb, e.seb_config_keys, e.seb_browser_keys
FROM sittings s JOIN exam_sessions e ON e.id = s.session_id WHERE e.seb <> 'off'
""")


class Lockdowns:
    """Judges requests of a sitting by its session's rule; `public_url` is the address browsers use."""

    def __init__(self, engine: Engine, public_url: str) -> None:
        self._engine = engine
        self._public_url = public_url
        self._rules: dict[str, Lockdown] = {}
        self._read_at = float("-inf")
        self._lock = threading.Lock()

    def lets_in(self, environ: "WSGIEnvironment", sitting_id: str) -> bool:
        """Tell whether the browser of this request may have the sitting."""
        rule = self._rule(sitting_id)
        return rule is None or self._judge(environ, sitting_id, rule).lets_in

    def _rule(self, sitting_id: str) -> Lockdown | None:
        if time.monotonic() - self._read_at >= KEPT_SECONDS:
            with self._lock:
                self._read()
        return self._rules.get(sitting_id)

    def _read(self) -> None:
        with self._engine.connect() as connection:
            rows = connection.execute(_LOCKED).all()
        self._rules = {
            row.id: Lockdown(
                Mode(row.seb), tuple(json.loads(row.seb_config_keys)), tuple(json.loads(row.seb_browser_keys))
            )
            for row in rows
        }
        self._read_at = time.monotonic()

    def _judge(self, environ: "WSGIEnvironment", sitting_id: str, rule: Lockdown) -> Verdict:
        """By the headers of the request if there are any, else by what the page says of itself."""
        said = environ.get("HTTP_X_SAFEEXAMBROWSER_CONFIGKEYHASH")
        if said is not None:
            url = absolute_url(self._public_url, environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
            browser = environ.get("HTTP_X_SAFEEXAMBROWSER_REQUESTHASH")
            return check(rule, url=url, config_hash=said, browser_hash=browser)
        page = environ.get("HTTP_X_KAOCHANG_SEB_PAGE", "")
        if not same_page(page, self._public_url, f"/exam/sittings/{sitting_id}"):
            return check(rule, url=page, config_hash=None, browser_hash=None)
        config, browser = environ.get("HTTP_X_KAOCHANG_SEB_CONFIG"), environ.get("HTTP_X_KAOCHANG_SEB_BROWSER")
        return check(rule, url=page, config_hash=config, browser_hash=browser)
