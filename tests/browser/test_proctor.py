"""What a proctor does reaches the contestant's page, and what the contestant does the console."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, Sit, StaffPage
from tests.browser.console_page import ConsolePage
from tests.browser.exam_page import ExamPage
from tests.browser.house import House, Seat

Open = Callable[[Seat], ConsolePage]


@pytest.fixture
def console(staff_page: StaffPage) -> Open:
    """Show a proctor the console of a seat's round."""

    def enter(seat: Seat) -> ConsolePage:
        return ConsolePage(staff_page("proctor"), seat.round_id)

    return enter


def test_move_gives_a_code_that_takes_the_contestant_to_another_pc(
    house: House, sit: Sit, console: Open, new_page: NewPage
):
    seat = house.seat()
    old = sit(seat)
    old.choose(1, "1")
    old.expect_saved(1)
    room = console(seat)
    room.pick(seat.name)
    room.take("换座", "蓝屏")
    new = ExamPage(new_page(), seat)
    new.arrive()
    new.give_code(room.code())
    new.wait_for_paper()
    new.expect_saved(1)
    expect(old.halt).to_contain_text("本场考试已转到另一台电脑继续")


def test_extra_time_is_previewed_and_reaches_the_exam_page(house: House, sit: Sit, console: Open):
    seat = house.seat()
    exam = sit(seat)
    before = house.sitting(seat, "deadline")
    room = console(seat)
    room.pick(seat.name)
    preview = room.open("补时")
    expect(preview.locator("[data-part=said]")).to_contain_text("1 人")
    room.confirm(preview, "键盘故障")
    exam.sync()
    expect(exam.clock).to_contain_text("14:")
    assert house.sitting(seat, "deadline") == before + 5 * 60_000


def test_message_stays_until_it_is_acknowledged_and_the_console_counts_readers(house: House, sit: Sit, console: Open):
    seat = house.seat()
    exam = sit(seat)
    room = console(seat)
    room.page.get_by_label("消息", exact=True).fill("空调已报修，请继续作答。")
    room.page.get_by_role("button", name="发送").last.click()
    expect(room.page.locator("[data-part=read]")).to_contain_text("0/1 人已读")
    exam.sync()
    message = exam.page.get_by_role("alert").filter(has_text="空调已报修，请继续作答。")
    expect(message).to_be_visible()
    message.get_by_role("button", name="知道了").click()
    expect(message).to_have_count(0)
    expect(room.page.locator("[data-part=read]")).to_contain_text("1/1 人已读")


def test_pause_hides_the_paper_and_resuming_brings_it_back_with_the_time_made_good(
    house: House, sit: Sit, console: Open
):
    seat = house.seat()
    exam = sit(seat)
    exam.choose(1, "1")
    exam.expect_saved(1)
    before = house.sitting(seat, "deadline")
    room = console(seat)
    room.pick(seat.name)
    room.take("暂停", "停电")
    room.expect_face(seat.name, "暂停")
    exam.sync()
    expect(exam.page.get_by_role("heading", name="考试已暂停")).to_be_visible()
    expect(exam.card).to_be_hidden()
    room.pick(seat.name)
    room.take("恢复", "来电")
    room.expect_face(seat.name, "作答中")
    exam.expect_item(1)
    expect(exam.card).to_be_visible()
    exam.choose(2, "1")
    exam.expect_saved(2)
    assert house.sitting(seat, "deadline") > before


def test_collected_paper_is_reopened_by_two_with_the_clock_standing(
    house: House, sit: Sit, console: Open, new_page: NewPage
):
    seat = house.seat()
    exam = sit(seat)
    exam.choose(1, "1")
    exam.expect_saved(1)
    room = console(seat)
    room.pick(seat.name)
    room.take("收卷", "误操作")
    room.expect_face(seat.name, "已收卷")
    expect(exam.page.get_by_text("监考员收卷")).to_be_visible()
    room.pick(seat.name)
    room.take("重新开考", "收错了人", second=house.staff("chief_proctor"))
    room.expect_face(seat.name, "待重新进入")
    assert house.sitting(seat, "deadline") is None
    again = ExamPage(new_page(), seat)
    again.arrive()
    again.wait_for_paper()
    again.expect_saved(1)
    room.expect_face(seat.name, "作答中")


def test_console_counts_and_filters_and_follows_by_itself(house: House, sit: Sit, console: Open):
    seat = house.seat()
    room = console(seat)
    room.expect_face(seat.name, "未到")
    exam = sit(seat)
    exam.choose(1, "1")
    exam.expect_saved(1)
    room.expect_face(seat.name, "作答中")
    expect(room.seat(seat.name)).to_contain_text("1/")
    groups = room.page.get_by_role("group", name="按情况筛选")
    groups.get_by_role("button", name="未到 0").click()
    expect(room.page.get_by_text("没有符合条件的座位")).to_be_visible()
    groups.get_by_role("button", name="作答中 1").click()
    expect(room.seat(seat.name)).to_be_visible()
    room.page.get_by_role("button", name="名单").click()
    expect(room.page.get_by_role("region", name="名单").get_by_role("row").filter(has_text=seat.name)).to_be_visible()


def test_incident_is_noted_from_the_console(house: House, sit: Sit, console: Open):
    seat = house.seat()
    sit(seat)
    room = console(seat)
    room.pick(seat.name)
    room.page.get_by_role("button", name="记录事件").click()
    dialog = room.page.get_by_role("dialog", name="记录事件")
    dialog.get_by_label("类别").select_option(label="电脑死机、蓝屏或重启")
    dialog.get_by_label("情况").fill("蓝屏重启一次")
    dialog.get_by_role("button", name="记下").click()
    expect(dialog).to_be_hidden()
    assert house.rows("SELECT words FROM incidents WHERE sitting_id = ?", seat.sitting) == [("蓝屏重启一次",)]
