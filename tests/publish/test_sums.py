"""The columns that feeds' sums are made from, in a database that an older version made."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import create_engine, select

import calagg.store
from calagg.model import Kind
from calagg.publish.rendering import refresh_renderings
from calagg.store import Store, open_store
from calagg.store.feed_schema import RenderingRow
from tests.publish.calendar import CONFIG, stored
from tests.publish.keeping import keep_entries


def rows(store: Store) -> list[tuple[str, str, str, int]]:
    with store.read() as session:
        query = select(RenderingRow.entry_id, RenderingRow.part, RenderingRow.kind, RenderingRow.organiser)
        return sorted((entry_id, part, kind, key) for entry_id, part, kind, key in session.execute(query))


@pytest.mark.parametrize("organiser", ["Länsstyrelsen i Norrvik", None, "Å" * 5000])
def test_an_older_database_gets_what_its_renderings_lack(
    store: Store, database_url: str, organiser: str | None
) -> None:
    window = stored(2, kind=Kind.WINDOW, start="2027-02-15", end="2027-03-31", organiser="Kommunen")
    keep_entries(store, stored(1, organiser=organiser), window)
    refresh_renderings(store, CONFIG)
    before = rows(store)
    assert {kind for _, _, kind, _ in before} == {"event", "window"}
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(calagg.store.__path__[0]) / "migrations"))
    engine = create_engine(database_url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0006")
    engine.dispose()
    with open_store(database_url) as upgraded:
        assert rows(upgraded) == before
