"""A room of thirty simulated contestants through a bad quarter of an hour, to the sealed room record."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from app.database import transaction
from app.models import ExamSession, Room, RoomSeat, Seating
from app.services.competitions import NewContestant, NewRound, add_competition, add_contestant, add_round
from app.services.drawing import draw_round
from proctor.seating import grid
from tests.browser.conftest import StaffPage
from tests.browser.console_page import ConsolePage
from tests.browser.house import CODE, House
from tests.factories.exam_client import ExamClient, http_wire, some_response

ROWS, COLUMNS = 5, 6


class Simulated(threading.Thread):
    """A contestant who answers now and then until told to stop; pauses and lost leases are waited out."""

    def __init__(self, client: ExamClient, seed: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.client, self.rng, self.stop = client, random.Random(seed), stop
        self.acked: dict[str, object] = {}
        self.silent = threading.Event()

    def run(self) -> None:
        while not self.stop.wait(self.rng.uniform(0.3, 0.9)):
            if not self.silent.is_set():
                self.answer()

    def answer(self) -> None:
        item = self.rng.choice(self.client.items)
        response = some_response(item)
        entry = {
            "seq": self.client.next_seq,
            "kind": "answer",
            "body": {"item": item["id"], "response": response},
            "at": 1,
        }
        reply = self.client.save(entry)
        if reply.status == 200:
            self.client.next_seq += 1
            self.acked[item["id"]] = response


@contextmanager
def at_work(people: list[Simulated], stop: threading.Event) -> Iterator[None]:
    for one in people:
        one.start()
    try:
        yield
    finally:
        stop.set()
        for one in people:
            one.join(10)


def seat_thirty(house: House) -> tuple[int, int, list[tuple[str, str]]]:
    """Seat thirty contestants in one room; return the round, the session, and each one's number and name."""
    number = next(house.numbers)
    people = [(f"2028{number:02}{place:02}", f"模拟选手{place:02}") for place in range(1, ROWS * COLUMNS + 1)]
    with house.app.app_context():
        with transaction() as session:
            competition = add_competition(session, f"三十人竞赛{number}").id
            now = round(time.time() * 1000)
            row = add_round(session, competition, NewRound("三十人", "practice", now, 30), actor="test")
            held = ExamSession(
                round_id=row.id,
                title="上午场",
                opens=row.opens,
                entry_closes=row.entry_closes,
                by_hand=True,
                check_in=True,
            )
            room = Room(competition_id=competition, name=f"大考室{number}", rows=ROWS, columns=COLUMNS, aisles="[3]")
            session.add_all([held, room])
            session.flush()
            spots = [RoomSeat(room_id=room.id, label=label, row=r, column=c) for label, r, c in grid(ROWS, COLUMNS)]
            session.add_all(spots)
            session.flush()
            for (admission, name), spot in zip(people, spots, strict=True):
                who = add_contestant(
                    session,
                    competition,
                    NewContestant(admission, CODE, name, f"中心{spot.column}", "综合窗口一线", ""),
                )
                session.flush()
                session.add(Seating(session_id=held.id, contestant_id=who.id, seat_id=spot.id))
            round_id, session_id = row.id, held.id
        draw_round(round_id=round_id, actor="test")
    return round_id, session_id, people


def check_in_all_but_the_last(chief: Page, session_id: int, people: list[tuple[str, str]]) -> None:
    chief.goto(f"/proctor/sessions/{session_id}/check-in")
    for number, name in people[:-1]:
        chief.get_by_label("准考证号", exact=True).fill(number)
        chief.keyboard.press("Enter")
        expect(chief.get_by_role("status").filter(has_text=name)).to_be_visible()
    chief.get_by_role("row").filter(has_text=people[-1][1]).get_by_role("button").click()
    expect(chief.get_by_text("应到 30　实到 29　缺考 1")).to_be_visible()


def enter_all(house: House, round_id: int, people: list[tuple[str, str]]) -> list[ExamClient]:
    wire = http_wire(int(house.url.rpartition(":")[2]))
    clients = [ExamClient(wire, f"browser-of-room-{number}") for number, _ in people[:-1]]
    for client, (number, _) in zip(clients, people, strict=False):
        client.sign_in(number, CODE)
        client.enter(round_id)
    return clients


def begin(chief: Page, clients: list[ExamClient]) -> None:
    """Say go, and let everyone open the paper they waited for."""
    assert clients[0].open().json["held"] is True
    chief.get_by_role("button", name="宣布开考").click()
    chief.get_by_role("dialog", name="宣布开考？").get_by_role("button", name="宣布开考").click()
    expect(chief.get_by_text("已宣布开考")).to_be_visible()
    assert [client.open().status for client in clients] == [200] * len(clients)


def trouble(chief: Page, console: ConsolePage, simulated: list[Simulated]) -> None:
    """Crash a PC, move a contestant, extend another, and pause and resume everyone."""
    crashed, moved = simulated[0], simulated[1]
    crashed.silent.set()
    before = dict(crashed.acked)
    assert before.items() <= crashed.client.open().json["responses"].items()
    crashed.silent.clear()
    console.pick("模拟选手02")
    console.take("换座", "主机故障")
    moved.client.browser = "browser-of-the-spare-pc"
    assert moved.client.open(code=console.code()).status == 200
    console.pick("模拟选手03")
    console.take("补时", "键盘故障")
    chief.get_by_role("button", name="全室暂停").click()
    console.confirm(chief.get_by_role("dialog", name="暂停"), "全楼停电")
    console.expect_face("模拟选手04", "暂停")
    chief.get_by_role("button", name="全室恢复").click()
    console.confirm(chief.get_by_role("dialog", name="恢复"), "来电")
    console.expect_face("模拟选手04", "作答中")


def seal(house: House, chief: Page, session_id: int) -> None:
    username, password = house.staff("auditor")
    chief.goto(f"/proctor/sessions/{session_id}/seal")
    chief.get_by_label("第二人：用户名").fill(username)
    chief.get_by_label("口令").fill(password)
    chief.get_by_role("button", name="封存本场，不能撤销").click()
    expect(chief.get_by_text("与封存时一致")).to_be_visible()


def test_room_of_thirty_from_check_in_to_the_sealed_record(house: House, staff_page: StaffPage):
    round_id, session_id, people = seat_thirty(house)
    chief, stop = staff_page("chief_proctor"), threading.Event()
    check_in_all_but_the_last(chief, session_id, people)
    clients = enter_all(house, round_id, people)
    console = ConsolePage(chief, round_id)
    begin(chief, clients)

    simulated = [Simulated(client, seed, stop) for seed, client in enumerate(clients)]
    with at_work(simulated, stop):
        working = chief.get_by_role("group", name="按情况筛选").get_by_role("button", name="作答中 29")
        expect(working).to_be_visible()
        trouble(chief, console, simulated)

    for one in simulated:
        assert one.acked.items() <= one.client.open().json["responses"].items()
        assert one.client.submit().status == 200
    chief.goto(f"/proctor/sessions/{session_id}/record")
    record = chief.locator("main").inner_text()
    for words in ("29 人", "模拟选手30", "主机故障", "键盘故障", "全楼停电", "换座、换机"):
        assert words in record
    seal(house, chief, session_id)
    states = dict(house.rows("SELECT state, COUNT(*) FROM sittings WHERE round_id = ? GROUP BY state", round_id))
    assert states == {"handed_in": 29, "drawn": 1}
    assert house.rows("SELECT COUNT(*) FROM session_seals WHERE session_id = ?", session_id) == [(1,)]
