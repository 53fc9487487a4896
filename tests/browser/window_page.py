"""The mock acceptance window as a clerk uses it by mouse: one method for each act, named as the act is."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.exam_page import ExamPage

MEANS = {"id_card": "刷身份证", "ss_card": "刷社保卡", "code": "扫随申码"}
RATINGS = {"neutral": "邀请评价", "praise": "请给好评"}
LISTS = (dict, list)


class WindowPage(ExamPage):
    """The window on one browser page; `acts` counts what was done, as the saved chip does."""

    acts = 0

    def wait_for_paper(self) -> None:
        """Wait until the desk is on the page."""
        expect(self.page.get_by_role("tablist", name="办理环节")).to_be_visible()

    def do(self, act: Mapping[str, Any]) -> None:
        """Do one act as its journal body has it, and wait until the server has it."""
        tab = self.page.locator(f'[aria-label="本件的申请"] [data-key="{act.get("application")}"]')
        if tab.count():
            tab.click()
        self.acts += getattr(self, str(act["do"]))(act) or 1
        self.expect_saved(self.acts)

    def go_step(self, name: str) -> None:
        """Go to a step of the case."""
        if self.page.get_by_role("button", name="回到受理系统").is_visible():
            self.page.get_by_role("button", name="回到受理系统").click()
        self.step(name).click()
        expect(self.step(name)).to_have_attribute("aria-selected", "true")

    def step(self, name: str) -> Locator:
        """Return the tab of a step."""
        return self.page.get_by_role("tablist", name="办理环节").get_by_role("tab", name=name)

    def case(self, number: int) -> Locator:
        """Return a case's chip in the head."""
        return self.page.get_by_role("button", name=f"第 {number} 件，")

    def message(self) -> Locator:
        """Return the line the acceptance system says."""
        return self.page.locator(".message")

    def insist(self, button: Locator, why: str) -> None:
        """Press a button that can't be used, and be told why."""
        expect(button).to_have_attribute("aria-disabled", "true")
        button.press("Enter")
        expect(self.message()).to_contain_text(why)

    def row(self, material: str) -> Locator:
        """Return a material's row in the list."""
        return self.page.locator(f'.mat [data-material="{material}"]')

    def call(self, _act: Mapping[str, Any]) -> None:
        self._button("call").click()

    def recall(self, _act: Mapping[str, Any]) -> None:
        self._button("recall").click()

    def read(self, act: Mapping[str, Any]) -> None:
        self._person(act).get_by_role("button", name=MEANS[act["means"]]).click()

    def compare(self, act: Mapping[str, Any]) -> None:
        self._person(act).get_by_role("button", name="人证比对").click()

    def authorize(self, act: Mapping[str, Any]) -> None:
        self._person(act).get_by_role("button", name="请本人授权").click()

    def choose(self, act: Mapping[str, Any]) -> None:
        self.go_step("事项")
        self.page.locator(f'.found[data-service="{act["service"]}"]').click()
        expect(self.page.locator(f'.chosen[data-key="{act["service"]}"]')).to_be_visible()

    def situation(self, act: Mapping[str, Any]) -> None:
        self.go_step("事项")
        self.page.locator(f'.chosen[data-key="{act["application"]}"] input[value="{act["situation"]}"]').check()

    def inspect(self, act: Mapping[str, Any]) -> None:
        if act["side"] == 1:
            self.go_step("身份")
            self.page.locator(f'.tray [data-paper="{act["paper"]}"]').click()
        else:
            self.page.get_by_role("button", name="翻面").click()
        expect(self.page.locator(".canvas .paper")).to_be_visible()

    def fetch(self, act: Mapping[str, Any]) -> None:
        self._look_up(f"licence {act['licence']} {act['person']}", act["person"])

    def check(self, act: Mapping[str, Any]) -> None:
        self._look_up(f"check {act['check']} {act['person']}", act["person"])

    def ask(self, act: Mapping[str, Any]) -> None:
        self.page.locator(f'[data-question="{act["question"]}"]').click()

    def scan(self, act: Mapping[str, Any]) -> None:
        self.go_step("身份")
        self.page.locator(f'.tray [data-paper="{act["paper"]}"]').click()
        self.page.get_by_label("清单位置").select_option(act["material"])
        if act["side"] == 2:
            self.page.get_by_role("button", name="翻面").click()
        self._button("scan").click()

    def verdict(self, act: Mapping[str, Any]) -> int:
        self.go_step("材料")
        row = self.row(act["material"])
        row.locator(f'input[value="{act["verdict"]}"]').check()
        for flaw in act["flaws"]:
            self.page.locator(f'.mat [data-key="flaws {act["material"]}"] input[value="{flaw}"]').check()
        return 1 + len(act["flaws"])

    def fill(self, act: Mapping[str, Any]) -> None:
        self.go_step("表单")
        field = self.page.locator(f"#step-{act['application']}-{act['field']}")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(act["value"])
        else:
            field.fill(act["value"])
            field.press("Tab")

    def sign(self, _act: Mapping[str, Any]) -> None:
        self.go_step("表单")
        self._button("sign").click()

    def decide(self, act: Mapping[str, Any]) -> None:
        self.go_step("决定")
        self.page.locator(f'.decide input[value="{act["decision"]}"]').check()
        self._button("decide").click()
        expect(self.step("文书")).to_have_attribute("aria-selected", "true")

    def compose(self, act: Mapping[str, Any]) -> int:
        self.open_document(act["document"])
        if act["field"] == "gaps":
            self.page.get_by_role("button", name="按处理意见填入").click()
        elif act["field"] == "reasons":
            for reason in act["value"]:
                self.page.locator(f'.reason input[value="{reason}"]').check()
            return len(act["value"])
        else:
            self._write(self.page.locator(f"#doc-{act['field']}"), act["value"])
        return 1

    def open_document(self, document: str) -> None:
        """Go to a document of the decision."""
        self.go_step("文书")
        tab = self.page.locator(f'[aria-label="本决定的文书"] [data-key="{document}"]')
        if tab.count():
            tab.click()

    def seal(self, act: Mapping[str, Any]) -> None:
        self.open_document(act["document"])
        self._button("seal").click()

    def receive(self, act: Mapping[str, Any]) -> None:
        self.open_document(act["document"])
        self._button("receive").click()

    def issue(self, act: Mapping[str, Any]) -> None:
        self.open_document(act["document"])
        self._button("issue").click()

    def hand_off(self, act: Mapping[str, Any]) -> None:
        ending = self._ending(act)
        ending.get_by_label("转出去向").select_option(act["destination"])
        ending.get_by_role("button", name="转出").click()

    def give_back(self, act: Mapping[str, Any]) -> None:
        self._put_away(act, "退还原件")

    def keep(self, act: Mapping[str, Any]) -> None:
        self._put_away(act, "依法收回")

    def archive(self, act: Mapping[str, Any]) -> None:
        self._ending(act).get_by_role("button", name="归档").click()

    def rate(self, act: Mapping[str, Any]) -> None:
        self.go_step("办结")
        self.page.get_by_role("button", name=RATINGS[act["how"]]).click()

    def finish(self, _act: Mapping[str, Any]) -> None:
        self.go_step("办结")
        self._button("finish").click()
        self.page.get_by_role("dialog").get_by_role("button", name="结束本件").click()

    def hand_in(self) -> None:
        """Hand in and wait for the receipt."""
        self.page.get_by_role("button", name="交卷", exact=True).click()
        self.page.get_by_role("dialog").get_by_role("button", name="确认交卷").click()
        self.page.wait_for_url("**/receipt")

    def _button(self, act: str) -> Locator:
        return self.page.locator(f'[data-do="{act}"]').first

    def _person(self, act: Mapping[str, Any]) -> Locator:
        self.go_step("身份")
        return self.page.locator(f'.person[data-key="{act["person"]}"]')

    def _look_up(self, token: str, person: str) -> None:
        self.go_step("核查")
        self.page.get_by_label("查谁的").select_option(person)
        self.page.locator(f'[aria-label="全部证照与核查"] [data-lookup="{token}"] button').click()

    def _ending(self, act: Mapping[str, Any]) -> Locator:
        self.go_step("办结")
        return self.page.locator(f'.papers [data-key="{act["application"]}"]')

    def _put_away(self, act: Mapping[str, Any], words: str) -> None:
        self.go_step("办结")
        self.page.locator(f'.papers [data-paper="{act["paper"]}"]').get_by_role("button", name=words).click()

    def _write(self, field: Locator, value: str) -> None:
        kind = field.evaluate("one => one.tagName + one.type")
        if kind.startswith("SELECT"):
            field.select_option(value)
        elif kind.endswith("checkbox"):
            field.check()
        else:
            field.fill(value)
            field.press("Tab")
