"""`export_lines(session)` -> b'{"calagg":"export",…}' and a line for each row: all that is in the database.

The session decides what that state is: that of `Store.read()` sees one throughout, on both databases, and lets others
write meanwhile. No table is held in memory.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, String, Table, collate, func, select, text
from sqlalchemy.orm import Session

from calagg.errors import StoreError
from calagg.store.portable.form import Header, end_line, header_line, row_line
from calagg.store.tables import TABLES
from calagg.store.upgrade import known_revisions

Progress = Callable[[int, int], None]
_AT_ONCE = 200


def export_lines(session: Session, progress: Progress | None = None) -> Iterator[bytes]:
    """All rows of all tables, with a first line that tells of them and a last one to check them by.

    What is secret in it are hashes (of passwords, of links, of logins) and readers' addresses: whoever keeps it must
    keep it from others. `progress` is called with how many rows are done and how many there are, every few hundred.
    """
    counts = {t.name: session.scalar(select(func.count()).select_from(t)) or 0 for t in TABLES.sorted_tables}
    header = Header(schema=known_revisions()[-1], counts=counts)
    summed = hashlib.sha256()
    line = header_line(header)
    summed.update(line)
    yield line
    done = 0
    for table in TABLES.sorted_tables:
        for line in _rows(session, table):
            summed.update(line)
            yield line
            done += 1
            if progress and (done % _AT_ONCE == 0 or done == header.rows):
                progress(done, header.rows)
    yield end_line(done, summed.hexdigest())


def check_sound(session: Session, url: str) -> None:
    """Has SQLite look through all of its file. Raises StoreError, so that nothing damaged is kept as a good copy.

    PostgreSQL checks each page that it reads, where its administrator has left that on.
    """
    if session.connection().dialect.name != "sqlite":
        return
    found = session.scalars(text("PRAGMA integrity_check(1)")).all()
    if found != ["ok"]:
        raise StoreError(
            f"{url}: the database is damaged ({found[0]}) and is not backed up; "
            "move its file away and put back an earlier backup with `calagg restore`",
        )


def _rows(session: Session, table: Table) -> Iterator[bytes]:
    # PostgreSQL sorts texts by the rules of a language, SQLite by their bytes: the order is to be the same
    bytewise = session.connection().dialect.name == "postgresql"
    order = [_sorted(column, bytewise=bytewise) for column in table.primary_key.columns]
    asked = select(table).order_by(*order).execution_options(yield_per=_AT_ONCE)
    names = table.columns.keys()
    for row in session.connection().execute(asked):
        yield row_line(table.name, dict(zip(names, row, strict=True)))


def _sorted(column: Column[Any], *, bytewise: bool) -> ColumnElement[Any]:
    return collate(column, "C") if bytewise and isinstance(column.type, String) else column
