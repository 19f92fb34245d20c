"""`calagg ingest --dry-run`: what a document would change is shown, and nothing is changed."""

from pathlib import Path

from sqlalchemy import select

from calagg.store import Store, open_store
from calagg.store.tables import TABLES
from tests.cli.conftest import Run

FIRST = "Nätverket i Norrvik\nMinnesanteckningar 2027-01-12\n\nWorkshop om mottagande den 15 april 2027 kl. 9.00.\n"
NEXT = (
    "Nätverket i Norrvik\nMinnesanteckningar 2027-02-09\n\n"
    "Workshopen om mottagande den 15 april 2027 flyttas till den 29 april 2027 kl. 9.00.\n"
    "Enkäten ska besvaras senast den 26 februari 2027.\n"
)


def rows(store: Store) -> int:
    with store.read() as session:
        return sum(len(session.execute(select(table)).all()) for table in TABLES.sorted_tables)


def test_what_would_be_changed_is_shown_and_not_done(tmp_path: Path, database_url: str, calagg: Run) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b.txt").write_text(NEXT, encoding="utf-8")
    calagg("ingest", "a.txt", CALAGG_DATABASE_URL=database_url)
    with open_store(database_url) as store:
        before = rows(store)
        shown = calagg("ingest", "--dry-run", "b.txt", CALAGG_DATABASE_URL=database_url)
        assert rows(store) == before
    assert (shown.returncode, shown.stderr) == (0, "1 document read, 2 entries; nothing of it was stored\n")
    title, move, add = shown.stdout.splitlines()
    assert title == "b.txt: 2 entries"
    assert move.startswith("  move event 2027-04-29T09:00 'Workshop om mottagande' (protokollet anger en ny tid; ")
    assert "start: 2027-04-15T09:00 -> 2027-04-29T09:00" in move
    assert add.startswith("  add deadline 2027-02-26 'Enkäten ska besvaras")
    done = calagg("ingest", "b.txt", CALAGG_DATABASE_URL=database_url)
    assert done.stdout == "b.txt: 2 entries\n"


def test_several_are_read_as_if_one_after_the_other(tmp_path: Path, calagg: Run) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b.txt").write_text(NEXT, encoding="utf-8")
    shown = calagg("ingest", "--dry-run", "a.txt", "b.txt")
    assert [line.split()[0] for line in shown.stdout.splitlines()] == ["a.txt:", "add", "b.txt:", "move", "add"]
