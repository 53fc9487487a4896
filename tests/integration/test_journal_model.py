"""A model of one sitting against the real application: duplicates, losses, reordering, takeovers, sweeps, pauses."""

import json
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.database import db
from app.factory import create_app
from app.services import audit
from app.services.grading import grade_due
from app.services.upkeep import tick
from tests.conftest import config_in
from tests.factories.cast import CODES, MINUTE, START, FakeTime, Rounds
from tests.factories.exam_client import ExamClient, Reply, wsgi_wire
from tests.factories.room import grant_time, issue_resume_code, pause, resume
from tests.factories.stored import entries, finals, rows

GRACE, SWEEP_DELAY = 10_000, 5_000
LENGTH = 60 * MINUTE


@dataclass
class Page:
    """One browser of the contestant: its lease, and what it has queued for the server."""

    client: ExamClient
    lease: str = ""
    next_seq: int = 1
    queue: list[dict[str, object]] = field(default_factory=list)
    sent: list[tuple[str, list[dict[str, object]]]] = field(default_factory=list)


@dataclass
class Model:
    """What the server must hold."""

    journal: list[str] = field(default_factory=list)
    held: set[tuple[int, str, str]] = field(default_factory=set)
    lease: str = ""
    state: str = "working"
    deadline: int = START + LENGTH
    paused_at: int = 0
    final: tuple[int, str, int] | None = None

    def barrier(self, lease: str, now: int) -> str | None:
        if self.state not in {"working", "paused"}:
            return "closed"
        if lease != self.lease:
            return "lease_lost"
        return "late" if self.state == "working" and now > self.deadline + GRACE else None

    def send(self, lease: str, batch: list[dict[str, object]], now: int) -> str | None:
        """Take a request as the protocol says; return the refusal's code, or None."""
        ordered = sorted(batch, key=lambda one: one["seq"])
        code = self.barrier(lease, now)
        for place, one in enumerate(ordered):
            code = code or self._take(one)
            if code is not None:
                if code != "seq_gap":
                    self._hold(lease, ordered[place:])
                return code
        return code

    def _take(self, one: dict[str, object]) -> str | None:
        if one["seq"] == len(self.journal) + 1:
            self.journal.append(body_of(one))
        elif one["seq"] > len(self.journal):
            return "seq_gap"
        elif self.journal[one["seq"] - 1] != body_of(one):
            return "seq_conflict"
        return None

    def _hold(self, lease: str, rest: list[dict[str, object]]) -> None:
        for one in rest:
            if self.journal[one["seq"] - 1 : one["seq"]] != [body_of(one)]:
                self.held.add((one["seq"], lease, body_of(one)))


def body_of(one: dict[str, object]) -> str:
    return json.dumps(one["body"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class JournalMachine(RuleBasedStateMachine):
    """Two browsers of one contestant, a proctor and the upkeep, in any order."""

    template: ClassVar[tuple[Path, Rounds, Path]]

    @initialize()
    def begin(self) -> None:
        database, rounds, bank = self.template
        self.folder = Path(tempfile.mkdtemp())
        shutil.copyfile(database, self.folder / "exam.db")
        self.config = config_in(self.folder, bank)
        self.time = FakeTime()
        self.app = create_app(self.config, self.time.exam_clock())
        self.pages = [Page(ExamClient(wsgi_wire(self.app), f"browser-number-{n:03}")) for n in range(2)]
        self.pages[0].client.sign_in("20260001", CODES["20260001"])
        self.pages[0].client.start(rounds.personal)
        self.pages[1].client.cookies = self.pages[0].client.cookies
        self.pages[1].client.sitting = self.sitting = self.pages[0].client.sitting
        self.item = self.pages[0].client.items[0]["id"]
        self.pages[0].lease = self.pages[0].client.lease
        self.model = Model(lease=self.pages[0].lease)
        self.acknowledged: dict[int, str] = {}
        self.receipt: bytes | None = None

    def act(self, use_case, **arguments: object) -> object:
        with self.app.app_context():
            return use_case(**arguments)

    def post(self, page: Page, door: str, lease: str, batch: list[dict[str, object]]) -> Reply:
        page.client.lease = lease
        return page.client.save(*batch) if door == "journal" else page.client.submit(*batch)

    def deliver(self, page: Page, lease: str, batch: list[dict[str, object]]) -> None:
        """Send one request and compare the answer with the model's."""
        code = self.model.send(lease, batch, self.time.now)
        if not batch and code == "late":
            code = None  # a heartbeat stores nothing, and may be heard after the end
        reply = self.post(page, "journal", lease, batch)
        assert (reply.status, reply.json.get("code")) == ((200, None) if code is None else (409, code))
        if code is None and batch:
            self.acknowledged |= {one["seq"]: body_of(one) for one in batch}

    @rule(which=st.sampled_from((0, 1)), words=st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=4))
    def answer(self, which: int, words: list[str]) -> None:
        page = self.pages[which]
        for word in words:
            page.queue.append(
                {"seq": page.next_seq, "kind": "answer", "body": {"item": self.item, "response": word}, "at": 1}
            )
            page.next_seq += 1

    @rule(which=st.sampled_from((0, 1)), count=st.integers(0, 6), lost=st.booleans())
    def send(self, which: int, count: int, *, lost: bool) -> None:
        """Send the head of the queue; a lost reply leaves it queued, so that it is sent again."""
        page = self.pages[which]
        batch = page.queue[:count]
        if not page.lease:
            return
        page.sent.append((page.lease, batch))
        self.deliver(page, page.lease, batch)
        if not lost:
            page.queue = page.queue[count:]

    @rule(which=st.sampled_from((0, 1)), data=st.data())
    def deliver_again(self, which: int, data: st.DataObject) -> None:
        """An old request arrives once more, late or out of order."""
        page = self.pages[which]
        if page.sent:
            self.deliver(page, *data.draw(st.sampled_from(page.sent)))

    @rule(which=st.sampled_from((0, 1)), data=st.data())
    def deliver_in_disorder(self, which: int, data: st.DataObject) -> None:
        page = self.pages[which]
        if page.lease and page.queue:
            chosen = data.draw(st.lists(st.sampled_from(page.queue), min_size=1, max_size=4))
            self.deliver(page, page.lease, chosen)

    @rule(which=st.sampled_from((0, 1)))
    def reopen(self, which: int) -> None:
        """The browser reloads: the holder gets its lease again, another one is told to ask for a code."""
        page = self.pages[which]
        reply = page.client.open()
        if self.model.state not in {"working", "paused"}:
            assert reply.json["code"] == "closed"
        elif page.lease == self.model.lease:
            assert reply.json["lease"] == self.model.lease
            assert reply.json["next_seq"] == len(self.model.journal) + 1
        else:
            assert reply.json["code"] == "resume_code_needed"

    @rule(which=st.sampled_from((0, 1)), right=st.booleans())
    def take_over(self, which: int, *, right: bool) -> None:
        page = self.pages[which]
        if self.model.state not in {"working", "paused"} or page.lease == self.model.lease:
            return
        code = self.act(issue_resume_code, sitting_id=self.sitting, actor="test")
        reply = page.client.open(code=code if right else "WRONG2")
        if right:
            page.lease = self.model.lease = reply.json["lease"]
            page.next_seq, page.queue = reply.json["next_seq"], []
            assert page.next_seq == len(self.model.journal) + 1
        else:
            assert reply.json == {"code": "resume_code_wrong"}

    @rule(which=st.sampled_from((0, 1)))
    def hand_in(self, which: int) -> None:
        page = self.pages[which]
        if not page.lease:
            return
        was = self.model.state
        before = self.model.barrier(page.lease, self.time.now)
        code = self.model.send(page.lease, page.queue, self.time.now)
        if code is None:
            self.model.state = "handed_in"
            self.model.final = (len(self.model.journal), "handed_in", self.time.now)
            self.acknowledged |= {one["seq"]: body_of(one) for one in page.queue}
        unsaved = [one for one in page.queue if self.model.journal[one["seq"] - 1 : one["seq"]] != [body_of(one)]]
        repeated = before == "closed" and was != "working" and not unsaved
        reply = self.post(page, "submit", page.lease, page.queue)
        assert reply.status == (200 if code is None or repeated else 409)

    @rule(amount=st.sampled_from((1, 1_000, 10 * MINUTE, LENGTH)))
    def wait(self, amount: int) -> None:
        self.time.move(amount)

    @precondition(lambda self: self.model.state == "working")
    @rule(offset=st.sampled_from((0, GRACE, GRACE + 1, GRACE + SWEEP_DELAY - 1, GRACE + SWEEP_DELAY)))
    def wait_for_a_border(self, offset: int) -> None:
        self.time.move_to(max(self.time.now, self.model.deadline + offset))

    @rule()
    def sweep(self) -> None:
        self.act(tick)
        if self.model.state == "working" and self.time.now >= self.model.deadline + GRACE + SWEEP_DELAY:
            self.model.state = "timed_out"
            self.model.final = (len(self.model.journal), "timed_out", self.model.deadline)

    @precondition(lambda self: self.model.state in {"working", "paused"})
    @rule(minutes=st.integers(1, 90))
    def extend(self, minutes: int) -> None:
        self.act(grant_time, sitting_id=self.sitting, milliseconds=minutes * MINUTE, reason="补时")
        self.model.deadline += minutes * MINUTE

    @precondition(lambda self: self.model.state == "working" and self.time.now <= self.model.deadline + GRACE)
    @rule()
    def stop_the_clock(self) -> None:
        self.act(pause, sitting_id=self.sitting, reason="停电")
        self.model.state, self.model.paused_at = "paused", self.time.now

    @precondition(lambda self: self.model.state == "paused")
    @rule()
    def go_on(self) -> None:
        self.act(resume, sitting_id=self.sitting)
        self.model.state = "working"
        self.model.deadline += self.time.now - self.model.paused_at

    @invariant()
    def journal_is_the_models(self) -> None:
        """I1, I2, I8, I11: what was acknowledged is there once, unchanged, and nothing else is."""
        stored = entries(self.config, self.sitting)
        assert stored == list(enumerate(self.model.journal, 1))
        assert self.acknowledged.items() <= dict(stored).items()

    @invariant()
    def held_is_the_models(self) -> None:
        """I3: what may not count by itself is kept apart, once."""
        query = "SELECT seq, lease, body FROM held_entries WHERE sitting_id = :sitting"
        found = rows(self.config, query, sitting=self.sitting)
        assert sorted(found) == sorted(self.model.held)

    @invariant()
    def one_final_at_most(self) -> None:
        """I4, I5: a closed sitting has one current final, an open one none."""
        assert finals(self.config, self.sitting) == ([self.model.final] if self.model.final else [])

    @invariant()
    def times_are_the_models(self) -> None:
        """I9: the deadline moves by recorded grants alone."""
        query = "SELECT state, deadline, lease FROM sittings WHERE id = :sitting"
        [(state, deadline, lease)] = rows(self.config, query, sitting=self.sitting)
        expected = None if self.model.state == "paused" else self.model.deadline
        assert (state, lease) == (self.model.state, self.model.lease)
        assert deadline == expected or self.model.final is not None

    @invariant()
    def receipt_of_the_close_never_changes(self) -> None:
        if self.model.final is None:
            return
        receipt = self.pages[0].client.receipt().json
        waiting = receipt.pop("held")
        assert waiting == len(self.model.held)
        written = json.dumps(receipt).encode()
        assert self.receipt in {None, written}
        self.receipt = written

    def teardown(self) -> None:
        if not hasattr(self, "app"):
            return
        if self.model.final is not None:
            self.act(grade_due)
            assert rows(self.config, "SELECT COUNT(*) FROM scores") == [(1,)]
        assert self.act(audit.verify) is None
        with self.app.app_context():
            db.engine.dispose()
        shutil.rmtree(self.folder)


def test_journal_holds_what_the_model_says(seeded: tuple[Path, Rounds], small_bank: Path):
    JournalMachine.template = (*seeded, small_bank)
    case = JournalMachine.TestCase()
    case.settings = settings(
        max_examples=15,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),  # shrinking whole applications takes minutes; take it in by hand
    )
    case.runTest()
