"""A sitting without trouble, from the ticket to the released score, on a paper with every kind of item."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
from playwright.sync_api import Page, Request, expect

from app.scoring.rounds import rounded
from tests.browser.conftest import NewPage, Sit
from tests.browser.exam_page import ExamPage, answerable, right_responses, shown_items, sign_in_staff
from tests.browser.house import House


class Watch:
    """What a browser complains about, and which hosts it asks."""

    def __init__(self, page: Page, home: str) -> None:
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self._home = home
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self._home}/", "data:", "blob:")):
            self.strangers.append(request.url)


def answer_all(exam: ExamPage, items: list[dict[str, Any]], responses: dict[str, Any]) -> None:
    """Answer every item, going on by the button."""
    for item in items:
        exam.expect_item(item["number"])
        exam.answer(item, responses)
        if item is not items[-1]:
            exam.card.get_by_role("button", name="下一题").click()


def cell(page: Page, heading: str) -> str:
    """Return the text under a heading of the only row of the score list."""
    headings = [text.strip(" ▲▼") for text in page.locator("table.tbl thead th").all_inner_texts()]
    row = page.get_by_role("region", name="成绩表").locator("tbody tr").first
    return str(row.locator("td, th").nth(headings.index(heading)).inner_text()).strip()


def test_calm_sitting_with_every_answer_right_earns_exactly_the_full_mark_and_disturbs_nothing(
    house: House, new_page: NewPage
) -> None:
    seat, page = house.seat(), new_page()
    watch = Watch(page, house.url)
    exam = ExamPage(page, seat)
    exam.sign_in()
    exam.enter()
    exam.wait_for_paper()
    paper = house.paper(seat)
    items = shown_items(paper)
    assert {item["kind"] for item in items} == {
        "single_choice", "multiple_choice", "true_false", "fill_in", "numeric", "working_days", "ordering",
        "matching", "case",
    }  # fmt: skip

    answer_all(exam, items, right_responses(paper))

    exam.expect_saved(len(items))
    exam.hand_in()
    expect(page.get_by_text("服务器已收到下列作答")).to_be_visible()
    assert house.total(seat) == 100
    held = page.request.get(f"/sittings/{seat.sitting}/receipt").json()
    assert held["answered"] == held["of"] == len(answerable(paper))
    assert (watch.complaints, watch.strangers) == ([], [])


def test_partial_answers_earn_their_exact_share_which_the_contestant_sees_only_once_released(
    house: House, sit: Sit, new_page: NewPage, tmp_path: Path
) -> None:
    seat = house.seat()
    exam = sit(seat)
    paper = house.paper(seat)
    items, responses = shown_items(paper), right_responses(paper)
    by_kind = {item["kind"]: item for item in items}
    single, numeric, matching = by_kind["single_choice"], by_kind["numeric"], by_kind["matching"]
    responses[single["id"]] = next(one["id"] for one in single["options"] if one["id"] != responses[single["id"]])
    responses[numeric["id"]] = ""
    responses[matching["id"]] = responses[matching["id"]][:-1]
    expected = rounded(Fraction(100 - 5 - 10) - Fraction(8, len(matching["left"])))

    answer_all(exam, items, responses)
    exam.expect_saved(len(items) - 1)
    exam.hand_in()

    assert house.total(seat) == expected
    exam.page.reload()
    expect(exam.page.get_by_role("heading", name="收卷记录")).to_be_visible()
    expect(exam.page.get_by_role("heading", name="成绩", exact=True)).to_have_count(0)
    exam.page.goto("/exam")
    expect(exam.page.get_by_role("link", name="查看回执")).to_be_visible()

    organizer = new_page()
    sign_in_staff(organizer, *house.staff("organizer"))
    organizer.goto(f"/organizer/rounds/{seat.round_id}/scores")
    assert Decimal(cell(organizer, "总分")) == expected
    assert cell(organizer, "姓名") == seat.name
    check_workbook(download(organizer, tmp_path), seat.name, expected)
    organizer.get_by_role("button", name="发布成绩").click()
    organizer.get_by_role("dialog").get_by_role("button", name="发布", exact=True).click()
    expect(organizer.get_by_text("发布于")).to_be_visible()

    exam.page.goto("/exam")
    exam.page.get_by_role("link", name="查看成绩").click()
    expect(exam.page.get_by_text(f"{expected:f} 分")).to_be_visible()


def download(page: Page, folder: Path) -> Path:
    """Download the score list's workbook."""
    with page.expect_download() as under_way:
        page.get_by_role("link", name="下载 Excel").click()
    file = folder / "scores.xlsx"
    under_way.value.save_as(file)
    return file


def check_workbook(file: Path, name: str, total: Decimal) -> None:
    """Check that every cell is text and that the row of `name` ends with the total."""
    sheet = openpyxl.load_workbook(file).active
    filled = [one for row in sheet.iter_rows() for one in row if one.value is not None]
    assert {one.data_type for one in filled} == {"s"}
    header, row = ([one.value for one in sheet[number]] for number in (2, 3))
    record = dict(zip(header, row, strict=True))
    assert (record["姓名"], Decimal(record["总分"])) == (name, total)


def test_map_shows_answered_partly_answered_flagged_and_current_in_words_and_the_summary_lists_what_is_open(
    house: House, sit: Sit
) -> None:
    seat = house.seat()
    exam = sit(seat)
    paper = house.paper(seat)
    items = shown_items(paper)
    number_of = {item["kind"]: item["number"] for item in items}

    exam.choose(1, "1")
    exam.press("f", "ArrowRight")
    exam.expect_item(2)
    exam.choose(number_of["matching"])
    exam.card.locator("select").first.select_option(index=1)
    exam.expect_saved(2)

    expect(exam.cell(1)).to_have_accessible_name("第 1 题，已答，已标记")
    expect(exam.cell(2)).to_have_accessible_name("第 2 题，未答")
    expect(exam.cell(number_of["matching"])).to_have_accessible_name(f"第 {number_of['matching']} 题，部分作答")
    expect(exam.cell(number_of["matching"])).to_have_attribute("aria-current", "true")
    expect(exam.page.get_by_text(f"已答 1　未答 {len(items) - 1}　标记 1")).to_be_visible()

    exam.page.get_by_role("button", name="检查并交卷").click()
    summary = exam.page.get_by_role("dialog", name="检查并交卷")
    expect(summary.get_by_text(f"没有答完 {len(items) - 1} 题")).to_be_visible()
    expect(summary.get_by_text("已标记 1 题")).to_be_visible()
    expect(summary.get_by_text("尚未保存 0 题")).to_be_visible()
    summary.get_by_role("link", name="第 2 题").click()
    exam.expect_item(2)
    assert house.sitting(seat, "state") == "working"
    exam.hand_in()
    expect(exam.page.get_by_text(f"2/{len(answerable(paper))}", exact=True)).to_be_visible()


def test_letters_and_the_flag_key_typed_into_a_field_are_text(house: House, sit: Sit) -> None:
    seat = house.seat()
    exam = sit(seat)
    paper = house.paper(seat)
    fill_in = next(item for item in shown_items(paper) if item["kind"] == "fill_in")

    exam.go_to(fill_in["number"])
    exam.card.locator("input").first.press_sequentially("f1a")
    exam.expect_saved(1)

    assert {kind for _, kind, _ in house.entries(seat)} == {"answer"}
    assert house.answers(seat)[-1][0] == "f1a"
