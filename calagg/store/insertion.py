"""`insert_missing(session, MailRow, rows)` -> the ids of the rows that were not there.

INSERT … ON CONFLICT, which SQLite and PostgreSQL both know. Two processes that insert the same key at once both go on;
the second finds the first one's row.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import FromClause, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from calagg.store.schema import Base


def insert_missing(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Inserts those that break no unique key and returns the ids of them; the others change nothing.

    The statement is made once and the rows are given to it in batches: a statement with the values of 500 rows in it
    takes longer to make than the database to carry out.
    """
    if not rows:
        return set()
    columns = table.__table__
    statement = _insert(session, columns).on_conflict_do_nothing().returning(columns.c.id)
    return set(session.connection().execute(statement, [dict(row) for row in rows]).scalars())


def insert_missing_keys(session: Session, table: type[Base], row: Mapping[str, Any]) -> None:
    """Inserts the row where no other has its key."""
    session.execute(_insert(session, table.__table__).values(dict(row)).on_conflict_do_nothing())


def insert_or_replace(session: Session, table: type[Base], row: Mapping[str, Any], *, key: str) -> None:
    """Inserts the row, or gives the one with the same value in the column `key` all its values."""
    statement = _insert(session, table.__table__).values(dict(row))
    session.execute(statement.on_conflict_do_update(index_elements=[key], set_=dict(row)))


def _insert(session: Session, table: FromClause) -> sqlite.Insert | postgresql.Insert:
    assert isinstance(table, Table)  # noqa: S101 - a class that has no rows of its own would be a bug
    known = session.connection().dialect.name == "postgresql"
    return postgresql.insert(table) if known else sqlite.insert(table)
