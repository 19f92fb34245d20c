"""Several ingests at once of documents that tell of the same occasions end in the calendar of one.

The processes are those of a machine that reads all day: started once, given documents again and again.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import delete

from calagg.store import Store, open_store
from calagg.store.tables import TABLES
from tests.conftest import migrated_postgres
from tests.merge.year import BY_DAY, TEXTS, ingest, shown

RUNS = 20 if os.environ.get("CALAGG_TEST_LONG") else 5
WORKER = """
import sys
from calagg.store import open_store
from tests.merge.year import ingest
with open_store(sys.argv[1]) as store:
    for line in sys.stdin:
        for name in line.split():
            ingest(store, name)
        print("done", flush=True)
"""


@pytest.fixture(scope="module")
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database on PostgreSQL."""
    with migrated_postgres(request) as made:
        yield made


def alone(store: Store) -> list[str]:
    """What one process makes of all the documents."""
    for name in BY_DAY:
        ingest(store, name)
    return shown(store)


def forget_all(store: Store) -> None:
    with store.write() as session:
        for table in reversed(TABLES.sorted_tables):
            session.execute(delete(table))


def shares(processes: int, run: int) -> list[list[str]]:
    """Which documents each process reads: by turns, another share in each run, and every third is read by two.

    What replaces a document at its address is read by the process that read that."""
    share: list[list[str]] = [[] for _ in range(processes)]
    of: dict[str, int] = {}
    for number, name in enumerate(BY_DAY[run:] + BY_DAY[:run]):
        first = name.removesuffix("-justerat")
        process = of.setdefault(first, number % processes)
        share[process].append(name)
        if number % 3 == 0 and f"{first}-justerat" not in TEXTS:
            share[(process + 1) % processes].append(name)
    return [sorted(names, key=lambda name: name.endswith("-justerat")) for names in share]


@pytest.mark.parametrize("processes", [2, 4])
def test_what_is_read_at_once_is_as_what_is_read_one_after_the_other(url: str, processes: int) -> None:
    with ExitStack() as stack:
        store = stack.enter_context(open_store(url))
        forget_all(store)
        expected = alone(store)
        running = [
            stack.enter_context(
                subprocess.Popen(  # noqa: S603 - our own interpreter and text
                    [sys.executable, "-c", WORKER, url],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    cwd=Path(__file__).parents[2],
                )
            )
            for _ in range(processes)
        ]
        for run in range(RUNS):
            forget_all(store)
            for process, names in zip(running, shares(processes, run), strict=True):
                assert process.stdin
                process.stdin.write(f"{' '.join(names)}\n")
                process.stdin.flush()
            said = [process.stdout.readline() if process.stdout else "" for process in running]
            assert said == ["done\n"] * processes
            assert shown(store) == expected, run
        for process in running:
            assert process.stdin
            process.stdin.close()
        assert [process.wait(30) for process in running] == [0] * processes


def test_the_command_run_twice_at_once(url: str, tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        if not name.endswith("-justerat"):
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "{url}"\n', encoding="utf-8")
    command = [str(Path(sys.executable).with_name("calagg")), "ingest", str(tmp_path), "--config", str(config)]
    with open_store(url) as store:
        forget_all(store)
        calendars = []
        for processes in (1, 2):
            forget_all(store)
            running = [
                subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603 - as above
                for _ in range(processes)
            ]
            said = [process.communicate()[1] for process in running]
            assert [process.returncode for process in running] == [0] * processes, said
            calendars.append(shown(store))
        assert calendars[0] == calendars[1]
        assert len(calendars[0]) > 20
