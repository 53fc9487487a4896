"""Whole cases at the mock window by mouse, each handled by the rules: what the page does is what the server marks."""

from playwright.sync_api import expect

from tests.browser.conftest import SitAtWindow
from tests.browser.house import House, Seat
from tests.browser.window_house import WindowHouse
from tests.browser.window_page import WindowPage


def handle(windows: WindowHouse, window: WindowPage, number: int = 1) -> None:
    """Handle a case as the model clerk does."""
    for act in windows.model_acts(window.seat, number):
        window.do(act)
    expect(window.case(number)).to_have_accessible_name(f"第 {number} 件，已办结")


def acts(house: House, seat: Seat, do: str) -> list[dict[str, object]]:
    """Return the bodies of one kind of act in the seat's journal, in order."""
    return [body for _, kind, body in house.entries(seat) if kind == "act" and body["do"] == do]


def test_case_accepted_by_the_rules_earns_every_point(windows: WindowHouse, sit_at_window: SitAtWindow) -> None:
    seat = windows.seat("trial-accept")
    window = sit_at_window(seat)

    handle(windows, window)
    window.hand_in()

    assert windows.house.total(seat) == 100
    scans = acts(windows.house, seat, "scan")
    assert [(one["paper"], one["side"]) for one in scans] == [("statement", 1), ("statement", 1)]


def test_supplement_notice_lists_three_gaps_as_the_verdicts_have_them_and_goes_out_sealed_and_signed_for(
    windows: WindowHouse, sit_at_window: SitAtWindow
) -> None:
    seat = windows.seat("trial-supplement")
    window = sit_at_window(seat)
    model = windows.model_acts(seat)
    composed = next(place for place, act in enumerate(model) if act["do"] == "seal")
    for act in model[:composed]:
        window.do(act)

    sheet = window.page.get_by_role("article", name="补正材料通知书预览")
    rows = sheet.locator("tbody tr")
    expect(rows).to_have_text(["1授权委托书缺签名或盖章", "2结婚证未提交", "3收入说明未提交"])
    expect(sheet.get_by_role("img", name="印章位置，尚未用印")).to_be_visible()
    window.insist(window.page.locator('[data-do="issue"]'), "用印、签收后才能发出")
    number = sheet.locator(".code-line .num").inner_text()
    expect(sheet.get_by_role("img", name=f"条码 {number}")).to_be_visible()
    assert acts(windows.house, seat, "issue") == []

    for act in model[composed:]:
        window.do(act)
    expect(window.case(1)).to_have_accessible_name("第 1 件，已办结")
    window.hand_in()

    assert acts(windows.house, seat, "compose")[0]["value"] == [
        {"material": "letter", "flaws": ["unsigned"]},
        {"material": "marriage", "flaws": ["missing"]},
        {"material": "statement", "flaws": ["missing"]},
    ]
    assert windows.house.total(seat) == 100


def test_relayed_case_is_called_twice_gets_two_documents_and_is_sent_on(
    windows: WindowHouse, sit_at_window: SitAtWindow
) -> None:
    seat = windows.seat("trial-relay")
    window = sit_at_window(seat)
    page = window.page
    model = windows.model_acts(seat)
    window.insist(page.get_by_role("button", name="过号"), "呼叫后无人应答才能过号")

    window.do(model[0])
    expect(page.get_by_role("log")).to_contain_text("已呼叫，无人应答")
    for act in model[1:]:
        window.do(act)

    expect(page.locator(".papers")).to_contain_text(["已转出至浦屿区青禾镇社区事务受理服务中心"])
    window.hand_in()
    assert [one["document"] for one in acts(windows.house, seat, "issue")] == ["relay-receipt", "transfer-slip"]
    assert windows.house.total(seat) == 100


def test_cases_are_handled_side_by_side_and_each_comes_back_as_it_was_left(
    windows: WindowHouse, sit_at_window: SitAtWindow
) -> None:
    window = sit_at_window(windows.seat("trial-accept", "trial-guide"))
    page = window.page
    window.do({"do": "call"})
    window.do({"do": "choose", "service": "TS-01"})
    window.go_step("材料")
    window.case(2).click()
    expect(page.get_by_role("log")).to_be_empty()
    window.do({"do": "call"})
    expect(page.get_by_role("log")).to_contain_text("我公司要变更经营范围")

    window.case(1).click()

    expect(window.step("材料")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("log")).to_contain_text("我来申领补贴")
    expect(window.case(2)).to_have_accessible_name("第 2 件，办理中")
    page.get_by_role("button", name="交卷", exact=True).click()
    lines = page.get_by_role("dialog").get_by_role("listitem")
    expect(lines).to_have_text(["第 1 件A001 社会保险50 分办理中去办理", "第 2 件A004 其他50 分办理中去办理"])
