"""A real Chromium, and a real server of invented minutes as they stand on 21 November 2026, 14.05."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Browser, sync_playwright
from waitress.server import create_server

from calagg.config import About, Config, Mail, Publish, Web
from calagg.model import Kind, Status
from calagg.pipeline import publish
from calagg.store import Store, open_store
from calagg.store.documents import list_documents
from calagg.web.app import create_app
from tests.browser.visitor import CHROMIUM, missing
from tests.cli.test_bad_input import free_port
from tests.conftest import migrated_sqlite
from tests.web.conftest import NOW
from tests.web.minutes import ids, keep, told

GRANT, LAW = "Ansökan om stöd till bygdegårdar", "Lagen om skogsvägar träder i kraft"
LONG = "Dialogmöte om samråd och en titel som är ganska lång för att pröva hur raderna bryts"
NORRVIK, BOARD, SOCIETY = "Norrviks kommun", "Länsstyrelsen Norrland", "Hembygdsföreningen"


@dataclass(frozen=True, slots=True)
class Site:
    """A running server: its address, its store and its configuration."""

    address: str
    store: Store
    config: Config

    def pages(self) -> tuple[str, ...]:
        """The paths of one page of each kind."""
        with self.store.read() as session:
            document = list_documents(session)[0].id
        return (
            "/",
            "/?q=st%C3%B6d&typ=sista-dag",
            "/?q=finnsinte",
            "/tidigare",
            "/kalender/2026-12",
            "/utlysningar",
            f"/entries/{ids(self.store)[GRANT]}",
            "/documents",
            f"/documents/{document}",
            "/feeds/",
            "/feeds/all",
            "/prenumeration",
            "/rapportera",
            f"/entries/{ids(self.store)[GRANT]}/rapportera",
            "/om",
            "/tillganglighet",
            "/logga-in",
            "/drift",
            "/finns-inte",
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window. Without it the test is skipped on a user's machine and fails in CI."""
    if reason := missing():
        if os.environ.get("CI"):
            pytest.fail(f"CI must run this test: {reason}")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server over a store with minutes of three organisers, its calendars published."""
    folder = tmp_path_factory.mktemp("site")
    port = free_port()
    config = replace(
        Config(),
        web=Web(port=port),
        publish=Publish(directory=str(folder / "feeds")),
        mail=Mail(outbox=str(folder / "outbox"), sender_address="kalender@example.se"),
        about=About(organisation="Norrviks kommun", contact="kalender@example.se", accessibility_day="2026-11-01"),
    )
    with open_store(migrated_sqlite(folder)) as store:
        _fill(store)
        publish(store, config, NOW)
        server = create_server(create_app(store, config, now=lambda: NOW), host="127.0.0.1", port=port, threads=4)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield Site(f"http://127.0.0.1:{port}", store, config)
        server.close()


def _fill(store: Store) -> None:
    grant = told(GRANT, "2026-12-03", kind=Kind.DEADLINE, url="https://example.se/stod", organiser=BOARD)
    call = told("Utlysning om landsbygdsstöd", "2026-12-01", "2027-01-29", kind=Kind.WINDOW, organiser=BOARD)
    meeting = told("Nätverksmöte", "2026-11-26T09:00", "2026-11-26T12:00", location="Folkets hus", organiser=NORRVIK)
    market = told("Julmarknad", "2026-12-05T10:00", "2026-12-05T15:00", location="Storåker", organiser=SOCIETY)
    keep(
        store,
        ("Nätverket möts {torsdag 26 november kl. 9–12} i Folkets hus.", meeting),
        ("Ansökan om stöd till bygdegårdar lämnas {senast den 3 december}.", grant),
        ("Utlysningen är öppen {1 december–29 januari}.", call),
        ("Den nya lagen träder i kraft {den 1 januari 2027}.", told(LAW, "2027-01-01", kind=Kind.MILESTONE)),
        ("Mötet flyttas preliminärt till {den 10 december}.", told(LONG, "2026-12-10", status=Status.TENTATIVE)),
        origin="minutes/natverk.txt",
    )
    keep(
        store,
        ("Styrelsen träffades {den 12 oktober}.", told("Styrelsemöte", "2026-10-12", organiser=SOCIETY)),
        ("Julmarknad {lördag 5 december kl. 10–15} i Storåker.", market),
        origin="minutes/hembygd.txt",
        title="Protokoll, hembygdsföreningen",
    )
