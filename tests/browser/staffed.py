"""`with staffed(folder) as site:` -> a server of its own, where Karin signs in as reviewer and Maja as administrator.

Apart from the other one, since the operations are closed to strangers as soon as anybody can sign in.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser
from waitress.server import create_server

from calagg.config import About, Config, Publish, Read, Web
from calagg.model.user import Role
from calagg.pipeline import publish
from calagg.store import open_store
from calagg.store.reports import add_report
from calagg.store.users import add_user
from calagg.web.app import create_app
from tests.browser.conftest import Site
from tests.browser.visitor import Visit, visiting
from tests.cli.test_bad_input import free_port
from tests.conftest import migrated_sqlite
from tests.web.conftest import NOW
from tests.web.minutes import ids, keep, told
from tests.web.signing_in import PASSWORD

MEETING = "Nätverksmöte om digital delaktighet"
LARGEST = 200_000


@contextmanager
def staffed(folder: Path) -> Iterator[Site]:
    """The server, with one entry and two reports that wait, and a limit of LARGEST bytes a file."""
    port = free_port()
    config = replace(
        Config(),
        web=Web(port=port),
        read=Read(max_bytes=LARGEST),
        publish=Publish(directory=str(folder / "feeds")),
        about=About(organisation="Norrviks kommun", contact="kalender@example.se"),
    )
    with open_store(migrated_sqlite(folder)) as store:
        keep(store, ("Nätverket möts {torsdag 3 december kl. 9}.", told(MEETING, "2026-12-03T09:00")))
        with store.write() as session:
            add_user(session, "karin", PASSWORD, Role.REVIEWER, at=NOW)
            add_user(session, "maja", PASSWORD, Role.ADMINISTRATOR, at=NOW)
            words = "Mötet är flyttat till den 4 december.\nDet stod i mejlet i går."
            add_report(session, ids(store)[MEETING], "datum", words, "anna@example.se", at=NOW)
            add_report(session, None, "annat", "Länken till protokollet fungerar inte.", "", at=NOW)
        publish(store, config, NOW)
        server = create_server(create_app(store, config, now=lambda: NOW), host="127.0.0.1", port=port, threads=4)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield Site(f"http://127.0.0.1:{port}", store, config)
        finally:
            server.close()


@contextmanager
def signed_in(
    browser: Browser, site: Site, width: int, *, scripts: bool = True, dark: bool = False, name: str = "karin"
) -> Iterator[Visit]:
    """A visitor who has signed in through the form."""
    with visiting(browser, site.address, width, scripts=scripts, dark=dark) as visit:
        visit.open("/logga-in")
        visit.page.get_by_label("Namn", exact=True).fill(name)
        visit.page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
        visit.page.get_by_role("main").get_by_role("button", name="Logga in").click()
        visit.page.wait_for_load_state()
        yield visit
