"""A simulated contestant: keeps the protocol as the page does, and remembers all that was acknowledged."""

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any

from bench.rehearsal.line import Answer, Line, Unreachable

THINKING = (1.5, 5.0)
HEARTBEAT = 8.0
ALERT = 3.0
WAITS = (1.0, 2.0, 4.0, 8.0)
BACK_AT_CODE = 0.5


@dataclass(frozen=True)
class Acknowledged:
    """An entry the server said it holds, and when (monotonic seconds) that was known here."""

    seq: int
    item: str
    response: object
    at: float


@dataclass
class Contestant:
    """One person at one PC, in one sitting; `codes` brings a resume code when the proctor gives one."""

    sitting: str
    line: Line
    rng: random.Random
    browser: str
    codes: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    history: list[Acknowledged] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    failures: int = 0
    refusals: list[str] = field(default_factory=list)
    state: str = "waiting"
    deadline: float | None = None
    crashed: bool = False
    receipt: dict[str, Any] = field(default_factory=dict)
    _pending: list[dict[str, Any]] = field(default_factory=list)
    _items: list[dict[str, Any]] = field(default_factory=list)
    _lease: str = ""
    _next: int = 1
    _apart: float = 0.0

    @property
    def answered(self) -> int:
        """How many items have an acknowledged answer."""
        return len({one.item for one in self.history})

    async def sit(self) -> None:
        """Open the paper, answer until the time is over, and hand in."""
        await self._open()
        heard = self._now()
        while self.state != "closed":
            if self.crashed:
                await self._come_back()
            if self.deadline is not None and self._now() >= self.deadline:
                await self._hand_in()
                return
            if self.state == "working" and self._items:
                await asyncio.sleep(min(self.rng.uniform(*THINKING), max(0.0, (self.deadline or 1e12) - self._now())))
                self._answer()
            else:
                await asyncio.sleep(ALERT)
            if self._pending or self._now() - heard >= HEARTBEAT or self.state == "paused":
                await self._exchange()
                heard = self._now()

    def crash(self) -> None:
        """Lose what was not sent, as a PC that loses its power does; what was acknowledged must not be lost."""
        self.crashed = True

    def change_pc(self) -> None:
        """Sit down at another PC: another browser, which needs a code."""
        self.browser = f"{self.browser[:20]}-moved"
        self.crashed = True

    async def _come_back(self) -> None:
        self.crashed = False
        self._pending.clear()
        self.line.hang_up()
        await self._open()

    async def _open(self) -> None:
        code: str | None = None
        while True:
            posted = {"browser": self.browser} | ({"code": code} if code else {})
            answer = await self._insist("open", posted)
            said = answer.json()
            if answer.status == 200:  # noqa: PLR2004  # HTTP's own word for yes
                self._opened(said)
                return
            if said["code"] == "closed":
                self.state = "closed"
                return
            if said["code"] == "resume_code_needed":
                code = await self.codes.get()
            else:
                await asyncio.sleep(self.rng.uniform(BACK_AT_CODE, 2 * BACK_AT_CODE))

    def _opened(self, said: dict[str, Any]) -> None:
        self._lease, self._next, self.state = said["lease"], said["next_seq"], said["state"]
        self._sync(said)
        if said["paper"]:
            items = [item for section in said["paper"]["sections"] for item in section["items"]]
            self._items = [part for item in items for part in item.get("parts") or [item]]

    def _answer(self) -> None:
        item = self.rng.choice(self._items)
        options = [option["id"] for option in item.get("options", ())]
        response: object = self.rng.choice(options) if options else str(self.rng.randint(1, 99))
        body = {"item": item["id"], "response": response}
        self._pending.append({"seq": self._next, "kind": "answer", "body": body, "at": 1})
        self._next += 1

    async def _exchange(self) -> None:
        """Send what waits; what the server doesn't acknowledge stays, to be sent again with the same numbers."""
        batch = list(self._pending)
        posted = {"lease": self._lease, "entries": batch, "queued": 0, "seen": 0}
        answer = await self._insist("journal", posted)
        said = answer.json()
        if answer.status != 200:  # noqa: PLR2004  # as above
            self._refused(said)
            return
        self._sync(said)
        self.state = str(said.get("state") or self.state)
        self._keep(batch, int(str(said["acked"])))

    def _refused(self, said: dict[str, Any]) -> None:
        self.refusals.append(str(said["code"]))
        if said["code"] in {"closed", "late"}:
            self.state, self.receipt = "closed", said.get("receipt") or {}
        else:
            self.crashed = True

    async def _hand_in(self) -> None:
        batch = list(self._pending)
        answer = await self._insist("submit", {"lease": self._lease, "entries": batch})
        said = answer.json()
        if answer.status == 200:  # noqa: PLR2004  # as above
            self.receipt = said["receipt"]  # type: ignore[assignment]  # the protocol's own shape
            self._keep(batch, int(str(self.receipt["last_seq"])))
            self.state = "closed"
        else:
            self._refused(said)

    def _keep(self, batch: list[dict[str, Any]], acked: int) -> None:
        now = self._now()
        for entry in batch:
            if entry["seq"] <= acked:
                self.history.append(Acknowledged(entry["seq"], entry["body"]["item"], entry["body"]["response"], now))
        self._pending = [entry for entry in self._pending if entry["seq"] > acked]

    async def _insist(self, door: str, posted: object) -> Answer:
        """Ask until the server answers; a crash meanwhile doesn't wait for it."""
        failures = 0
        while True:
            sent = self._now()
            try:
                answer = await self.line.post(f"/sittings/{self.sitting}/{door}", posted)
            except Unreachable:
                self.failures += 1
            else:
                if answer.status < 500:  # noqa: PLR2004  # the server's own trouble
                    self.latencies.append(self._now() - sent)
                    return answer
                self.failures += 1
            await asyncio.sleep(WAITS[min(failures, len(WAITS) - 1)] * self.rng.uniform(0.5, 1.5))
            failures += 1

    def _sync(self, said: dict[str, Any]) -> None:
        """Learn the deadline on this clock; null while the sitting's clock stands."""
        self._apart = self._now() - float(str(said["now"])) / 1000
        if "deadline" in said:
            stated = said["deadline"]
            self.deadline = None if stated is None else float(str(stated)) / 1000 + self._apart

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
