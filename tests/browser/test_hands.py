"""Raising a hand and asking: on both pages, with and without a network, answered, lowered, and remembered."""

import re

from playwright.sync_api import Locator, Page, expect

from app.database import transaction
from app.models import Sitting
from tests.browser.conftest import NewPage, Sit, SitAtWindow
from tests.browser.exam_page import ExamPage
from tests.browser.house import House, Seat, eventually
from tests.browser.test_accessibility import barriers
from tests.browser.window_house import WindowHouse
from tests.browser.window_page import WindowPage

RAISED = re.compile(r"^已举手 \d\d:\d\d$")


def hand(page: Page) -> Locator:
    """Return the button in the head of the page."""
    return page.locator("[data-part=hand]")


def raise_hand(page: Page, words: str = "") -> None:
    """Raise a hand, with a question if there are words."""
    hand(page).click()
    page.get_by_role("dialog").get_by_label("问题（可以不写）").fill(words)
    page.get_by_role("dialog").get_by_role("button", name="举手").click()


def hands(house: House, seat: Seat) -> list[object]:
    """Return the bodies of the journal's hands."""
    return [body for _, kind, body in house.entries(seat) if kind == "hand"]


def test_raised_hand_shows_when_it_is_answered_and_then_may_be_raised_again(house: House, sit: Sit) -> None:
    seat = house.seat()
    page = sit(seat).page
    expect(hand(page)).to_have_text("举手")
    raise_hand(page, " 第 3 题的图看不清 ")
    expect(hand(page)).to_have_text(RAISED)
    assert hands(house, seat) == [{"text": "第 3 题的图看不清"}]

    house.answer_hand(seat, "可以放大")

    expect(hand(page)).to_have_text("监考已答复")
    hand(page).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("可以放大")
    expect(dialog).to_contain_text("您问：第 3 题的图看不清")
    assert barriers(page, "dialog") == []
    dialog.get_by_role("button", name="知道了").click()
    expect(hand(page)).to_have_text("举手")
    raise_hand(page)
    expect(hand(page)).to_have_text(RAISED)
    assert hands(house, seat)[1:] == [{}]


def test_hand_raised_without_a_network_waits_and_is_delivered_once(house: House, sit: Sit) -> None:
    seat = house.seat()
    page = sit(seat).page
    page.context.set_offline(True)
    raise_hand(page)
    expect(hand(page)).to_have_text("举手待上传")
    hand(page).click()
    expect(page.get_by_role("dialog")).to_contain_text("网络恢复后送达监考员")
    page.keyboard.press("Escape")

    page.context.set_offline(False)

    expect(hand(page)).to_have_text(RAISED)
    assert hands(house, seat) == [{}]


def test_raised_hand_is_still_up_after_a_reload_and_can_be_lowered(house: House, sit: Sit) -> None:
    seat = house.seat()
    exam = sit(seat)
    raise_hand(exam.page)
    expect(hand(exam.page)).to_have_text(RAISED)
    exam.page.reload()
    exam.wait_for_paper()
    expect(hand(exam.page)).to_have_text(RAISED)

    hand(exam.page).click()
    exam.page.get_by_role("button", name="放下手").click()

    expect(hand(exam.page)).to_have_text("举手")
    eventually(lambda: hands(house, seat) == [{}, {"lower": True}])
    exam.page.reload()
    exam.wait_for_paper()
    expect(hand(exam.page)).to_have_text("举手")


def test_hand_is_known_on_another_pc(house: House, sit: Sit, new_page: NewPage) -> None:
    seat = house.seat()
    raise_hand(sit(seat).page, "换过座位")
    eventually(lambda: hands(house, seat))
    other = ExamPage(new_page(), seat)
    other.arrive()
    other.give_code(house.resume_code(seat))
    other.wait_for_paper()
    expect(hand(other.page)).to_have_text(RAISED)


def test_question_survives_a_closed_dialog_and_an_input_method(house: House, sit: Sit) -> None:
    seat = house.seat()
    page = sit(seat).page
    keyboard = page.context.new_cdp_session(page)
    hand(page).click()
    page.get_by_label("问题（可以不写）").focus()
    keyboard.send("Input.imeSetComposition", {"text": "wen'ti", "selectionStart": 6, "selectionEnd": 6})
    assert hands(house, seat) == []
    keyboard.send("Input.insertText", {"text": "问题"})
    page.keyboard.press("Escape")
    hand(page).click()
    expect(page.get_by_label("问题（可以不写）")).to_have_value("问题")
    page.get_by_role("dialog").get_by_role("button", name="举手").click()
    expect(hand(page)).to_have_text(RAISED)
    assert hands(house, seat) == [{"text": "问题"}]


def test_hand_can_be_raised_at_the_window_and_while_it_is_paused(
    house: House, windows: WindowHouse, sit_at_window: SitAtWindow
) -> None:
    seat = windows.seat("trial-supplement")
    window: WindowPage = sit_at_window(seat)
    pause(house, seat)
    expect(window.page.get_by_role("heading", name="考试已暂停")).to_be_visible()

    raise_hand(window.page, "什么时候恢复")

    expect(hand(window.page)).to_have_text(RAISED)
    assert hands(house, seat) == [{"text": "什么时候恢复"}]


def pause(house: House, seat: Seat) -> None:
    """Stop the seat's clock."""
    with house.app.app_context(), transaction() as session:
        row = session.get_one(Sitting, seat.sitting)
        row.state, row.paused_at, row.deadline = "paused", row.opened_at, None
