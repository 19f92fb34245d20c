"""Invented stored entries for the feeds' tests, and an unfolder that shares no code with what wrote the lines."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from calagg.config import Config, Feed, Web
from calagg.model import CalendarEntry, Change, Entry, Grain, Kind, Moment, Sighting, Span, Status
from calagg.model.masking import mask_entry
from calagg.model.recurrence import Recurrence
from calagg.publish.ical import calendar_of
from calagg.publish.named import feed_title
from calagg.publish.rendering import gone_on, parts_shown, render_entry
from calagg.store.published import ReadyEvent
from calagg.store.selection import selection_named

TODAY = date(2026, 11, 21)
CREATED = datetime(2026, 10, 9, 7, 0, tzinfo=UTC)
CHANGED = datetime(2026, 11, 13, 7, 0, tzinfo=UTC)
CONFIG = Config(
    web=Web(base_url="https://kalender.example.se"),
    feed=(Feed(name="bidrag", title="Bidrag att söka", kinds=("window", "deadline"), words=("bidrag",)),),
)


def moment(text: str | None) -> Moment | None:
    """The moment of an ISO text, None of None."""
    return Moment.parse(text) if text else None


def stored(
    number: int = 1,
    *,
    title: str = "Workshop om mottagande",
    start: str = "2027-01-15T09:00",
    end: str | None = "2027-01-15T12:00",
    recurrence: str | None = None,
    kind: Kind = Kind.EVENT,
    grain: Grain = Grain.DAY,
    status: Status = Status.CONFIRMED,
    location: str | None = None,
    organiser: str | None = None,
    url: str | None = None,
    quote: str = "Workshopen om mottagande hålls den 15 januari kl. 9–12.",
    contradictions: tuple[str, ...] = (),
    sequence: int = 0,
    changes: tuple[Change, ...] = (),
    retired_at: datetime | None = None,
    changed_at: datetime = CHANGED,
) -> CalendarEntry:
    """A stored entry as the calendar holds it, told in one set of minutes."""
    begins = Moment.parse(start)
    entry = Entry(
        title=title,
        kind=kind,
        start=begins,
        end=moment(end),
        recurrence=Recurrence.parse(recurrence) if recurrence else None,
        grain=grain,
        status=status,
        location=location,
        organiser=organiser,
        url=url,
        quote=quote,
        mention="15 januari",
        span=Span(10, 20),
        contradictions=contradictions,
    )
    sighting = Sighting(
        document_id="6d3a6f0e-0000-5000-8000-000000000001",
        document_name="styrgrupp.txt",
        document_title="Styrgruppens möte",
        document_origin="minutes/styrgrupp.txt",
        reference_on=date(2026, 11, 12),
        span=Span(10, 20),
        mention="15 januari",
        quote=quote,
        place="sida 2, avsnitt Mottagande",
        retired_at=retired_at,
    )
    return CalendarEntry(
        id=f"00000000-0000-5000-8000-{number:012}",
        entry=entry,
        sequence=sequence,
        created_at=CREATED,
        changed_at=changed_at,
        sightings=(sighting,),
        changes=changes,
    )


def calendar_bytes(
    name: str, entries: Iterable[CalendarEntry], config: Config, today: date
) -> tuple[bytes, int, tuple[str, ...]]:
    """What the feed of that name must hold: its bytes, how many entries, and the ids of those that can't be rendered.

    Chosen here one by one in memory, where `calagg.publish` asks the database.
    """
    selection = selection_named(name, config)
    assert selection is not None
    shown = parts_shown(window_bars=config.publish.window_bars, deadlines_only=name == "deadlines")
    first, last = today - timedelta(days=config.publish.days_back), today + timedelta(days=config.publish.days_ahead)
    chosen: list[ReadyEvent] = []
    counted, skipped = 0, []
    for one in entries:
        gone = gone_on(one, config)
        if not selection.matches(one.entry, one.sources) or (gone and gone <= today):
            continue
        try:
            events = render_entry(mask_entry(one), config)
        except OverflowError:
            skipped.append(one.id)
            continue
        events = [e for e in events if e.part in shown and e.first <= last and e.last >= first]
        chosen += events
        counted += bool(events)
    ordered = [e.data for e in sorted(chosen, key=lambda e: (e.first, e.uid))]
    data = calendar_of(ordered, name=name, title=feed_title(name, config), config=config)
    return data, counted, tuple(skipped)


def entry_bytes(entry: CalendarEntry, config: Config) -> bytes:
    """A calendar with this one entry."""
    shown = parts_shown(window_bars=config.publish.window_bars)
    masked = mask_entry(entry)
    events = [e.data for e in render_entry(masked, config) if e.part in shown]
    return calendar_of(events, name=entry.id, title=masked.entry.title, config=config)


def configured(**publish: object) -> Config:
    """The tests' configuration with these values under [publish]."""
    return replace(CONFIG, publish=replace(CONFIG.publish, **publish))  # type: ignore[arg-type]  # keys are named by the tests


def unfold(data: bytes) -> list[str]:
    """The content lines; every break must be CRLF, no line over 75 octets, no character split, no mark before."""
    assert data.endswith(b"\r\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    physical = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in physical)
    logical: list[str] = []
    for line in physical:
        text = line.decode("utf-8")
        assert not set(text) & set("\r\n\v\f\x00\x07\u0085\u2028\u2029")
        if text.startswith(" "):
            logical[-1] += text[1:]
        else:
            logical.append(text)
    return logical


def events(data: bytes) -> list[dict[str, str]]:
    """Each VEVENT as its lines by what stands before the first colon outside quotes."""
    found: list[dict[str, str]] = []
    inside = False
    for line in unfold(data):
        if line == "BEGIN:VEVENT":
            inside = True
            found.append({})
        elif line == "END:VEVENT":
            inside = False
        elif inside:
            key, _, value = line.partition(":")
            assert key not in found[-1]
            found[-1][key] = value
    return found
