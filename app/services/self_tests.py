"""A PC's self-test kept with the seat it was made at; read strictly, because anyone may send one."""

import threading
from collections import OrderedDict, deque
from collections.abc import Mapping

import orjson

from app.database import transaction
from app.models import SelfTest
from app.queries.self_tests import seat_exists
from app.runtime import runtime
from app.services.refused import Refused

LARGEST_REPORT = 2_048
LARGEST_MEASURE = 1_000_000_000
MOST_AN_HOUR = 60
MOST_ADDRESSES = 4_096
HOUR_MS = 3_600_000
# Every check by its code: its name on the checklist, and the measures a report may have of it.
CHECKS: Mapping[str, tuple[str, frozenset[str]]] = {
    "browser": ("浏览器", frozenset({"version"})),
    "screen": ("屏幕", frozenset({"width", "height", "zoom"})),
    "fonts": ("中文字体", frozenset()),
    "network": ("网络", frozenset({"median", "worst", "download"})),
    "clock": ("时钟", frozenset({"apart"})),
    "storage": ("本机存储", frozenset()),
    "input": ("中文输入法", frozenset({"compositions"})),
    "keyboard": ("键盘", frozenset({"missing"})),
}


class Throttle:
    """How many reports each address sent within the last hour, as this process saw them."""

    def __init__(self) -> None:
        self._sent: OrderedDict[str, deque[int]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, address: str, now: int) -> bool:
        """Count one more report at `now`, unless the address has sent its share."""
        with self._lock:
            sent = self._sent.setdefault(address, deque(maxlen=MOST_AN_HOUR))
            self._sent.move_to_end(address)
            if len(self._sent) > MOST_ADDRESSES:
                self._sent.popitem(last=False)
            if len(sent) == MOST_AN_HOUR and sent[0] > now - HOUR_MS:
                return False
            sent.append(now)
            return True


def keep_report(*, body: bytes, address: str) -> bool:
    """Keep a report as the newest of its seat; return whether every check passed.

    `{"seat": id, "checks": {code: {"passed": bool, measure: whole number}}}`. Refuses with `bad_request(field)` what
    no self-test page sends, with `no_seat` an unknown seat, with `too_many_reports` an address that sends without end.
    """
    now = runtime().clock.now()
    if not runtime().derived("self-test throttle", Throttle).allows(address, now):
        raise Refused("too_many_reports")
    seat, lines = _read(body)
    if not seat_exists(seat):
        raise Refused("no_seat")
    passed = all(line["passed"] for line in lines)
    report = orjson.dumps({"lines": lines}).decode()
    with transaction() as session:
        session.merge(SelfTest(seat_id=seat, passed=passed, report=report, address=address[:64], at=now))
    return passed


def _read(body: bytes) -> tuple[int, list[dict[str, object]]]:
    """Return the seat and a line for every check, in this program's own words."""
    try:
        posted = orjson.loads(body) if len(body) <= LARGEST_REPORT else None
    except orjson.JSONDecodeError:
        posted = None
    if not isinstance(posted, dict):
        raise Refused("bad_request", field="报告")
    seat, checks = posted.get("seat"), posted.get("checks")
    if not isinstance(seat, int) or not _is_count(seat):
        raise Refused("bad_request", field="座位")
    if not isinstance(checks, dict) or set(checks) != set(CHECKS):
        raise Refused("bad_request", field="项目")
    return seat, [_line(code, checks[code]) for code in CHECKS]


def _line(code: str, said: object) -> dict[str, object]:
    name, measures = CHECKS[code]
    if not isinstance(said, dict) or not isinstance(said.get("passed"), bool):
        raise Refused("bad_request", field=name)
    told = {measure: value for measure, value in said.items() if measure != "passed"}
    if not set(told) <= measures or not all(_is_count(value) for value in told.values()):
        raise Refused("bad_request", field=name)
    return {"code": code, "name": name, "passed": said["passed"], **told}


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST_MEASURE
