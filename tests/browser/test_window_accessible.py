"""Every state of the mock window is free of what axe calls serious or critical."""

from playwright.sync_api import expect

from tests.browser.conftest import SitAtWindow
from tests.browser.test_accessibility import barriers
from tests.browser.window_house import WindowHouse

STEPS = ("身份", "事项", "材料", "核查", "表单", "决定", "文书", "办结")


def test_no_step_has_a_barrier_before_during_and_after_a_case(
    windows: WindowHouse, sit_at_window: SitAtWindow
) -> None:
    seat = windows.seat("trial-supplement")
    window = sit_at_window(seat)
    found = {}
    for act in windows.model_acts(seat):
        if act["do"] in {"call", "verdict", "compose"} or (act["do"] == "finish"):
            for step in STEPS:
                window.go_step(step)
                found[(str(act["do"]), step)] = barriers(window.page)
        window.do(act)
    for step in STEPS:
        window.go_step(step)
        found["after", step] = barriers(window.page)
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def test_paper_at_full_size_has_no_barrier(windows: WindowHouse, sit_at_window: SitAtWindow) -> None:
    window = sit_at_window(windows.seat("trial-accept"))
    window.do({"do": "call"})
    window.do({"do": "choose", "service": "TS-01"})
    window.do({"do": "inspect", "paper": "card", "side": 1})
    window.page.get_by_label("清单位置").select_option("statement")
    window.press("3")
    window.expect_saved(4)
    expect(window.page.get_by_role("img", name="居民身份证，第 1 面")).to_be_visible()
    assert barriers(window.page) == []


def test_dialogs_and_banners_have_no_barrier(windows: WindowHouse, sit_at_window: SitAtWindow) -> None:
    window = sit_at_window(windows.seat("trial-accept"))
    page = window.page
    window.do({"do": "call"})
    window.do({"do": "choose", "service": "TS-01"})
    for key in ("/", "?", "g"):
        window.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()
        assert barriers(page, "dialog") == []
        window.press("Escape")
    page.get_by_role("button", name="交卷", exact=True).click()
    assert barriers(page, "dialog") == []
    window.press("Escape")
    page.context.set_offline(True)
    page.locator('[data-question="why"]').click()
    expect(window.banner).to_be_visible()
    assert barriers(page) == []
