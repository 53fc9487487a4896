"""A browser that dies, and another that takes over: answers, order and time stay, and who may go on is checked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import Sit
from tests.browser.exam_page import ExamPage, shown_items
from tests.browser.house import House, Seat, eventually
from tests.browser.pulled_plug import Computer, switched_on


def sit_at(computer: Computer, house: House, seat: Seat) -> ExamPage:
    """Sign in and enter at a PC."""
    exam = ExamPage(computer.page, seat, house.url)
    exam.sign_in()
    exam.enter()
    exam.wait_for_paper()
    return exam


def stems(exam: ExamPage, numbers: range) -> list[str]:
    """Return the text of some items as the page shows them, options in their order."""
    texts = []
    for number in numbers:
        exam.go_to(number)
        texts.append(exam.card.locator(".qbody").inner_text().partition("\n\n")[2])
    return texts


def time_left(exam: ExamPage) -> int:
    """Return the seconds the clock shows."""
    minutes, seconds = exam.clock.inner_text().split(":")
    return 60 * int(minutes) + int(seconds)


def test_killed_browser_comes_back_with_unsent_answers_the_same_order_no_more_time_and_no_code_asked(
    house: House, playwright: Playwright, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> None:
    seat = house.seat()
    fill_in = next(item for item in shown_items(house.paper(seat)) if item["kind"] == "fill_in")
    command = [browser_type_launch_args["executable_path"], "--headless", *browser_type_launch_args["args"]]
    with switched_on(playwright, command, tmp_path) as computer:
        exam = sit_at(computer, house, seat)
        order = stems(exam, range(1, 7))
        exam.choose(1, "1")
        exam.expect_saved(1)
        computer.page.context.set_offline(True)
        exam.choose(2, "2")
        exam.choose(1, "3")
        exam.go_to(fill_in["number"])
        exam.card.locator("input").first.press_sequentially("未上传")
        eventually(lambda: computer.kept() == [1, 2, 3, 4])
        assert len(house.entries(seat)) == 1
        deadline, left = house.sitting(seat, "deadline"), time_left(exam)
        exam.card.locator("input").first.press_sequentially("的")
        computer.pull_the_plug()

    with switched_on(playwright, command, tmp_path) as computer:
        exam = sit_at(computer, house, seat)
        expect(exam.saved).to_have_text("已保存 3/3")
        assert time_left(exam) <= left
        assert stems(exam, range(1, 7)) == order
        exam.go_to(1)
        expect(exam.card.locator("input").nth(2)).to_be_checked()
        exam.go_to(fill_in["number"])
        expect(exam.card.locator("input").first).to_have_value("未上传")
        assert [seq for seq, _, _ in house.entries(seat)] == [1, 2, 3, 4]
        assert house.answers(seat)[-1][0] == "未上传"
        assert house.sitting(seat, "deadline") == deadline


def test_another_browser_needs_the_right_resume_code_and_turns_the_old_one_read_only(
    house: House, sit: Sit, new_page: Callable[[], Page]
) -> None:
    seat = house.seat()
    old = sit(seat)
    old.choose(1, "2")
    old.expect_saved(1)

    new = ExamPage(new_page(), seat)
    new.sign_in()
    new.enter()
    code = new.page.locator("#resume-code")
    go_on = new.page.get_by_role("button", name="在本机继续考试")
    expect(code).to_be_focused()
    right = house.resume_code(seat)
    code.fill("WRONG2")
    go_on.click()
    expect(new.page.get_by_role("alert")).to_contain_text("不对或已用过")
    expect(new.card).to_have_count(0)
    code.fill(right.lower())
    go_on.click()

    new.wait_for_paper()
    new.expect_saved(1)
    expect(new.card.locator("input").nth(1)).to_be_checked()
    old.choose(2, "1")
    expect(old.halt).to_contain_text("本场考试已转到另一台电脑继续。")
    expect(old.card.locator("input").first).to_be_disabled()
    new.choose(2, "2")
    new.expect_saved(2)
    assert len(house.answers(seat)) == 2
    held = house.rows("SELECT kind, why FROM held_entries WHERE sitting_id = ?", seat.sitting)
    assert held == [("answer", "lease_lost")]


def test_used_resume_code_opens_nothing_more(house: House, sit: Sit, new_page: Callable[[], Page]) -> None:
    seat = house.seat()
    sit(seat)
    code = house.resume_code(seat)
    pages = [ExamPage(new_page(), seat) for _ in range(2)]
    for exam in pages:
        exam.sign_in()
        exam.enter()
        exam.page.locator("#resume-code").fill(code)
        exam.page.get_by_role("button", name="在本机继续考试").click()
        if exam is pages[0]:
            exam.wait_for_paper()

    expect(pages[1].page.get_by_role("alert")).to_contain_text("不对或已用过")
    expect(pages[1].card).to_have_count(0)
