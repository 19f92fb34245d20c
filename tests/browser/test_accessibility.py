"""Every page in Chromium: what axe-core knows of WCAG 2.2 A and AA, the focus that is seen, and 320 pixels of width."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser
from werkzeug.exceptions import default_exceptions

from calagg.config import Config
from calagg.store import Store
from calagg.web.faults import too_many
from tests.browser.conftest import Site
from tests.browser.focus import unseen_focus
from tests.browser.serving import Served, serving, sign_in
from tests.browser.visitor import DESKTOP, MODULES, PHONE, Visit, axe, visiting
from tests.web.operating import run_for_a_week
from tests.web.routes import fill_whole

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW = 320  # CSS pixels: what 1280 are at 400 %
HALF = 640  # at 200 %
# WCAG 1.4.12, set as a reader's own style sheet is, which the policy of the page does not concern
SPACE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'
    + ' p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """() => [document.documentElement.scrollWidth,
  [...document.querySelectorAll('main *, header *, footer *')].filter((node) => {
    const style = getComputedStyle(node);
    return node.children.length === 0 && node.textContent.trim() && !node.closest('.hidden, svg, datalist, option')
      && style.overflowY === 'hidden' && node.scrollHeight > node.clientHeight + 1;
  }).map((node) => node.outerHTML.slice(0, 100))]"""


@pytest.fixture(scope="module")
def axe_source() -> str:
    """The program that looks for what is not accessible."""
    source = axe()
    if not source:
        reason = f"{MODULES} names no folder with axe-core; see .ci/run"
        if os.environ.get("CI"):
            pytest.fail(f"CI must run this test: {reason}")
        pytest.skip(reason)
    return source


def violations(visit: Visit, source: str) -> list[str]:
    """Each rule that the open page breaks, and where."""
    visit.page.evaluate(source)
    result: dict[str, Any] = visit.page.evaluate(
        "(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [
        f"{visit.page.url}: {found['id']}: {node['html'][:120]}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


def test_what_is_broken_is_found(browser: Browser, site: Site, axe_source: str) -> None:
    """The search itself: a picture without words and a text that can't be read are found."""
    with visiting(browser, site.address) as visit:
        visit.page.set_content(
            '<html lang="sv"><title>x</title><img src="data:,"><p style="color:#eee">Blekt</p></html>'
        )
        found = " ".join(violations(visit, axe_source))
    assert "image-alt" in found
    assert "color-contrast" in found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_no_page_breaks_a_rule(browser: Browser, site: Site, axe_source: str, width: int, dark: bool) -> None:
    found = []
    with visiting(browser, site.address, width, dark=dark) as visit:
        for path in site.pages():
            visit.open(path)
            found += violations(visit, axe_source)
    assert found == []


FAULTS = (403, 410, 429, 500)  # 404 is a page of its own in both lists


def watched(store: Store, _: Config) -> None:
    """A store with a queue for the review and a week of operations behind it."""
    fill_whole(store)
    run_for_a_week(store)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose every page has something on it; the pages of faults are at /fel/<code>."""
    with serving(tmp_path_factory.mktemp("whole"), watched, with_faults) as site:
        yield site


def with_faults(app: Flask) -> None:
    """Adds addresses at which the application answers as it does when something is wrong."""

    @app.get("/fel/<int:code>")
    def fail(code: int) -> Response:
        if code == 429:
            return too_many(60)
        if code == 500:
            raise RuntimeError
        raise default_exceptions[code]


def pages_of(site: Served) -> list[str]:
    """Every page there is, those that a mail leads to and those of a fault among them."""
    return [*site.pages(), *(f"/fel/{code}" for code in FAULTS)]


def only_refusals(visit: Visit) -> None:
    """Leaves out what the console says of the statuses that were asked for."""
    visit.faults[:] = [fault for fault in visit.faults if "the server responded with a status of" not in fault]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_no_page_of_those_who_have_signed_in_breaks_a_rule(
    browser: Browser, whole: Served, axe_source: str, width: int, dark: bool
) -> None:
    found, headings = [], set()
    with visiting(browser, whole.address, width, dark=dark) as visit:
        sign_in(visit, "astrid")
        for path in pages_of(whole):
            visit.open(path)
            headings.add(visit.page.locator("h1").inner_text())
            found += violations(visit, axe_source)
        only_refusals(visit)
    assert found == []
    assert headings >= {
        "Granska",
        "Drift",
        "Du har inte behörighet till sidan",
        "För många försök",
        "Något gick fel hos oss",
    }


@pytest.mark.parametrize(("width", "spaced"), [(NARROW, False), (HALF, False), (HALF, True), (DESKTOP, True)])
def test_nothing_is_cut_off_when_enlarged_or_spaced_out(
    browser: Browser, whole: Served, width: int, spaced: bool
) -> None:
    """At 200 and 400 %, and with the spacing of WCAG 1.4.12: no page scrolls sideways, no text is cut off."""
    wrong = []
    with visiting(browser, whole.address, width) as visit:
        sign_in(visit, "astrid")
        for path in pages_of(whole):
            visit.open(path)
            if spaced:
                visit.page.evaluate(SPACE)
            wide, cut = visit.page.evaluate(CUT_OFF)
            if wide > width or cut:
                wrong.append((path, wide, cut[:3]))
        only_refusals(visit)
    assert wrong == []


def test_nothing_is_cut_off_at_400_percent(browser: Browser, site: Site) -> None:
    wide = {}
    with visiting(browser, site.address, NARROW) as visit:
        for path in site.pages():
            visit.open(path)
            width = visit.page.evaluate("document.documentElement.scrollWidth")
            if width > NARROW:
                wide[path] = width
    assert wide == {}


def test_the_focus_is_seen_wherever_it_goes(browser: Browser, site: Site) -> None:
    with visiting(browser, site.address) as visit:
        assert unseen_focus(visit, site.pages()) == []
