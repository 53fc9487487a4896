"""A whole case at the mock window without touching the mouse."""

from collections.abc import Mapping

from playwright.sync_api import expect

from tests.browser.conftest import SitAtWindow
from tests.browser.window_house import WindowHouse
from tests.browser.window_page import WindowPage

MOST_TABS = 80


class Keys:
    """A clerk's ten fingers: nothing here but keys."""

    def __init__(self, window: WindowPage) -> None:
        self.window = window
        self.page = window.page
        self.acts = 0

    def press(self, *keys: str, acts: int = 0) -> None:
        """Press keys one after another; then `acts` more acts are with the server."""
        for key in keys:
            self.page.keyboard.press(key)
        self.acts += acts
        self.window.expect_saved(self.acts)

    def tab_to(self, part: str) -> None:
        """Press Tab until what has the focus is `part`, a selector."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("part => document.activeElement.matches(part)", part):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(part)

    def use(self, part: str, key: str = "Enter", acts: int = 1) -> None:
        """Tab to a part and press a key on it."""
        self.tab_to(part)
        self.press(key, acts=acts)

    def write(self, part: str, text: str) -> None:
        """Tab to a field and type."""
        self.tab_to(part)
        self.page.keyboard.type(text)
        self.press("Tab", acts=1)


def identify(keys: Keys) -> None:
    """Call the resident, read and compare the card, get the authorization, and ask by number."""
    keys.press("c", acts=1)
    keys.press("Alt+2")
    for act, key in (("read", "Enter"), ("compare", " "), ("authorize", "Enter")):
        keys.use(f'.person[data-key="applicant"] [data-do="{act}"]', key)
    order = keys.page.locator("[data-question]").evaluate_all("all => all.map(one => one.dataset.question)")
    keys.press(str(5 + order.index("why")), acts=1)
    keys.press("q", str(1 + order.index("account")), acts=1)


def choose(keys: Keys) -> None:
    """Search the service by its initials and answer the situation question."""
    keys.press("/")
    keys.page.keyboard.type("sybtsl")
    keys.press("Enter", acts=1)
    expect(keys.window.step("事项")).to_have_attribute("aria-selected", "true")
    keys.press("Alt+2")
    keys.use('.situations input[type="radio"]', " ")
    keys.press("]")
    expect(keys.window.step("材料")).to_be_focused()


def look_up(keys: Keys) -> None:
    """Fetch the licence, again after its time-out, and run two checks: beside the list, and from the registers."""
    keys.press("l")
    keys.use('[data-lookup="licence marriage applicant"] [data-do="fetch"]')
    keys.use('[data-lookup="licence marriage applicant"] [data-do="fetch"]')
    keys.use('[data-lookup="check labour applicant"] [data-do="check"]')
    keys.press("]")
    expect(keys.window.step("核查")).to_have_attribute("aria-selected", "true")
    keys.use('[aria-label="全部证照与核查"] [data-lookup="check insured applicant"] [data-do="check"]')
    keys.press("[")


def weigh(keys: Keys) -> None:
    """Give a verdict on every row, then look at the papers: one is scanned twice, for it is blurred at first."""
    window = keys.window
    keys.press("Alt+2")
    for verdict in ("2", "4", "4", "2", "2", "1", "4"):
        keys.press(verdict, acts=1)
        keys.press("ArrowDown")
    keys.press("ArrowUp")
    expect(window.row("statement")).to_have_attribute("aria-current", "true")
    keys.press(" ", acts=1)
    expect(keys.page.locator(".canvas .paper")).to_be_visible()
    keys.press("ArrowRight", acts=1)
    papers = keys.page.get_by_role("tablist", name="托盘中的材料").get_by_role("tab")
    if papers.all_inner_texts()[0] == "收入说明":
        keys.press("ArrowLeft")
    expect(keys.page.get_by_role("tab", name="收入说明")).to_have_attribute("aria-selected", "true")
    expect(keys.page.get_by_label("清单位置")).to_have_value("statement")
    keys.press("r", acts=1)
    expect(keys.page.get_by_role("log")).to_contain_text("影像模糊，请重拍")
    keys.press("r", acts=1)
    keys.press("Escape")
    expect(window.row("statement").locator(".name")).to_be_focused()


def fill_in(keys: Keys, values: Mapping[str, str]) -> None:
    """Fill the form beside the list, and let the applicant sign."""
    keys.press("f")
    keys.write("#card-TS-01-account", values["account"])
    keys.use("#card-TS-01-kind", "ArrowDown")
    expect(keys.page.locator("#card-TS-01-kind")).to_have_value(values["kind"])
    keys.write("#card-TS-01-reachable", values["reachable"])
    keys.press("]", "]")
    keys.use('[data-do="sign"]')


def decide(keys: Keys) -> None:
    """Accept: the page says what is missing before, and the document follows."""
    keys.press("Control+Enter")
    expect(keys.window.message()).to_contain_text("先选一种决定")
    keys.press(" ")
    keys.press("Control+Enter", acts=1)
    expect(keys.window.step("文书")).to_have_attribute("aria-selected", "true")
    keys.press("Alt+2")
    keys.tab_to("#doc-limit")
    keys.page.keyboard.type("10")
    keys.press("Tab", acts=1)
    for key in ("y", "s", "Control+Enter"):
        keys.press(key, acts=1)
    expect(keys.window.step("办结")).to_have_attribute("aria-selected", "true")


def end(keys: Keys) -> None:
    """Give the card back, file, invite to rate, close the case, and hand in."""
    keys.press("Alt+2")
    for part in ('[data-paper="card"] [data-do="give_back"]', '[data-do="archive"]', '[data-do="rate"]'):
        keys.use(part)
    keys.use('[data-do="finish"]', acts=0)
    keys.use('dialog button[value="yes"]')
    expect(keys.window.case(1)).to_have_accessible_name("第 1 件，已办结")
    keys.press("Alt+1")
    keys.use(".hand-in", acts=0)
    keys.tab_to('dialog button[value="yes"]')
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_url("**/receipt")


def test_case_is_handled_from_the_call_to_the_hand_in_by_keyboard_alone(
    windows: WindowHouse, sit_at_window: SitAtWindow
) -> None:
    seat = windows.seat("trial-accept")
    keys = Keys(sit_at_window(seat))
    values = {str(act["field"]): str(act["value"]) for act in windows.model_acts(seat) if act["do"] == "fill"}

    identify(keys)
    choose(keys)
    look_up(keys)
    weigh(keys)
    fill_in(keys, values)
    decide(keys)
    end(keys)

    assert windows.house.total(seat) == 100


def test_single_keys_are_off_while_typing_and_in_dialogs(windows: WindowHouse, sit_at_window: SitAtWindow) -> None:
    seat = windows.seat("trial-accept")
    window = sit_at_window(seat)
    page = window.page
    window.do({"do": "call"})
    window.do({"do": "choose", "service": "TS-01"})
    window.go_step("表单")
    page.get_by_role("textbox", name="银行账户").press_sequentially("5g/?1")

    expect(page.get_by_role("textbox", name="银行账户")).to_have_value("5g/?1")
    expect(page.get_by_role("dialog")).to_have_count(0)
    window.press("Escape", "?")
    expect(page.get_by_role("dialog", name="全部快捷键")).to_be_visible()
    window.press("5", "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert [body["do"] for _, kind, body in windows.house.entries(seat) if kind == "act"] == ["call", "choose", "fill"]
