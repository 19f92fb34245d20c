"""`load(session, records, url)` -> the tables as the export has them, at the newest schema; what was there is gone.

All of it is one transaction, the caller's: killed at any point, the database is as it was. An export of an older calagg
is put into the tables as they were then, which are upgraded afterwards.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import JSON, Connection, Integer, MetaData, Table, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from calagg.errors import BackupError
from calagg.store.portable.form import reader_of
from calagg.store.portable.records import Records
from calagg.store.portable.writing import Progress
from calagg.store.session import lock_calendar
from calagg.store.tables import TABLES
from calagg.store.upgrade import upgrade_schema

_ROWS_AT_ONCE = 500
_LETTERS_AT_ONCE = 2_000_000


def keep_others_out(session: Session) -> None:
    """Waits until nobody reads or writes any table, and keeps others out until the transaction ends.

    On SQLite a writer is alone already; readers go on with what was there before.
    """
    lock_calendar(session)  # before the tables: those who compare entries take it first too
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        names = ", ".join(connection.dialect.identifier_preparer.quote(t.name) for t in TABLES.sorted_tables)
        connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))


def is_empty(session: Session) -> bool:
    """Whether no table holds a row."""
    return not any(session.scalar(select(select(table).exists())) for table in TABLES.sorted_tables)


def load(session: Session, records: Records, url: str, progress: Progress | None = None) -> None:
    """Replaces everything in the database by the rows of the export, inside the caller's transaction.

    Raises BackupError for a row that does not fit, or where the export turns out to be damaged: the transaction must
    then be rolled back.
    """
    connection = session.connection()
    session.expire_all()
    TABLES.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))
    upgrade_schema(connection, url, revision=records.header.schema)
    tables = MetaData()
    tables.reflect(connection)
    _keep_null(tables)
    done = 0
    for name, lines in groupby(_batches(records), key=lambda batch: batch[0]):
        table = tables.tables.get(name)
        if table is None or name == "alembic_version":
            raise records.damaged(f"no table is called {name!r}")
        for _, rows in lines:
            _insert(connection, table, rows, records)
            done += len(rows)
            if progress:
                progress(done, records.header.rows)
    if connection.dialect.name == "postgresql":
        for table in tables.sorted_tables:
            _set_sequence(connection, table)
    upgrade_schema(connection, url)


def _batches(records: Records) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Rows of one table, as many as fit easily in memory."""
    name, rows, begins_at = "", list[dict[str, Any]](), 0
    for table, row in records:
        if rows and (table != name or len(rows) == _ROWS_AT_ONCE or records.read - begins_at > _LETTERS_AT_ONCE):
            yield name, rows
            rows, begins_at = [], records.read
        name = table
        rows.append(row)
    if rows:
        yield name, rows


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]], records: Records) -> None:
    columns = set(table.columns.keys())
    readers = {column.name: read for column in table.columns if (read := reader_of(column.type))}
    for row in rows:
        if row.keys() != columns:
            raise records.damaged(f"the columns of {table.name!r} are others")
        try:
            row.update((name, read(row[name])) for name, read in readers.items() if row[name] is not None)
        except (ValueError, TypeError):
            raise records.damaged(f"a row of {table.name!r} has a value of another kind") from None
    try:
        connection.execute(insert(table), rows)
    except IntegrityError:
        raise records.damaged(f"a row of {table.name!r} is there twice, or refers to what is not there") from None
    except DataError:
        raise BackupError(
            f"{records.where}: a row of {table.name!r}, at or before line {records.line}, holds too long a text or a "
            "character that PostgreSQL does not keep; import it into SQLite",
        ) from None


def _keep_null(tables: MetaData) -> None:
    """A column of JSON that holds nothing is to hold nothing, and not the JSON value null."""
    for table in tables.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type = JSON(none_as_null=True)


def _set_sequence(connection: Connection, table: Table) -> None:
    """The next number that PostgreSQL gives a row is one that none has."""
    for column in table.primary_key.columns:
        if len(table.primary_key.columns) == 1 and isinstance(column.type, Integer):
            sequence = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
            highest = select(func.max(column)).scalar_subquery()
            connection.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))
