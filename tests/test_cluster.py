"""The workers of a Dask cluster read as this machine does, into the same rows, and what they are lost with is read."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Timer

import distributed
import pytest
from sqlalchemy import text

from calagg.cluster import read_on_cluster
from calagg.config import Config, Read
from calagg.errors import UnavailableError
from calagg.extracting import LONG
from calagg.pipeline import ingest_paths
from calagg.read import Content, hash_bytes
from calagg.reading import read_one
from calagg.store import open_store
from tests.cli.test_bad_input import free_port
from tests.read.make_written import FOLDER

NOW = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)
ROWS = (
    "SELECT * FROM document ORDER BY rowid",
    "SELECT * FROM entry ORDER BY rowid",
    "SELECT * FROM sighting ORDER BY rowid",
    "SELECT * FROM dismissal ORDER BY rowid",
    "SELECT * FROM change ORDER BY rowid",
)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster with two worker processes."""
    with distributed.LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, processes=True, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def content(number: int, words: str = "") -> Content:
    data = f"Möte 2027-03-01\n\nDelrapporten lämnas in senast den {number} april 2027.\n{words}".encode()
    return Content(data=data, name="a.txt", origin=str(number), sha256=hash_bytes(data), changed_on=date(2027, 3, 1))


def test_a_cluster_gives_the_rows_that_one_process_gives(scheduler: str, tmp_path: Path) -> None:
    (tmp_path / "bild.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    paths = [str(FOLDER / "*.md"), str(tmp_path / "bild.txt"), str(FOLDER / "skola.pdf")]
    told, rows = [], list[list[list[object]]]()
    for cluster in ("", scheduler):
        with open_store(f"sqlite:///{tmp_path / str(len(rows))}.db") as store:
            config = Config(read=Read(processes=1))
            told.append(ingest_paths(store, config, paths, now=NOW, cluster=cluster))
            with store.read() as session:
                rows.append([[tuple(row) for row in session.execute(text(query))] for query in ROWS])
    assert (told[0], rows[0]) == (told[1], rows[1])
    assert {one.outcome.value for one in told[0]} == {"ok", "unsupported"}


def test_a_lost_worker_is_no_lost_document(scheduler: str) -> None:
    asked = [content(number, f"Ärende {number} gås igenom.\n" * 300) for number in range(1, 31)]
    with distributed.Client(scheduler) as client:  # type: ignore[no-untyped-call]
        pids = list(client.run(os.getpid).values())
    killer = Timer(0.5, os.kill, (pids[0], signal.SIGKILL))
    killer.start()
    given = list(read_on_cluster(((one.origin, one) for one in asked), scheduler))
    killer.join()
    assert given == [(one.origin, read_one(one)) for one in asked]


def test_a_long_text_has_a_process_of_its_own_on_the_worker_too(scheduler: str) -> None:
    long = content(9, "Inget mer att säga om detta.\n" * (LONG // 25))
    assert list(read_on_cluster([("long", long), ("none", None)], scheduler)) == [
        ("long", read_one(long)),
        ("none", None),
    ]


def test_a_cluster_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calagg.cluster.CONNECT_SECONDS", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(UnavailableError, match=r"^--cluster .* no scheduler answers there; start one with `dask sche"):
        list(read_on_cluster([("a", content(1))], address))
