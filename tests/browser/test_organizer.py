"""An organizer's way from nothing to printed tickets: competition, round, roster, room, session, seats, papers."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import StaffPage
from tests.browser.house import House

HEADINGS = "姓名,准考证号,区,单位,类别,从事年限"
DISTRICTS = ("江澜区", "浦屿区", "虹汀区")
COMPETITION = "组织流程竞赛"


def line(number: int, category: str = "综合窗口一线") -> str:
    district = DISTRICTS[number % len(DISTRICTS)]
    return f"虚构选手{number},2030{number:04},{district},虚构中心{number % 2},{category},5"


def import_roster(page: Page, lines: list[str]) -> None:
    """Bring a roster to its preview."""
    page.goto("/organizer/people/import")
    page.get_by_label("竞赛").select_option(label=COMPETITION)
    file = {"name": "名单.csv", "mimeType": "text/csv", "buffer": "\n".join([HEADINGS, *lines]).encode("gb18030")}
    page.get_by_label("名单文件").set_input_files(files=[file])
    page.get_by_role("button", name="上传并预览").click()


def set_up_round(page: Page) -> None:
    """Make a competition and a round that begins in an hour."""
    page.goto("/organizer/rounds/new")
    page.get_by_label("竞赛名称").fill(COMPETITION)
    page.get_by_label("竞赛规则").select_option(label="演示规则")
    page.get_by_role("button", name="建立竞赛").click()
    form = page.locator("form", has=page.get_by_label("环节名称"))
    form.get_by_label("竞赛").select_option(label=COMPETITION)
    form.get_by_label("环节名称").fill("组织流程初赛")
    form.get_by_label("试卷").select_option("quiz:final")
    form.get_by_label("开考时间").fill(time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() + 9 * 3600)))
    form.get_by_role("button", name="新建").click()
    expect(page.get_by_text("已新建环节")).to_be_visible()


def set_up_session(page: Page) -> None:
    """Add a room of two rows of three and a session of the round."""
    page.goto("/organizer/venue")
    form = page.get_by_role("form", name="添加考室")
    form.get_by_label("竞赛").select_option(label=COMPETITION)
    form.get_by_label("考室名称").fill("流程考室")
    form.get_by_label("几排").fill("2")
    form.get_by_label("每排几座").fill("3")
    form.get_by_role("button", name="添加").click()
    page.get_by_role("region", name="组织流程初赛").get_by_role("link", name="添加场次").click()
    page.get_by_label("场次名称").fill("上午场")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("region", name="组织流程初赛").get_by_role("link", name="座位").click()


def seats(page: Page) -> dict[str, str]:
    """Return who has which seat."""
    taken = page.locator(".pseat.is-used b")
    return {seat.inner_text(): seat.locator("..").get_attribute("data-name") or "" for seat in taken.all()}


def saved(download: Download, folder: Path) -> bytes:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path.read_bytes()


@pytest.fixture
def organizer(staff_page: StaffPage) -> Page:
    return staff_page("organizer")


def test_from_nothing_to_printed_tickets(organizer: Page, house: House, tmp_path: Path) -> None:
    page = organizer
    set_up_round(page)

    import_roster(page, [line(1), line(2, "窗口")])
    expect(page.get_by_role("region", name="要改的地方").get_by_role("row").nth(1)).to_contain_text("类别")
    expect(page.get_by_role("button", name="确认导入")).to_have_count(0)
    import_roster(page, [line(number) for number in range(1, 6)])
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("新增 5 人，修改 0 人，移除 0 人")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="制作他们的准考证").click()
    assert saved(download.value, tmp_path).startswith(b"%PDF-")

    set_up_session(page)
    page.get_by_role("button", name="编入本场").click()
    page.get_by_role("button", name="为没有座位的抽签").click()
    expect(page.locator(".pseat.is-used")).to_have_count(5)

    page.goto("/organizer/rounds")
    page.get_by_role("link", name="组织流程初赛").click()
    page.get_by_role("button", name="组卷").first.click()
    if page.get_by_role("dialog").is_visible():
        page.get_by_role("dialog").get_by_role("button", name="组卷").click()
    expect(page.get_by_text(re.compile("已组卷"))).to_be_visible()

    page.goto("/organizer/venue")
    page.get_by_role("region", name="组织流程初赛").get_by_role("link", name="座位").click()
    expect(page.locator(".pseat.is-used").first).to_contain_text(re.compile("[A-Z] 卷"))
    expect(page.locator(".is-clash")).to_have_count(0)
    before = seats(page)
    first, second = sorted(before)[:2]
    page.locator(f'[data-name="{before[first]}"]').press("Enter")
    page.locator(f'[data-name="{before[second]}"]').press("Enter")
    expect(page.get_by_text(f"{before[first]} 与 {before[second]} 互换座位")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已换座")).to_be_visible()
    assert seats(page) == before | {first: before[second], second: before[first]}
    page.get_by_role("button", name="按座位重配卷").click()
    expect(page.locator(".is-clash")).to_have_count(0)

    page.get_by_role("link", name="准考证、桌贴、签到表").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="换新入场码并下载准考证").click()
    assert saved(download.value, tmp_path).startswith(b"%PDF-")
    query = "SELECT COUNT(*) FROM contestants WHERE admission_number LIKE '2030%' AND code_mac <> ''"
    assert house.rows(query) == [(5,)]


def test_contestant_dragged_to_an_empty_seat(organizer: Page) -> None:
    page = organizer
    page.goto("/organizer/venue")
    page.get_by_role("region", name="组织流程初赛").get_by_role("link", name="座位").click()
    empty = page.locator(".pseat:not(.is-used, .is-spare) button").first
    free, taken = empty.locator("b").inner_text(), page.locator(".pseat.is-used button").first
    name = taken.get_attribute("data-name")
    taken.drag_to(empty)
    expect(page.get_by_text(f"{name} 换到 {free} 号座")).to_be_visible()
    page.get_by_role("button", name="换座").click()
    expect(page.get_by_text("已换座")).to_be_visible()
    assert seats(page)[free] == name
