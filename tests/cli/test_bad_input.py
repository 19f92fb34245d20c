"""What goes wrong is one clear line and an exit code, and what was stored stays."""

import socket
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run

MINUTES = "Möte i Lindevik 2027-03-01\n\nAnmälan senast den 12 mars 2027.\n"


def stored(folder: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(folder / "calagg.db") as connection:
        rows = connection.execute("SELECT title, start_on FROM entry ORDER BY start_on").fetchall()
    connection.close()
    return rows


@pytest.fixture
def filled(tmp_path: Path, calagg: Run) -> list[tuple[str, str]]:
    """A store with one document in it; its entries."""
    (tmp_path / "bra.txt").write_text(MINUTES, encoding="utf-8")
    assert calagg("ingest", "bra.txt").returncode == 0
    entries = stored(tmp_path)
    assert [day for _, day in entries] == ["2027-03-12"]
    return entries


DOCUMENTS = {
    "tom.txt": (b"", "is empty"),
    "bild.txt": (b"\x89PNG\r\n\x1a\n" + bytes(99), "is a picture (.png), which calagg does not read"),
    "brus.txt": (bytes(range(256)) * 20, "is a binary file or text in an unknown encoding, which calagg does not read"),
    "word.docx": (b"PK\x03\x04rest", "is a damaged zip archive"),
}


TABLE = [
    "  ok               1",
    "  ok-no-text       1  a scan, or empty: ask for the file that it was made from",
    "  unsupported      2  save it in a format that calagg reads, such as .docx",
    "  broken           1  open it in its program and save it anew",
]


def test_documents_that_cannot_be_read(tmp_path: Path, calagg: Run, filled: list[tuple[str, str]]) -> None:
    for name, (data, _) in DOCUMENTS.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "sist.txt").write_text("Möte 2027-03-01\n\nStädning den 15 april 2027 kl. 10.", encoding="utf-8")
    lines = [f"calagg: {name}: {fault}" for name, (_, fault) in DOCUMENTS.items()]
    for _ in range(2):
        run = calagg("ingest", *DOCUMENTS, "sist.txt")
        assert run.returncode == 65
        assert [said.partition(";")[0] for said in run.stderr.splitlines()[: len(DOCUMENTS)]] == lines
        assert run.stderr.splitlines()[len(DOCUMENTS) + 1 :] == TABLE
    assert [day for _, day in stored(tmp_path)] == ["2027-03-12", "2027-04-15"]
    extracted = calagg("extract", *DOCUMENTS, "bra.txt")
    assert extracted.returncode == 65
    assert [said.partition(";")[0] for said in extracted.stderr.splitlines()] == lines
    assert '"start": "2027-03-12"' in extracted.stdout


def test_a_missing_path_is_an_error_after_the_rest(tmp_path: Path, calagg: Run, filled: list[tuple[str, str]]) -> None:
    (tmp_path / "sist.txt").write_text("Möte 2027-03-01\n\nStädning den 15 april 2027 kl. 10.", encoding="utf-8")
    run = calagg("ingest", "saknas.txt", "sist.txt")
    assert run.returncode == 66
    assert "calagg: saknas.txt: no such file or folder; check the name" in run.stderr.splitlines()
    assert [day for _, day in stored(tmp_path)] == ["2027-03-12", "2027-04-15"]
    assert calagg("extract", "saknas.txt").returncode == 66


@pytest.mark.parametrize(
    "command", [["up"], ["ingest", "bra.txt"], ["extract", "bra.txt"], ["check"]], ids=lambda c: c[0]
)
def test_a_broken_configuration(tmp_path: Path, calagg: Run, filled: list[tuple[str, str]], command: list[str]) -> None:
    (tmp_path / "config.toml").write_text('[web]\nport = "abc"\n')
    run = calagg(*command)
    assert run.stderr == "calagg: config.toml: [web] port 'abc' is no whole number; use 1 to 65535\n"
    assert (run.returncode, run.stdout) == (78, "")
    assert stored(tmp_path) == filled


@pytest.mark.parametrize("command", [["up"], ["ingest", "bra.txt"], ["publish"]], ids=lambda c: c[0])
def test_a_database_that_cannot_be_opened(
    tmp_path: Path,
    calagg: Run,
    filled: list[tuple[str, str]],
    command: list[str],
) -> None:
    (tmp_path / "trasig.db").write_bytes(b"this is no database" * 100)
    run = calagg(*command, CALAGG_DATABASE_URL="sqlite:///trasig.db", CALAGG_WEB_PORT=str(free_port()))
    assert (run.returncode, run.stderr.count("\n")) == (69, 1)
    assert run.stderr.startswith("calagg: sqlite:///trasig.db: ")
    assert (tmp_path / "trasig.db").read_bytes() == b"this is no database" * 100
    assert stored(tmp_path) == filled


def test_check_says_what_is_wrong(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "config.toml").write_text(
        '[database]\nurl = "sqlite:///saknas/calagg.db"\n[[source]]\nname = "natverk"\npath = "natverk"\n'
    )
    run = calagg("check")
    assert run.returncode == 78
    assert "PROBLEM: Source natverk: natverk is no folder; make it or correct [[source]] path." in run.stdout
    assert "PROBLEM: Database: sqlite:///saknas/calagg.db: " in run.stdout
    assert run.stderr == "calagg: 2 problems found, see above\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize("command", ["up", "serve"])
def test_a_port_in_use(tmp_path: Path, calagg: Run, filled: list[tuple[str, str]], command: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = calagg(command, "--port", str(port))
    assert run.stderr == (
        f"calagg: port {port} on 127.0.0.1 is in use; stop the other program or choose another with --port\n"
    )
    assert (run.returncode, run.stdout) == (69, "")
    assert not (tmp_path / "sample-minutes").exists()
    assert stored(tmp_path) == filled


def test_an_address_of_another_machine(calagg: Run) -> None:
    run = calagg("serve", "--host", "192.0.2.1")
    assert run.stderr == (
        "calagg: [web] host '192.0.2.1' is no address of this machine; use 127.0.0.1, or 0.0.0.0 for all of them\n"
    )
    assert run.returncode == 69
