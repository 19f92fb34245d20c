"""Folders as sources: in their own time, without what is being written, and flagged when they are suddenly empty."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from calagg import clock
from calagg.config import Config, Source
from calagg.pipeline import ingest_paths, read_changed, read_sources
from calagg.store import Store, documents, sources
from calagg.store.sources import StoredSource

NOW = datetime(2027, 3, 2, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTES = "Möte i Lindevik 2027-03-01\n\nAnmälan senast den 16 mars 2027.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test works in a folder of its own, with minutes in it."""
    monkeypatch.chdir(tmp_path)
    Path("natverk").mkdir()
    Path("natverk/a.txt").write_text(MINUTES, encoding="utf-8")
    return tmp_path


def read(store: Store, config: Config, at: datetime, only: str | None = None) -> list[str]:
    return [one.path.as_posix() for one in read_sources(store, config, now=at, only=only)]


def state(store: Store) -> StoredSource:
    with store.read() as session:
        (one,) = sources.list_sources(session)
    return one


def test_a_folder_with_a_schedule_is_read_when_it_is_due(store: Store) -> None:
    config = Config(source=(Source(name="natverk", path="natverk", schedule="varannan timme"),))
    assert read(store, config, NOW) == ["natverk/a.txt"]
    assert read(store, config, NOW + HOUR) == []
    assert read(store, config, NOW + HOUR, only="natverk") == ["natverk/a.txt"]
    assert state(store).next_at == NOW + 3 * HOUR
    assert read(store, config, NOW + 3 * HOUR) == ["natverk/a.txt"]


def test_a_folder_that_is_suddenly_empty_is_flagged_until_it_is_not(store: Store) -> None:
    config = Config(source=(Source(name="natverk", path="natverk"),))
    read(store, config, NOW)
    Path("natverk/a.txt").rename("a.txt")
    for hours in (1, 2):
        read(store, config, NOW + hours * HOUR)
    assert (state(store).shown, state(store).emptied_at) == (1, NOW + HOUR)
    Path("a.txt").rename("natverk/a.txt")
    read(store, config, NOW + 3 * HOUR)
    assert (state(store).shown, state(store).emptied_at) == (1, None)


def test_of_what_has_changed_only_the_documents_of_folders_are_read(store: Store, folder: Path) -> None:
    web = Source(name="webben", kind="url", url="https://www.example.se/")
    config = Config(source=(Source(name="natverk", path="natverk"), web))
    for name in ("natverk/b.txt", "natverk/c.xlsx", "d.txt"):
        Path(name).write_text(MINUTES, encoding="utf-8")
    changed = {folder / name for name in ("natverk/b.txt", "natverk/c.xlsx", "d.txt")}
    assert [one.path.as_posix() for one in read_changed(store, config, clock.now(), changed)] == ["natverk/b.txt"]
    assert Path("feeds/all.ics").is_file()
    assert read_changed(store, config, clock.now(), {folder / "d.txt"}) == []


def test_a_file_in_a_source_that_is_no_folder_is_from_elsewhere(store: Store) -> None:
    """A source on the web has no path, whatever the default of that key is."""
    Path("minutes").mkdir()
    Path("minutes/x.txt").write_text(MINUTES, encoding="utf-8")
    config = Config(source=(Source(name="webben", kind="url", url="https://www.example.se/"),))
    ingest_paths(store, config, ["minutes/x.txt"], now=NOW)
    with store.read() as session:
        assert [one.source_name for one in documents.list_documents(session)] == [None]
