"""A judge's tablet as its user works it."""

from playwright.sync_api import Page, expect

PIN = "246802"


class Tablet:
    """A judge's tablet."""

    def __init__(self, page: Page, password: str) -> None:
        self.page = page
        page.set_viewport_size({"width": 1024, "height": 768})
        page.goto("/judge/pin")
        page.get_by_label("签名 PIN（六位数字）").fill(PIN)
        page.get_by_label("再输一遍").fill(PIN)
        page.get_by_label("登录口令").fill(password)
        page.get_by_role("button", name="保存").click()
        page.goto("/judge/panels/1")
        expect(page.locator(".order button").first).to_be_visible()

    def turn_to(self, name: str) -> None:
        self.page.locator(".order button", has_text=name).click()
        expect(self.page.locator(".person h1")).to_have_text(name)

    def mark(self, level: int) -> None:
        for line in self.page.locator(".crit").all():
            line.locator(".levels button").nth(level).click()

    def sign(self) -> None:
        self.page.get_by_label("签名 PIN").fill(PIN)
        self.page.get_by_role("button", name="签名并提交").click()

    def expect_signed(self) -> None:
        expect(self.page.locator(".person")).not_to_contain_text("false")
        expect(self.page.locator("[data-part=lack]")).to_contain_text("已签名，校验码")
