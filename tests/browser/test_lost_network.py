"""The network goes away, comes back, or loses a reply: no answer is lost and none is there twice."""

from playwright.sync_api import Request, Route, expect

from tests.browser.conftest import Sit
from tests.browser.exam_page import ExamPage
from tests.browser.house import House, Seat, eventually


def posted_seqs(request: Request) -> list[int]:
    """Return the numbers of the entries a request carries."""
    return [entry["seq"] for entry in request.post_data_json["entries"]]


def chosen(exam: ExamPage) -> dict[str, str]:
    """Return what the server's receipt says of the single responses, by item."""
    return dict(exam.page.request.get(f"/sittings/{exam.seat.sitting}/receipt").json()["responses"])


def seqs(house: House, seat: Seat) -> list[int]:
    """Return the numbers of the journal's entries."""
    return [seq for seq, _, _ in house.entries(seat)]


def test_answers_given_while_the_network_is_cut_are_queued_told_and_delivered_once_when_it_is_back(
    house: House, sit: Sit
) -> None:
    seat = house.seat(blueprint="final")
    exam = sit(seat)
    exam.choose(1, "1")
    exam.expect_saved(1)

    exam.page.context.set_offline(True)
    for number in (2, 3, 4):
        exam.choose(number, "2")
    exam.choose(1, "3")

    expect(exam.banner).to_contain_text("网络已断开，请继续作答。")
    expect(exam.banner).to_contain_text("待上传 4 项")
    expect(exam.saved).to_have_text("待上传，已保存 0/4")
    expect(exam.cell(2)).to_have_accessible_name("第 2 题，已答未保存")
    banner, card = exam.banner.bounding_box(), exam.card.bounding_box()
    assert banner["y"] + banner["height"] <= card["y"]
    assert seqs(house, seat) == [1]

    exam.page.context.set_offline(False)

    exam.expect_saved(4)
    expect(exam.banner).to_be_hidden()
    assert seqs(house, seat) == [1, 2, 3, 4, 5]
    entries = house.entries(seat)
    latest = {body["item"]: body["response"] for _, _, body in entries}
    assert len(latest) == 4
    assert chosen(exam) == latest


def test_queue_kept_through_a_cut_can_be_taken_away_as_a_file(house: House, sit: Sit) -> None:
    seat = house.seat()
    exam = sit(seat)
    exam.page.context.set_offline(True)
    exam.choose(1, "1")
    expect(exam.banner).to_contain_text("待上传 1 项")

    with exam.page.expect_download() as under_way:
        exam.banner.get_by_role("button", name="导出待传答案").click()

    text = under_way.value.path().read_text(encoding="utf-8")
    assert under_way.value.suggested_filename == f"待传答案-{seat.number}.json"
    assert (seat.sitting in text, '"kind": "answer"' in text) == (True, True)


def test_reply_lost_after_the_server_committed_is_repeated_with_the_same_numbers_and_stored_once(
    house: House, sit: Sit
) -> None:
    seat = house.seat()
    exam = sit(seat)
    stored_at_abort: list[list[int]] = []
    posted: list[list[int]] = []

    def lose_first_reply(route: Route) -> None:
        posted.append(posted_seqs(route.request))
        if stored_at_abort:
            route.continue_()
            return
        route.fetch()
        stored_at_abort.append(seqs(house, seat))
        route.abort()

    exam.page.route("**/journal", lose_first_reply)
    exam.choose(1, "1")

    exam.expect_saved(1)
    assert stored_at_abort == [[1]]
    assert posted[:2] == [[1], [1]]
    assert seqs(house, seat) == [1]


def test_hand_in_without_a_network_keeps_trying_and_ends_with_every_answer_on_the_server(
    house: House, sit: Sit
) -> None:
    seat = house.seat()
    exam = sit(seat)
    exam.page.context.set_offline(True)
    exam.choose(1, "1")
    exam.page.get_by_role("button", name="检查并交卷").click()
    summary = exam.page.get_by_role("dialog")
    expect(summary.get_by_text("尚未保存 1 题")).to_be_visible()
    summary.get_by_role("button", name="确认交卷").click()
    expect(exam.banner).to_contain_text("答案还没有交上去。")

    exam.page.context.set_offline(False)

    exam.page.wait_for_url("**/receipt")
    eventually(lambda: house.sitting(seat, "state") == "handed_in")
    assert seqs(house, seat) == [1]


def test_reply_of_the_hand_in_lost_ends_at_the_same_receipt(house: House, sit: Sit) -> None:
    seat = house.seat()
    exam = sit(seat)
    exam.choose(1, "1")
    exam.expect_saved(1)
    lost: list[int] = []

    def lose_first_reply(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    exam.page.route("**/submit", lose_first_reply)
    exam.hand_in()

    assert lost == [200]
    assert house.rows("SELECT how, last_seq FROM finals WHERE sitting_id = ?", seat.sitting) == [("handed_in", 1)]
