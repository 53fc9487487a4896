"""What the mock window says: refusals in the system's words, steps without a hint, facts before the end."""

from playwright.sync_api import expect

from tests.browser.conftest import SitAtWindow
from tests.browser.window_house import WindowHouse


def test_what_the_system_refuses_is_told_and_changes_nothing(windows: WindowHouse, sit_at_window: SitAtWindow) -> None:
    window = sit_at_window(windows.seat("trial-accept"))
    page = window.page
    window.do({"do": "call"})
    window.do({"do": "choose", "service": "TS-01"})

    window.do({"do": "fetch", "licence": "marriage", "person": "applicant"})

    expect(page.get_by_role("alert").filter(has_text="请先核验身份，再调取电子证照")).to_be_visible()
    expect(page.locator('[data-lookup="licence marriage applicant"]').first).to_contain_text("未查")
    window.do({"do": "read", "person": "applicant", "means": "id_card"})
    expect(window.message()).to_be_empty()


def test_steps_say_what_was_done_and_never_whether_it_was_right(
    windows: WindowHouse, sit_at_window: SitAtWindow
) -> None:
    window = sit_at_window(windows.seat("trial-accept"))
    window.do({"do": "call"})
    window.do({"do": "choose", "service": "TS-02"})
    window.do({"do": "situation", "application": "TS-02", "situation": "only"})
    window.do({"do": "verdict", "application": "TS-02", "material": "consent", "verdict": "unneeded", "flaws": []})
    window.go_step("身份")

    said = window.page.get_by_role("tablist", name="办理环节").get_by_role("tab").all_inner_texts()
    assert [text.split() for text in said] == [
        ["身份", "当前环节"],
        ["事项", "已操作"],
        ["材料", "部分操作"],
        ["核查", "未操作"],
        ["表单", "未操作"],
        ["决定", "未操作"],
        ["文书", "未操作"],
        ["办结", "未操作"],
    ]


def test_second_application_has_a_tab_of_its_own_and_can_be_dropped(
    windows: WindowHouse, sit_at_window: SitAtWindow
) -> None:
    window = sit_at_window(windows.seat("trial-accept"))
    page = window.page
    window.do({"do": "call"})
    window.do({"do": "choose", "service": "TS-01"})
    window.do({"do": "choose", "service": "TS-02"})
    window.go_step("材料")
    expect(page.locator(".mat tbody tr")).to_have_count(2)

    page.get_by_role("tablist", name="本件的申请").get_by_role("tab", name="TS-01").click()
    expect(page.locator(".mat tbody tr")).to_have_count(7)
    window.go_step("事项")
    page.locator('.chosen[data-key="TS-02"]').get_by_role("button", name="删除本事项").click()

    window.expect_saved(4)
    expect(page.get_by_role("tablist", name="本件的申请")).to_have_count(0)
    expect(page.locator(".chosen")).to_have_count(1)


def test_decision_is_taken_back_while_no_document_is_out(windows: WindowHouse, sit_at_window: SitAtWindow) -> None:
    window = sit_at_window(windows.seat("trial-accept"))
    page = window.page
    window.do({"do": "call"})
    window.do({"do": "choose", "service": "TS-01"})
    window.do({"do": "situation", "application": "TS-01", "situation": "local"})
    window.do({"do": "decide", "application": "TS-01", "decision": "refuse"})
    window.do({"do": "compose", "document": "refusal", "field": "reasons", "value": ["paid-a-year"]})
    expect(page.get_by_role("article")).to_contain_text("缴费不满一年。依据：")
    window.go_step("材料")
    expect(window.row("statement").get_by_role("radio").first).to_be_disabled()

    page.get_by_role("button", name="撤回决定").click()

    window.expect_saved(6)
    expect(window.row("statement").get_by_role("radio").first).to_be_enabled()
    window.go_step("文书")
    expect(page.get_by_role("tabpanel")).to_contain_text("还没有作出决定")


def test_case_that_is_ended_early_tells_what_was_not_done_as_facts(
    windows: WindowHouse, sit_at_window: SitAtWindow
) -> None:
    window = sit_at_window(windows.seat("trial-accept", "trial-guide"))
    page = window.page
    window.do({"do": "call"})
    window.go_step("办结")
    page.locator('[data-do="finish"]').click()
    facts = page.get_by_role("dialog").get_by_role("listitem")
    expect(facts).to_have_text(["没有立事项", "托盘里还有 2 份材料", "没有邀请评价"])

    page.get_by_role("dialog").get_by_role("button", name="返回").click()
    expect(window.case(1)).to_have_accessible_name("第 1 件，办理中")
    window.do({"do": "finish"})

    expect(window.case(1)).to_have_accessible_name("第 1 件，已办结")
    expect(window.case(2)).to_have_attribute("aria-current", "true")


def test_case_put_aside_is_locked_until_it_is_taken_up_again(windows: WindowHouse, sit_at_window: SitAtWindow) -> None:
    window = sit_at_window(windows.seat("trial-accept"))
    page = window.page
    window.do({"do": "call"})
    page.get_by_role("button", name="挂起本件").first.click()
    window.expect_saved(2)
    window.insist(page.locator('[data-question="why"]'), "本件已挂起，请先恢复")

    page.get_by_role("button", name="恢复本件").first.click()

    window.expect_saved(3)
    page.locator('[data-question="why"]').click()
    expect(page.get_by_role("log")).to_contain_text("单位裁员。")


def test_pages_of_the_window_scroll_inside_their_panels_only(windows: WindowHouse, sit_at_window: SitAtWindow) -> None:
    window = sit_at_window(windows.seat("trial-accept"))
    page = window.page
    window.do({"do": "call"})
    window.do({"do": "choose", "service": "TS-01"})
    for width, height in ((1366, 768), (1024, 768)):
        page.set_viewport_size({"width": width, "height": height})
        for step in ("身份", "事项", "材料", "核查", "表单", "决定", "文书", "办结"):
            window.go_step(step)
            size = page.evaluate(
                "() => [document.scrollingElement.scrollWidth, document.scrollingElement.scrollHeight]"
            )
            assert size == [width, height]
