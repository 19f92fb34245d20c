"""Opening a database, and what its sessions keep and refuse."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select, text

from calagg.errors import StoreError
from calagg.store import Store, migrations, open_store
from calagg.store.schema import Base, HeartbeatRow
from calagg.store.session import lock_calendar
from calagg.store.upgrade import known_revisions

READ_ONLY = "the database is read-only; give calagg the right to write the file and its folder"
AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
NEWEST = known_revisions()[-1]


def test_the_migrations_make_exactly_the_tables_of_the_schema(store: Store, database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_the_files_are_named_after_their_revisions_and_make_one_line() -> None:
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert [one.revision for one in script.walk_revisions()][::-1] == known_revisions()
    assert script.get_heads() == [NEWEST]


def test_opening_twice_changes_nothing(store: Store, database_url: str) -> None:
    with store.write() as session:
        session.add(HeartbeatRow(name="tick", at=AT))
    with open_store(database_url) as again, again.read() as session:
        assert [(row.name, row.at) for row in session.scalars(select(HeartbeatRow))] == [("tick", AT)]


def test_a_write_that_raises_keeps_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write() as session:
        session.add(HeartbeatRow(name="tick", at=AT))
        session.flush()
        raise ZeroDivisionError
    with store.read() as session:
        assert session.scalars(select(HeartbeatRow)).all() == []


def test_a_read_can_not_write(store: Store) -> None:
    with pytest.raises(StoreError, match="read-only"), store.read() as session:
        session.add(HeartbeatRow(name="tick", at=AT))
        session.flush()
    with store.read() as session:
        assert session.scalars(select(HeartbeatRow)).all() == []


def test_a_write_follows_a_read_on_the_same_connection(store: Store) -> None:
    for number in range(3):
        with store.read() as session:
            session.scalars(select(HeartbeatRow)).all()
        with store.write() as session:
            lock_calendar(session)
            session.add(HeartbeatRow(name=f"tick{number}", at=AT))
    with store.read() as session:
        assert len(session.scalars(select(HeartbeatRow)).all()) == 3


def test_many_processes_open_a_new_database_at_once(new_database_url: str) -> None:
    opening = "import sys; from calagg.store import open_store; open_store(sys.argv[1]).close()"
    opened = [
        subprocess.Popen(  # noqa: S603 - our own interpreter and text
            [sys.executable, "-c", opening, new_database_url],
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    assert [(p.communicate()[1], p.returncode) for p in opened] == [("", 0)] * 4
    with open_store(new_database_url) as store, store.read() as session:
        assert session.scalars(text("SELECT version_num FROM alembic_version")).all() == [NEWEST]


def test_a_newer_schema_is_refused(store: Store, database_url: str) -> None:
    with store.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as refused:
        open_store(database_url)
    assert str(refused.value) == (
        f"{store.url}: the database has schema 9999, made by a newer calagg; install that version or a newer"
    )


def test_tables_of_another_program_are_left_alone(new_database_url: str) -> None:
    engine = create_engine(new_database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE document (title TEXT)"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"already has tables of another program \(document\)"):
        open_store(new_database_url)


def _refused(url: str) -> str:
    with pytest.raises(StoreError) as refused:
        open_store(url)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_text("Kallelse till styrgruppen. " * 100, encoding="utf-8")
    assert _refused(f"sqlite:///{file}") == (
        f"sqlite:///{file}: the database is not a SQLite database; name another file in [database] url"
    )
    assert file.read_text(encoding="utf-8") == "Kallelse till styrgruppen. " * 100


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'missing' / 'calagg.db'}"
    assert _refused(url) == (
        f"{url}: the database can't be opened; create its folder, or name another file in [database] url"
    )


def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'calagg.db'}").close()
    url = f"sqlite:///file:{tmp_path / 'calagg.db'}?mode=ro&uri=true"
    with open_store(url) as store:
        with store.read() as session:
            assert session.scalars(select(HeartbeatRow)).all() == []
        with pytest.raises(StoreError) as refused, store.write() as session:
            session.add(HeartbeatRow(name="tick", at=AT))
    assert str(refused.value) == f"{store.url}: {READ_ONLY}"


def test_a_new_file_that_may_not_be_made(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "calagg.db").close()
    url = f"sqlite:///file:{tmp_path / 'calagg.db'}?mode=ro&uri=true"
    assert _refused(url).endswith(f"calagg.db?mode=ro&uri=true: {READ_ONLY}")


def test_a_damaged_file(tmp_path: Path) -> None:
    file = tmp_path / "calagg.db"
    open_store(f"sqlite:///{file}").close()
    data = bytearray(file.read_bytes())
    data[100:4096] = b"\xff" * 3996
    file.write_bytes(bytes(data))
    assert _refused(f"sqlite:///{file}") == (
        f"sqlite:///{file}: the database is damaged; "
        "move its file away, then `calagg restore` a backup or read the sources again"
    )


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    assert "lost at once" in _refused(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+psycopg://anna:hemlig@127.0.0.1:1/calagg", "no database server answers; start it or correct"),
        ("postgresql+pg8000://anna:hemlig@127.0.0.1/calagg", 'is missing (pg8000); install "calagg[postgres]"'),
        ("oracle+nosuch://anna:hemlig@127.0.0.1/calagg", "this kind of database is not known"),
    ],
)
def test_a_server_that_can_not_be_reached(url: str, said: str) -> None:
    message = _refused(url)
    assert said in message
    assert "hemlig" not in message


def test_what_is_no_address() -> None:
    assert _refused("calagg.db") == '[database] url is no database address; use "sqlite:///calagg.db"'


def test_a_full_disk_is_named_and_changes_nothing(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'calagg.db'}") as store:
        with pytest.raises(StoreError, match="the disk is full"), store.write() as session:
            session.execute(text("PRAGMA max_page_count = 1"))
            session.add(HeartbeatRow(name="tick", at=AT, detail="x" * 10_000_000))
        with store.read() as session:
            assert session.scalars(select(HeartbeatRow)).all() == []


def test_a_locked_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calagg.store.session.BUSY_SECONDS", 0)
    with open_store(f"sqlite:///{tmp_path / 'calagg.db'}") as store:
        other = sqlite3.connect(tmp_path / "calagg.db")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is locked by another program"), store.write():
            pass
        other.rollback()
        other.close()
