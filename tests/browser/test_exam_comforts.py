"""What makes the page bearable for an hour: back and reload lose nothing, the type can grow, the clock can go."""

from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.house import House

FONT_SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"


def test_back_button_returns_to_the_item_before_and_reload_stays_with_everything_answered(
    house: House, sit: Sit
) -> None:
    exam = sit(house.seat())
    exam.choose(2, "1")
    exam.go_to(5)
    exam.page.go_back()
    exam.expect_item(2)
    expect(exam.card.locator("input").first).to_be_checked()
    exam.press("f")
    exam.expect_saved(1)

    exam.page.reload()

    exam.expect_item(2)
    expect(exam.card.locator("input").first).to_be_checked()
    expect(exam.cell(2)).to_have_accessible_name("第 2 题，已答，已标记")
    exam.expect_saved(1)


def test_going_back_after_the_hand_in_leads_to_the_receipt_again(house: House, sit: Sit) -> None:
    seat = house.seat()
    exam = sit(seat)
    exam.choose(1, "1")
    exam.hand_in()

    exam.page.goto(f"/exam/sittings/{seat.sitting}")

    exam.page.wait_for_url("**/receipt")
    expect(exam.page.get_by_text("服务器已收到下列作答")).to_be_visible()


def test_font_size_grows_and_is_kept_over_a_reload(house: House, sit: Sit) -> None:
    exam = sit(house.seat())
    stem = exam.card.locator(".stem").first
    before = stem.evaluate(FONT_SIZE)

    exam.page.get_by_role("button", name="较大字号").click()
    grown = stem.evaluate(FONT_SIZE)
    exam.page.reload()
    exam.wait_for_paper()

    assert grown > before
    assert stem.evaluate(FONT_SIZE) == grown
    expect(exam.page.get_by_role("button", name="较大字号")).to_have_attribute("aria-pressed", "true")


def test_clock_can_be_hidden_and_shown(house: House, sit: Sit) -> None:
    exam = sit(house.seat())
    exam.page.get_by_role("button", name="隐藏").click()
    expect(exam.clock).to_be_hidden()

    exam.page.get_by_role("button", name="显示时间").click()

    expect(exam.clock).to_be_visible()
