"""What a proctor does reaches the contestant's page: a code, more time, a message, a pause."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage, Sit, StaffPage
from tests.browser.exam_page import ExamPage
from tests.browser.house import House, Seat


@pytest.fixture
def room(staff_page: StaffPage) -> Callable[[Seat], Page]:
    """Show a proctor the room of a seat's round."""

    def enter(seat: Seat) -> Page:
        page = staff_page("proctor")
        page.goto(f"/proctor/rounds/{seat.round_id}")
        return page

    return enter


def desk(room: Page, seat: Seat) -> Locator:
    """Open the desk where a seat is handled."""
    room.get_by_role("list", name="座位").get_by_role("button", name=seat.name).click()
    return room.get_by_role("dialog")


def test_code_shown_to_the_proctor_takes_the_contestant_to_another_pc(
    house: House, sit: Sit, room: Callable[[Seat], Page], new_page: NewPage
) -> None:
    seat = house.seat()
    old = sit(seat)
    old.choose(1, "1")
    old.expect_saved(1)

    page = room(seat)
    desk(page, seat).get_by_role("button", name="发续考码").click()
    code = page.locator(".resume-code").inner_text().replace("\n", "").replace(" ", "")
    new = ExamPage(new_page(), seat)
    new.arrive()
    new.give_code(code)

    new.wait_for_paper()
    new.expect_saved(1)


def test_extra_time_reaches_the_exam_page(house: House, sit: Sit, room: Callable[[Seat], Page]) -> None:
    seat = house.seat()
    exam = sit(seat)
    before = house.sitting(seat, "deadline")
    expect(exam.clock).to_contain_text("09:")

    page = room(seat)
    place = desk(page, seat)
    place.get_by_label("分钟").fill("5")
    place.get_by_label("原因").first.fill("键盘故障")
    place.get_by_role("button", name="补时").click()
    expect(page.get_by_text("已补时 5 分钟")).to_be_visible()
    exam.sync()

    expect(exam.clock).to_contain_text("14:")
    assert house.sitting(seat, "deadline") == before + 5 * 60_000


def test_message_stays_until_it_is_acknowledged_and_not_longer(
    house: House, sit: Sit, room: Callable[[Seat], Page]
) -> None:
    seat = house.seat()
    exam = sit(seat)
    page = room(seat)
    place = desk(page, seat)
    place.get_by_label("告诉选手的话").fill("空调已报修，请继续作答。")
    place.get_by_role("button", name="发送").click()
    expect(page.get_by_text("消息已发出")).to_be_visible()

    exam.sync()
    message = exam.page.get_by_role("alert").filter(has_text="空调已报修，请继续作答。")
    expect(message).to_be_visible()
    exam.page.reload()
    expect(message).to_be_visible()
    with exam.page.expect_request(lambda sent: sent.url.endswith("/journal") and sent.post_data_json["seen"] > 0):
        message.get_by_role("button", name="知道了").click()

    expect(message).to_have_count(0)
    exam.page.reload()
    exam.wait_for_paper()
    exam.sync()
    expect(message).to_have_count(0)


def test_pause_hides_the_paper_and_resuming_brings_it_back_with_the_time_made_good(
    house: House, sit: Sit, room: Callable[[Seat], Page]
) -> None:
    seat = house.seat()
    exam = sit(seat)
    exam.choose(1, "1")
    exam.expect_saved(1)
    before = house.sitting(seat, "deadline")

    page = room(seat)
    place = desk(page, seat)
    place.locator("form", has=page.get_by_role("button", name="暂停")).get_by_label("原因").fill("停电")
    place.get_by_role("button", name="暂停").click()
    expect(page.get_by_text("已暂停计时。")).to_be_visible()
    exam.sync()
    expect(exam.page.get_by_role("heading", name="考试已暂停")).to_be_visible()
    expect(exam.card).to_be_hidden()
    expect(exam.map).to_be_hidden()

    desk(page, seat).get_by_role("button", name="恢复").click()
    expect(page.get_by_text("已恢复计时")).to_be_visible()

    exam.expect_item(1)
    expect(exam.card).to_be_visible()
    expect(exam.page.get_by_role("heading", name="考试已暂停")).to_be_hidden()
    exam.choose(2, "1")
    exam.expect_saved(2)
    assert house.sitting(seat, "deadline") > before


def test_room_counts_and_filters_seats_and_refreshes_by_itself(
    house: House, sit: Sit, room: Callable[[Seat], Page]
) -> None:
    seat = house.seat()
    page = room(seat)
    card = page.get_by_role("list", name="座位").get_by_role("button", name=seat.name)
    expect(card).to_contain_text("未开考")
    expect(page.get_by_role("button", name="未开考 1")).to_be_visible()

    exam = sit(seat)
    exam.choose(1, "1")
    exam.expect_saved(1)

    expect(card).to_contain_text("作答中")
    expect(card).to_contain_text("记录 1")
    page.get_by_role("button", name="未开考 0").click()
    expect(page.get_by_text("没有符合条件的座位")).to_be_visible()
    page.get_by_role("button", name="作答中 1").click()
    expect(card).to_be_visible()
