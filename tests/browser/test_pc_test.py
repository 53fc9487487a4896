"""The PC's self-test page: green only once everything passed, hands included; red with what to do; kept by seat."""

import json

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.house import House, eventually
from tests.browser.test_accessibility import barriers

KEYS = ("a", "f", "1", "4", "ArrowLeft", "ArrowRight", "Backspace", "Enter", " ")
SMALL_SCREEN = "Object.defineProperty(window.screen, 'width', { get: () => 1024 });"


def choose_seat(house: House, page: Page) -> int:
    """Choose a seat of a new room on the page and return its id."""
    house.in_session(house.seat())
    [(room, seat)] = house.rows("SELECT room_id, id FROM seats ORDER BY id DESC LIMIT 1")
    page.goto("/selftest")
    page.get_by_label("考室").select_option(str(room))
    page.get_by_label("座位").select_option(str(seat))
    return seat


def type_by_input_method(page: Page) -> None:
    """Compose 中文 as an input method does."""
    keyboard = page.context.new_cdp_session(page)
    page.get_by_label("用输入法打").focus()
    keyboard.send("Input.imeSetComposition", {"text": "zhong'wen", "selectionStart": 9, "selectionEnd": 9})
    keyboard.send("Input.insertText", {"text": "中文"})


def press_keys(page: Page) -> None:
    """Press each of the keys once."""
    page.locator("[data-part=keys]").focus()
    for key in KEYS:
        page.keyboard.press(key)


def reports(house: House, seat: int) -> list[tuple[int, list[str]]]:
    """Return whether the seat's newest report passed, and what didn't."""
    found = house.rows("SELECT passed, report FROM self_tests WHERE seat_id = ?", seat)
    return [
        (passed, [one["name"] for one in json.loads(text)["lines"] if not one["passed"]]) for passed, text in found
    ]


def test_pc_is_fit_once_everything_passed_and_that_is_kept_with_its_seat(house: House, new_page: NewPage) -> None:
    page = new_page()
    seat = choose_seat(house, page)
    verdict = page.locator("[data-part=verdict]")
    expect(verdict).to_contain_text("还差一步")
    assert barriers(page) == []
    page.get_by_label("用输入法打").fill("中文")  # not composed
    expect(verdict).to_contain_text("还差一步")
    assert reports(house, seat) == []

    type_by_input_method(page)
    press_keys(page)

    expect(verdict).to_contain_text("可以使用")
    expect(page.locator("[data-part=sent]")).to_contain_text("已登记到 01 号座。")
    assert reports(house, seat) == [(1, [])]
    assert barriers(page) == []

    page.reload()
    expect(page.get_by_label("座位")).to_have_value(str(seat))


def test_pc_that_is_not_fit_says_what_to_do(house: House, new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script(SMALL_SCREEN)
    seat = choose_seat(house, page)
    verdict = page.locator("[data-part=verdict]")
    expect(verdict).to_contain_text("不能使用")
    expect(verdict).to_contain_text("屏幕没有通过：分辨率至少 1366×768")
    assert barriers(page) == []

    page.get_by_role("button", name="登记结果").click()

    eventually(lambda: reports(house, seat) == [(0, ["屏幕", "中文输入法", "键盘"])])


def test_page_that_cannot_reach_the_server_says_so(house: House, new_page: NewPage) -> None:
    page = new_page()
    page.route("**/selftest/ping", lambda route: route.abort())
    choose_seat(house, page)
    expect(page.locator("[data-part=verdict]")).to_contain_text("检查网线和交换机")
