"""Before a shared start: nothing of the paper is anywhere in the browser, and it starts by itself."""

from playwright.sync_api import Page, Response, expect

from tests.browser.exam_page import ExamPage, shown_items
from tests.browser.house import House


def test_waiting_room_knows_nothing_of_the_paper_and_opens_it_by_itself_at_the_start(
    house: House, new_page: object
) -> None:
    seat = house.seat(opens_in=3600)
    page: Page = new_page()
    exam = ExamPage(page, seat)
    replies: list[Response] = []
    page.on("response", lambda reply: replies.append(reply))  # noqa: PLW0108  # a built-in can't be listened with
    exam.sign_in()
    page.goto(f"/exam/rounds/{seat.round_id}")
    page.get_by_role("checkbox").check()

    house.open_in(seat, 6000)
    page.get_by_role("button", name="进入考场").click()

    expect(page.get_by_text("到时自动进入试卷，无需操作")).to_be_visible()
    expect(page.get_by_text("全部通过。")).to_be_visible()
    opened = house.sitting(seat, "opened_at")
    seen = page.content() + "".join(reply.text() for reply in replies if reply.status != 303)
    assert opened is None
    assert [reply.json()["code"] for reply in replies if reply.url.endswith("/open")] == ["not_started"]
    secrets = [item["id"] for item in shown_items(house.paper(seat))]
    assert [one for one in secrets if one in seen] == []

    exam.wait_for_paper()
    started, = house.rows("SELECT opens FROM rounds WHERE id = ?", seat.round_id)
    assert house.sitting(seat, "opened_at") >= started[0]
