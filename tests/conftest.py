"""What many tests share: a fresh store on each of the two databases.

The migrations run once in each process of tests; a test gets a copy of what they made. The tests of the migrations
themselves (store/test_session) begin with nothing. Passwords are hashed cheaply, but where store/test_users looks at
what is stored.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from calagg.store import Store, open_store, users

POSTGRES = os.environ.get("CALAGG_TEST_DATABASE_URL", "")
WITHOUT = "CALAGG_TEST_DATABASE_URL is not set; e.g. postgresql+psycopg://postgres@127.0.0.1:5432/test"
REAL_HASHER = users._HASHER
_KEPT = TemporaryDirectory(prefix="calagg-tests-")  # removed when this process ends


@contextmanager
def postgres_database(template: str = "template0") -> Iterator[str]:
    """The address of a new database on the test server, dropped afterwards. Skips, or in CI fails, without a server."""
    if not POSTGRES and os.environ.get("CI"):
        pytest.fail(WITHOUT)
    if not POSTGRES:
        pytest.skip(WITHOUT)
    name = f"calagg_{uuid.uuid4().hex}"
    _on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        url = make_url(POSTGRES).set(database=name).update_query_dict({"options": "-csynchronous_commit=off"})
        yield url.render_as_string(hide_password=False)
    finally:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def migrated_postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new database at the newest schema, without rows."""
    with postgres_database(request.getfixturevalue("postgres_template")) as url:
        yield url


def migrated_sqlite(folder: Path) -> str:
    """The address of a new file `calagg.db` in that folder, at the newest schema, without rows; FileExistsError."""
    with (folder / "calagg.db").open("xb") as file:
        file.write(_migrated_file().read_bytes())
    return f"sqlite:///{folder / 'calagg.db'}"


@cache
def _migrated_file() -> Path:
    file = Path(_KEPT.name) / "migrated.db"
    open_store(f"sqlite:///{file}").close()
    return file


@cache
def _server() -> Engine:
    return create_engine(POSTGRES, isolation_level="AUTOCOMMIT", poolclass=NullPool)


def _on_server(statement: str) -> None:
    with _server().connect() as connection:
        connection.execute(text(statement))


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> None:
    """Hashes a password in a thousandth of the work: hundreds of tests sign somebody in."""
    users._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of a database at the newest schema, of which others are copies."""
    with postgres_database() as url:
        open_store(url).close()
        yield make_url(url).database or ""


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, without tables, on each of the two kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'calagg.db'}"
    else:
        with postgres_database() as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database at the newest schema, without rows, on each of the two kinds."""
    if request.param == "sqlite":
        yield migrated_sqlite(tmp_path)
    else:
        with migrated_postgres(request) as url:
            yield url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An open, empty store, on each of the two kinds of database."""
    with open_store(database_url) as opened:
        yield opened
