"""Opening a sitting: gives the lease to the browser that may have it, and starts the clock the first time."""

import hmac
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, Row, text

from app.journal.heartbeats import SILENCE
from app.journal.tokens import code_mac
from app.models.audit import append_audit
from app.models.sitting import LOCKED
from proctor.admission import Admission, Conditions, Holder, admit
from proctor.measures import Standing, re_entry
from proctor.sitting import Move, State, after
from proctor.timing import SILENT_MS, Grant, Timing, Window, deadline_of, phase_at, starts_at

MOST_MISSES = 5

_SITTING = text("""
SELECT s.state, s.browser, s.lease, s.opened_at, s.paused_at, s.deadline, s.grace, s.token_epoch, s.address,
       COALESCE(e.opens, r.opens) AS opens,
       CASE WHEN e.sealed_at IS NULL THEN COALESCE(e.entry_closes, r.entry_closes) ELSE 0 END AS entry_closes,
       r.length, r.personal, COALESCE(e.by_hand, FALSE) AND e.started_at IS NULL AS held,
       NOT COALESCE(e.check_in, FALSE) OR g.checked_in_at IS NOT NULL AS checked_in,
       p.round_id IS NULL OR p.opened_at IS NOT NULL AS papers_open
FROM sittings s JOIN rounds r ON r.id = s.round_id
LEFT JOIN exam_sessions e ON e.id = s.session_id
LEFT JOIN seatings g ON g.session_id = s.session_id AND g.contestant_id = s.contestant_id
LEFT JOIN paper_seals p ON p.round_id = s.round_id
WHERE s.id = :sitting
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
_RE_ENTER = text("""
UPDATE sittings SET state = 'working', browser = :browser, lease = :lease, address = :address, heard_at = :now,
  paused_at = NULL, deadline = :deadline WHERE id = :sitting
""")
_GIVE_BACK = text("""
INSERT INTO grants (sitting_id, milliseconds, delays_start, kind, reason, by, at)
VALUES (:sitting, :milliseconds, FALSE, 'reopen', '重新进入前的时间', 'system', :now)
""")
_SIGNAL = text("""
INSERT INTO signals (sitting_id, code, detail, at)
SELECT CAST(:sitting AS VARCHAR), CAST(:code AS VARCHAR), CAST(:detail AS VARCHAR), CAST(:now AS BIGINT)
WHERE NOT EXISTS (SELECT 1 FROM signals
  WHERE sitting_id = :sitting AND code = :code AND detail = :detail AND at > :now - 60000)
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
    """Why not; `code` is the protocol's, `starts` says when it may be tried: a `held` start waits for a proctor."""

    code: str
    starts: int | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """The work of one open request from `browser` at `address`; `code` is a resume code, canonical, or None.

    `outside` tells of an ordinary browser where a locked-down one is allowed: let in, and noted.
    """

    sitting_id: str
    epoch: int
    browser: str
    code: str | None
    now: int
    address: str
    secret_key: str
    outside: bool = False

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
        conditions = Conditions(checked_in=bool(row.checked_in), papers_open=bool(row.papers_open))
        answer = admit(
            State(row.state), timing.phase, holder, self.browser, code_right=code_right, conditions=conditions
        )
        if self.outside and answer in {Admission.SAME_LEASE, Admission.NEW_LEASE}:
            self._signal(connection, "seb_absent", self.address)
        if answer is Admission.SAME_LEASE:
            return Opened(row.lease, row.state, timing.starts, row.deadline, row.grace)
        if answer is Admission.NEW_LEASE:
            return self._give_lease(connection, row, grants, code_id if code_right else None)
        return self._refuse(connection, row, timing, answer, code_id)

    def _refuse(
        self, connection: Connection, row: Row[tuple[object, ...]], timing: Timing, why: Admission, code_id: int | None
    ) -> NotOpened:
        if why is Admission.CODE_WRONG and code_id is not None:
            connection.execute(_CODE_MISSED, {"code": code_id})
        if why is Admission.CODE_NEEDED:
            self._signal(connection, "second_machine", self.address)
        if why is Admission.NOT_STARTED:
            starts = row.opens if timing.starts is None else timing.starts
            return NotOpened(why, starts, held=bool(row.held))
        return NotOpened(why)

    def _signal(self, connection: Connection, code: str, detail: str) -> None:
        """Note what a proctor should know of; the same thing once a minute at most."""
        values = {"sitting": self.sitting_id, "code": code, "detail": detail, "now": self.now}
        connection.execute(_SIGNAL, values)

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
        state, window = State(row.state), _window(row)
        lease = secrets.token_hex(8)
        values = {
            "sitting": self.sitting_id,
            "browser": self.browser,
            "lease": lease,
            "now": self.now,
            "address": self.address,
        }
        opened_at = self.now if row.opened_at is None else row.opened_at
        deadline = row.deadline
        if state is State.DRAWN:
            deadline = deadline_of(window, opened_at, grants)
            connection.execute(_FIRST, values | {"deadline": deadline})
        elif state is State.REOPENED:
            deadline = self._give_back(connection, row, grants)
            connection.execute(_RE_ENTER, values | {"deadline": deadline})
        else:
            self._note_change(connection, row)
            connection.execute(SILENCE, {"sitting": self.sitting_id, "at": self.now, "least": SILENT_MS})
            connection.execute(_TAKE, values)
        if code_id is not None:
            connection.execute(_CODE_USED, {"code": code_id, "now": self.now})
        facts = {"address": self.address, "first": state is State.DRAWN, "by_code": code_id is not None}
        payload = {"sitting": self.sitting_id} | facts
        append_audit(connection, at=self.now, actor="contestant", action="sitting.open", payload=payload)
        reached = after(state, Move.OPEN) or state
        return Opened(lease, reached, starts_at(window, opened_at, grants), deadline, row.grace)

    def _give_back(self, connection: Connection, row: Row[tuple[object, ...]], grants: list[Grant]) -> int | None:
        """Make good the time since the clock of a reopened sitting stopped; return its new deadline."""
        standing = Standing(State.REOPENED, _window(row), row.opened_at, tuple(grants), row.paused_at)
        grant = re_entry(standing, self.now)
        values = {"sitting": self.sitting_id, "milliseconds": grant.milliseconds, "now": self.now}
        connection.execute(_GIVE_BACK, values)
        return deadline_of(standing.window, standing.opened_at, (*grants, grant))

    def _note_change(self, connection: Connection, row: Row[tuple[object, ...]]) -> None:
        """Note a takeover from another browser, or from another address."""
        if row.browser is not None and row.browser != self.browser:
            self._signal(connection, "machine_changed", self.address)
        if row.address is not None and row.address != self.address:
            self._signal(connection, "address_changed", f"{row.address} → {self.address}")


def _window(row: Row[tuple[object, ...]]) -> Window:
    held = bool(row.held)
    return Window(row.opens, row.entry_closes, row.length, row.grace, bool(row.personal), held)


def _timing(row: Row[tuple[object, ...]], grants: list[Grant], now: int) -> Timing:
    return phase_at(now, _window(row), opened_at=row.opened_at, grants=grants, paused=row.state == State.PAUSED)
