"""Killed in the middle, or read by several processes at once: the rows are those of one undisturbed run."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from calagg.store import Store, open_store
from calagg.store.schema import ChangeRow, DismissalRow, DocumentRow, EntryRow, SightingRow
from tests.merge.minutes import NOVEMBER, OCTOBER, SEPTEMBER, calendar, ingest, minutes, told

READ = [
    minutes(
        origin,
        day,
        *(told(f"Träff {n} om område {n}", f"2027-01-1{n % 9}", at=n * 20) for n in range(12)),
        origin=origin,
        named=("2026-09-01",),
    )
    for origin, day in (("a", SEPTEMBER), ("b", OCTOBER), ("c", NOVEMBER), ("d", SEPTEMBER), ("e", NOVEMBER))
]
Rows = dict[str, list[tuple[object, ...]]]
INGEST = """
import sys
from calagg.store import open_store
from tests.merge.minutes import ingest
from tests.merge.test_interrupted import READ
with open_store(sys.argv[1]) as store:
    print("open", flush=True)
    for read in READ:
        ingest(store, read)
        print("read", flush=True)
"""


def rows(store: Store) -> Rows:
    """What the tables hold, without row numbers, which say only in which order rows were tried."""
    told_of = (
        select(EntryRow.id, EntryRow.title, EntryRow.start_on, EntryRow.sequence, EntryRow.changed_at),
        select(DocumentRow.id, DocumentRow.engine, DocumentRow.read_at, DocumentRow.superseded_at),
        select(SightingRow.entry_id, SightingRow.document_id, SightingRow.key, SightingRow.quote),
        select(ChangeRow.entry_id, ChangeRow.document_id, ChangeRow.what, ChangeRow.before, ChangeRow.after),
        select(DismissalRow.document_id, DismissalRow.mention, DismissalRow.reason),
    )
    with store.read() as session:
        return {str(query): sorted((tuple(row) for row in session.execute(query)), key=repr) for query in told_of}


def start(url: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", INGEST, url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


@pytest.fixture
def undisturbed(tmp_path: Path) -> Rows:
    with open_store(f"sqlite:///{tmp_path / 'undisturbed.db'}") as store:
        for read in READ:
            ingest(store, read)
        return rows(store)


def test_killed_at_many_points_the_next_run_ends_with_the_same_rows(
    store: Store,
    database_url: str,
    undisturbed: Rows,
) -> None:
    for lines, delay in ((1, 0.001), (1, 0.01), (2, 0.005), (2, 0.015), (3, 0.002)):
        process = start(database_url)
        assert process.stdout
        for _ in range(lines):
            process.stdout.readline()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(delay)
        process.kill()
        process.communicate()
        assert all(entry.sightings for entry in calendar(store))
    for read in READ:
        ingest(store, read)
    assert rows(store) == undisturbed


def test_several_processes_at_once_make_one_set_of_rows(
    store: Store,
    database_url: str,
    undisturbed: Rows,
) -> None:
    running = [start(database_url) for _ in range(4)]
    assert [(p.communicate()[1], p.returncode) for p in running] == [("", 0)] * 4
    assert rows(store) == undisturbed
