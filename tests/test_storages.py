"""What lies where fsspec reaches is read as what lies in a folder."""

from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pytest
from sqlalchemy import text

from calagg.config import Config, Read
from calagg.errors import MissingInputError
from calagg.pipeline import ingest_paths
from calagg.store import open_store
from calagg.store.documents import list_documents

NOW = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)
MINUTES = "Möte 2027-03-01\n\nDelrapporten lämnas in senast den {} april 2027.\n"


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """A folder in a storage, with two minutes, a deeper one, and files that are none."""
    memory = fsspec.filesystem("memory")
    for number, name in enumerate(("a.md", "b.txt", "2027/c.md", ".dold.md", "bild.png"), 1):
        memory.pipe(f"/minutes-{tmp_path.name}/{name}", MINUTES.format(number).encode())
    return f"memory://minutes-{tmp_path.name}"


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["2027/c.md", "a.md", "b.txt"]),
        ("/a.md", ["a.md"]),
        ("/*.md", ["a.md"]),
        ("/**/*.md", ["2027/c.md", "a.md"]),
    ],
)
def test_files_folders_and_patterns_of_a_storage(kept: str, asked: str, names: list[str], tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        config = Config(read=Read(processes=1))
        done = ingest_paths(store, config, [kept + asked], now=NOW)
        again = ingest_paths(store, config, [kept + asked], now=NOW)
        with store.read() as session:
            origins = sorted(one.origin for one in list_documents(session))
            entries = session.execute(text("SELECT count(*) FROM entry")).scalar_one()
    assert [one.outcome.value for one in done] == ["ok"] * len(names)
    assert not any(one.changed for one in again)
    assert [origin.partition("/minutes-")[2].partition("/")[2] for origin in origins] == names
    assert entries == len(names)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://nothing-there/a.md", "no such file or folder"),
        ("nosuch://minutes/a.md", "can't be reached"),
    ],
)
def test_what_is_not_there_is_named(address: str, said: str, tmp_path: Path) -> None:
    with (
        open_store(f"sqlite:///{tmp_path / 'a.db'}") as store,
        pytest.raises(MissingInputError, match=f"^{address}: .*{said}"),
    ):
        ingest_paths(store, Config(), [address], now=NOW)
