"""What many tests share: a fresh store on each of the two databases."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from calagg.store import Store, open_store

POSTGRES = os.environ.get("CALAGG_TEST_DATABASE_URL", "")
WITHOUT = "CALAGG_TEST_DATABASE_URL is not set; e.g. postgresql+psycopg://postgres@127.0.0.1:5432/test"


@contextmanager
def postgres_schema() -> Iterator[str]:
    """The address of a new, empty schema on the test server, dropped afterwards. Skips, or in CI fails, without one."""
    if not POSTGRES and os.environ.get("CI"):
        pytest.fail(WITHOUT)
    if not POSTGRES:
        pytest.skip(WITHOUT)
    name = f"calagg_{uuid.uuid4().hex}"
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    try:
        yield f"{POSTGRES}?options=-csearch_path%3D{name}"
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, on each of the two kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'calagg.db'}"
    else:
        with postgres_schema() as url:
            yield url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An open, empty store, on each of the two kinds of database."""
    with open_store(database_url) as opened:
        yield opened
