"""Time: warnings, the end, the clock that can be hidden."""

from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.exam_page import right_responses, shown_items
from tests.browser.house import House


def test_short_round_warns_and_hands_in_by_itself_with_what_was_answered(house: House, sit: Sit) -> None:
    seat = house.seat(seconds=10)
    exam = sit(seat)
    expect(exam.page.locator("#announcer")).to_have_text("还剩 1 分钟，到时自动交卷。")
    paper = house.paper(seat)
    exam.answer(shown_items(paper)[0], right_responses(paper))
    exam.expect_saved(1)

    exam.page.wait_for_url("**/receipt")

    expect(exam.page.get_by_text("服务器已收到下列作答")).to_be_visible()
    assert house.sitting(seat, "state") == "handed_in"
    assert house.total(seat) == 5


def test_closed_browser_is_handed_in_by_the_server_once_its_time_is_over(house: House, sit: Sit) -> None:
    seat = house.seat(seconds=5)
    exam = sit(seat)
    paper = house.paper(seat)
    exam.answer(shown_items(paper)[0], right_responses(paper))
    exam.expect_saved(1)
    exam.page.goto("/exam")

    assert house.total(seat) == 5
    assert house.sitting(seat, "state") == "timed_out"
    exam.page.goto(f"/exam/sittings/{seat.sitting}/receipt")
    expect(exam.page.get_by_text("到时")).to_be_visible()


def test_hidden_clock_comes_back_with_the_last_warning(house: House, sit: Sit) -> None:
    exam = sit(house.seat(seconds=70))
    expect(exam.page.locator("#announcer")).to_have_text("还剩 5 分钟。")
    expect(exam.page.get_by_text("不到 5 分钟")).to_be_visible()
    exam.page.get_by_role("button", name="隐藏").click()
    expect(exam.clock).to_be_hidden()

    expect(exam.page.locator("#announcer")).to_have_text("还剩 1 分钟，到时自动交卷。")

    expect(exam.page.get_by_text("不到 1 分钟")).to_be_visible()
    expect(exam.clock).to_be_visible()
