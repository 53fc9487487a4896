"""An input method at work: what is being composed stays in the browser, what was chosen is saved."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.exam_page import ExamPage, shown_items
from tests.browser.house import House

LONGER_THAN_ANY_REST_MS = 3000
CLICK_FLAG = "document.querySelector('.qhead button').click()"


def test_nothing_is_posted_while_an_input_method_composes_and_the_committed_text_is_saved(
    house: House, new_page: NewPage
) -> None:
    seat, page = house.seat(), new_page()
    page.clock.install()
    posted: list[dict[str, Any]] = []
    page.on("request", lambda request: posted.extend(entries_of(request.post_data_json, request.url)))
    exam = ExamPage(page, seat)
    exam.arrive()
    exam.wait_for_paper()
    fill_in = next(item for item in shown_items(house.paper(seat)) if item["kind"] == "fill_in")
    exam.go_to(fill_in["number"])
    field = exam.card.locator("input").first
    field.focus()
    keyboard = page.context.new_cdp_session(page)

    keyboard.send("Input.insertText", {"text": "窗口"})
    for pinyin in ("s", "sh", "shou'l"):
        keyboard.send("Input.imeSetComposition", {"text": pinyin, "selectionStart": 1, "selectionEnd": 1})
    page.clock.fast_forward(LONGER_THAN_ANY_REST_MS)
    with page.expect_response(exam.is_journal):
        page.evaluate(CLICK_FLAG)
    assert [entry["kind"] for entry in posted] == ["flag"]
    expect(field).to_have_value("窗口shou'l")

    keyboard.send("Input.insertText", {"text": "受理"})

    exam.expect_saved(1)
    first_blanks = [entry["body"]["response"][0] for entry in posted if entry["kind"] == "answer"]
    assert first_blanks == ["窗口受理"]
    assert [response[0] for response in house.answers(seat)] == ["窗口受理"]


def entries_of(body: Any, url: str) -> list[dict[str, Any]]:  # JSON
    """Return the entries a request carries."""
    return list(body["entries"]) if url.endswith(("/journal", "/submit")) else []
