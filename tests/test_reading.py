"""Several processes read as one does; one that dies takes its own document and nothing else."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text

from calagg.config import Config, Read
from calagg.pipeline import ingest_paths
from calagg.read import Content, hash_bytes
from calagg.reading import FEW, Unread, read_in_order
from calagg.store import open_store
from tests.read.make_written import FOLDER

NOW = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)
MINUTES = "Möte 2027-03-01\n\nDelrapporten lämnas in senast den {} april 2027.\n"
ROWS = (
    "SELECT origin, sha256, text, outcome, detail, reference_on FROM document ORDER BY rowid",
    "SELECT title, kind, start_on, end_on FROM entry ORDER BY rowid",
    "SELECT d.origin, s.span_start, s.quote FROM sighting s JOIN document d ON d.id = s.document_id ORDER BY s.rowid",
)


def content(number: int) -> Content:
    data = MINUTES.format(number).encode()
    return Content(data=data, name="a.txt", origin=str(number), sha256=hash_bytes(data), changed_on=date(2027, 3, 1))


def test_several_processes_give_the_same_rows_in_the_same_order(tmp_path: Path) -> None:
    told, rows = [], []
    paths = [str(FOLDER / f"*.{form}") for form in ("txt", "md", "html")] + [str(FOLDER / "skola.pdf")]
    (tmp_path / "bild.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    for processes in (1, 2):
        config = Config(read=Read(processes=processes))
        with open_store(f"sqlite:///{tmp_path / str(processes)}.db") as store:
            told.append(ingest_paths(store, config, [*paths[:2], str(tmp_path / "bild.txt"), *paths[2:]], now=NOW))
            with store.read() as session:
                rows.append([[tuple(row) for row in session.execute(text(query))] for query in ROWS])
    assert (told[0], rows[0]) == (told[1], rows[1])
    assert (len(told[0]), len(rows[0][0])) == (20, 20)
    assert min(map(len, rows[0])) > 0


def test_a_process_that_dies_takes_its_own_document_and_no_other() -> None:
    def kill_one() -> None:
        while not (children := multiprocessing.active_children()):
            time.sleep(0.001)
        children[0].kill()

    Thread(target=kill_one, daemon=True).start()
    numbers = range(1, FEW + 9)
    given = list(read_in_order(((number, content(number)) for number in numbers), processes=2))
    assert [number for number, _ in given] == list(numbers)
    unread = [result for _, result in given if isinstance(result, Unread)]
    assert unread == [
        Unread("a.txt: the program that reads it died; save it as plain text and read that", "broken", "")
    ]
    for number, result in given:
        if isinstance(result, tuple):
            assert [str(entry.start) for entry in result[1].entries] == [f"2027-04-{number:02}"]


ENDLESS = """
import itertools, multiprocessing
from calagg.reading import read_in_order
from tests.test_reading import content
if __name__ == "__main__":
    for number, _ in read_in_order(((n, content(3)) for n in itertools.count()), processes=2):
        if number > 20:
            print(*(child.pid for child in multiprocessing.active_children()), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    run = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment)  # noqa: S603
    assert run.stdout is not None
    children = [int(pid) for pid in run.stdout.readline().split()]
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    assert len(children) in (1, 2)
    deadline = time.monotonic() + 30
    while any(map(runs, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(runs, children))


def runs(pid: int) -> bool:
    """Whether the process runs: one that has ended and that nobody has asked for is a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
