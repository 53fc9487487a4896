"""Before a shared start: nothing of the paper is anywhere in the browser, and it starts by itself."""

from playwright.sync_api import Response, expect

from tests.browser.conftest import NewPage
from tests.browser.exam_page import ExamPage, answerable
from tests.browser.house import House, Seat


def paper_words(house: House, seat: Seat) -> list[str]:
    """Return what only somebody who has the paper can know: ids of items and options, and beginnings of stems."""
    leaves = answerable(house.paper(seat))
    ids = [one for leaf in leaves for one in (leaf.id, *leaf.ids.values())]
    return ids + [leaf.item.stem.strip()[:12] for leaf in leaves]


def test_waiting_room_knows_nothing_of_the_paper_and_opens_it_by_itself_at_the_start(
    house: House, new_page: NewPage
) -> None:
    seat = house.seat(opens_in=3600)
    exam = ExamPage(new_page(), seat)
    page, replies = exam.page, list[Response]()
    exam.sign_in()
    page.goto(f"/exam/rounds/{seat.round_id}")
    page.get_by_role("checkbox").check()
    seen = [page.content()]
    page.on("response", lambda reply: replies.append(reply))  # noqa: PLW0108  # a built-in can't listen

    house.open_in(seat, 8000)
    page.get_by_role("button", name="进入考场").click()

    expect(page.get_by_text("到时自动进入试卷，无需操作")).to_be_visible()
    expect(page.get_by_text("全部通过。")).to_be_visible()
    seen += [reply.text() for reply in replies if reply.status != 303 and "/fonts/" not in reply.url]
    seen.append(page.content())
    assert house.sitting(seat, "opened_at") is None
    assert [reply.json()["code"] for reply in replies if reply.url.endswith("/open")] == ["not_started"]
    assert [word for word in paper_words(house, seat) if word in "".join(seen)] == []

    exam.wait_for_paper()
    assert [word for word in paper_words(house, seat) if word in replies[-1].text()] != []
    assert house.sitting(seat, "opened_at") >= house.rows("SELECT opens FROM rounds WHERE id = ?", seat.round_id)[0][0]
