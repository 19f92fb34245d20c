"""Minutes that still tell of a day that others have moved something from, read in any order."""

import itertools
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import create_engine, select

import calagg.store
from calagg.extract import extract
from calagg.merge.moves import days_left
from calagg.model import Document, Extraction
from calagg.store import Store, open_store
from calagg.store.schema import SightingRow
from tests.merge.minutes import NOVEMBER, OCTOBER, SEPTEMBER, calendar, ingest, minutes, told

TOLD = "Protokoll 2026-09-10\n\nWorkshop om mottagande den 15 januari 2027 kl. 9 i Storåker."
MOVED = "Protokoll 2026-10-08\n\nWorkshopen om mottagande den 15 januari 2027 flyttas till den 29 januari 2027 kl. 9."
STALE = "Protokoll 2026-09-24\n\nWorkshop om mottagande den 15 januari 2027."
LATER = "Protokoll 2026-11-12\n\nWorkshop om mottagande den 15 januari 2027 kl. 13."
OTHER = "Protokoll 2026-09-24\n\nFöreläsning om demens den 15 januari 2027."

MOVED_ONCE = ["2027-01-29T09:00 confirmed x3"]
SETS = [
    ((TOLD, MOVED, STALE), MOVED_ONCE),
    ((TOLD, MOVED, LATER), ["2027-01-15T13:00 confirmed x3"]),
    ((TOLD, MOVED, OTHER), ["2027-01-15 confirmed x1", "2027-01-29T09:00 confirmed x2"]),
]
ORDERS = [
    pytest.param([texts[i] for i in order], expected, id=f"{number}-{''.join(map(str, order))}")
    for number, (texts, expected) in enumerate(SETS)
    for order in itertools.permutations(range(3))
]


def reading(text: str) -> Extraction:
    """What the text says, as a file named by its first line."""
    document = Document.from_text(text, "protokoll.txt")
    return extract(
        Document(name=document.name, text=text, sha256=document.sha256, origin=f"minutes/{document.sha256[:8]}.txt")
    )


def lines(store: Store) -> list[str]:
    """The calendar: start, status and how many documents say it now."""
    return [
        f"{e.entry.start} {e.entry.status} x{sum(s.retired_at is None for s in e.sightings)}" for e in calendar(store)
    ]


@pytest.mark.parametrize(("texts", "expected"), ORDERS)
def test_every_order_of_reading_ends_in_one_calendar(store: Store, texts: list[str], expected: list[str]) -> None:
    for text in texts:
        ingest(store, reading(text))
    assert lines(store) == expected
    for text in texts:
        assert not ingest(store, reading(text)).changed
    assert lines(store) == expected


def test_a_document_that_tells_of_both_days_tells_of_two_occasions(store: Store) -> None:
    for text in (TOLD, MOVED):
        ingest(store, reading(text))
    both = [told("Workshop om mottagande", f"2027-01-{day}T09:00", at=at) for at, day in ((0, "15"), (20, "29"))]
    ingest(store, minutes("c", NOVEMBER, *both, origin="c"))
    assert lines(store) == ["2027-01-15T09:00 confirmed x1", "2027-01-29T09:00 confirmed x3"]


def test_two_days_that_one_occasion_once_had_are_two_when_a_document_tells_of_both(store: Store) -> None:
    for number, day in enumerate(("15", "22", "29")):
        moved = told("Workshop om mottagande", f"2027-01-{day}", quote="Workshopen flyttas.")
        ingest(store, minutes(f"a{number}", OCTOBER, moved, origin="a"))
    assert lines(store) == ["2027-01-29 confirmed x1"]
    both = [told("Workshop om mottagande", f"2027-01-{day}", at=at) for at, day in ((0, "15"), (20, "22"))]
    ingest(store, minutes("b", SEPTEMBER, *both, origin="b"))
    assert lines(store) == ["2027-01-15 confirmed x1", "2027-01-29 confirmed x2"]  # it was moved from the 22nd last


def test_the_last_day_of_a_window_that_was_prolonged_is_known_again(store: Store) -> None:
    def window(end: str, quote: str) -> Extraction:
        entry = told("Ansökan om bidrag", "2027-02-15", end=end, quote=quote)
        return minutes(quote, SEPTEMBER if end < "2027-04" else OCTOBER, entry, origin=quote)

    ingest(store, window("2027-03-31", "Ansökan 15 februari till 31 mars."))
    ingest(store, window("2027-04-10", "Ansökan förlängs till 10 april."))
    ingest(store, window("2027-03-31", "Ansökan pågår 15/2-31/3."))
    assert [str(e.entry.end) for e in calendar(store)] == ["2027-04-10"]


def test_the_days_that_a_document_moves_from() -> None:
    assert list(days_left(reading(MOVED)).values()) == [date(2027, 1, 15)]
    assert days_left(reading(TOLD)) == {}


def test_an_older_database_gets_the_days_and_uids_that_were_told(store: Store, database_url: str) -> None:
    def rows(of: Store) -> list[tuple[date | None, date | None, str | None]]:
        with of.read() as session:
            query = select(SightingRow.start_on, SightingRow.end_on, SightingRow.uid).order_by(SightingRow.id)
            return [(start, end, uid) for start, end, uid in session.execute(query)]

    ingest(store, minutes("a", SEPTEMBER, told("Workshop", "2027-01-15T09:00", end="2027-01-16T12:00")))
    ingest(store, reading(MOVED))
    before = rows(store)
    assert before == [(date(2027, 1, 15), date(2027, 1, 16), None), (date(2027, 1, 29), None, None)]
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(calagg.store.__path__[0]) / "migrations"))
    engine = create_engine(database_url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0013")
    engine.dispose()
    with open_store(database_url) as upgraded:
        assert rows(upgraded) == before
