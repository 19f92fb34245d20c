"""The pages of those who have signed in, as `test_accessibility` looks at the others; and how a report is handled."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Site
from tests.browser.focus import unseen_focus
from tests.browser.staffed import MEETING, signed_in, staffed
from tests.browser.test_accessibility import NARROW, axe_source, violations
from tests.browser.test_journeys import EVERY_WAY
from tests.browser.visitor import DESKTOP, PHONE
from tests.web.minutes import ids

__all__ = ["axe_source"]  # the fixture is of this module too
PAGES = ("/granska/rapporter", "/granska/rapporter?klar=x", "/ladda-upp", "/rapportera", "/rapportera?tack=1")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with staffed(tmp_path_factory.mktemp("staff")) as running:
        yield running


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_no_page_breaks_a_rule(browser: Browser, site: Site, axe_source: str, width: int, dark: bool) -> None:
    found = []
    with signed_in(browser, site, width, dark=dark) as visit:
        for path in PAGES:
            visit.open(path)
            found += violations(visit, axe_source)
    assert found == []


def test_nothing_is_cut_off_at_400_percent(browser: Browser, site: Site) -> None:
    wide = {}
    with signed_in(browser, site, NARROW) as visit:
        for path in PAGES:
            visit.open(path)
            width = visit.page.evaluate("document.documentElement.scrollWidth")
            if width > NARROW:
                wide[path] = width
    assert wide == {}


def test_the_focus_is_seen_wherever_it_goes(browser: Browser, site: Site) -> None:
    with signed_in(browser, site, DESKTOP) as visit:
        assert unseen_focus(visit, PAGES) == []


@pytest.mark.parametrize(("width", "scripts"), EVERY_WAY)
def test_an_error_is_reported_and_handled(browser: Browser, site: Site, width: int, scripts: bool) -> None:
    words = f"Fel sal, {width} {scripts}."
    with signed_in(browser, site, width, scripts=scripts) as visit:
        page = visit.page
        visit.open(f"/entries/{ids(site.store)[MEETING]}")
        page.get_by_role("link", name="Rapportera fel i posten").click()
        page.get_by_label("Platsen").check()
        page.get_by_label("Beskriv kort").fill(words)
        page.get_by_role("button", name="Skicka").click()
        expect(page.get_by_role("status")).to_have_text("Tack. Redaktören ser rapporten i granskningen.")
        page.get_by_role("link", name="Rapporter 3").click()
        report = page.get_by_role("article").filter(has_text=words)
        report.get_by_role("button", name="Hanterad").click()
        expect(report).to_have_count(0)
        page.get_by_role("button", name="Ångra").click()
        expect(report).to_have_count(1)
        report.get_by_role("button", name="Hanterad").click()
        expect(page.get_by_role("link", name="Rapporter 2")).to_be_visible()
