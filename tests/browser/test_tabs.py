"""One tab writes; another is read-only until it takes over."""

from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.exam_page import ExamPage
from tests.browser.house import House


def test_second_tab_is_read_only_and_may_take_over_with_what_was_answered(house: House, sit: Sit) -> None:
    seat = house.seat()
    first = sit(seat)
    first.choose(1, "1")
    first.expect_saved(1)

    second = ExamPage(first.page.context.new_page(), seat)
    second.page.goto(first.page.url)
    expect(second.page.get_by_role("heading", name="本场考试正在另一个标签页作答。")).to_be_visible()
    expect(second.card).to_have_count(0)
    first.choose(2, "2")
    first.expect_saved(2)

    second.page.get_by_role("button", name="在本页继续作答").click()

    second.wait_for_paper()
    second.expect_saved(2)
    expect(first.halt).to_contain_text("本场考试正在另一个标签页作答。")
    first.go_to(3)
    expect(first.card.locator("input").first).to_be_disabled()
    second.choose(3, "1")
    second.expect_saved(3)
    assert len(house.answers(seat)) == 3
    assert house.rows("SELECT COUNT(*) FROM held_entries WHERE sitting_id = ?", seat.sitting) == [(0,)]
