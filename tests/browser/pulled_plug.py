"""A Chromium of its own process, on a profile that outlives it, that can be killed like a PC whose plug is pulled."""

import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

from tests.browser.house import eventually, signal_group

KEPT = """() => new Promise((resolve) => {
  const opening = indexedDB.open('kaochang');
  opening.onsuccess = () => {
    const reading = opening.result.transaction('entries').objectStore('entries').getAll();
    reading.onsuccess = () => { opening.result.close(); resolve(reading.result.map((entry) => entry.seq)); };
  };
})"""


@dataclass(frozen=True)
class Computer:
    """A switched-on lab PC: its browser, and the one page in it."""

    process: subprocess.Popen[bytes]
    browser: Browser
    page: Page

    def pull_the_plug(self) -> None:
        """Kill the browser with everything it started, without a word of warning."""
        signal_group(self.process, signal.SIGKILL)
        self.process.wait(10)

    def kept(self) -> list[int]:
        """Return the numbers of the entries that are on this PC's disk."""
        return sorted(self.page.evaluate(KEPT))


@contextmanager
def switched_on(playwright: Playwright, command: Sequence[str], profile: Path) -> Iterator[Computer]:
    """Start `command` on a profile and connect to it; it is gone on leaving."""
    ready = profile / "DevToolsActivePort"
    ready.unlink(missing_ok=True)
    process = subprocess.Popen(
        [*command, f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        eventually(lambda: ready.exists() and ready.read_text(encoding="ascii").count("\n"))
        port = ready.read_text(encoding="ascii").split()[0]
        browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        yield Computer(process, browser, browser.contexts[0].pages[0])
        browser.close()
    finally:
        with suppress(ProcessLookupError):
            signal_group(process, signal.SIGKILL)
        process.wait(10)
