"""Lock points: a section handed over can be read and no longer changed, also after a reload."""

from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.exam_page import shown_items
from tests.browser.house import House


def test_section_handed_over_is_read_only_with_those_before_it_and_stays_so_after_a_reload(
    house: House, sit: Sit
) -> None:
    seat = house.seat(blueprint="final")
    exam = sit(seat)
    items = shown_items(house.paper(seat))
    judgements = [item["number"] for item in items if item["kind"] == "true_false"]
    judged = judgements[0]
    exam.choose(judged, "1")
    exam.expect_saved(1)

    exam.card.get_by_role("button", name="交本部分").click()
    dialog = exam.page.get_by_role("dialog", name="交本部分？")
    expect(dialog).to_contain_text("不能再修改")
    expect(dialog).to_contain_text(f"还有 {judgements[-1] - 1} 题没有答完")
    dialog.get_by_role("button", name="交本部分，不再修改").click()

    expect(exam.card.get_by_text("本部分已交，不能再改")).to_be_visible()
    expect(exam.card.locator("input").first).to_be_disabled()
    expect(exam.cell(judged)).to_have_accessible_name(f"第 {judged} 题，已答，已锁定")
    exam.sync()
    exam.page.reload()

    exam.wait_for_paper()
    expect(exam.card.locator("input").first).to_be_disabled()
    exam.press("2")
    exam.sync()
    assert len(house.answers(seat)) == 1
    exam.go_to(items[-1]["number"])
    expect(exam.card.locator("input").first).to_be_enabled()


def test_section_kept_by_saying_no_stays_open(house: House, sit: Sit) -> None:
    seat = house.seat(blueprint="final")
    exam = sit(seat)
    items = shown_items(house.paper(seat))
    exam.go_to(next(item["number"] for item in items if item["kind"] == "true_false"))
    exam.card.get_by_role("button", name="交本部分").click()
    exam.press("Escape")

    exam.press("2")

    exam.expect_saved(1)
    assert [kind for _, kind, _ in house.entries(seat)] == ["answer"]
