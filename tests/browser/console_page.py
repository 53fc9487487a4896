"""The proctor's console as its user works it: seats by name, measures through the preview."""

from playwright.sync_api import Locator, Page, expect


class ConsolePage:
    """One console of one round."""

    def __init__(self, page: Page, round_id: int) -> None:
        self.page = page
        page.goto(f"/proctor/rounds/{round_id}")
        expect(page.locator("[data-part=fresh]")).to_contain_text("秒前更新")

    def seat(self, name: str) -> Locator:
        """Return the card of a contestant."""
        return self.page.locator(".seat").filter(has=self.page.get_by_text(name, exact=True))

    def pick(self, *names: str) -> None:
        """Choose seats by the contestants' names."""
        for name in names:
            self.seat(name).get_by_role("checkbox").check()

    def open(self, measure: str) -> Locator:
        """Choose a measure for what is picked; return its preview."""
        bulk = self.page.get_by_role("form", name="办理")
        bulk.get_by_role("button", name=measure, exact=True).click()
        bulk.get_by_role("button", name="预览并办理").click()
        preview = self.page.get_by_role("dialog", name=measure)
        expect(preview.locator("[data-part=lines] tr").first).to_be_visible()
        return preview

    def take(self, measure: str, words: str, *, second: tuple[str, str] | None = None, **fields: str) -> None:
        """Take a measure on what is picked; `fields` are labels of the preview, `second` who signs with it."""
        self.confirm(self.open(measure), words, second=second, **fields)

    def confirm(self, preview: Locator, words: str, *, second: tuple[str, str] | None = None, **fields: str) -> None:
        """Fill an open preview and do it."""
        preview.get_by_label("说明（写入考场记录）").fill(words)
        for label, value in fields.items():
            preview.get_by_label(label, exact=True).fill(value)
        if second is not None:
            preview.get_by_label("第二人用户名").fill(second[0])
            preview.get_by_label("口令").fill(second[1])
        preview.locator("[data-act=perform]").click()
        expect(preview).to_be_hidden()

    def code(self) -> str:
        """Return the resume code that is shown, and put it away."""
        done = self.page.get_by_role("dialog", name="已办理")
        code = "".join(done.locator(".resume-code").inner_text().split())
        done.get_by_role("button", name="知道了").click()
        return code

    def expect_face(self, name: str, words: str) -> None:
        """Wait until a seat says how its contestant is."""
        expect(self.seat(name).locator(".seat-s")).to_contain_text(words)
