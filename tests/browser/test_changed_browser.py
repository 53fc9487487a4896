"""A browser that dies, and another that takes over: answers, order and time stay, and who may go on is checked."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, expect

from tests.browser.conftest import NewPage, Sit
from tests.browser.exam_page import ExamPage, shown_items
from tests.browser.house import House, Seat, eventually
from tests.browser.pulled_plug import Computer, switched_on


def sit_at(computer: Computer, house: House, seat: Seat) -> ExamPage:
    """Sign in and enter at a PC."""
    exam = ExamPage(computer.page, seat, house.url)
    exam.arrive()
    exam.wait_for_paper()
    return exam


def texts(exam: ExamPage, numbers: range) -> list[list[str]]:
    """Return what some items say, stem and options in the order shown."""
    found = []
    for number in numbers:
        exam.go_to(number)
        found.append(exam.card.locator(".qbody .prose").all_inner_texts())
    return found


def time_left(exam: ExamPage) -> int:
    """Return the seconds the clock shows."""
    minutes, seconds = exam.clock.inner_text().split(":")
    return 60 * int(minutes) + int(seconds)


def test_killed_browser_comes_back_with_unsent_answers_the_same_order_no_more_time_and_no_code_asked(
    house: House, playwright: Playwright, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> None:
    seat = house.seat()
    number_of = {item["kind"]: item["number"] for item in shown_items(house.paper(seat))}
    single, several, fill_in = (number_of[kind] for kind in ("single_choice", "multiple_choice", "fill_in"))
    command = [browser_type_launch_args["executable_path"], "--headless", *browser_type_launch_args["args"]]
    with switched_on(playwright, command, tmp_path) as computer:
        exam = sit_at(computer, house, seat)
        order = texts(exam, range(1, 7))
        exam.choose(single, "1")
        exam.expect_saved(1)
        computer.page.context.set_offline(True)
        exam.choose(several, "2")
        exam.choose(single, "3")
        exam.go_to(fill_in)
        exam.card.locator("input").first.fill("未上传")
        eventually(lambda: computer.kept() == [1, 2, 3, 4])
        assert len(house.entries(seat)) == 1
        deadline, left = house.sitting(seat, "deadline"), time_left(exam)
        exam.card.locator("input").first.press_sequentially("的")
        computer.pull_the_plug()

    with switched_on(playwright, command, tmp_path) as computer:
        exam = sit_at(computer, house, seat)
        expect(exam.saved).to_have_text("已保存 3/3")
        assert time_left(exam) <= left
        assert texts(exam, range(1, 7)) == order
        exam.go_to(single)
        expect(exam.card.locator("input").nth(2)).to_be_checked()
        exam.go_to(fill_in)
        expect(exam.card.locator("input").first).to_have_value("未上传")
        assert [seq for seq, _, _ in house.entries(seat)] == [1, 2, 3, 4]
        assert house.answers(seat)[-1][0] == "未上传"
        assert house.sitting(seat, "deadline") == deadline


def test_another_browser_needs_a_right_unused_resume_code_and_turns_the_old_one_read_only(
    house: House, sit: Sit, new_page: NewPage
) -> None:
    seat = house.seat()
    old = sit(seat)
    old.choose(1, "2")
    old.expect_saved(1)

    new, code = ExamPage(new_page(), seat), house.resume_code(seat)
    new.arrive()
    new.give_code("WRONG2")
    expect(new.page.get_by_role("alert")).to_contain_text("不对或已用过")
    expect(new.card).to_have_count(0)
    new.give_code(code.lower())

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

    third = ExamPage(new_page(), seat)
    third.arrive()
    third.give_code(code)
    expect(third.page.get_by_role("alert")).to_contain_text("不对或已用过")
