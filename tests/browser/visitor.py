"""`with visiting(browser, 1280) as visit: visit.open("/")` -> a page of Chromium that reports every error it has.

An error in the console, a refusal by the content policy, a failed request and a dialog each end the test.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Response

CHROMIUM = "/usr/bin/chromium"
MODULES = "CALAGG_TEST_NODE_MODULES"
DESKTOP, PHONE = 1280, 390
HEIGHT = 900


def missing() -> str:
    """Why no browser can be started here; empty where one can."""
    if not Path(CHROMIUM).exists():
        return f"{CHROMIUM} is not installed; install Debian's package chromium"
    return "" if shutil.which(CHROMIUM) else f"{CHROMIUM} can't be run"


def axe() -> str:
    """The source of axe-core, which finds what WCAG forbids; '' where it is not installed, see `.ci/run`."""
    path = Path(os.environ.get(MODULES, "")) / "axe-core" / "axe.min.js"
    return path.read_text() if os.environ.get(MODULES) and path.exists() else ""


@dataclass
class Visit:
    """A page of the browser and what went wrong on it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> Response:
        """The answer to a GET of that path; what it loads has been loaded."""
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer is not None
        return answer

    def said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 404" not in message.text:
            self.faults.append(f"{self.page.url}: {message.text}")

    def asked(self, dialog: Dialog) -> None:
        self.faults.append(f"{self.page.url}: a dialog says {dialog.message!r}")
        dialog.dismiss()


@contextmanager
def visiting(
    browser: Browser, address: str, width: int = DESKTOP, *, scripts: bool = True, dark: bool = False
) -> Iterator[Visit]:
    """A new visitor without cookies. Fails at the end where anything went wrong on the way."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
        locale="sv-SE",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    visit = Visit(context.new_page(), address)
    visit.page.on("console", visit.said)
    visit.page.on("pageerror", lambda error: visit.faults.append(f"{visit.page.url}: {error}"))
    visit.page.on("dialog", visit.asked)
    try:
        yield visit
        assert visit.faults == []
    finally:
        context.close()
