"""The day's pages over HTTP: check-in, checklist, papers sealed and opened, the room record, the seal."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app.services.attendance import check_in
from app.services.calls import note_incident
from app.services.measures import Ask, perform
from app.services.upkeep import tick
from config import Config
from proctor.measures import Measure
from tests.conftest import Act
from tests.factories.cast import MINUTE, PASSWORD, START, FakeTime, Rounds, staff_actor
from tests.factories.exam_client import ExamClient, Reply
from tests.factories.stored import rows
from tests.factories.venue import Venue, seat_everyone

OPENS = START + 10 * MINUTE
PROCTOR, CHIEF = staff_actor("proctor"), staff_actor("chief_proctor")
SIGNS = {"second_username": "auditor1", "second_password": PASSWORD}


@pytest.fixture
def venue(app: Flask, rounds: Rounds) -> Venue:
    return seat_everyone(app, rounds)


@pytest.fixture
def chief(staff: Callable[[str], ExamClient]) -> ExamClient:
    return staff("chief_proctor")


def page_of(venue: Venue, name: str) -> str:
    return f"/proctor/sessions/{venue.session}/{name}"


def post(client: ExamClient, path: str, fields: dict[str, str] | None = None, *, form: str | None = None) -> Reply:
    token = client.csrf(form or path)
    reply = client.post_form(path, {"csrf_token": token, **(fields or {})})
    return client.get(reply.headers["Location"]) if reply.status == 303 else reply


def flashes(reply: Reply) -> list[str]:
    found = re.findall(r'<p class="flash is-\w+" role="\w+">(.*?)</p>', reply.text, re.DOTALL)
    return [re.sub(r"<[^>]*>|\s+", "", one) for one in found]


def test_scan_after_scan_checks_in_and_says_where_to_sit(proctor: ExamClient, venue: Venue):
    path = page_of(venue, "check-in")
    sent = {"number": "20260001", "identity": "y", "phone": "y"}
    assert flashes(post(proctor, path, sent)) == ["选手0120260001：一室01号座"]
    assert flashes(post(proctor, path, sent)) == ["选手0120260001：一室01号座（此前已检录）"]
    unknown = post(proctor, path, sent | {"number": "20269999"})
    assert flashes(unknown) == ["不在本场名单。20269999不在这一场您负责的考室名单里，请核对准考证。"]
    assert "应到 3　实到 1　缺考 0" in proctor.get(path).text


def test_unchecked_identity_is_told_and_nothing_is_kept(proctor: ExamClient, venue: Venue, config: Config):
    reply = post(proctor, page_of(venue, "check-in"), {"number": "20260001", "phone": "y"})
    assert flashes(reply) == ["还没有核对证件。请核对本人、照片和证件后勾选，再检录。"]
    assert rows(config, "SELECT COUNT(*) FROM seatings WHERE checked_in_at IS NOT NULL") == [(0,)]


def test_absence_and_check_in_are_taken_back_on_the_page(proctor: ExamClient, venue: Venue):
    path, number = page_of(venue, "check-in"), {"number": "20260002"}
    assert flashes(post(proctor, f"{path}/absent", number, form=path)) == ["已记为缺考。"]
    assert "缺考 1" in proctor.get(path).text
    assert flashes(post(proctor, f"{path}/absent", number | {"back": "1"}, form=path)) == ["已撤销缺考。"]
    post(proctor, path, number | {"identity": "y"})
    assert flashes(post(proctor, f"{path}/undo", number, form=path)) == ["已撤销检录。"]


def test_proctor_of_another_room_sees_nobody_of_this_one(app: Flask, venue: Venue, anonymous: ExamClient):
    assert app.url_map
    anonymous.sign_in_staff(venue.other_proctor, PASSWORD)
    names = ("check-in", "checklist", "record", "seal")
    assert [anonymous.get(page_of(venue, name)).status for name in names] == [404] * 4


def test_checklist_judges_and_people_confirm(proctor: ExamClient, venue: Venue, config: Config):
    path = page_of(venue, "checklist")
    page = proctor.get(path).text
    assert "还不能开考：1 项未通过" in page
    assert "备份盘没有接好或不能写入" in page
    assert flashes(post(proctor, f"{path}/spare", {"words": "两台"}, form=path)) == ["已记下。"]
    assert "人工确认：两台（proctor1）" in proctor.get(path).text
    assert flashes(post(proctor, f"{path}/spare", {}, form=path)) == ["请写明看到的情况"]
    assert "没有这一项" in post(proctor, f"{path}/clock", {"words": "x"}, form=path).text
    assert rows(config, "SELECT code, words FROM check_marks") == [("spare", "两台")]


def test_backup_is_made_and_checked_from_the_checklist(
    app: Flask, proctor: ExamClient, venue: Venue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "backups"
    path = page_of(venue, "checklist")
    backup = page_of(venue, "backup")
    assert flashes(post(proctor, backup, form=path))[0].startswith("没有备份目标。")
    folder.mkdir()
    runtime = app.extensions["runtime"]
    changed = type(runtime.config)(**{**vars(runtime.config), "backup_folder": folder})
    monkeypatch.setitem(app.extensions, "runtime", type(runtime)(**{**vars(runtime), "config": changed}))
    assert flashes(post(proctor, backup, form=path)) == ["已备份：kaochang-20261122-090000.db"]
    assert [one.name for one in folder.iterdir()] == ["kaochang-20261122-090000.db"]


def test_papers_are_sealed_by_the_organizer_and_opened_by_three(
    organizer: ExamClient, chief: ExamClient, venue: Venue, rounds: Rounds
):
    path = f"/organizer/rounds/{rounds.shared}/seal"
    refused = post(organizer, path, {"first": "proctor1", "second": "proctor1"})
    assert "持钥匙人不对" in refused.text
    sealed = post(organizer, path, {"first": "proctor1", "second": "chief_proctor1"}).text
    halves = re.findall(r'<p class="spoken">((?:[A-Z2-7]{4} ?){14})</p>', sealed)
    assert len(halves) == 2
    again = organizer.get(path).text
    assert ("试卷已封存" in again, any(half in again for half in halves)) == (True, False)
    signed = {
        "first_username": "proctor1",
        "first_password": PASSWORD,
        "first_half": halves[0],
        "second_username": "chief_proctor1",
        "second_password": PASSWORD,
        "second_half": halves[1],
        "witness_username": "auditor1",
        "witness_password": PASSWORD,
    }
    opening = page_of(venue, "papers")
    assert "钥匙不对" in post(chief, opening, signed | {"second_half": halves[0]}).text
    assert "试卷已开启" in post(chief, opening, signed).text


def test_papers_that_were_never_sealed_say_so(chief: ExamClient, venue: Venue):
    assert "试卷没有封存" in chief.get(page_of(venue, "papers")).text


def test_room_record_tells_the_day(
    chief: ExamClient, venue: Venue, contestant: ExamClient, rounds: Rounds, clock: FakeTime, act: Act
):
    act(check_in, actor=PROCTOR, session_id=venue.session, number="20260001", identity=True, phone=True)
    clock.move_to(OPENS + 3 * MINUTE)
    contestant.start(rounds.shared)
    for measure, given in ((Measure.PAUSE, {}), (Measure.RESUME, {}), (Measure.GRANT, {"milliseconds": 2 * MINUTE})):
        ask = Ask(measure, (contestant.sitting,), "S07", "停电", **given)
        act(perform, actor=CHIEF, round_id=rounds.shared, ask=ask)
    act(
        note_incident,
        actor=PROCTOR,
        round_id=rounds.shared,
        kind="ID01",
        words="蓝屏重启",
        sitting_id=contestant.sitting,
    )
    contestant.submit()
    page = re.sub(r"<[^>]*>|\s+", " ", chief.get(page_of(venue, "record")).text)
    page = re.sub(r" +", " ", page)
    for words in ("应到 3 人", "实到 1 人", "缺考 2 人", "选手交卷 1 人", "02 选手02", "蓝屏重启", "恢复", "02:00"):
        assert words in page
    assert "虚构chief_proctor" in page
    in_room = chief.get(f"{page_of(venue, 'record')}?room={venue.rooms[1]}").text
    assert "蓝屏重启" not in in_room


def test_session_is_sealed_on_the_page_and_shown_to_be_signed(
    chief: ExamClient, staff: Callable[[str], ExamClient], venue: Venue, clock: FakeTime, act: Act
):
    path = page_of(venue, "seal")
    assert "还不能封存" in post(chief, path, SIGNS).text
    assert "由主考封存" in staff("proctor").get(path).text
    clock.move_to(OPENS + 31 * MINUTE)
    act(tick)
    sealed = post(chief, path, SIGNS).text
    assert "与封存时一致" in sealed
    assert sealed.count('<td class="num">2026000') == 3
    assert "与封存时一致" in staff("auditor").get(path).text
