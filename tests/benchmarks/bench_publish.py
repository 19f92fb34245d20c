"""`python -m tests.benchmarks.bench_publish` -> seconds of publishing after one change, beside icalendar alone.

A store of 10,000 invented entries, each one VEVENT, is published whole. Then one entry changes and `publish_feeds`
runs: finding what changed, rendering, joining, writing, fsync. Beside it icalendar builds the same calendar from values
that are ready, and must give the same events, byte for byte. The two run in turn. No test asserts a time; the ratios
are what to look at.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import click
from icalendar import Calendar, Component, Event
from icalendar.prop import vCategory, vText, vUri

from calagg.clock import STOCKHOLM
from calagg.config import Config, Publish
from calagg.model import CalendarEntry, Kind
from calagg.model.kind_words import kind_word
from calagg.publish import publish_feeds
from calagg.publish.ical import COLOR, DESCRIPTION, PRODID, VTIMEZONE
from calagg.publish.markers import Marker, list_markers
from calagg.publish.named import feed_title
from calagg.publish.wording import describe_entry
from calagg.store import Store, open_store
from calagg.store.schema import EntryRow
from tests.conftest import POSTGRES, postgres_database
from tests.publish.calendar import CHANGED, CONFIG, TODAY, stored
from tests.publish.keeping import keep_entries

ENTRIES = 10_000
PER_DOCUMENT = 10
DAYS = 500  # all of them within the window of the feeds
TURNS = 7
KINDS = (Kind.EVENT, Kind.EVENT, Kind.DEADLINE, Kind.MILESTONE)
Ready = tuple[CalendarEntry, Marker, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """How many organisers the entries have, and whether each has a feed of its own."""

    name: str
    organisers: int
    organiser_feeds: bool


LAYOUTS = (
    Layout("no organiser feeds", 1, organiser_feeds=False),
    Layout("1 organiser with a feed", 1, organiser_feeds=True),
    Layout("100 organisers with feeds", 100, organiser_feeds=True),
)


def make_entry(number: int, organisers: int) -> CalendarEntry:
    """One of the invented entries, told in a document with nine others."""
    made = stored(
        number,
        title=f"Nätverksträff {number} om mottagande, boende och språk",
        kind=KINDS[number % len(KINDS)],
        start=f"{TODAY + timedelta(days=number % DAYS)}T09:00",
        end=None,
        organiser=f"Länsstyrelsen i Norrvik {number % organisers}",
        location="Kommunhuset, Storåker",
    )
    document = f"6d3a6f0e-0000-5000-8000-{number // PER_DOCUMENT:012}"
    return replace(made, sightings=tuple(replace(s, document_id=document) for s in made.sightings))


def change_one(store: Store, entry: CalendarEntry, turn: int) -> None:
    """Gives the entry another title, as a new version of its minutes would."""
    with store.write() as session:
        row = session.get_one(EntryRow, entry.id)
        row.title = f"{entry.entry.title} ({turn})"
        row.sequence, row.changed_at = turn, CHANGED + timedelta(minutes=turn)


def ready_values(entries: list[CalendarEntry], config: Config) -> list[Ready]:
    """The entries in the feed's order with the texts that calagg writes: icalendar is not to pay for those."""
    found = [
        (entry, marker, describe_entry(entry, marker, address=config.web.address, zone=config.zone))
        for entry in entries
        for marker in list_markers(
            entry, zone=config.zone, event_minutes=config.publish.event_minutes, window_bars=config.publish.window_bars
        )
    ]
    return sorted(found, key=lambda ready: (ready[1].first, ready[1].uid))


def build_alone(values: list[Ready], config: Config) -> bytes:
    """The feed `all` with the properties of `calagg.publish.ical`, made by icalendar and nothing else."""
    address, title = config.web.address, feed_title("all", config)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("uid", "all@calagg")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("description", DESCRIPTION)
    calendar.add("x-wr-caldesc", vText(DESCRIPTION))
    calendar.add("x-wr-timezone", STOCKHOLM.key)
    calendar.add("url", vUri(f"{address}/"))
    calendar.add("source", vUri(f"{address}/feeds/all.ics", params={"VALUE": "URI"}))
    calendar.add("color", COLOR)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT1H"))
    calendar.add_component(Component.from_ical(VTIMEZONE))
    for entry, marker, description in values:
        calendar.add_component(_event(entry, marker, description, address))
    data: bytes = calendar.to_ical(sorted=False)
    return data


def _event(stored: CalendarEntry, marker: Marker, description: str, address: str) -> Event:
    entry = stored.entry
    event = Event()
    event.add("uid", marker.uid)
    event.add("dtstamp", stored.changed_at)
    event.add("created", stored.created_at)
    event.add("last-modified", stored.changed_at)
    event.add("sequence", stored.sequence)
    if marker.starts and marker.ends:
        event.add("dtstart", marker.starts.astimezone(STOCKHOLM))
        event.add("dtend", marker.ends.astimezone(STOCKHOLM))
    else:
        event.add("dtstart", marker.first)
        event.add("dtend", marker.last + timedelta(days=1))
    event.add("summary", marker.summary)
    event.add("location", entry.location)
    event.add("description", description)
    event.add("url", vUri(f"{address}/entries/{stored.id}"))
    link = f"{address}/documents/{stored.sightings[0].document_id}"
    event.add("link", vUri(link, params={"VALUE": "URI", "LINKREL": "SOURCE"}))
    event.add("categories", vCategory([kind_word(entry), entry.organiser or ""]))
    event.add("status", entry.status.value.upper())
    event.add("transp", "OPAQUE" if marker.busy != "FREE" else "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", marker.busy.value)
    return event


def _events(data: bytes) -> bytes:
    """What follows the head: icalendar writes the parts of the zone's RRULE in another order."""
    return data[data.index(b"BEGIN:VEVENT") :]


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes by the clock on the wall: waiting for the disk is a part of it."""
    start = perf_counter()
    work()
    return perf_counter() - start


def report(database: str, url: str, layout: Layout, folder: Path) -> None:
    """Prints the three times of one layout and their ratios; raises where icalendar's events are others."""
    config = replace(CONFIG, publish=Publish(directory=str(folder), organiser_feeds=layout.organiser_feeds), feed=())
    entries = [make_entry(number, layout.organisers) for number in range(ENTRIES)]
    values = ready_values(entries, config)
    changing = entries[ENTRIES // 2]
    with open_store(url) as store:
        keep_entries(store, *entries)
        first = seconds(lambda: publish_feeds(store, config, TODAY))
        if _events((folder / "all.ics").read_bytes()) != _events(build_alone(values, config)):
            raise AssertionError("icalendar alone gives other events, so the comparison would mean nothing")
        alone, changed, unchanged = [], [], []
        for turn in range(1, TURNS + 1):
            alone.append(seconds(lambda: build_alone(values, config)))
            change_one(store, changing, turn)
            changed.append(seconds(lambda: publish_feeds(store, config, TODAY)))
            unchanged.append(seconds(lambda: publish_feeds(store, config, TODAY)))
    click.echo(f"{database}, {layout.name}: {ENTRIES} entries, {len(list(folder.glob('*.ics')))} feeds, {TURNS} turns")
    _line("icalendar alone, one feed", alone, alone)
    _line("publish after one change", changed, alone)
    _line("publish when nothing changed", unchanged, alone)
    click.echo(f"  {'publish for the first time':32}{first:9.3f} s")


def _line(what: str, times: list[float], alone: list[float]) -> None:
    """The median, the range, and how many times less it is than icalendar's in the same turn."""
    ratio = median(a / t for a, t in zip(alone, times, strict=True))
    click.echo(f"  {what:32}{median(times):9.3f} s  ({min(times):.3f}–{max(times):.3f}){ratio:9.1f} x less")


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """The address of a new database of each kind that is there."""
    urls = {"SQLite": f"sqlite:///{folder / 'calagg.db'}"}
    if not POSTGRES:
        yield urls
        return
    with postgres_database() as url:
        yield urls | {"PostgreSQL": url}


def main() -> None:
    """Prints the times of each layout on SQLite, and on PostgreSQL where CALAGG_TEST_DATABASE_URL names one."""
    for layout in LAYOUTS:
        with TemporaryDirectory(prefix="calagg-bench-") as folder, databases(Path(folder)) as urls:
            for database, url in urls.items():
                report(database, url, layout, Path(folder) / database)
    if not POSTGRES:
        click.echo("PostgreSQL: not measured, CALAGG_TEST_DATABASE_URL is not set")


if __name__ == "__main__":
    main()
