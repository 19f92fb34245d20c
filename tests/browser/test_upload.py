"""Minutes sent through the browser, with scripts and without: what is said of each file, and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.staffed import LARGEST, signed_in, staffed
from tests.browser.test_journeys import EVERY_WAY
from tests.browser.visitor import DESKTOP

MINUTES = "Minnesanteckningar 2026-11-17\n\nAnsökan om {what} lämnas senast den {day} december 2026.\n"
SECONDS = 60_000
DROP = """([name, text]) => {
  const given = new DataTransfer();
  given.items.add(new File([text], name, {type: 'text/plain'}));
  const zone = document.querySelector('[data-drop]');
  for (const kind of ['dragover', 'drop']) {
    zone.dispatchEvent(new DragEvent(kind, {dataTransfer: given, bubbles: true, cancelable: true}));
  }
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with staffed(tmp_path_factory.mktemp("uploads")) as running:
        yield running


def write(folder: Path, name: str, what: str, day: int = 16) -> Path:
    path = folder / name
    path.write_text(MINUTES.format(what=what, day=day), encoding="utf-8")
    return path


def send(page: Page, *paths: Path) -> list[str]:
    """What is said of each file, once all have been read."""
    page.get_by_label("Filer, högst 20 åt gången").set_input_files(list(paths))
    page.get_by_role("button", name="Ladda upp").click()
    results = page.locator("[data-result], .sent-fault:not([data-result] *)")
    expect(results).to_have_count(len(paths), timeout=SECONDS)
    expect(page.get_by_role("button", name="Ladda upp")).to_be_enabled()
    return [" ".join(row.inner_text().split()) for row in page.locator(".sent > li").all()]


@pytest.mark.parametrize(("width", "scripts"), EVERY_WAY)
def test_several_files_and_a_new_version(
    browser: Browser, site: Site, tmp_path: Path, width: int, scripts: bool
) -> None:
    own = f"{width}-{scripts}".lower()
    what = f"stöd {own}"
    empty = tmp_path / f"tom-{own}.pdf"
    empty.write_bytes(b"")
    with signed_in(browser, site, width, scripts=scripts) as visit:
        page = visit.page
        page.get_by_role("region", name="Inloggad").get_by_role("link", name="Ladda upp").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ladda upp anteckningar")
        minutes = write(tmp_path, f"mote-{own}.txt", what)
        assert send(page, minutes, empty) == [
            f"{minutes.name} Läst: Minnesanteckningar 2026-11-17 1 post.",
            f"{empty.name} Ingen text, troligen en inskannad bild Be avsändaren om originalfilen.",
        ]
        expect(page.get_by_role("heading", name="Resultat")).to_be_focused()
        page.locator(".sent a").click()
        expect(page.locator("main mark").filter(has_text="den 16 december 2026").first).to_be_visible()
        visit.open("/ladda-upp")
        assert send(page, write(tmp_path, minutes.name, what, 18)) == [
            f"{minutes.name} Läst: Minnesanteckningar 2026-11-17 1 post. Ersätter den tidigare versionen."
        ]


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_file_that_is_too_large_and_a_name_that_is_markup(
    browser: Browser, site: Site, tmp_path: Path, scripts: bool
) -> None:
    large = tmp_path / f"stor-{scripts}.txt"
    large.write_text("å" * LARGEST, encoding="utf-8")
    odd = write(tmp_path, f"<img src=x onerror=alert({scripts})>.txt", f"annat {scripts}")
    with signed_in(browser, site, DESKTOP, scripts=scripts) as visit:
        visit.open("/ladda-upp")
        first, second = send(visit.page, large, odd)
        assert first.startswith(f"{large.name} Filen är för stor")
        assert second == f"{odd.name} Läst: Minnesanteckningar 2026-11-17 1 post."
        assert visit.page.locator("main img").count() == 0


def test_files_are_dropped(browser: Browser, site: Site) -> None:
    with signed_in(browser, site, DESKTOP) as visit:
        page = visit.page
        visit.open("/ladda-upp")
        expect(page.get_by_text("Du kan också dra filerna hit.")).to_be_visible()
        page.evaluate(DROP, ["slappt.txt", MINUTES.format(what="släppt", day=17)])
        page.get_by_role("button", name="Ladda upp").click()
        expect(page.locator("[data-result]")).to_contain_text("slappt.txt", timeout=SECONDS)
        expect(page.locator("[data-upload-status]")).to_have_text("1 av 1 fil klar")


def test_who_has_been_signed_out_is_told_so(browser: Browser, site: Site, tmp_path: Path) -> None:
    with signed_in(browser, site, DESKTOP) as visit:
        visit.open("/ladda-upp")
        visit.page.context.clear_cookies()
        assert send(visit.page, write(tmp_path, "ute.txt", "ute")) == ["ute.txt Du är inte längre inloggad."]
