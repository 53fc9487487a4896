"""Opening a sitting: gives the lease to the browser that may have it, and starts the clock the first time."""

import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, Row, text

from app.journal.tokens import code_mac
from app.models.audit import append_audit
from app.models.sitting import LOCKED
from proctor.admission import Admission, Holder, admit
from proctor.sitting import State
from proctor.timing import Grant, Timing, Window, deadline_of, phase_at, starts_at

MOST_MISSES = 5

_SITTING = text("""
SELECT s.state, s.browser, s.lease, s.opened_at, s.deadline, s.grace, s.token_epoch,
       r.opens, r.entry_closes, r.length, r.personal
FROM sittings s JOIN rounds r ON r.id = s.round_id WHERE s.id = :sitting
""")
_GRANTS = text("SELECT milliseconds, delays_start FROM grants WHERE sitting_id = :sitting")
_CODE = text("""
SELECT id, code_mac FROM resume_codes
WHERE sitting_id = :sitting AND used_at IS NULL AND expires > :now AND misses < :most ORDER BY id DESC LIMIT 1
""")
_CODE_USED = text("UPDATE resume_codes SET used_at = :now WHERE id = :code")
_CODE_MISSED = text("UPDATE resume_codes SET misses = misses + 1 WHERE id = :code")
_FIRST = text("""
UPDATE sittings SET state = 'working', browser = :browser, lease = :lease, opened_at = :now,
  deadline = :deadline, address = :address, heard_at = :now WHERE id = :sitting
""")
_TAKE = text("""
UPDATE sittings SET browser = :browser, lease = :lease, address = :address, heard_at = :now WHERE id = :sitting
""")


@dataclass(frozen=True, slots=True)
class Opened:
    """The lease, and the times a page needs."""

    lease: str
    state: str
    starts: int | None
    deadline: int | None
    grace: int


@dataclass(frozen=True, slots=True)
class NotOpened:
    """Why not; `code` is the protocol's, `starts` says when it may be tried."""

    code: str
    starts: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """The work of one open request from `browser` at `address`; `code` is a resume code, canonical, or None."""

    sitting_id: str
    epoch: int
    browser: str
    code: str | None
    now: int
    address: str
    secret_key: str

    def __call__(self, connection: Connection) -> Opened | NotOpened:
        """Decide and, where a lease changes hands, write it with its audit entry."""
        connection.execute(LOCKED, {"sitting": self.sitting_id})
        row = connection.execute(_SITTING, {"sitting": self.sitting_id}).first()
        if row is None or row.token_epoch != self.epoch:
            return NotOpened("no_sitting")
        grants = self._grants(connection)
        timing = _timing(row, grants, self.now)
        code_id, code_right = self._check_code(connection)
        holder = Holder(row.browser, row.lease)
        answer = admit(State(row.state), timing.phase, holder, self.browser, code_right=code_right)
        if answer is Admission.SAME_LEASE:
            return Opened(row.lease, row.state, timing.starts, row.deadline, row.grace)
        if answer is Admission.NEW_LEASE:
            return self._give_lease(connection, row, grants, code_id if code_right else None)
        if answer is Admission.CODE_WRONG and code_id is not None:
            connection.execute(_CODE_MISSED, {"code": code_id})
        if answer is Admission.NOT_STARTED:
            return NotOpened(answer, row.opens if timing.starts is None else timing.starts)
        return NotOpened(answer)

    def _grants(self, connection: Connection) -> list[Grant]:
        rows = connection.execute(_GRANTS, {"sitting": self.sitting_id})
        return [Grant(row.milliseconds, delays_start=bool(row.delays_start)) for row in rows]

    def _check_code(self, connection: Connection) -> tuple[int | None, bool | None]:
        if self.code is None:
            return None, None
        row = connection.execute(_CODE, {"sitting": self.sitting_id, "now": self.now, "most": MOST_MISSES}).first()
        if row is None:
            return None, False
        expected = code_mac(self.secret_key, "resume", self.sitting_id, self.code)
        return row.id, hmac.compare_digest(row.code_mac, expected)

    def _give_lease(
        self, connection: Connection, row: Row[tuple[object, ...]], grants: list[Grant], code_id: int | None
    ) -> Opened:
        first = row.opened_at is None
        window = _window(row)
        deadline = deadline_of(window, self.now, grants) if first else row.deadline
        lease = secrets.token_hex(8)
        values = {
            "sitting": self.sitting_id,
            "browser": self.browser,
            "lease": lease,
            "now": self.now,
            "address": self.address,
        }
        connection.execute(*((_FIRST, values | {"deadline": deadline}) if first else (_TAKE, values)))
        if code_id is not None:
            connection.execute(_CODE_USED, {"code": code_id, "now": self.now})
        payload = {"sitting": self.sitting_id, "address": self.address, "first": first, "by_code": code_id is not None}
        append_audit(connection, at=self.now, actor="contestant", action="sitting.open", payload=payload)
        state = State.WORKING if first else State(row.state)
        starts = starts_at(window, self.now if first else row.opened_at, grants)
        return Opened(lease, state, starts, deadline, row.grace)


def _window(row: Row[tuple[object, ...]]) -> Window:
    return Window(row.opens, row.entry_closes, row.length, row.grace, bool(row.personal))


def _timing(row: Row[tuple[object, ...]], grants: list[Grant], now: int) -> Timing:
    return phase_at(now, _window(row), opened_at=row.opened_at, grants=grants, paused=row.state == State.PAUSED)
