"""The review in Chromium: twenty entries by the keyboard alone, and the same with the mouse and without scripts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from waitress.server import create_server

from calagg.config import Config, Web
from calagg.model.user import Role
from calagg.store import Store, open_store
from calagg.store.entries import entries_awaiting_review
from calagg.store.judgements import list_judgements
from calagg.store.users import add_user
from calagg.web.app import create_app
from tests.browser.test_journeys import EVERY_WAY
from tests.browser.visitor import DESKTOP, PHONE, Visit, visiting
from tests.cli.test_bad_input import free_port
from tests.conftest import migrated_sqlite
from tests.web.conftest import NOW
from tests.web.minutes import keep, told
from tests.web.signing_in import PASSWORD

TWENTY = [f"Samråd {number}" for number in range(1, 21)]


@contextmanager
def reviewing(folder: Path) -> Iterator[tuple[str, Store]]:
    """A server in whose store twenty doubtful entries wait, a day apart, and a reviewer who may sign in."""
    port = free_port()
    config = replace(Config(), web=Web(port=port))
    with open_store(migrated_sqlite(folder)) as store:
        waiting = [
            (f"{title} blir kanske {{nästa torsdag}}.", told(title, f"2026-12-{day:02}", confidence=0.3))
            for day, title in enumerate(TWENTY, start=1)
        ]
        keep(store, *waiting)
        with store.write() as session:
            add_user(session, "karin", PASSWORD, Role.REVIEWER, at=NOW)
        server = create_server(create_app(store, config, now=lambda: NOW), host="127.0.0.1", port=port, threads=4)
        threading.Thread(target=server.run, daemon=True).start()
        yield f"http://127.0.0.1:{port}", store
        server.close()


def sign_in(visit: Visit) -> Page:
    visit.open("/logga-in?till=/granska")
    visit.page.get_by_label("Namn").fill("karin")
    visit.page.get_by_label("Lösenord").fill(PASSWORD)
    visit.page.get_by_role("button", name="Logga in").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Granska")
    return visit.page


def judged(store: Store) -> list[tuple[str, str]]:
    """(title, verb) of what stands, in the order in which it was judged."""
    with store.read() as session:
        return [(j.title, j.verb) for j in reversed(list_judgements(session, limit=99)) if j.undone_at is None]


def left(store: Store) -> int:
    with store.read() as session:
        return len(entries_awaiting_review(session, min_confidence=0.5))


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_twenty_entries_are_judged_by_the_keyboard_alone(browser: Browser, tmp_path: Path, width: int) -> None:
    with reviewing(tmp_path) as (address, store), visiting(browser, address, width) as visit:
        page = sign_in(visit)
        keys = page.keyboard

        def press(key: str, *, then: str) -> None:
            """Presses it, and waits until the entry with that title is in front; the focus is where one reads on."""
            keys.press(key)
            expect(page.get_by_label("Titel")).to_have_value(then)

        for number in range(1, 15):
            press("Enter" if number % 2 else "j", then=TWENTY[number])
            assert page.evaluate("document.activeElement.textContent") == "Så står det"
        keys.press("2")  # another reading of the 15th
        press("Enter", then=TWENTY[15])
        keys.press("e")  # the 16th: its title is corrected
        keys.press("Control+A")
        keys.type("Samråd om jakt, xylofon och möten")
        keys.press("Enter")
        expect(page.get_by_label("Titel")).to_have_value(TWENTY[16])
        press("x", then=TWENTY[17])
        press("u", then=TWENTY[16])
        press("x", then=TWENTY[17])
        press("l", then=TWENTY[18])
        press("Enter", then=TWENTY[17])  # what was left for later is the first that waits
        press("Enter", then=TWENTY[19])
        keys.press("Enter")
        expect(page.get_by_text("Allt är granskat.")).to_be_visible()
        assert left(store) == 0
        verbs = ["accepted"] * 14 + ["corrected"] * 2 + ["rejected"] + ["accepted"] * 3
        titles = [*TWENTY[:15], "Samråd om jakt, xylofon och möten", TWENTY[16], TWENTY[18], TWENTY[17], TWENTY[19]]
        assert judged(store) == list(zip(titles, verbs, strict=True))


def test_the_keys_are_shown_turned_off_and_stay_so(browser: Browser, tmp_path: Path) -> None:
    with reviewing(tmp_path) as (address, store), visiting(browser, address) as visit:
        page = sign_in(visit)
        help_ = page.get_by_text("godkänn och gå vidare")
        page.keyboard.press("?")
        expect(help_).to_be_visible()
        page.keyboard.press("Control+Enter")
        page.get_by_label("Plats").press("x")  # typed, no judgement
        page.get_by_label("Kortkommandon på").uncheck()
        visit.open("/granska")
        expect(page.get_by_label("Kortkommandon på")).not_to_be_checked()
        page.keyboard.press("Enter")
        page.keyboard.press("x")
        assert judged(store) == []
        page.get_by_label("Kortkommandon på").check()
        page.get_by_role("heading", level=1).click()
        page.keyboard.press("j")
        expect(page.get_by_label("Titel")).to_have_value(TWENTY[1])


def test_a_reading_fills_in_the_fields(browser: Browser, tmp_path: Path) -> None:
    with reviewing(tmp_path) as (address, _), visiting(browser, address) as visit:
        page = sign_in(visit)
        page.get_by_text("veckan efter").click()
        expect(page.locator("#datum")).to_have_value("2026-12-08")


@pytest.mark.parametrize(("width", "scripts"), EVERY_WAY)
def test_the_mouse_does_the_same(browser: Browser, tmp_path: Path, width: int, scripts: bool) -> None:
    with reviewing(tmp_path) as (address, store), visiting(browser, address, width, scripts=scripts) as visit:
        page = sign_in(visit)
        page.get_by_label("Titel").fill("Samråd om torget")
        page.get_by_role("button", name="Godkänn Enter").click()
        page.get_by_label("Skäl att avvisa").select_option("Fel dag")
        page.get_by_role("button", name="Avvisa X").click()
        page.get_by_role("button", name="Ångra").click()
        page.get_by_role("link", name="Senare").click()
        expect(page.get_by_label("Titel")).to_have_value(TWENTY[2])
        for title in TWENTY[4:7]:
            page.get_by_label(f"Välj {title}", exact=True).check()
        page.get_by_role("button", name="Avvisa valda").click()
        page.get_by_role("link", name="Slå ihop").click()
        page.get_by_label("Sök en annan post").fill("torget")
        page.get_by_role("button", name="Sök").click()
        page.get_by_label("Samråd om torget").check()
        page.get_by_role("button", name="Slå ihop").click()
        expect(page.get_by_role("status").first).to_contain_text("har slagits ihop")
        assert judged(store) == [
            ("Samråd om torget", "corrected"),
            *((title, "rejected") for title in TWENTY[4:7]),
            ("Samråd om torget", "merged"),
        ]
