"""Every page in Chromium: what axe-core knows of WCAG 2.2 A and AA, the focus that is seen, and 320 pixels of width."""

import os
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.visitor import DESKTOP, MODULES, PHONE, Visit, axe, visiting

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW = 320  # CSS pixels: what 1280 are at 400 %
MOST_STOPS = 80
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const words = at.tagName + ' ' + (at.textContent || at.name || '').trim().slice(0, 40);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return {words, ring, shown: box.width > 0 && box.height > 0};
}"""


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
    unseen = []
    with visiting(browser, site.address) as visit:
        for path in site.pages():
            visit.open(path)
            stops = 0
            while stops < MOST_STOPS:
                visit.page.keyboard.press("Tab")
                at = visit.page.evaluate(FOCUSED)
                if at is None:
                    break
                stops += 1
                if not (at["ring"] and at["shown"]):
                    unseen.append(f"{path}: {at['words']}")
            assert stops >= 5, path
    assert unseen == []
