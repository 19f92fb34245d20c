"""Several commands that start at once on a database that is not there yet: the real processes, on both databases."""

import subprocess
import time
from pathlib import Path

from calagg.store import open_store
from calagg.store.documents import list_documents
from tests.cli.conftest import COMMAND, clean_environment
from tests.cli.test_bad_input import free_port
from tests.cli.test_up import SECONDS, get


def test_up_and_ingest_on_an_empty_database(tmp_path: Path, new_database_url: str) -> None:
    port = free_port()
    (tmp_path / "minutes").mkdir()
    for name, day in (("a", 11), ("b", 12)):
        text = f"Protokoll 2027-03-01\n\nRemissvaret ska lämnas senast den {day} mars 2027.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    environ = clean_environment() | {"CALAGG_DATABASE_URL": new_database_url}
    commands = (["up", "--port", str(port)], ["ingest", "a.txt"], ["ingest", "b.txt"])
    up, *ingests = (
        subprocess.Popen(  # noqa: S603 - our own command
            [COMMAND, *command], cwd=tmp_path, env=environ, stderr=subprocess.PIPE, encoding="utf-8"
        )
        for command in commands
    )
    try:
        ended = [(process.communicate(timeout=SECONDS)[1], process.returncode) for process in ingests]
        assert [code for _, code in ended] == [0, 0], ended
        assert get(f"http://127.0.0.1:{port}/feeds/all.ics", time.monotonic() + SECONDS).startswith(b"BEGIN:VCALENDAR")
        assert up.poll() is None
    finally:
        up.terminate()
        said = up.communicate(timeout=SECONDS)[1]
    assert up.returncode == 0
    assert "Traceback" not in said
    assert " ERROR " not in said
    with open_store(new_database_url) as store, store.read() as session:
        assert sorted(document.name for document in list_documents(session)) == ["a.txt", "b.txt"]
