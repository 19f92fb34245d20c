"""`calagg ingest https://…`: a web address is read beside files, and what can't be fetched is told after the rest."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.collect.webserver import running

MINUTES = "Möte i Lindevik 2027-03-01\n\nAnmälan senast den 16 mars 2027.\n"


def test_addresses_and_files_are_read_together(calagg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Protokoll 2027-03-01\n\nUtbildning hålls den 15 april 2027.\n", encoding="utf-8")
    with running() as web:
        web.put("/protokoll.txt", MINUTES, "text/plain; charset=utf-8")
        url, gone = f"{web.url}/protokoll.txt", f"{web.url}/borta.txt"
        read = calagg("ingest", "--allow-private", "a.txt", url, url, gone)
    assert read.returncode == 66
    lines = read.stderr.splitlines()
    assert "2 documents read, 2 entries" in lines
    assert lines[-1].startswith("calagg: ")
    assert gone in lines[-1]
    assert "404" in lines[-1]


def test_an_address_in_ones_own_network_is_fetched_only_when_told_so(calagg: Run) -> None:
    with running() as web:
        web.put("/protokoll.txt", MINUTES, "text/plain")
        refused = calagg("ingest", f"{web.url}/protokoll.txt")
        assert web.paths == []
    assert refused.returncode == 66
    assert "127.0.0.1" in refused.stderr
    assert "allow" in refused.stderr
