"""fill(connection) -> two rows in every table that is empty now, whatever the revision: each column is filled.

The tables are looked up in the database and not in today's models, so that it fills those of any revision. What a
column means decides its values (a kind is a kind); a column that nobody has thought of gets what its type takes. The
second row has nothing in the columns that may be empty.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Time,
    create_engine,
    insert,
    select,
)

from calagg.store.upgrade import upgrade_schema

Rows = dict[str, list[dict[str, Any]]]
ROWS = 2
AT = datetime(2026, 11, 21, 8, 30, 15, 123456, tzinfo=UTC)
WORDS = 'Åsa\'s "möte"\\ \u2028\u00a0é 🗓 {}'

TOLD = {
    "title": "Samrådsmöte",
    "kind": "event",
    "start": "2027-03-10T09:00",
    "end": "2027-03-11",
    "grain": "minute",
    "status": "confirmed",
    "location": None,
    "organiser": "Norrviks kommun",
    "url": None,
    "quote": "Samrådsmöte den 10–11 mars",
    "mention": "den 10–11 mars",
    "span": [0, 26],
    "confidence": 0.1 + 0.2,
    "reasons": ["står i texten"],
    "contradictions": [],
    "uid": "möte-1@example.se",
    "sequence": 2,
}
# what calagg reads is of certain kinds; (table, column) -> a value for each row
MEANT: dict[tuple[str, str], tuple[Any, ...]] = {
    ("document", "anchors"): ([[0, "page", "1"]], []),
    ("document", "outcome"): ("ok", "broken"),
    ("document", "reference_reasons"): (["Datum: 2026-11-21"], []),
    ("entry", "kind"): ("event", "deadline"),
    ("entry", "status"): ("confirmed", "cancelled"),
    ("entry", "grain"): ("minute", "day"),
    ("entry", "review"): ("accepted", ""),
    ("entry", "merged_into"): (None, None),
    ("entry", "reasons"): (["står i texten"], []),
    ("entry", "contradictions"): (["två tider"], []),
    ("entry", "recurrence"): ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270615", None),
    ("sighting", "told"): (TOLD, TOLD | {"end": None, "uid": None}),
    ("sighting", "key"): ("a" * 64, "b" * 64),
    ("subscription", "selection"): ("all", "deadlines"),
    ("subscription", "leads"): ([14, 1], [7]),
    ("subscription", "kind_leads"): ({"deadline": [3, 1]}, {}),
    ("subscription", "address"): ("anna@example.se", "bo@example.se"),
    ("reminder", "due_value"): ("2027-03-10T09:00", "2027-03-12"),
    ("reminder", "state"): ("sent", "planned"),
    ("reminder", "notice"): ("", "moved"),
    ("mail", "state"): ("sent", "queued"),
    ("mail", "kind"): ("digest", "notice"),
    ("mail", "bounce"): ("soft", None),
    ("secret_feed", "selection"): ({"kinds": ["deadline"], "words": ["å"]}, {}),
    ("app_user", "role"): ("reviewer", "administrator"),
    ("field_lock", "field"): ("title", "when"),
    ("judgement", "before"): ({"z": 1, "a": [None, 0.1]}, {}),
    ("judgement", "other_id"): (None, None),
    ("visit", "links"): ([["https://example.se/a", "A"]], []),
    ("source", "kind"): ("folder", "page"),
    ("source", "name"): ("natverket", "namnden"),
    ("heartbeat", "name"): ("tick", "outbox"),
}


def fill(connection: Connection, tables: MetaData | None = None) -> dict[str, int]:
    """Fills every table of calagg's that is empty and says how many rows each has."""
    tables = tables or reflected(connection)
    for table in tables.sorted_tables:
        if connection.execute(select(table).limit(1)).first():
            continue
        for number in range(ROWS):
            row = {c.name: _value(table, c, number) for c in table.columns if not _drawn(table, c)}
            connection.execute(insert(table).values(row))
    return {table.name: ROWS for table in tables.sorted_tables}


def at_revision(url: str, revision: str) -> Rows:
    """Makes a database as a calagg of that time left it, with rows in all tables, and gives these."""
    engine = create_engine(url)
    with engine.begin() as connection:
        upgrade_schema(connection, url, revision=revision)
        assert MigrationContext.configure(connection).get_current_revision() == revision, "the database is newer"
        fill(connection)
        rows = rows_of(connection)
    engine.dispose()
    return rows


def reflected(connection: Connection) -> MetaData:
    """The tables as the database has them, without Alembic's."""
    tables = MetaData()
    tables.reflect(connection)
    tables.remove(tables.tables["alembic_version"])
    return tables


def rows_of(connection: Connection, tables: MetaData | None = None) -> Rows:
    """All that the tables hold, by their primary keys."""
    return {
        table.name: sorted(
            ({str(k): v for k, v in row.items()} for row in connection.execute(select(table)).mappings()),
            key=lambda row: [str(row[column.name]) for column in table.primary_key.columns],
        )
        for table in (tables or reflected(connection)).sorted_tables
    }


def _drawn(table: Table, column: Column[Any]) -> bool:
    """Whether the database numbers the rows by this column."""
    return column.primary_key and isinstance(column.type, Integer) and len(table.primary_key.columns) == 1


def _value(table: Table, column: Column[Any], number: int) -> Any:
    if (table.name, column.name) in MEANT:
        return MEANT[table.name, column.name][number]
    for key in column.foreign_keys:
        if column.nullable and number:
            return None
        return _value(key.column.table, key.column, number) if not _drawn(key.column.table, key.column) else number + 1
    if column.nullable and number:
        return None
    return _of_type(table, column, number)


def _of_type(table: Table, column: Column[Any], number: int) -> Any:
    simple: Mapping[type[Any], Any] = {
        Boolean: number == 0,
        Integer: 2**31 - 1 - number,
        Float: 0.1 + 0.2 + number,
        Date: date(2027, 3, 10 + number),
        Time: time(9, 30, 15, 123456),
        JSON: [],
        LargeBinary: bytes(range(256)),
    }
    if isinstance(column.type, DateTime):
        return AT if column.type.timezone else AT.replace(tzinfo=None)
    for kind, value in simple.items():
        if isinstance(column.type, kind):
            return value
    words = f"{table.name}-{column.name}-{number} {WORDS}"
    length: int | None = getattr(column.type, "length", None)
    return words if length is None else words[: length - 1] + str(number)
