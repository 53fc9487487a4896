"""Fixtures: one server for each worker, headless Chromium, and people already signed in."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.exam_page import ExamPage, post_form
from tests.browser.house import House, Seat, running_house
from tests.browser.window_house import WindowHouse, window_house
from tests.browser.window_page import WindowPage

PATIENCE_MS = 20_000
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "msedge")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Contexts: TypeAlias = Callable[..., BrowserContext]
NewPage: TypeAlias = Callable[[], Page]
Sit: TypeAlias = Callable[[Seat], ExamPage]
StaffPage: TypeAlias = Callable[[str], Page]
SitAtWindow: TypeAlias = Callable[[Seat], WindowPage]


def pytest_configure(config: pytest.Config) -> None:
    config.option.screenshot = "only-on-failure"
    expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("instance")) as running:
        yield running


@pytest.fixture(scope="session")
def base_url(house: House) -> str:
    return house.url


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.fail("no Chromium: install the package chromium, or run `make test`, which does")
    as_root = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    return {"executable_path": program, "headless": True, "args": [*ARGUMENTS, *as_root]}


@pytest.fixture(scope="session")
def browser_context_args(base_url: str) -> dict[str, Any]:
    """A lab PC's screen, in Chinese."""
    return {
        "base_url": base_url,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1366, "height": 768},
        "reduced_motion": "reduce",
    }


@pytest.fixture
def new_page(new_context: Contexts) -> NewPage:
    """A page in a browser of its own: other cookies, another disk."""

    def make() -> Page:
        page = new_context().new_page()
        page.set_default_timeout(PATIENCE_MS)
        return page

    return make


@pytest.fixture
def sit(new_page: NewPage) -> Sit:
    """Bring a contestant to the open paper, at a browser of their own."""

    def arrive(seat: Seat) -> ExamPage:
        exam = ExamPage(new_page(), seat)
        exam.arrive()
        exam.wait_for_paper()
        return exam

    return arrive


@pytest.fixture(scope="session")
def windows(house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WindowHouse]:
    with window_house(house, tmp_path_factory.mktemp("simulations")) as opened:
        yield opened


@pytest.fixture
def sit_at_window(new_page: NewPage) -> SitAtWindow:
    """Bring a contestant to the open desk, at a browser of their own."""

    def arrive(seat: Seat) -> WindowPage:
        window = WindowPage(new_page(), seat)
        window.arrive()
        window.wait_for_paper()
        return window

    return arrive


@pytest.fixture
def staff_page(house: House, new_page: NewPage) -> StaffPage:
    """Sign the demo's first member of staff in a role in, at a browser of their own."""

    def enter(who: str) -> Page:
        page = new_page()
        username, password = house.staff(who)
        post_form(page, "/staff", {"username": username, "password": password})
        return page

    return enter
