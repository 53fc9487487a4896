"""The list of contestants: narrowed, masked, and what identifies them shown on record only."""

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from flask import Flask

from app.database import transaction
from app.models import Contestant, PersonalDetails
from app.services.competitions import add_competition
from app.services.people import district_lines
from app.services.roster.quotas import rulebook_names, rulebook_of
from config import Config
from tests.factories.cast import PASSWORD, Rounds
from tests.factories.exam_client import ExamClient, Reply, wsgi_wire
from tests.factories.stored import execute, rows
from tests.factories.venue import Venue, seat_everyone

LIST = "/organizer/people?competition=1"
ID_NUMBER, PHONE = "319901199001010014", "10000000001"


@pytest.fixture
def venue(app: Flask, rounds: Rounds) -> Venue:
    """Seat everyone; the first is of another district and has details, the second is of another category."""
    with app.app_context(), transaction() as session:
        first, second, third = session.query(Contestant).filter_by(competition_id=1).order_by(Contestant.id)
        first.district, second.district, third.district = "黄浦", "浦东", "浦东新区"
        second.category = "后台、管理"
        session.add(PersonalDetails(contestant_id=first.id, id_number=ID_NUMBER, phone=PHONE))
    return seat_everyone(app, rounds)


def post(client: ExamClient, path: str, fields: dict[str, str], page: str) -> Reply:
    return client.post_form(path, {"csrf_token": client.csrf(page), **fields})


def listed(client: ExamClient, **asked: str) -> list[str]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return re.findall(r'<td class="num">(\d{8})</td>', client.get(f"{LIST}&{query}").text)


def test_list_is_narrowed_by_each_of_its_filters(organizer: ExamClient, venue: Venue):
    everyone = ["20260001", "20260002", "20260003"]
    assert listed(organizer) == everyone
    assert listed(organizer, q="0002") == ["20260002"]
    assert listed(organizer, q="选手03") == ["20260003"]
    assert listed(organizer, district="黄浦") == ["20260001"]
    assert listed(organizer, category="后台、管理") == ["20260002"]
    assert listed(organizer, room=str(venue.rooms[0])) == everyone
    assert listed(organizer, room=str(venue.rooms[1])) == []
    assert listed(organizer, district="黄浦", category="后台、管理") == []


@pytest.mark.usefixtures("venue")
def test_numbers_are_masked_for_everyone_who_may_look(organizer: ExamClient, auditor: ExamClient):
    for client in (organizer, auditor):
        for path in (LIST, "/organizer/people/1"):
            page = client.get(path).text
            assert ("319***********0014" in page, "100****0001" in page) == (True, True)
            assert (ID_NUMBER in page, PHONE in page) == (False, False)


@pytest.mark.usefixtures("venue")
def test_details_are_shown_for_a_reason_that_goes_on_record(organizer: ExamClient, config: Config):
    page = "/organizer/people/1"
    assert ID_NUMBER not in post(organizer, f"{page}/personal", {"reason": ""}, page).text
    assert rows(config, "SELECT * FROM audit_entries WHERE action = 'person.show'") == []
    shown = post(organizer, f"{page}/personal", {"reason": "检录时核对"}, page).text
    assert (ID_NUMBER in shown, PHONE in shown) == (True, True)
    assert rows(config, "SELECT actor, payload FROM audit_entries WHERE action = 'person.show'") == [
        ("staff:organizer1", '{"contestant":1,"reason":"检录时核对"}')
    ]


@pytest.mark.usefixtures("venue")
def test_auditor_looks_and_changes_nothing(auditor: ExamClient):
    page = auditor.get("/organizer/people/1").text
    assert ("显示身份证号" in page, "重发入场码" in page) == (False, False)
    assert "导入名单" not in auditor.get(LIST).text
    refused = auditor.post_form(
        "/organizer/people/1/personal", {"csrf_token": auditor.csrf("/account"), "reason": "x"}
    )
    assert refused.status == 403


@pytest.mark.parametrize("role", ["proctor", "author", "administrator", "team_leader", "judge"])
def test_others_see_no_roster(staff: Callable[[str], ExamClient], role: str):
    client = staff(role)
    assert [client.get(path).status for path in (LIST, "/organizer/people/1")] == [403, 403]


def test_who_is_not_there_is_not_found(organizer: ExamClient):
    assert organizer.get("/organizer/people/999").status == 404
    assert organizer.get("/organizer/people?competition=999").status == 404


def test_list_before_anything_is_there_says_what_to_do(organizer: ExamClient, app: Flask, config: Config):
    with app.app_context(), transaction() as session:
        empty = add_competition(session, "空竞赛").id
    assert "还没有选手" in organizer.get(f"/organizer/people?competition={empty}").text
    newest = organizer.get("/organizer/people").text
    assert "空竞赛　0 人" in newest
    execute(config, "DELETE FROM competitions")
    assert "还没有竞赛" in organizer.get("/organizer/people").text


@pytest.mark.usefixtures("venue")
def test_districts_are_counted_against_their_quotas(organizer: ExamClient):
    found = re.findall(
        r'<th scope="row">(\w+)</th><td class="r">(\d+)</td><td class="r">(\d+)</td>', organizer.get(LIST).text
    )
    assert [line for line in found if line[1] != "0"] == [("浦东", "2", "14"), ("黄浦", "1", "4")]
    assert sum(int(quota) for _, _, quota in found) == 85


def test_district_the_rulebook_does_not_list_has_no_quota():
    lines = district_lines(["黄浦区", "黄浦", "月球", ""], rulebook_of("2024"))
    assert [(one.district, one.people, one.quota, one.over) for one in lines if one.people] == [
        ("黄浦", 2, 4, 0),
        ("", 1, None, 0),
        ("月球", 1, None, 0),
    ]


def test_rulebooks_to_choose_from_are_those_shipped():
    assert set(rulebook_names()) == {"2024", "demo", "demo-judged"}


def test_another_code_closes_the_door_to_the_old_one(organizer: ExamClient, app: Flask, config: Config):
    made = post(organizer, "/organizer/people/1/code", {}, "/organizer/people/1")
    assert (made.status, made.body[:5]) == (200, b"%PDF-")
    assert unquote(made.headers["Content-Disposition"]) == "attachment; filename*=UTF-8''准考证 20260001.pdf"
    assert "登录信息不正确" in ExamClient(wsgi_wire(app)).sign_in("20260001", "ABCD2345").text
    assert rows(config, "SELECT payload FROM audit_entries WHERE action = 'tickets.new'") == [
        ('{"contestant":1,"tickets":1}',)
    ]


def test_nobody_without_a_code_is_said_and_nothing_made(organizer: ExamClient, config: Config):
    before = rows(config, "SELECT code_mac FROM contestants")
    reply = post(organizer, "/organizer/competitions/1/tickets", {}, LIST)
    assert "没有选手" in organizer.get(reply.headers["Location"]).text
    assert rows(config, "SELECT code_mac FROM contestants") == before


def test_retention_is_kept_to_the_end_of_its_day(organizer: ExamClient, config: Config):
    reply = post(organizer, "/organizer/competitions/1/retention", {"until": "2027-01-31"}, LIST)
    assert 'value="2027-01-31"' in organizer.get(reply.headers["Location"]).text
    assert rows(config, "SELECT retain_until FROM competitions WHERE id = 1") == [(1_801_411_199_999,)]
    bad = post(organizer, "/organizer/competitions/1/retention", {"until": "2020-01-31"}, LIST)
    assert "保存期限不对" in organizer.get(bad.headers["Location"]).text


def test_clearing_by_page_needs_the_second_persons_password(organizer: ExamClient, config: Config):
    execute(config, "UPDATE competitions SET retain_until = 1 WHERE id = 1")
    page = organizer.get(LIST).text
    assert "两人确认清除" in page
    fields = {"second_username": "organizer1", "second_password": PASSWORD}
    reply = post(organizer, "/organizer/competitions/1/purge", fields, LIST)
    assert "需要另一个人" in organizer.get(reply.headers["Location"]).text
    assert rows(config, "SELECT purged_at FROM competitions WHERE id = 1") == [(None,)]
