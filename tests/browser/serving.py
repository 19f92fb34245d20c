"""`with serving(folder, fill) as site` -> a real server over a store that `fill` filled, its calendars published."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from playwright.sync_api import expect
from waitress.server import create_server

from calagg.config import About, Config, Mail, Publish, Web
from calagg.pipeline import publish
from calagg.store import Store, open_store
from calagg.web.app import create_app
from tests.browser.visitor import Visit
from tests.cli.test_bad_input import free_port
from tests.conftest import migrated_sqlite
from tests.web.conftest import NOW
from tests.web.routes import Known, every_address, known_of
from tests.web.signing_in import PASSWORD


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address, its application, store and configuration, and what its addresses need."""

    address: str
    app: Flask
    store: Store
    config: Config
    known: Known

    def pages(self) -> list[str]:
        """The path of every page that people look at, and of one that is missing."""
        paths = [path for _, path in every_address(self.app, self.known, but=("fail",))]
        programs = ("/static/", "/api/", "/healthz", "/metrics")
        return [*(path for path in paths if not path.startswith(programs) and "." not in path), "/saknas"]


def sign_in(visit: Visit, name: str) -> None:
    """The visitor as one who may review or look at operations."""
    visit.open("/logga-in")
    visit.page.get_by_label("Namn").fill(name)
    visit.page.get_by_label("Lösenord").fill(PASSWORD)
    visit.page.get_by_role("button", name="Logga in").click()
    expect(visit.page.get_by_text(f"Inloggad som {name}")).to_be_visible()


@contextmanager
def serving(
    folder: Path, fill: Callable[[Store, Config], None], add: Callable[[Flask], None] | None = None
) -> Iterator[Served]:
    """The server, until the block ends; `add` may give the application further routes."""
    port = free_port()
    config = replace(
        Config(),
        web=Web(port=port),
        publish=Publish(directory=str(folder / "feeds")),
        mail=Mail(outbox=str(folder / "outbox"), sender_address="kalender@example.se"),
        about=About(organisation="Norrviks kommun", contact="kalender@example.se", accessibility_day="2026-11-01"),
    )
    with open_store(migrated_sqlite(folder)) as store:
        fill(store, config)
        publish(store, config, NOW)
        app = create_app(store, config, now=lambda: NOW)
        if add:
            add(app)
        server = create_server(app, host="127.0.0.1", port=port, threads=4)
        threading.Thread(target=server.run, daemon=True).start()
        yield Served(f"http://127.0.0.1:{port}", app, store, config, known_of(store))
        server.close()
