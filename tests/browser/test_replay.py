"""The replay of a case: stepped through by keys, slider and links, its panes without barrier."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import StaffPage
from tests.browser.house import CODE, Seat
from tests.browser.test_accessibility import barriers
from tests.browser.window_house import WindowHouse
from tests.factories.exam_client import ExamClient, entry, http_wire

CASE = "c1"


@pytest.fixture(scope="module")
def seat(windows: WindowHouse) -> Seat:
    """Return a contestant who asked what is improper and refused what is to be accepted, after the hand-in."""
    seat = windows.seat("trial-accept")
    client = ExamClient(http_wire(urlsplit(windows.house.url).port or 0))
    client.sign_in(seat.number, CODE)
    client.start(seat.round_id)
    for seq, body in enumerate(_acts(windows, seat), 1):
        client.save(entry(seq, "act", {"case": CASE, **body}))
    client.submit()
    windows.house.total(seat)
    return seat


@pytest.fixture
def replay(seat: Seat, staff_page: StaffPage) -> Page:
    """Show an organizer the fifth step."""
    page = staff_page("organizer")
    page.goto(f"/organizer/sittings/{seat.sitting}/cases/{CASE}?step=5")
    return page


def _acts(windows: WindowHouse, seat: Seat) -> list[dict[str, object]]:
    acts = windows.model_acts(seat)
    acts.insert(4, {"do": "ask", "question": "show-card"})
    return [body | {"decision": "refuse"} if body["do"] == "decide" else body for body in acts]


def here(page: Page) -> Locator:
    return page.get_by_role("region", name="操作时间线").locator("[aria-current]")


def expect_step(page: Page, number: int) -> None:
    expect(here(page)).to_have_attribute("data-step", str(number))
    expect(page).to_have_url(re.compile(rf"step={number}&"))


def test_arrows_step_and_the_address_follows(replay: Page) -> None:
    replay.keyboard.press("ArrowRight")
    expect_step(replay, 6)
    replay.keyboard.press("ArrowLeft")
    replay.keyboard.press("ArrowLeft")
    expect_step(replay, 4)
    replay.keyboard.press("Home")
    expect(replay.locator('[data-part="banner"]')).to_contain_text("开始以前的画面")
    replay.keyboard.press("ArrowLeft")
    replay.keyboard.press("ArrowRight")
    expect_step(replay, 1)


def test_shift_and_arrow_go_to_where_points_were_won_or_lost(replay: Page) -> None:
    replay.keyboard.press("Home")
    expect(replay.locator('[data-part="banner"]')).to_contain_text("开始以前的画面")
    replay.keyboard.press("Shift+ArrowRight")
    expect(here(replay)).to_contain_text("+")


def test_slider_goes_anywhere(replay: Page) -> None:
    replay.get_by_role("slider", name="步骤").fill("3")
    expect_step(replay, 3)


def test_evidence_leads_to_its_step(replay: Page) -> None:
    marks = replay.get_by_role("region", name="评分要点")
    lost = marks.get_by_role("listitem").filter(has_text="不提不当的问题")
    lost.get_by_role("link", name="第 5 步").click()
    expect_step(replay, 5)
    expect(here(replay)).to_contain_text("结婚证带了吗")


def test_lost_points_alone_can_be_shown(replay: Page) -> None:
    timeline = replay.get_by_role("region", name="操作时间线")
    timeline.get_by_role("button", name="失分").click()
    steps = timeline.get_by_role("listitem")
    expect(steps.filter(has_text="呼叫")).to_have_count(0)
    expect(steps.filter(has_text="决定 不予受理")).to_be_visible()
    replay.keyboard.press("p")
    expect(replay.get_by_role("button", name="只看失分")).to_have_attribute("aria-pressed", "true")
    expect(replay.get_by_role("region", name="要点列表").locator(".is-met")).not_to_have_count(0)
    expect(replay.get_by_role("region", name="要点列表").locator(".is-met").first).to_be_hidden()


def test_playing_goes_on_by_itself_until_stopped(replay: Page) -> None:
    replay.get_by_role("button", name="播放").click()
    expect_step(replay, 7)
    replay.get_by_role("button", name="停止").click()
    expect(replay.get_by_role("button", name="播放")).to_be_visible()


def test_panes_change_by_key_and_show_what_the_clerk_saw(replay: Page) -> None:
    replay.keyboard.press("End")
    replay.keyboard.press("2")
    expect(replay.get_by_role("region", name="画面内容").get_by_text("结婚证带了吗？")).to_be_visible()
    replay.keyboard.press("3")
    picture = replay.get_by_role("img", name="收入说明")
    expect(picture).to_be_visible()
    assert picture.evaluate("drawing => drawing.getBoundingClientRect().height > 100")
    replay.keyboard.press("1")
    expect(replay.get_by_role("region", name="试验补贴申领").get_by_text("决定 不予受理")).to_be_visible()


def test_pages_of_a_simulation_have_no_barrier(replay: Page, seat: Seat) -> None:
    for pane in ("desk", "talk", "tray"):
        replay.goto(f"/organizer/sittings/{seat.sitting}/cases/{CASE}?step=30&tab={pane}")
        assert barriers(replay) == []
    for address in (f"/organizer/sittings/{seat.sitting}", f"/organizer/rounds/{seat.round_id}/statistics"):
        replay.goto(address)
        assert barriers(replay) == []
