"""Copies of a database: made while others write, proved, put back whole or not at all, and taken back."""

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import delete, select, update

from calagg.errors import BackupError, OutputError, StoreError, UsageError
from calagg.keep import back_up, export_to, import_from, look_into, restore
from calagg.store import Store, heartbeat, open_store
from calagg.store.schema import EntryRow, HeartbeatRow, MailRow, ReminderRow, SubscriptionRow
from tests.store.filling import fill

AT = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.write() as session:
        fill(session.connection())
    return store


def held(store: Store, folder: Path) -> bytes:
    """All that the database holds."""
    export_to(store, folder / "held.jsonl")
    return (folder / "held.jsonl").read_bytes()


def test_a_copy_is_put_back_and_that_is_taken_back(filled: Store, tmp_path: Path) -> None:
    copy, undo = tmp_path / "copy.jsonl.gz", tmp_path / "undo.jsonl.gz"
    made = back_up(filled, copy)
    as_it_was = held(filled, tmp_path)
    assert gzip.decompress(copy.read_bytes()) == as_it_was
    assert made.rows == look_into(copy).rows == as_it_was.count(b"\n") - 2
    assert copy.stat().st_mode & 0o777 == 0o600
    with filled.write() as session:
        session.execute(update(EntryRow).values(title="ett annat"))
    changed = held(filled, tmp_path)
    restored = restore(filled, copy, undo=undo)
    assert (restored.rows, restored.kept and restored.kept.path) == (made.rows, undo)
    assert held(filled, tmp_path) == as_it_was
    restore(filled, undo, undo=tmp_path / "again.jsonl.gz")
    assert held(filled, tmp_path) == changed
    assert sorted(file.name for file in tmp_path.glob("*.tmp")) == []


def test_the_same_database_gives_the_same_bytes(filled: Store, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "a.gz")
    back_up(filled, tmp_path / "b.gz")
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


def test_a_copy_is_of_one_moment_while_another_writes(store: Store, tmp_path: Path) -> None:
    """The other writes two rows at once, all the time: a copy with an odd number of them would be half of something."""
    stop, started = Event(), Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with store.write() as session:
                heartbeat.beat(session, f"a{number}", AT)
                heartbeat.beat(session, f"b{number}", AT)
            number += 1
            started.set()

    writing = Thread(target=write)
    writing.start()
    try:
        started.wait()
        copies = [back_up(store, tmp_path / f"{number}.gz").rows for number in range(4)]
    finally:
        stop.set()
        writing.join()
    assert [rows % 2 for rows in copies] == [0] * 4
    assert copies == sorted(copies)
    assert copies[0] < copies[-1]


def test_a_database_that_holds_something_is_left_alone(filled: Store, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "copy.gz")
    before = held(filled, tmp_path)
    with pytest.raises(UsageError, match="the database holds something already"):
        restore(filled, tmp_path / "copy.gz", undo=None)
    with (tmp_path / "copy.gz").open("rb") as file, pytest.raises(UsageError, match="restore --replace"):
        import_from(filled, file, "standard input")
    with pytest.raises(OutputError, match="can't be written"):
        restore(filled, tmp_path / "copy.gz", undo=tmp_path / "no" / "undo.gz")
    assert held(filled, tmp_path) == before


def test_a_damaged_copy_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    copy = tmp_path / "copy.gz"
    with open_store(f"sqlite:///{tmp_path / 'calagg.db'}") as store:
        with store.write() as session:
            fill(session.connection())
        back_up(store, copy)
        whole, before = copy.read_bytes(), held(store, tmp_path)
        middle = len(whole) // 2
        for damaged in (
            whole[:middle],
            whole[:-4],
            whole[:3],
            whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :],
            gzip.compress(gzip.decompress(whole)[:-20]),
        ):
            copy.write_bytes(damaged)
            with pytest.raises(BackupError) as refused:
                restore(store, copy, undo=tmp_path / "undo.gz")
            assert "\n" not in str(refused.value)
            assert "take a" in str(refused.value)
        assert held(store, tmp_path) == before
    assert not (tmp_path / "undo.gz").exists()


def test_killed_in_the_middle_of_a_restore_nothing_has_changed(
    filled: Store, database_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.gz"
    back_up(filled, copy)
    with filled.write() as session:
        session.execute(update(EntryRow).values(title="ett annat"))
    before = held(filled, tmp_path)
    killing = (
        "import os, sys; from pathlib import Path\n"
        "from calagg.keep import restore; from calagg.store import open_store\n"
        "def progress(done, total):\n    if done > total / 2: os.kill(os.getpid(), 9)\n"
        "restore(open_store(sys.argv[1]), Path(sys.argv[2]), undo=Path(sys.argv[3]), progress=progress)"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", killing, database_url, copy, tmp_path / "undo.gz"], check=False
    )
    assert run.returncode == -9
    assert held(filled, tmp_path) == before
    assert gzip.decompress((tmp_path / "undo.gz").read_bytes()) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows can't limit how large a file may grow")
def test_where_the_disk_is_full_the_earlier_copy_stays(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'calagg.db'}"
    with open_store(url) as store, store.write() as session:
        fill(session.connection())
    (tmp_path / "copy.gz").write_bytes(b"den tidigare")
    limited = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from calagg.keep import export_to; from calagg.store import open_store\n"
        "store = open_store(sys.argv[1])\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))\n"
        "export_to(store, Path(sys.argv[2]))"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", limited, url, tmp_path / "copy.gz"], capture_output=True, encoding="utf-8", check=False
    )
    assert OutputError.__name__ in run.stderr.splitlines()[-1]
    assert "can't be written (File too large)" in run.stderr
    assert (tmp_path / "copy.gz").read_bytes() == b"den tidigare"
    assert list(tmp_path.glob("*.tmp")) == []


def test_a_damaged_database_is_not_taken_for_a_good_copy(tmp_path: Path) -> None:
    file, copy = tmp_path / "calagg.db", tmp_path / "copy.gz"
    with open_store(f"sqlite:///{file}") as store:
        with store.write() as session:
            fill(session.connection())
        back_up(store, copy)
    whole = copy.read_bytes()
    raw = sqlite3.connect(file)
    [(page,)] = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_entry_start_on'")
    raw.close()
    data = bytearray(file.read_bytes())
    data[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\xff" * 200
    file.write_bytes(bytes(data))
    with open_store(f"sqlite:///{file}") as store, pytest.raises(StoreError) as refused:
        back_up(store, copy)
    assert "the database is damaged" in str(refused.value)
    assert "`calagg restore`" in str(refused.value)
    assert copy.read_bytes() == whole
    shutil.move(file, tmp_path / "calagg.db.damaged")
    with open_store(f"sqlite:///{file}") as store:
        restore(store, copy, undo=None)
        assert gzip.decompress(whole) == held(store, tmp_path)


def test_what_was_mailed_since_is_not_mailed_again(store: Store, tmp_path: Path) -> None:
    with store.write() as session:
        fill(session.connection())
        waits = session.scalars(select(MailRow).where(MailRow.state == "queued")).one()
        session.execute(update(MailRow).where(MailRow.id != waits.id).values(address="anna@example.se"))
        session.execute(update(MailRow).where(MailRow.id == waits.id).values(address="bo@example.se"))
        session.execute(
            update(ReminderRow).where(ReminderRow.state == "planned").values(mail_id=waits.id, state="claimed")
        )
    back_up(store, tmp_path / "copy.gz")
    later = AT + timedelta(hours=5)
    with store.write() as session:
        session.execute(update(MailRow).where(MailRow.id == waits.id).values(state="sent", sent_at=later))
        session.execute(update(ReminderRow).where(ReminderRow.state == "claimed").values(state="sent", sent_at=later))
        first = session.scalars(select(ReminderRow)).first()
        assert first is not None
        known = {c.name: getattr(waits, c.name) for c in MailRow.__table__.columns} | {"token_hash": None}
        session.add(MailRow(**known | {"id": "ny", "key": "2026-11-26", "message_id": "<ny>", "state": "sent"}))
        session.add(
            MailRow(**known | {"id": "annan", "address": "eva@example.se", "message_id": "<x>", "state": "sent"})
        )
        session.flush()
        lines = {c.name: getattr(first, c.name) for c in ReminderRow.__table__.columns}
        session.add(ReminderRow(**lines | {"id": "ny", "lead": 3, "mail_id": "ny", "state": "sent"}))
        session.add(ReminderRow(**lines | {"id": "planerad", "lead": 2, "mail_id": None, "state": "planned"}))
        session.execute(update(SubscriptionRow).values(ended_at=later))
        session.execute(update(EntryRow).values(title="ett annat"))
        sent = {row.id: row.mail_id for row in session.scalars(select(ReminderRow)) if row.state == "sent"}
    restore(store, tmp_path / "copy.gz", undo=tmp_path / "undo.gz")
    with store.read() as session:
        mails = {row.id: row.state for row in session.scalars(select(MailRow))}
        reminders = {row.id: row.mail_id for row in session.scalars(select(ReminderRow)) if row.state == "sent"}
        assert sorted(set(mails.values())) == ["sent"]
        assert ("ny" in mails, "annan" in mails) == (True, False)
        assert reminders == sent
        assert session.get(ReminderRow, "planerad") is None
        assert all(session.scalars(select(SubscriptionRow.ended_at)))
        assert "ett annat" not in session.scalars(select(EntryRow.title)).all()
    with store.write() as session:  # and another restore works, which has to set the same aside
        session.execute(delete(HeartbeatRow))
    restore(store, tmp_path / "copy.gz", undo=tmp_path / "undo2.gz")
