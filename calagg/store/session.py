"""`open_store("sqlite:///calagg.db")` -> a Store at the newest schema, whose `read()` and `write()` give sessions.

SQLite and PostgreSQL behave alike here: a write sees no other write half done, a read sees one state throughout and
can't write. The tables are in `schema`, how they came to be in `migrations/`, the messages of faults in `faults`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.orm import Session

from calagg.errors import StoreError
from calagg.store.faults import faults_named
from calagg.store.upgrade import upgrade_schema

BUSY_SECONDS = 20
CACHE_KIB = 32_000
_CALENDAR_LOCK = 0x63616C61  # "cala": one number for all who change entries


class Store:
    """An open database. `url` shows no password. Safe to use from several threads, each in its own session."""

    def __init__(self, bind: Engine | Connection, url: str) -> None:
        self.url = url
        self._bind = bind
        self._reading: Engine | Connection
        if isinstance(bind, Connection):
            self._reading = bind
        elif bind.dialect.name == "postgresql":
            self._reading = bind.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        else:
            self._reading = bind.execution_options(calagg_reads=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one state of the database; what is changed in it is not kept. Raises StoreError."""
        with faults_named(self.url), _session(self._reading, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that is committed at the end of the block and rolled back when that raises. Raises StoreError.

        On SQLite the block is alone from its beginning (BEGIN IMMEDIATE); on PostgreSQL writers run side by side,
        and those who compare with what is stored take `lock_calendar` first.
        """
        with faults_named(self.url), _session(self._bind) as session, session.begin():
            session.connection()
            yield session

    @contextmanager
    def rehearse(self) -> Iterator["Store"]:
        """The store as it is, and as what is written there makes it, nothing of which is kept after the block.

        It is one transaction, so that others who write wait until it ends. Raises StoreError.
        """
        with faults_named(self.url), self._bind.engine.connect() as connection:
            transaction = connection.begin()
            try:
                yield Store(connection, self.url)
            finally:
                transaction.rollback()

    @contextmanager
    def part(self, session: Session) -> Iterator[None]:
        """A part of what the session writes, undone alone when the block raises; what it loaded is forgotten, so that
        many parts cost no more memory than one. Raises StoreError."""
        with faults_named(self.url):
            with session.begin_nested():
                yield
            session.expunge_all()

    def close(self) -> None:
        """Closes the pooled connections; the store can't be used after that."""
        self._bind.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _session(bind: Engine | Connection, *, autoflush: bool = True) -> Session:
    """A session of its own transaction; in a rehearsal a part of that."""
    return Session(bind, autoflush=autoflush, expire_on_commit=False, join_transaction_mode="create_savepoint")


def open_store(url: str) -> Store:
    """The database at `url`, made where there is none and brought to the newest schema.

    Raises StoreError, one line that names the database (without password) and the remedy.
    """
    parsed = _parse(url)
    shown = parsed.render_as_string(hide_password=True)
    engine = _engine(parsed, shown)
    try:
        with faults_named(shown):
            if engine.dialect.name == "sqlite":
                _keep_write_ahead_log(engine)
            with engine.begin() as connection:
                _lock(connection)
                upgrade_schema(connection, shown)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, shown)


def lock_calendar(session: Session) -> None:
    """Waits until no other transaction compares and changes entries, and keeps others out until this one ends."""
    _lock(session.connection())


def _lock(connection: Connection) -> None:
    """On SQLite the transaction is alone already, since it began with BEGIN IMMEDIATE."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CALENDAR_LOCK})


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError('[database] url is no database address; use "sqlite:///calagg.db"') from None
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise StoreError(f"{url}: a database in memory is lost at once; name a file, such as sqlite:///calagg.db")
    return parsed


def _engine(url: URL, shown: str) -> Engine:
    """Its errors name no values: those may be readers' addresses, which are to stand in no log."""
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10}, hide_parameters=True)
    except NoSuchModuleError:
        raise StoreError(f"{shown}: this kind of database is not known; use sqlite or postgresql+psycopg") from None
    except ImportError as error:
        raise StoreError(
            f'{shown}: the driver for this database is missing ({error.name}); install "calagg[postgres]"',
        ) from None


def _prepare_sqlite(connection: DBAPIConnection, record: Any) -> None:
    connection.isolation_level = None  # the driver starts no transactions; `_begin_sqlite` does
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("calagg_reads", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _keep_write_ahead_log(engine: Engine) -> None:
    """Readers don't wait for a writer; a file keeps this mode, so it is set once.

    Two processes that open a new file at once both ask for it and one is refused without waiting: the other has set
    it then, or the next one to open the file will.
    """
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY":
                raise
        cursor.close()
    finally:
        raw.close()
