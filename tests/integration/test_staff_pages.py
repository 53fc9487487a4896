"""The pages of organizers, proctors and authors, as they read."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from app.database import transaction
from app.services.access import Role
from app.services.bank import content
from app.services.competitions import add_account
from app.services.grading import grade_due
from app.services.scores import list_scores
from tests.conftest import Act
from tests.factories.cast import MINUTE, PASSWORD, FakeTime, Rounds
from tests.factories.exam_client import ExamClient
from tests.factories.page import parts, table
from tests.factories.room import grant_time


@pytest.fixture
def handed_in(sitting: ExamClient, act: Act) -> ExamClient:
    """Return the first contestant after the hand-in of a paper with nothing but an unreadable first answer."""
    sitting.submit(sitting.answer(1, {"no": "shape"}))
    act(grade_due)
    return sitting


def checks(page: str) -> list[str]:
    return parts(page, 'class="is-(?:done|note|missing)"')


def held_in(proctor: ExamClient, room: str, sitting: str) -> int:
    """Return how many held entries of a sitting the console counts."""
    return next(seat["held"] for seat in proctor.get(f"{room}/live.json").json["seats"] if seat["sitting"] == sitting)


@pytest.mark.usefixtures("handed_in")
def test_rounds_are_listed_with_their_counts(organizer: ExamClient):
    rows = {row[0].split()[0]: row[2:6] for row in table(organizer.get("/organizer/rounds").text, "环节列表")}
    assert rows == {
        "知识竞赛": ["已组卷", "未开考 3", "0 / 3 人", "未发布"],
        "个人时段赛": ["已组卷", "未开考 2 已交卷 1", "1 / 3 人", "未发布"],
        "练习": ["已组卷", "未开考 3", "0 / 3 人", "未发布"],
        "尚未组卷": ["未组卷", "—", "0 / 3 人", "未发布"],
    }


@pytest.mark.usefixtures("sitting")
def test_a_round_lists_what_is_missing_before_its_release(organizer: ExamClient, rounds: Rounds):
    assert checks(organizer.get(f"/organizer/rounds/{rounds.personal}").text) == [
        "已完成： 全部选手已有试卷",
        "请留意： 入场尚未截止 截止于 2026年11月22日 13:00；还有 2 份试卷没有开考，先发布可能影响他们。",
        "未完成： 1 场考试还在进行 等选手交卷或到时收卷。",
        "请留意： 还没有可评分的答卷",
        "已完成： 没有待处理的作答",
    ]


@pytest.mark.usefixtures("handed_in")
def test_a_round_after_entry_and_hand_in_lacks_nothing(organizer: ExamClient, clock: FakeTime, rounds: Rounds):
    clock.move(241 * MINUTE)
    assert checks(organizer.get(f"/organizer/rounds/{rounds.personal}").text) == [
        "已完成： 全部选手已有试卷",
        "已完成： 入场已截止",
        "请留意： 2 份试卷没有开考 按缺考处理，成绩空缺，不按零分计。",
        "已完成： 没有进行中的考试",
        "已完成： 1 份答卷全部评分",
        "已完成： 没有待处理的作答",
    ]


def test_entries_after_the_close_are_shown_as_waiting(organizer: ExamClient, handed_in: ExamClient, rounds: Rounds):
    handed_in.save(handed_in.answer(2))
    page = organizer.get(f"/organizer/rounds/{rounds.personal}").text
    assert checks(page)[-1] == "请留意： 1 条作答待处理 迟到或换机时收到的作答，没有计分；采纳后成绩可能变化。"


def test_only_organizers_find_the_button_that_draws(organizer: ExamClient, auditor: ExamClient, rounds: Rounds):
    pages = [client.get(f"/organizer/rounds/{rounds.undrawn}") for client in (organizer, auditor)]
    assert [(page.status, parts(page.text, 'data-opens="draw"')) for page in pages] == [(200, ["组卷"]), (200, [])]


@pytest.mark.usefixtures("handed_in")
def test_score_list_shows_a_missing_score_as_missing(organizer: ExamClient, rounds: Rounds):
    rows = table(organizer.get(f"/organizer/rounds/{rounds.personal}/scores").text, "成绩表")
    assert [(row[0], row[1], row[7], row[8:]) for row in rows] == [
        ("1", "20260001", "已交卷", ["0.00", "0.00", "0.00"]),
        ("—", "20260002", "未开考", ["—", "—", "缺"]),
        ("—", "20260003", "未开考", ["—", "—", "缺"]),
    ]


def test_score_list_of_a_practice_round_has_no_places(organizer: ExamClient, rounds: Rounds):
    rows = table(organizer.get(f"/organizer/rounds/{rounds.practice}/scores").text, "成绩表")
    assert [row[0] for row in rows] == ["20260001", "20260002", "20260003"]


def test_practice_scores_have_no_places_in_the_file_either(contestant: ExamClient, act: Act, rounds: Rounds):
    contestant.start(rounds.practice).submit()
    act(grade_due)
    found = act(list_scores, round_id=rounds.practice)
    assert (found.places, found.plot.count) == ({}, 1)


def test_score_list_says_what_was_not_found(organizer: ExamClient, rounds: Rounds):
    page = organizer.get(f"/organizer/rounds/{rounds.personal}/scores?q=<b>").text
    assert parts(page, 'class="empty"') == ["没有找到“<b>” 可以按姓名、准考证号、单位或座位的一部分查找。"]


@pytest.mark.parametrize(("sort", "sorted_by"), [("total", "总分 ▼"), ("name", "姓名 ▲"), ("state", "状态 ▲")])
def test_score_list_names_the_column_it_is_sorted_by(organizer: ExamClient, rounds: Rounds, sort: str, sorted_by: str):
    page = organizer.get(f"/organizer/rounds/{rounds.personal}/scores?sort={sort}").text
    assert parts(page, 'aria-sort="(?:a|de)scending"') == [sorted_by]


@pytest.mark.usefixtures("handed_in")
def test_release_is_offered_once_nothing_is_missing(organizer: ExamClient, rounds: Rounds):
    page = organizer.get(f"/organizer/rounds/{rounds.personal}/scores").text
    assert parts(page, 'data-opens="release"') == ["发布成绩"]


@pytest.mark.usefixtures("sitting")
def test_release_is_not_offered_while_a_sitting_is_open(organizer: ExamClient, rounds: Rounds):
    page = organizer.get(f"/organizer/rounds/{rounds.personal}/scores").text
    assert (parts(page, 'data-opens="release"'), "补齐上面 1 项后可以发布。" in page) == ([], True)


@pytest.mark.usefixtures("handed_in")
def test_released_scores_can_be_withdrawn_by_organizers_alone(
    organizer: ExamClient, auditor: ExamClient, rounds: Rounds
):
    address = f"/organizer/rounds/{rounds.personal}"
    organizer.post_form(f"{address}/release", {"csrf_token": organizer.csrf(f"{address}/scores")})
    pages = [client.get(f"{address}/scores").text for client in (organizer, auditor)]
    assert [parts(page, 'data-opens="withdraw"') for page in pages] == [["撤回成绩"], []]


def test_sitting_shows_every_item_with_its_verdict_and_entry(organizer: ExamClient, handed_in: ExamClient):
    page = organizer.get(f"/organizer/sittings/{handed_in.sitting}").text
    numbers = [str(item["number"]) for item in handed_in.paper["sections"][0]["items"]]
    first, second = [row for row in table(page, "逐题") if row[0] in numbers]
    assert first[2:3] + first[4:] == ["无法识别", first[4], "0.00 / 2", "1"]
    assert first[4].startswith("无法识别 ")
    assert second[2:3] + second[4:] == ["未作答", "未答", "0.00 / 2", "—"]


def test_sitting_names_topics_as_the_bank_does(organizer: ExamClient, handed_in: ExamClient):
    page = organizer.get(f"/organizer/sittings/{handed_in.sitting}").text
    assert page.count('<th scope="row">居住证业务</th>') == 1


def test_sitting_lists_the_time_it_was_granted(organizer: ExamClient, sitting: ExamClient, act: Act):
    act(grant_time, sitting_id=sitting.sitting, milliseconds=90_000, reason="断电")
    page = organizer.get(f"/organizer/sittings/{sitting.sitting}").text
    assert "09:00 补 1 分 30 秒（断电）" in page


def test_sitting_without_a_score_says_so(organizer: ExamClient, sitting: ExamClient):
    page = organizer.get(f"/organizer/sittings/{sitting.sitting}").text
    assert parts(page, 'class="empty"') == ["还没有成绩 收卷后自动评分，在这里列出各部分、各专题和每道题的得分。"]


def test_room_counts_held_entries_until_two_people_have_decided(
    app: Flask, proctor: ExamClient, handed_in: ExamClient, rounds: Rounds, clock: FakeTime
):
    with app.app_context(), transaction() as session:
        add_account(session, username="proctor2", name="虚构同事", role=Role.PROCTOR, password=PASSWORD)
    handed_in.save(handed_in.answer(2))
    room = f"/proctor/rounds/{rounds.personal}"
    page = f"{room}/sittings/{handed_in.sitting}/held"
    before = held_in(proctor, room, handed_in.sitting)
    (waiting,) = table(proctor.get(page).text, "待处理的作答")
    decision = {
        "csrf_token": proctor.csrf(page),
        "held": re.findall(r'name="held" value="(\d+)"', proctor.get(page).text)[0],
        "accepted": "no",
        "reason": "选手已离场",
        "second_username": "proctor2",
        "second_password": PASSWORD,
    }
    assert proctor.post_form(page, decision).status == 303
    clock.move(1000)
    after = held_in(proctor, room, handed_in.sitting)
    (decided,) = table(proctor.get(page).text, "已作决定")
    assert (before, after) == (1, 0)
    assert (waiting[1:2] + waiting[4:5], decided[0], decided[5:]) == (
        ["2", "收卷后到达"],
        "2",
        ["不计入", "选手已离场", "proctor1、proctor2"],
    )


def test_bank_counts_topics_by_kind_and_links_each_count(author: ExamClient):
    page = author.get("/author/bank").text
    (row,) = [row for row in table(page, "专题与题型") if row[0] == "居住证业务"]
    assert int(row[-1]) == sum(int(count) for count in row[1:-1])
    assert "/author/bank?topic=services/residence&amp;kind=case" in page


def test_item_page_shows_the_key_and_the_explanation_of_each_part(author: ExamClient):
    listed = table(author.get("/author/bank?kind=case").text, "题目列表")
    page = author.get(f"/author/items/{listed[0][0]}").text
    assert parts(page, 'class="key"') == ["第 1 问 正确", "第 2 问 zqvkey三"]
    assert page.count("zqvexplain小题") == 2


def test_problems_page_names_place_severity_and_code_of_each(author: ExamClient, act: Act):
    severities = {"error": "错误", "warning": "提醒"}
    rows = table(author.get("/author/problems").text, "问题列表")
    assert [row[:3] for row in rows] == [
        [f"{found.file}:{found.line}:{found.column}", severities[found.severity], found.code]
        for found in act(content).problems
    ]


@pytest.mark.parametrize(
    ("role", "label"),
    [
        ("organizer", "组委会"),
        ("author", "命题人"),
        ("proctor", "监考员"),
        ("auditor", "监督员"),
        ("administrator", "管理员"),
    ],
)
def test_everyone_on_the_staff_is_named_with_their_role_and_can_leave(
    staff: Callable[[str], ExamClient], role: str, label: str
):
    client = staff(role)
    home = client.get("/")
    page = client.get(home.headers["Location"]).text if home.status == 303 else home.text
    assert (f'<span class="sub">{label}</span>　虚构{role}' in page, 'action="/logout"' in page) == (True, True)
