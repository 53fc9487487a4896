"""The exam page as a contestant uses it: keys, fields, the map, the hand-in."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Locator, Page, Response, expect

from question_bank.kinds.case import Case
from question_bank.model import Json
from question_bank.paper import Paper, Placed, contestant_paper
from tests.browser.house import Seat

TYPED = {"fill_in", "numeric", "working_days"}


def sign_in_staff(page: Page, username: str, password: str) -> None:
    """Sign a member of staff in."""
    page.goto("/staff")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("口令").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("button", name="退出")).to_be_visible()


def post_form(page: Page, form_at: str, fields: Mapping[str, str], address: str | None = None) -> None:
    """Fetch a form and send it with `fields`, as the browser of `page` but without showing anything."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.request.get(form_at).text())[1]
    reply = page.request.post(address or form_at, form={"csrf_token": token, **fields}, headers={"Referer": form_at})
    expect(reply).to_be_ok()


def right_responses(paper: Paper) -> dict[str, Json]:
    """Return the right response to every answerable item, by its id in this sitting."""
    return {leaf.id: leaf.item.right_response(leaf.ids) for leaf in answerable(paper)}


def answerable(paper: Paper) -> list[Placed]:
    """Return every answerable item of the paper, the parts of a case in its place."""
    placed = [item for section in paper.sections for item in section.items]
    return [leaf for item in placed for leaf in (item.parts if isinstance(item.item, Case) else (item,))]


def shown_items(paper: Paper) -> list[dict[str, Any]]:
    """Return the paper's numbered items in order, as the browser gets them."""
    return [item for section in contestant_paper(paper)["sections"] for item in section["items"]]


class ExamPage:
    """One browser page of one contestant; `home` is the server's address where the browser doesn't know it."""

    def __init__(self, page: Page, seat: Seat, home: str = "") -> None:
        self.page = page
        self.seat = seat
        self.home = home
        self.saved = page.locator("[data-part=saved]")
        self.banner = page.locator("[data-part=banner]")
        self.halt = page.locator("[data-part=halt]")
        self.card = page.locator(".qcard")
        self.map = page.get_by_role("navigation", name="题目")
        self.clock = page.get_by_role("timer", name="剩余时间")

    def sign_in(self) -> None:
        """Sign in with number and code."""
        self.page.goto(f"{self.home}/login")
        self.page.get_by_label("准考证号").fill(self.seat.number)
        self.page.get_by_label("入场码").fill(self.seat.code)
        self.page.get_by_role("button", name="登录", exact=True).click()
        expect(self.page.get_by_role("heading", name="我的考试")).to_be_visible()

    def enter(self) -> None:
        """Confirm name and rules and go to the sitting's page."""
        self.page.goto(f"{self.home}/exam/rounds/{self.seat.round_id}")
        self.page.get_by_role("checkbox").check()
        self.page.get_by_role("button", name="进入").click()
        self.page.wait_for_url(f"**/exam/sittings/{self.seat.sitting}*")

    def arrive(self) -> None:
        """Sign in and enter without looking at the pages on the way, and go to the sitting's page."""
        login, confirm = f"{self.home}/login", f"{self.home}/exam/rounds/{self.seat.round_id}"
        post_form(self.page, login, {"admission_number": self.seat.number, "access_code": self.seat.code})
        post_form(self.page, confirm, {"agreed": "y"}, f"{confirm}/enter")
        self.page.goto(f"{self.home}/exam/sittings/{self.seat.sitting}")

    def wait_for_paper(self) -> None:
        """Wait until an item is on the page."""
        expect(self.card.get_by_role("heading", level=3)).to_be_visible()

    def give_code(self, code: str) -> None:
        """Type the resume code that is asked for."""
        self.page.get_by_label("续考码").fill(code)
        self.page.get_by_role("button", name="在本机继续考试").click()

    def go_to(self, number: int) -> None:
        """Go to an item by the map."""
        self.cell(number).click()
        self.expect_item(number)

    def expect_item(self, number: int) -> None:
        """Wait until an item is shown."""
        expect(self.card.get_by_role("heading", level=3)).to_have_text(f"第 {number} 题")

    def cell(self, number: int) -> Locator:
        """Return an item's cell in the map."""
        return self.map.get_by_role("link", name=f"第 {number} 题，")

    def expect_saved(self, number: int) -> None:
        """Wait until the server has acknowledged everything, `number` items in all."""
        expect(self.saved).to_have_text(f"已保存 {number}/{number}")

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def toggle_flag(self) -> None:
        """Flag or unflag the item shown."""
        self.card.get_by_role("button", name="标记").click()

    def sync(self) -> None:
        """Make the page talk to the server now: a flag is an entry like any other."""
        with self.page.expect_response(self.is_journal):
            self.toggle_flag()

    def is_journal(self, response: Response) -> bool:
        """Tell whether a response is the journal's."""
        return response.url.endswith(f"/sittings/{self.seat.sitting}/journal")

    def choose(self, number: int, *keys: str) -> None:
        """Go to an item of choice and press keys."""
        self.go_to(number)
        self.press(*keys)

    def answer(self, item: Mapping[str, Any], responses: Mapping[str, Json]) -> None:
        """Answer the item shown, the way its kind is answered."""
        if item["kind"] == "case":
            parts = self.card.locator(".part")
            for place, part in enumerate(item["parts"]):
                self._answer_in(parts.nth(place), part, responses[part["id"]])
        else:
            self._answer_in(self.card, item, responses[item["id"]])

    def _answer_in(self, area: Locator, item: Mapping[str, Any], response: Any) -> None:
        kind = item["kind"]
        if kind in {"single_choice", "true_false", "multiple_choice"}:
            self._choose(area, item, [response] if isinstance(response, str) else response)
        elif kind in TYPED:
            fields = area.locator("input")
            for place, text in enumerate([response] if isinstance(response, str) else response):
                fields.nth(place).fill(text)
        elif kind == "ordering":
            self._order(area, [option["id"] for option in item["options"]], response)
        else:
            for left, right in response:
                area.locator(f'select[data-left="{left}"]').select_option(right)

    def _choose(self, area: Locator, item: Mapping[str, Any], wanted: Sequence[str]) -> None:
        """By keyboard: digits where one is right, letters where several are."""
        names = [option["id"] for option in item["options"]]
        area.locator("input").first.focus()
        for name in wanted:
            place = names.index(name)
            self.press(str(place + 1) if item["kind"] == "single_choice" else "ABCDEFGHI"[place])
            expect(area.locator("input").nth(place)).to_be_checked()

    def _order(self, area: Locator, shown: Sequence[str], wanted: Sequence[str]) -> None:
        """By Alt and the arrow keys, as by the buttons; an order that is right already is confirmed."""
        order = list(shown)
        for place, name in enumerate(wanted):
            while order.index(name) > place:
                old = order.index(name)
                order.insert(old - 1, order.pop(old))
                area.locator(f'[data-option="{name}"] [data-way=up]').press("Alt+ArrowUp")
                expect(area.locator("[data-option]").nth(old - 1)).to_have_attribute("data-option", name)
        if order == list(shown):
            area.get_by_role("button", name="就按现在的顺序").click()

    def hand_in(self) -> None:
        """Hand in and wait for the receipt."""
        self.page.get_by_role("button", name="检查并交卷").last.click()
        self.page.get_by_role("dialog").get_by_role("button", name="确认交卷").click()
        self.page.wait_for_url("**/receipt")
