"""`insert_missing(session, MailRow, rows)` -> the ids of the rows that were not there.

INSERT … ON CONFLICT, which SQLite and PostgreSQL both know. Two processes that insert the same key at once both go on;
the second finds the first one's row.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from calagg.store.schema import Base

_ROWS_AT_ONCE = 500


def insert_missing(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Inserts those that break no unique key and returns the ids of them; the others change nothing."""
    added: set[str] = set()
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        statement = _insert(session, table, rows[first : first + _ROWS_AT_ONCE])
        returning = statement.on_conflict_do_nothing().returning(table.__table__.c.id)
        added.update(session.scalars(returning))
    return added


def insert_missing_keys(session: Session, table: type[Base], row: Mapping[str, Any]) -> None:
    """Inserts the row where no other has its key."""
    session.execute(_insert(session, table, [row]).on_conflict_do_nothing())


def insert_or_replace(session: Session, table: type[Base], row: Mapping[str, Any], *, key: str) -> None:
    """Inserts the row, or gives the one with the same value in the column `key` all its values."""
    statement = _insert(session, table, [row])
    session.execute(statement.on_conflict_do_update(index_elements=[key], set_=dict(row)))


def _insert(
    session: Session,
    table: type[Base],
    rows: Sequence[Mapping[str, Any]],
) -> sqlite.Insert | postgresql.Insert:
    known = session.connection().dialect.name == "postgresql"
    statement = postgresql.insert(table) if known else sqlite.insert(table)
    return statement.values([dict(row) for row in rows])
