"""A database of every revision there has been, with rows in all of its tables, is brought to the newest one whole."""

import subprocess
import sys
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, select

from calagg.model import Moment
from calagg.store import open_store
from calagg.store.documents import dismissals, list_documents
from calagg.store.entries import entries_around
from calagg.store.heartbeat import last_beats
from calagg.store.known import known_entry
from calagg.store.portable.writing import check_sound, export_lines
from calagg.store.reminders import list_reminders
from calagg.store.schema import SightingRow
from calagg.store.sources import list_sources
from calagg.store.subscriptions import list_subscriptions
from calagg.store.tables import TABLES
from calagg.store.upgrade import known_revisions, upgrade_schema
from tests.conftest import postgres_database
from tests.store.filling import AT, WORDS, Rows, at_revision, fill, reflected, rows_of

RELEASED = known_revisions()


@pytest.mark.parametrize("revision", RELEASED)
def test_rows_of_every_revision_are_kept(tmp_path: Path, revision: str) -> None:
    url = f"sqlite:///{tmp_path / 'calagg.db'}"
    before = at_revision(url, revision)
    with open_store(url) as store, store.read() as session:
        assert as_before(rows_of(session.connection()), before) == before
        assert compared(session.connection()) == []
        check_sound(session, store.url)


def test_rows_of_every_revision_are_kept_by_postgresql() -> None:
    """In one database that gets rows in what is new at each revision: to make one for each takes too long."""
    before: Rows = {}
    with postgres_database() as url:
        engine = create_engine(url)
        for revision in RELEASED:
            with engine.begin() as connection:
                upgrade_schema(connection, url, revision=revision)
                tables = reflected(connection)
                assert as_before(rows_of(connection, tables), before) == before
                assert set(fill(connection, tables).values()) == {2}
                before = rows_of(connection, tables)
        engine.dispose()
        with open_store(url) as store, store.read() as session:
            assert compared(session.connection()) == []


def as_before(after: Rows, before: Rows) -> Rows:
    """What there is now of the tables and columns that there were before."""
    columns = {table: set(rows[0]) for table, rows in before.items()}
    return {t: [{c: row[c] for c in columns[t]} for row in after[t]] for t in before}


def compared(connection: Connection) -> list[Any]:
    """What differs from the tables that the code knows: columns, types, indexes, keys."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, TABLES))


def test_what_is_upgraded_is_read(new_database_url: str) -> None:
    at_revision(new_database_url, RELEASED[0])
    with open_store(new_database_url) as store, store.read() as session:
        first, second = entries_around(session, date(2027, 3, 1), date(2027, 3, 31))
        assert (first.entry.start, second.entry.start) == (
            Moment(date(2027, 3, 10), time(9, 30, 15, 123456)),
            Moment(date(2027, 3, 11)),
        )
        [seen] = first.sightings
        assert seen.quote.endswith(WORDS)
        documents = list_documents(session)
        assert [len(dismissals(session, document.id)) for document in documents] == [1, 1]
        known = known_entry(session, first.id)
        assert known is not None
        assert known.sightings[0].told.start == Moment.parse("2027-03-10T09:00")
        assert [s.address for s in list_subscriptions(session, active=False)] == ["anna@example.se", "bo@example.se"]
        assert [r.key.lead for r in list_reminders(session, due_from=date(2027, 1, 1))] == [2**31 - 1, 2**31 - 2]
        assert [source.name for source in list_sources(session)] == ["namnden", "natverket"]
        assert {beat.at for beat in last_beats(session).values()} == {AT}
        assert sum(1 for _ in export_lines(session)) > 2


def test_what_was_told_before_0019_is_found_by_its_title(new_database_url: str) -> None:
    at_revision(new_database_url, "0018")
    with open_store(new_database_url) as store, store.read() as session:
        rows = session.execute(select(SightingRow.told, SightingRow.title, SightingRow.organiser)).all()
        assert len(rows) == 2
        assert all((title, whose) == (told["title"], told["organiser"]) for told, title, whose in rows)


def test_two_processes_upgrade_an_old_database_at_once(new_database_url: str) -> None:
    before = at_revision(new_database_url, RELEASED[0])
    opening = "import sys; from calagg.store import open_store; open_store(sys.argv[1]).close()"
    opened = [
        subprocess.Popen(  # noqa: S603 - our own interpreter and text
            [sys.executable, "-c", opening, new_database_url], stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    assert [(p.communicate()[1], p.returncode) for p in opened] == [("", 0)] * 2
    with open_store(new_database_url) as store, store.read() as session:
        assert compared(session.connection()) == []
        assert as_before(rows_of(session.connection()), before) == before
