"""`calagg backup` and `restore`: what they say, and the calendars after them."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from calagg.cli import main
from calagg.store import open_store
from tests.store.filling import fill

MINUTES = "Protokoll 2027-03-01\n\nUtbildning hålls i Lindevik den 15 april 2027 kl. 09.00-11.30.\n"
AHEAD = {"CALAGG_PUBLISH_DAYS_AHEAD": "3650", "CALAGG_PUBLISH_DAYS_BACK": "3650"}


def calagg(*arguments: str | Path, **environ: str) -> Result:
    """The command in this process, which starts faster than one of its own."""
    return CliRunner().invoke(main, list(map(str, arguments)), env=AHEAD | environ)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_calendars_are_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MINUTES, encoding="utf-8")
    calagg("ingest", "a.txt")
    calagg("publish")
    before = (tmp_path / "feeds" / "all.ics").read_bytes()
    (tmp_path / "copies").mkdir()
    copied = calagg("backup", "copies")
    [copy] = (tmp_path / "copies").iterdir()
    assert re.fullmatch(r"calagg-\d{8}T\d{6}Z\.jsonl\.gz", copy.name)
    assert (copied.exit_code, copied.stdout) == (0, "")
    assert re.fullmatch(rf"\d+ rows in copies/{copy.name}, read back and whole\n", copied.stderr)
    (tmp_path / "a.txt").write_text(MINUTES.replace("15 april", "16 april"), encoding="utf-8")
    calagg("ingest", "a.txt")
    calagg("publish")
    assert (tmp_path / "feeds" / "all.ics").read_bytes() != before
    refused = calagg("restore", copy)
    assert (refused.exit_code, refused.stderr.count("\n")) == (64, 1)
    restored = calagg("restore", "--replace", copy)
    [kept] = tmp_path.glob("calagg-before-restore-*.jsonl.gz")
    assert restored.exit_code == 0
    assert restored.stderr.endswith(f"what was there is kept in {kept.name}: calagg restore --replace {kept.name}\n")
    calagg("publish")
    assert (tmp_path / "feeds" / "all.ics").read_bytes() == before


def test_a_file_is_looked_into(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'calagg.db'}") as store, store.write() as session:
        rows = sum(fill(session.connection()).values())
    calagg("backup", "copy.jsonl.gz")
    looked = calagg("restore", "--dry-run", "copy.jsonl.gz", CALAGG_DATABASE_URL="sqlite:///other.db")
    assert looked.exit_code == 0
    assert re.match(rf"copy\.jsonl\.gz: whole, schema \d{{4}}, {rows} rows: 2 app_user, 2 entry, ", looked.stdout)
    assert not (tmp_path / "other.db").exists()
    (tmp_path / "copy.jsonl.gz").write_bytes((tmp_path / "copy.jsonl.gz").read_bytes()[:-100])
    cut = calagg("restore", "--dry-run", "copy.jsonl.gz")
    assert (cut.exit_code, cut.stderr.count("\n")) == (65, 1)
    assert cut.stderr.startswith("calagg: copy.jsonl.gz: is damaged or cut off; take an earlier backup")
