"""Every page is free of what axe calls serious or critical."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Sit, StaffPage
from tests.browser.console_page import ConsolePage
from tests.browser.exam_page import ExamPage, shown_items
from tests.browser.house import House
from tests.browser.tablet import Tablet

OPTIONS = {"resultTypes": ["violations"], "preload": False}  # nothing here is styled from another host


def barriers(page: Page, part: str | None = None) -> list[str]:
    """Return what axe finds serious or critical on the page or one part of it, each with its first place."""
    found = Axe().run(page, context=part, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in {"serious", "critical"}]


def test_way_of_a_contestant_to_the_paper_has_no_barrier(house: House, new_page: NewPage) -> None:
    seat = house.seat()
    exam = ExamPage(new_page(), seat)
    page = exam.page
    page.goto("/staff")
    assert barriers(page) == []
    page.goto("/login")
    page.get_by_role("button", name="登录", exact=True).click()
    assert barriers(page) == []
    exam.sign_in()
    assert barriers(page) == []
    page.goto(f"/exam/rounds/{seat.round_id}")
    assert barriers(page) == []


def test_exam_page_has_no_barrier_with_any_kind_of_item_and_in_its_dialogs(house: House, sit: Sit) -> None:
    seat = house.seat()
    exam = sit(seat)
    for item in {item["kind"]: item for item in shown_items(house.paper(seat))}.values():
        exam.go_to(item["number"])
        assert barriers(exam.page, ".qcard") == []
    exam.choose(1, "1")
    exam.toggle_flag()
    exam.page.get_by_role("button", name="检查并交卷").click()
    expect(exam.page.get_by_role("dialog")).to_be_visible()
    assert barriers(exam.page, "dialog") == []
    exam.press("Escape")
    exam.page.context.set_offline(True)
    exam.choose(2, "1")
    expect(exam.banner).to_be_visible()
    assert barriers(exam.page) == []


def test_waiting_room_and_resume_code_have_no_barrier(house: House, sit: Sit, new_page: NewPage) -> None:
    waiting = ExamPage(new_page(), house.seat(opens_in=3600))
    waiting.arrive()
    expect(waiting.page.get_by_text("全部通过。")).to_be_visible()
    assert barriers(waiting.page) == []
    seat = house.seat()
    sit(seat)
    other = ExamPage(new_page(), seat)
    other.arrive()
    expect(other.page.locator("#resume-code")).to_be_visible()
    assert barriers(other.page) == []


def test_receipt_has_no_barrier(house: House, sit: Sit) -> None:
    exam = sit(house.seat())
    exam.hand_in()

    assert barriers(exam.page) == []


def test_organizer_pages_have_no_barrier(house: House, sit: Sit, staff_page: StaffPage) -> None:
    seat = house.seat()
    exam = sit(seat)
    exam.choose(1, "1")
    exam.hand_in()
    house.total(seat)
    page = staff_page("organizer")

    for address in (
        "/organizer/rounds",
        f"/organizer/rounds/{seat.round_id}",
        f"/organizer/rounds/{seat.round_id}/scores",
        f"/organizer/sittings/{seat.sitting}",
    ):
        page.goto(address)
        assert barriers(page) == []


def test_proctor_pages_have_no_barrier(house: House, sit: Sit, staff_page: StaffPage) -> None:
    seat = house.seat()
    sit(seat)
    page = staff_page("proctor")
    page.goto("/proctor/rounds")
    assert barriers(page) == []
    console = ConsolePage(page, seat.round_id)
    assert barriers(page) == []
    console.pick(seat.name)
    preview = console.open("暂停")
    assert barriers(page) == []
    console.confirm(preview, "查看")
    assert barriers(page) == []
    for part in ("", "/held"):
        page.goto(f"/proctor/rounds/{seat.round_id}/sittings/{seat.sitting}{part}")
        assert barriers(page) == []


BOARD = "/results/2/individual"
RESULTS = (
    "/organizer/panels",
    "/organizer/panels/1",
    BOARD,
    f"{BOARD}/entrants/20250001",
    f"{BOARD}/qualification",
    f"{BOARD}/trial",
    f"{BOARD}/settings",
    f"{BOARD}/imports",
)
PAGES = {
    "organizer": (
        "/organizer/people",
        "/organizer/people/import",
        "/organizer/venue",
        "/organizer/rounds/new",
        *RESULTS,
    ),
    "administrator": ("/admin/accounts", "/audit"),
    "auditor": ("/audit", "/organizer/rounds", "/organizer/people"),
    "team_leader": ("/team",),
    "author": ("/account",),
    "chief_judge": ("/panels", "/panels/2", "/panels/2/health", "/panels/2/hall"),
    "timekeeper": ("/panels/1/timing",),
    "scorer": ("/ballots/entry/1",),
    "checker": ("/ballots/checking/1", "/results/2/individual"),
    "arbitration": ("/objections", "/public"),
}


@pytest.mark.parametrize(("username", "address"), [(who, one) for who, pages in PAGES.items() for one in pages])
def test_staff_page_has_no_barrier(username: str, address: str, staff_page: StaffPage) -> None:
    page = staff_page(username)
    answer = page.goto(address)
    assert answer is not None
    assert answer.ok
    assert barriers(page) == []


def test_author_pages_have_no_barrier(house: House, staff_page: StaffPage) -> None:
    page = staff_page("author")

    for address in ("/author/bank?kind=case", f"/author/items/{house.item('case').id}", "/author/problems"):
        page.goto(address)
        assert barriers(page) == []


def test_ballot_has_no_barrier(house: House, staff_page: StaffPage) -> None:
    tablet = Tablet(staff_page("judge5"), house.staff("judge5")[1])
    assert barriers(tablet.page) == []
    tablet.page.locator(".order button").last.click()
    tablet.mark(1)
    assert barriers(tablet.page) == []
