"""`calagg work` with a tick an hour: what changes in a folder between ticks is read all the same, when it is whole."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from calagg.collect.folders import STILL_SECONDS
from calagg.store import Store, documents, entries, open_store
from tests.cli.conftest import COMMAND, clean_environment
from tests.conftest import migrated_sqlite

PATIENCE_SECONDS = 180  # used up only where something is wrong, or the machine stalls
PROBES = {f"probe-{number}.txt" for number in range(PATIENCE_SECONDS)}
SETTINGS = {
    "CALAGG_SCHEDULE_TICK_SECONDS": "3600",
    "CALAGG_PUBLISH_DAYS_BACK": "36500",
    "CALAGG_PUBLISH_DAYS_AHEAD": "36500",
}
FIRST = "Möte i Lindevik 2027-03-01\n\nAnmälan senast den 16 mars 2027.\n"
SECOND = "Utbildning hålls i Norrvik den 15 april 2027 kl. 09.00-11.30.\n"
END = "Remissvaret ska lämnas senast den 12 maj 2027.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(migrated_sqlite(tmp_path)) as opened:
        yield opened


@pytest.fixture
def working(tmp_path: Path, store: Store) -> Iterator[Path]:
    """The folder of a running `calagg work` that has begun to watch it: a probe was read that no tick can have read."""
    folder = tmp_path / "minutes"
    (folder / "under").mkdir(parents=True)
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603 - a fixed command
        [COMMAND, "work"], cwd=tmp_path, env=clean_environment() | SETTINGS
    )
    try:
        wait_for(store, {"a.txt"})
        for number in range(PATIENCE_SECONDS // 3):
            (folder / f"probe-{number}.txt").write_text("Inget.", encoding="utf-8")
            time.sleep(3)
            if PROBES & names(store):
                break
        yield folder
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == 0


def names(store: Store) -> set[str]:
    with store.read() as session:
        return {one.name for one in documents.list_documents(session)}


def days(store: Store) -> list[date]:
    with store.read() as session:
        found = entries.entries_between(session, date(2000, 1, 1), date(2099, 1, 1), min_confidence=0)
    return [one.entry.start.day for one in found]


def wait_until(is_so: Callable[[], bool], store: Store) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, (names(store), days(store))
        time.sleep(0.1)


def wait_for(store: Store, wanted: set[str]) -> None:
    wait_until(lambda: names(store) - PROBES == wanted, store)


def write_slowly(path: Path, text: str) -> float:
    """Writes letter by letter; how long it once stood still, in seconds."""
    longest, last = 0.0, time.monotonic()
    with path.open("w", encoding="utf-8") as file:
        for letter in text:
            file.write(letter)
            file.flush()
            time.sleep(0.02)
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
    return longest


def test_what_changes_between_ticks_is_read_when_it_is_whole(working: Path, store: Store, tmp_path: Path) -> None:
    """Written slowly, renamed when ready, in a sub-folder, changed: and calendars are written."""
    stood_still = write_slowly(working / "under" / "b.txt", FIRST + SECOND + END)
    wait_until(lambda: days(store) == [date(2027, 3, 16), date(2027, 4, 15), date(2027, 5, 12)], store)
    with store.read() as session:
        read = [d.name for d in documents.list_documents(session)].count("b.txt")
    assert read == 1 or stood_still > STILL_SECONDS / 2  # no half was read, unless the machine made it look whole
    (working / "c.part").write_text(FIRST, encoding="utf-8")
    time.sleep(2)
    assert names(store) - PROBES == {"a.txt", "b.txt"}
    (working / "c.part").rename(working / "c.txt")
    wait_for(store, {"a.txt", "b.txt", "c.txt"})
    (working / "a.txt").write_text(FIRST.replace("16 mars", "23 mars"), encoding="utf-8")
    wait_until(lambda: b"20270323" in (tmp_path / "feeds" / "all.ics").read_bytes(), store)
