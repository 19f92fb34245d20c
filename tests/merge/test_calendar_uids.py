"""A calendar's UID is its event's identity: it moves, calls off and joins, whatever file tells of it."""

from datetime import date
from pathlib import Path

import pytest

from calagg.config import Config, Read
from calagg.pipeline import ingest_paths
from calagg.publish import publish_feeds
from calagg.read.ics import read_ics
from calagg.store import Store
from tests.merge.minutes import NOW, calendar, shown
from tests.read.calendars import calendar as ics
from tests.read.calendars import event

CONFIG = Config(read=Read(processes=1))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(store: Store, name: str, *events: str, head: str = "") -> list[tuple[str, bool, int | None]]:
    """Reads a calendar of that name: its outcome, whether anything changed, how many entries."""
    Path(name).write_bytes(ics(*events, head=head))
    return [(i.outcome.value, i.changed, i.entries) for i in ingest_paths(store, CONFIG, [name], now=NOW)]


MEETING = event("m@x", "20270312T080000Z", "Styrgruppens möte", "LOCATION:Aulan", "DURATION:PT1H")


def test_a_higher_sequence_moves_and_renames(store: Store) -> None:
    assert put(store, "a.ics", MEETING) == [("ok", True, 1)]
    assert put(store, "a.ics", MEETING) == [("ok", False, None)]
    put(
        store, "a.ics", event("m@x", "20270319T090000Z", "Möte i styrgruppen", "SEQUENCE:1", changed="20270302T100000Z")
    )
    assert shown(store) == ["2027-03-19T10:00 Möte i styrgruppen confirmed #1 x1"]
    (entry,) = calendar(store)
    assert [(c.what, c.before, c.after) for c in entry.changes if c.what == "start"] == [
        ("start", "2027-03-12T09:00", "2027-03-19T10:00")
    ]


def test_it_is_called_off_by_its_status_and_by_a_mail(store: Store) -> None:
    put(store, "a.ics", MEETING)
    put(store, "a.ics", MEETING.replace("SUMMARY", "STATUS:CANCELLED\r\nSUMMARY"))
    assert shown(store) == ["2027-03-12T09:00 Styrgruppens möte cancelled #1 x1"]
    put(store, "a.ics", MEETING)
    assert shown(store) == ["2027-03-12T09:00 Styrgruppens möte confirmed #2 x1"]
    put(store, "b.ics", MEETING.replace("SUMMARY", "SEQUENCE:1\r\nSUMMARY"), head="METHOD:CANCEL\r\n")
    assert shown(store) == ["2027-03-12T09:00 Styrgruppens möte cancelled #3 x2"]


def test_two_files_are_one_entry_and_the_higher_sequence_holds_in_any_order(store: Store) -> None:
    late = event("m@x", "20270319T090000Z", "Möte", "SEQUENCE:4", changed="20270102T100000Z")
    put(store, "a.ics", MEETING)
    put(store, "b.ics", late)
    assert shown(store) == ["2027-03-19T10:00 Möte confirmed #1 x2"]
    put(store, "c.ics", event("m@x", "20270405", "Möte", "SEQUENCE:2", changed="20270601T100000Z"))
    assert shown(store) == ["2027-03-19T10:00 Möte confirmed #1 x3"]


def test_what_vanished_is_retired_and_comes_again(store: Store) -> None:
    other = event("n@x", "20270401", "Loppis")
    put(store, "a.ics", MEETING, other)
    put(store, "a.ics", other)
    assert shown(store) == ["2027-03-12T09:00 Styrgruppens möte confirmed #1 x0", "2027-04-01 Loppis confirmed #0 x1"]
    put(store, "a.ics", MEETING, other)
    assert shown(store) == ["2027-03-12T09:00 Styrgruppens möte confirmed #2 x1", "2027-04-01 Loppis confirmed #0 x1"]


def test_it_joins_what_minutes_tell(store: Store) -> None:
    Path("a.txt").write_text("Möte 2027-03-01\n\nStyrgruppens möte hålls den 12 mars 2027 kl. 9.\n")
    ingest_paths(store, CONFIG, ["a.txt"], now=NOW)
    put(store, "a.ics", MEETING)
    (entry,) = calendar(store)
    assert (str(entry.entry.start), entry.entry.location, len(entry.sightings)) == ("2027-03-12T09:00", "Aulan", 2)
    put(store, "a.ics", MEETING.replace("20270312T08", "20270315T09"))
    (entry,) = calendar(store)
    assert len(entry.sightings) == 2


def test_events_of_one_title_are_two_where_uid_and_place_tell_them_apart(store: Store) -> None:
    def walk(uid: str, place: str) -> str:
        return event(uid, "20270312T080000Z", "Vandring", f"LOCATION:{place}")

    put(store, "a.ics", walk("a", "Norrvik"), walk("b", "Lindevik"), walk("c", "Lindevik"))
    assert [(e.entry.location, len(e.sightings)) for e in calendar(store)] == [("Norrvik", 1), ("Lindevik", 2)]
    assert put(store, "a.ics", walk("a", "Norrvik"), walk("b", "Lindevik"), walk("c", "Ånäs"))[0][1]
    assert len(calendar(store)) >= 2


def test_the_published_calendar_read_back_says_the_same_and_is_not_taken_in(store: Store) -> None:
    put(store, "a.ics", MEETING, event("n@x", ";VALUE=DATE:20270401", "Loppis", "DTEND;VALUE=DATE:20270403"))
    before = calendar(store)
    publish_feeds(store, CONFIG, date(2027, 3, 1))
    own = Path("feeds/all.ics")
    told = read_ics(own.read_bytes(), own.name, date(2027, 3, 1)).stated
    assert [(e.uid, e.start, e.end, e.title, e.location) for e in told] == [
        (e.id, e.entry.start, e.entry.end, e.entry.title, e.entry.location) for e in before
    ]
    (read,) = ingest_paths(store, CONFIG, [own], now=NOW)
    assert (read.outcome.value, read.entries) == ("ok", 0)
    assert calendar(store) == before
