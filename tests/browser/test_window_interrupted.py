"""The mock window when network, browser or PC fail: nothing that was put in is lost, nothing unearned is shown."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, expect

from tests.browser.conftest import NewPage, SitAtWindow
from tests.browser.house import eventually
from tests.browser.pulled_plug import Computer, switched_on
from tests.browser.window_house import WindowHouse
from tests.browser.window_page import WindowPage

ACCOUNT = "6200000000000001"


def to_form(window: WindowPage) -> None:
    """Call the resident, choose the service and its situation, and go to the form: four acts."""
    for act in (
        {"do": "call"},
        {"do": "read", "person": "applicant", "means": "id_card"},
        {"do": "choose", "service": "TS-01"},
        {"do": "situation", "application": "TS-01", "situation": "local"},
    ):
        window.do(act)
    window.go_step("表单")


def test_without_a_network_input_is_queued_and_acts_that_reveal_are_not(
    windows: WindowHouse, sit_at_window: SitAtWindow
) -> None:
    seat = windows.seat("trial-accept")
    window = sit_at_window(seat)
    page = window.page
    to_form(window)

    page.context.set_offline(True)
    window.fill({"application": "TS-01", "field": "account", "value": ACCOUNT})
    page.locator('[data-question="why"]').click()

    expect(window.banner).to_contain_text("需要网络，恢复后继续。")
    expect(window.message()).to_contain_text("需要网络，恢复后继续。")
    expect(window.saved).to_have_text("待上传，已保存 4/5")
    expect(page.get_by_role("textbox", name="银行账户")).to_have_value(ACCOUNT)

    page.context.set_offline(False)

    window.expect_saved(5)
    expect(window.banner).to_be_hidden()
    page.locator('[data-question="why"]').click()
    window.expect_saved(6)
    done = [body["do"] for _, kind, body in windows.house.entries(seat) if kind == "act"]
    assert done == ["call", "read", "choose", "situation", "fill", "ask"]


def test_lost_reply_of_an_act_shows_its_outcome_once(windows: WindowHouse, sit_at_window: SitAtWindow) -> None:
    seat = windows.seat("trial-accept")
    window = sit_at_window(seat)
    page = window.page
    window.do({"do": "call"})
    lost: list[int] = []

    def lose_first_reply(route: Any) -> None:
        if lost or "ask" not in route.request.post_data:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/journal", lose_first_reply)
    page.locator('[data-question="why"]').dblclick()

    window.expect_saved(2)
    assert lost == [200]
    expect(page.get_by_role("log").get_by_text("单位裁员。")).to_have_count(1)
    assert [body["do"] for _, kind, body in windows.house.entries(seat) if kind == "act"] == ["call", "ask"]


def test_browser_killed_amid_the_form_comes_back_to_it_with_what_was_put_in(
    windows: WindowHouse, playwright: Playwright, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> None:
    seat = windows.seat("trial-guide", "trial-accept")
    command = [browser_type_launch_args["executable_path"], "--headless", *browser_type_launch_args["args"]]

    def sit_down(computer: Computer) -> WindowPage:
        window = WindowPage(computer.page, seat, windows.house.url)
        window.arrive()
        window.wait_for_paper()
        return window

    with switched_on(playwright, command, tmp_path) as computer:
        window = sit_down(computer)
        window.case(2).click()
        to_form(window)
        computer.page.context.set_offline(True)
        window.fill({"application": "TS-01", "field": "account", "value": ACCOUNT})
        window.fill({"application": "TS-01", "field": "kind", "value": "本市"})
        eventually(lambda: computer.kept() == [1, 2, 3, 4, 5, 6])
        assert len(windows.house.entries(seat)) == 4
        computer.pull_the_plug()

    with switched_on(playwright, command, tmp_path) as computer:
        window = sit_down(computer)
        expect(window.case(2)).to_have_attribute("aria-current", "true")
        expect(window.step("表单")).to_have_attribute("aria-selected", "true")
        window.expect_saved(6)
        expect(computer.page.get_by_role("textbox", name="银行账户")).to_have_value(ACCOUNT)
        expect(computer.page.get_by_role("combobox", name="户籍")).to_have_value("本市")
        expect(computer.page.get_by_role("log")).to_contain_text("读取成功")
        kinds = [body["do"] for _, kind, body in windows.house.entries(seat) if kind == "act"]
        assert kinds == ["call", "read", "choose", "situation", "fill", "fill"]


def test_new_pc_starts_at_the_open_case_with_everything_the_server_has(
    windows: WindowHouse, sit_at_window: SitAtWindow, new_page: NewPage
) -> None:
    seat = windows.seat("trial-guide", "trial-accept")
    old = sit_at_window(seat)
    old.case(2).click()
    to_form(old)
    old.do({"do": "fill", "application": "TS-01", "field": "account", "value": ACCOUNT})

    new, code = WindowPage(new_page(), seat), windows.house.resume_code(seat)
    new.arrive()
    new.give_code(code)
    new.wait_for_paper()

    new.expect_saved(5)
    expect(new.case(2)).to_have_attribute("aria-current", "true")
    new.go_step("表单")
    expect(new.page.get_by_role("textbox", name="银行账户")).to_have_value(ACCOUNT)
    expect(old.halt).to_contain_text("本场考试已转到另一台电脑继续。")
    expect(old.page.get_by_role("textbox", name="银行账户")).to_be_disabled()


def test_text_of_an_input_method_is_committed_once_and_whole(windows: WindowHouse, sit_at_window: SitAtWindow) -> None:
    seat = windows.seat("trial-accept")
    window = sit_at_window(seat)
    page = window.page
    to_form(window)
    page.get_by_role("textbox", name="银行账户").focus()
    typing = page.context.new_cdp_session(page)
    for text in ("j", "ji", "ji a"):
        typing.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    assert [body for _, _, body in windows.house.entries(seat)][-1]["do"] == "situation"
    typing.send("Input.insertText", {"text": "江澜"})
    page.keyboard.press("Tab")

    window.expect_saved(5)
    assert [body["value"] for _, _, body in windows.house.entries(seat) if body.get("do") == "fill"] == ["江澜"]
