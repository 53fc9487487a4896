"""A session's day at the contestant's screen: waiting, the pledge, evidence, hand-in, confirmation, lock-down."""

import json
import re

from playwright.sync_api import Page, Route, expect

from proctor.lockdown import url_hash
from tests.browser.conftest import NewPage, Sit, SitAtWindow
from tests.browser.exam_page import ExamPage, shown_items
from tests.browser.house import House, Seat, eventually
from tests.browser.test_accessibility import barriers
from tests.browser.window_house import WindowHouse

KEY = "ab" * 32
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
}"""
SET_CLOCK = "{ const real = Date.now; Date.now = () => real() + 60000; }"
SEB = "window.SafeExamBrowser = { security: { configKey: '%s', browserExamKey: '', updateKeys: (done) => done() } };"


def signals(house: House, seat: Seat) -> list[object]:
    """Return the bodies of the journal's signals."""
    return [body for _, kind, body in house.entries(seat) if kind == "signal"]


def arrive(new_page: NewPage, seat: Seat) -> ExamPage:
    """Sign in, accept the pledge and come to the sitting's page."""
    exam = ExamPage(new_page(), seat)
    exam.sign_in()
    exam.page.goto(f"/exam/rounds/{seat.round_id}")
    for box in exam.page.get_by_role("checkbox").all():
        box.check()
    exam.page.get_by_role("button", name="进入").click()
    exam.page.wait_for_url(f"**/exam/sittings/{seat.sitting}*")
    return exam


def test_start_held_by_hand_is_waited_for_and_comes_by_itself(house: House, new_page: NewPage) -> None:
    seat = house.seat(opens_in=3600)
    session = house.in_session(seat, by_hand=True)
    exam = arrive(new_page, seat)
    expect(exam.page.get_by_text("等候监考员宣布开考")).to_be_visible()
    expect(exam.page.locator("[data-waiting=digits]")).to_contain_text("计划 ")
    assert barriers(exam.page) == []
    [(opens,)] = house.rows("SELECT opens FROM exam_sessions WHERE id = ?", session)

    house.change_session(session, started_at=opens - 3_600_000, opens=opens - 3_600_000)

    exam.wait_for_paper()
    assert house.rows("SELECT pledged_at IS NOT NULL FROM seatings WHERE session_id = ?", session) == [(1,)]


def test_who_is_not_checked_in_is_told_and_comes_in_once_that_is_done(house: House, new_page: NewPage) -> None:
    seat = house.seat()
    session = house.in_session(seat, check_in=True)
    exam = arrive(new_page, seat)
    expect(exam.page.get_by_role("heading", name="还没有检录。")).to_be_visible()
    assert barriers(exam.page) == []

    house.change_session(session, check_in=False)

    exam.wait_for_paper()


def test_paste_is_told_by_its_length_and_never_by_its_text(house: House, sit: Sit) -> None:
    seat = house.seat()
    exam = sit(seat)
    fill_in = next(item for item in shown_items(house.paper(seat)) if item["kind"] == "fill_in")
    exam.go_to(fill_in["number"])
    exam.card.locator("input").first.focus()
    exam.page.evaluate(PASTE, "秘密的文字")
    exam.page.evaluate(PASTE, "再来")
    exam.sync()
    assert signals(house, seat) == [{"code": "paste", "length": 5}]
    assert "秘密" not in json.dumps(house.entries(seat), ensure_ascii=False)


def test_clock_that_was_set_is_told(house: House, sit: Sit) -> None:
    seat = house.seat()
    exam = sit(seat)
    exam.page.evaluate(SET_CLOCK)
    [told] = eventually(lambda: signals(house, seat))
    assert (told["code"], round(told["by"] / 1000)) == ("clock_changed", 60)


def test_full_screen_is_offered_and_leaving_it_is_told(
    house: House, windows: WindowHouse, sit_at_window: SitAtWindow
) -> None:
    seat = windows.seat("trial-supplement")
    page = sit_at_window(seat).page
    offer = page.get_by_role("button", name="全屏作答")
    offer.click()
    expect(offer).to_be_hidden()
    assert signals(house, seat) == []

    page.evaluate("document.exitFullscreen()")

    expect(offer).to_be_visible()
    eventually(lambda: signals(house, seat) == [{"code": "fullscreen_left"}])


def test_hand_in_before_the_agreed_minute_is_kept_back_and_says_from_when(house: House, new_page: NewPage) -> None:
    seat = house.seat()
    session = house.in_session(seat, hand_in_after=5 * 60_000)
    exam = arrive(new_page, seat)
    exam.wait_for_paper()
    exam.page.get_by_role("button", name="检查并交卷").click()
    dialog = exam.page.get_by_role("dialog")
    expect(dialog).to_contain_text("起可以交卷，现在只能检查。")
    expect(dialog.get_by_role("button", name="确认交卷")).to_be_disabled()
    exam.press("Escape")

    house.change_session(session, hand_in_after=0)
    exam.page.reload()
    exam.wait_for_paper()
    house.change_session(session, hand_in_after=5 * 60_000)  # the page doesn't know
    exam.choose(1, "1")
    exam.page.get_by_role("button", name="检查并交卷").click()
    dialog.get_by_role("button", name="确认交卷").click()

    expect(exam.halt).to_contain_text("还不能交卷。")
    exam.expect_saved(1)
    exam.choose(2, "1")
    exam.expect_saved(2)


def test_time_up_hands_in_whatever_the_session_says(house: House, new_page: NewPage) -> None:
    seat = house.seat(seconds=6)
    house.in_session(seat, hand_in_after=24 * 3_600_000)
    exam = arrive(new_page, seat)
    exam.page.wait_for_url("**/receipt")
    assert house.rows("SELECT how FROM finals WHERE sitting_id = ?", seat.sitting) == [("handed_in",)]


def test_contestant_confirms_the_hand_in(house: House, new_page: NewPage) -> None:
    seat = house.seat()
    house.in_session(seat)
    exam = arrive(new_page, seat)
    exam.wait_for_paper()
    exam.hand_in()
    exam.page.get_by_role("button", name="确认交卷").click()
    expect(exam.page.get_by_text("已确认交卷，可以离场。")).to_be_visible()
    assert barriers(exam.page) == []
    assert house.rows("SELECT what FROM confirmations WHERE sitting_id = ?", seat.sitting) == [("hand_in",)]


def test_ordinary_browser_is_told_what_to_do_and_let_in_once_it_may(house: House, new_page: NewPage) -> None:
    seat = house.seat()
    session = house.in_session(seat, seb="required", seb_config_keys=json.dumps([KEY]))
    exam = arrive(new_page, seat)
    heading = "本场须在指定的考试浏览器（Safe Exam Browser）中作答。"
    expect(exam.page.get_by_role("heading", name=heading)).to_be_visible()
    assert barriers(exam.page) == []
    assert house.sitting(seat, "opened_at") is None

    house.change_session(session, seb="off")

    exam.wait_for_paper()


def test_right_header_lets_in(house: House, new_page: NewPage) -> None:
    seat = house.seat()
    house.in_session(seat, seb="required", seb_config_keys=json.dumps([KEY]))

    def as_seb_does(route: Route) -> None:
        """Say the key of the address; what is said with the form goes along to where it leads."""
        form = route.request.url.endswith("/enter")
        address = f"{house.url}/exam/sittings/{seat.sitting}" if form else route.request.url
        said = {"X-SafeExamBrowser-ConfigKeyHash": url_hash(address, KEY)}
        route.continue_(headers={**route.request.headers, **said})

    def page_in_seb() -> Page:
        page = new_page()
        page.route("**/*", as_seb_does)
        return page

    exam = arrive(page_in_seb, seat)
    exam.wait_for_paper()
    exam.choose(1, "1")
    exam.expect_saved(1)


def test_page_that_knows_its_key_lets_in(house: House, windows: WindowHouse, new_page: NewPage) -> None:
    seat = windows.seat("trial-supplement")
    house.in_session(seat, seb="required", seb_config_keys=json.dumps([KEY]))

    def page_in_seb() -> Page:
        page = new_page()
        page.add_init_script(SEB % url_hash(f"{house.url}/exam/sittings/{seat.sitting}", KEY))
        return page

    window = arrive(page_in_seb, seat)
    expect(window.page.get_by_role("tablist", name="办理环节")).to_be_visible()
    window.page.get_by_role("button", name="叫号").click()
    face = window.page.locator("img.face")
    expect(face).to_have_attribute("src", re.compile("^data:image/svg"))
    assert face.evaluate("(image) => image.decode().then(() => image.naturalWidth > 0)")
