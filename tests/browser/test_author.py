"""The author's pages: the bank, an item with its key beside it; nothing of it for anyone else."""

import re

from playwright.sync_api import expect

from question_bank.kinds import KINDS
from tests.browser.conftest import Sit, StaffPage
from tests.browser.house import House


def test_bank_finds_an_item_and_its_page_shows_what_the_key_is(house: House, staff_page: StaffPage) -> None:
    item = house.item("single_choice")
    page = staff_page("author")
    page.goto("/author/bank")
    expect(page.get_by_role("heading", name="题库", exact=True)).to_be_visible()
    page.get_by_label("查找").fill(item.id)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=item.id).click()

    expect(page.get_by_role("heading", name=item.id)).to_be_visible()
    key = page.get_by_role("region", name="答案").locator("b").inner_text()
    letter = re.match("[A-Z]", key)[0]
    shown = page.get_by_role("region", name="选手看到的").locator(
        ".opt", has=page.locator(f".let:text-is('{letter}')")
    )
    expect(shown.locator(".prose")).to_have_text(item.options[item.answer])
    expect(page.get_by_role("region", name="依据与属性")).to_contain_text(item.source.clause)


def test_item_of_every_kind_has_a_page_with_its_key(house: House, staff_page: StaffPage) -> None:
    page = staff_page("author")

    for kind in KINDS:
        page.goto(f"/author/items/{house.item(kind).id}")
        expect(page.get_by_role("region", name="选手看到的").locator(".stem").first).not_to_be_empty()
        expect(page.get_by_role("region", name="答案").locator("b").first).not_to_be_empty()


def test_contestant_is_shut_out_of_the_pages_of_staff(house: House, sit: Sit) -> None:
    seat = house.seat()
    exam = sit(seat)
    item = house.item("single_choice")
    addresses = [
        "/author/bank",
        f"/author/items/{item.id}",
        "/author/problems",
        f"/organizer/rounds/{seat.round_id}/scores",
        f"/organizer/sittings/{seat.sitting}",
        f"/proctor/rounds/{seat.round_id}",
    ]

    replies = [exam.page.goto(address) for address in addresses]

    assert [reply.status for reply in replies] == [403] * len(addresses)
    expect(exam.page.get_by_text("没有权限")).to_be_visible()
    assert item.explain[:12] not in exam.page.content()
