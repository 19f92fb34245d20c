"""A store with invented minutes read on 13 November 2026, and a browser of them on 21 November 2026, 14.05."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from calagg.config import Config, Feed, Mail, Publish, Web
from calagg.store import Store, open_store
from calagg.web.app import create_app
from tests.conftest import migrated_sqlite

NOW = datetime(2026, 11, 21, 13, 5, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    """An open, empty store in a file: these tests are of pages, the store has its own on both databases."""
    with open_store(migrated_sqlite(tmp_path)) as store:
        yield store


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A configuration whose feeds lie beside the test, with one feed of its own."""
    return replace(
        Config(),
        web=Web(base_url="https://kalender.example.se"),
        publish=Publish(directory=str(tmp_path / "feeds")),
        feed=(Feed(name="storaker", title="Storåker", places=("Storåker",)),),
    )


@pytest.fixture
def client(opened: Store, config: Config) -> FlaskClient:
    """A browser of the application at NOW."""
    return create_app(opened, config, now=lambda: NOW).test_client()


class Clock:
    """The instant that an application reads; a test moves it."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    """NOW, until a test moves it."""
    return Clock()


@pytest.fixture
def mailing(tmp_path: Path) -> Config:
    """A configuration that lays its mails beside the test."""
    return replace(
        Config(),
        web=Web(base_url="http://localhost"),
        mail=Mail(outbox=str(tmp_path / "outbox")),
        feed=(Feed(name="storaker", title="Storåker"),),
    )


@pytest.fixture
def app(store: Store, mailing: Config, clock: Clock) -> Flask:
    """The application over an empty store, on each of the two databases: these tests write."""
    return create_app(store, mailing, now=clock)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A browser of `app`, with its cookies."""
    return app.test_client()
