"""From the last ballots to a second published version: everyone who judges, checks, locks, reviews and objects."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import StaffPage
from tests.browser.house import FLASK, HERE, House
from tests.browser.tablet import Tablet

PANEL = "/panels/1"
BOARD = "/results/2/individual"


@pytest.fixture
def tablets(house: House, staff_page: StaffPage) -> dict[str, Tablet]:
    return {
        f"judge{number}": Tablet(staff_page(f"judge{number}"), house.staff(f"judge{number}")[1])
        for number in range(1, 8)
    }


def waiting(house: House) -> list[tuple[int, str]]:
    """Return appearance and name of everyone who has not appeared before panel one."""
    query = (
        "SELECT a.id, c.name FROM appearances a JOIN contestants c ON c.admission_number = a.entrant "
        "WHERE a.panel_id = 1 AND a.state = 'waiting' ORDER BY a.place"
    )
    return house.rows(query)


def judges_of(house: House, appearance: int) -> list[str]:
    """Return the usernames of who judges an appearance."""
    query = (
        "SELECT u.username FROM panel_members m JOIN accounts a ON a.id = m.account_id "
        "LEFT JOIN recusals r ON r.account_id = a.id AND r.appearance_id = ? "
        "JOIN accounts u ON u.id = COALESCE(r.substitute_id, a.id) WHERE m.panel_id = 1 AND m.duty = 'judge'"
    )
    return [row[0] for row in house.rows(query, appearance)]


def review(page: Page, version: int) -> None:
    page.goto(f"{BOARD}/versions/{version}")
    page.get_by_role("button", name="复核通过").click()
    expect(page.get_by_text(re.compile("还需要另一位|两人已复核")).first).to_be_visible()


def compute_and_publish(organizer: Page, reviewers: list[Page], version: int) -> None:
    organizer.goto(BOARD)
    organizer.get_by_role("button", name="计算新版本").click()
    expect(organizer.get_by_text(f"已计算第 {version} 版")).to_be_visible()
    for page in reviewers:
        review(page, version)
    organizer.goto(f"{BOARD}/versions/{version}")
    organizer.get_by_role("button", name="公示", exact=True).click()
    expect(organizer.get_by_text("已公示")).to_be_visible()


def lock(chief: Page) -> None:
    chief.goto(PANEL)
    chief.get_by_role("button", name="锁定本组评分").click()
    expect(chief.get_by_text("已锁定，校验码")).to_be_visible()


def declare_conflict(tablet: Tablet, name: str) -> None:
    tablet.turn_to(name)
    tablet.page.get_by_role("button", name="申请回避").click()
    tablet.page.get_by_label("原因").fill("师徒关系")
    tablet.page.get_by_role("button", name="确认回避").click()
    expect(tablet.page.locator("[data-part=lack]")).to_have_text("您回避这一位，由替补评委评分。")


def appear(timer: Page) -> None:
    timer.goto(f"{PANEL}/timing")
    timer.get_by_role("button", name="开始计时").click()
    expect(timer.locator("[data-part=words]")).to_have_text("剩余")
    timer.get_by_label("窗口").fill("3 号")
    timer.get_by_label("事项").fill("社会保障卡补换")
    timer.get_by_label("申请人同意作为比武办件").check()
    timer.get_by_role("button", name="记录").click()
    timer.get_by_role("button", name="结束").click()
    expect(timer.get_by_text("已结束，没有超时")).to_be_visible()


def judge(tablet: Tablet, name: str, level: int, *, unplugged: bool) -> None:
    tablet.page.reload()
    tablet.turn_to(name)
    tablet.page.context.set_offline(offline=unplugged)
    tablet.mark(level)
    tablet.sign()
    if unplugged:
        expect(tablet.page.locator("[data-part=sent]")).to_contain_text("断网")
        tablet.page.context.set_offline(offline=False)
    tablet.expect_signed()


def confirm_all(checker: Page) -> None:
    checker.goto("/ballots/checking/1")
    while checker.get_by_role("button", name="通过").count():
        checker.get_by_role("button", name="通过").first.click()
        expect(checker.get_by_text("已复核。")).to_be_visible()


def object_to(leader: Page, entrant: str) -> None:
    leader.goto("/objections?competition=2")
    leader.get_by_label("对什么").select_option(label="个人类 · 公示的名单")
    leader.get_by_label("选手编号").fill(entrant)
    leader.get_by_label("事实和理由").fill("评分表抄错")
    leader.get_by_role("button", name="提出", exact=True).click()
    expect(leader.get_by_text("异议已登记")).to_be_visible()


def uphold(arbiter: Page) -> None:
    arbiter.goto("/objections?competition=2")
    arbiter.get_by_role("button", name="受理").click()
    arbiter.get_by_label("裁定").select_option(label="成立，更正")
    arbiter.get_by_label("答复").fill("核对纸质表，更正")
    arbiter.get_by_role("button", name="裁定并答复").click()
    expect(arbiter.get_by_text("已裁定")).to_be_visible()


def correct(chief: Page, appearance: int, second: tuple[str, str]) -> None:
    """Correct every ballot of an appearance, then lock the panel again."""
    for place in range(5):
        chief.goto(f"{PANEL}/appearances/{appearance}")
        form = chief.locator("details", has_text=re.compile("更正 .+ 的评分")).nth(place)
        form.locator("summary").click()
        form.get_by_label("业务办理").fill("5")
        form.get_by_label("原因").fill("评分表抄错")
        form.get_by_label("复核员用户名").fill(second[0])
        form.get_by_label("复核员口令").fill(second[1])
        form.get_by_role("button", name="更正").click()
        expect(chief.get_by_text("本组须重新锁定。")).to_be_visible()
    lock(chief)


def verified(house: House, folder: Path) -> bool:
    """Tell whether the newest version's package recomputes, away from the server."""
    package = folder / "result.zip"
    subprocess.check_call(
        [*FLASK, "results", "package", "2", "individual", str(package)], cwd=HERE, env=house.environment
    )
    command = [sys.executable, "-m", "app.scoring.verify", str(package)]
    return subprocess.run(command, cwd=HERE, check=False).returncode == 0


def test_from_the_last_ballots_to_a_second_published_version(
    house: House, staff_page: StaffPage, tablets: dict[str, Tablet], tmp_path: Path
) -> None:
    timer, checker, chief = staff_page("timer1"), staff_page("checker1"), staff_page("chiefjudge1")
    people = waiting(house)
    declare_conflict(tablets["judge2"], people[0][1])
    assert "judge2" not in judges_of(house, people[0][0])
    for place, (appearance, name) in enumerate(people):
        appear(timer)
        for number, username in enumerate(judges_of(house, appearance)):
            judge(tablets[username], name, place, unplugged=number == place == 0)
    confirm_all(checker)
    lock(chief)

    organizer, auditor, leader = staff_page("organizer"), staff_page("auditor"), staff_page("leader1")
    organizer.goto(f"{BOARD}/qualification")
    organizer.get_by_role("button", name="其余未答的都记为符合").click()
    compute_and_publish(organizer, [checker, auditor], 1)
    leader.goto("/public")
    leader.get_by_role("link", name=re.compile("个人类拟获奖名单")).click()
    expect(leader.get_by_role("heading", name=re.compile("拟获奖名单公示"))).to_be_visible()

    query = (
        "SELECT a.id, a.entrant FROM appearances a JOIN contestants c ON c.admission_number = a.entrant "
        "WHERE a.panel_id = 1 AND c.district = '江澜区' ORDER BY a.id LIMIT 1"
    )
    appearance, entrant = house.rows(query)[0]
    object_to(leader, entrant)
    uphold(staff_page("arbiter1"))
    correct(chief, appearance, house.staff("checker1"))
    compute_and_publish(organizer, [checker, auditor], 2)
    expect(organizer.get_by_role("region", name="与第 1 版相比")).to_contain_text("本人成绩更正")
    leader.goto("/public/2-individual.html")
    expect(leader.get_by_text("第 2 版").first).to_be_visible()
    assert verified(house, tmp_path)
