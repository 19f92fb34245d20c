"""What stands in the feed that every parser reads, each entry beside the events that it must become.

The days, hours and summaries are written by hand or put together here, from nothing in `calagg.publish`. The texts
that no person wrote (line breaks, escapes, lone halves of characters) are in `hostile`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from calagg.model import CalendarEntry, Change, Grain, Kind, Status
from tests.publish.calendar import CHANGED, stored
from tests.publish.foreign.hostile import HOSTILE, LONG

CATEGORY = {
    Kind.EVENT: "Händelse",
    Kind.DEADLINE: "Sista dag",
    Kind.WINDOW: "Utlysning",
    Kind.MILESTONE: "Milstolpe",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One event: `suffix` follows the entry's id in its UID, `end` is exclusive for days."""

    start: str
    end: str
    summary: str
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An entry, the events that it must become, and how its place and categories are shown."""

    entry: CalendarEntry
    seen: tuple[Seen, ...]
    categories: tuple[str, ...]
    location: str = ""


# first day, last day or None, the day after
WHOLE_DAYS = [
    ("2026-08-24", None, "2026-08-25"),
    ("2026-10-24", "2026-10-26", "2026-10-27"),
    ("2026-10-25", None, "2026-10-26"),
    ("2026-12-31", None, "2027-01-01"),
    ("2026-12-31", "2027-01-01", "2027-01-02"),
    ("2027-01-01", None, "2027-01-02"),
    ("2027-02-26", "2027-02-28", "2027-03-01"),
    ("2027-03-27", "2027-03-29", "2027-03-30"),
    ("2027-03-28", None, "2027-03-29"),
    ("2027-10-31", None, "2027-11-01"),
    ("2027-12-20", "2028-01-07", "2028-01-08"),
    ("2028-02-28", "2028-02-29", "2028-03-01"),
    ("2028-03-26", None, "2028-03-27"),
]

# from, until or None, and the two as Stockholm's clock shows them
HOURS = [
    ("2026-11-30T09:00", "2026-11-30T12:00", "2026-11-30T09:00+01:00", "2026-11-30T12:00+01:00"),
    ("2027-06-01T09:00", "2027-06-01T12:00", "2027-06-01T09:00+02:00", "2027-06-01T12:00+02:00"),
    ("2027-06-01T13:00", None, "2027-06-01T13:00+02:00", "2027-06-01T14:00+02:00"),
    ("2027-06-05T22:00", "2027-06-06T01:30", "2027-06-05T22:00+02:00", "2027-06-06T01:30+02:00"),
    ("2027-06-05T23:30", None, "2027-06-05T23:30+02:00", "2027-06-06T00:30+02:00"),
    ("2027-06-07T00:00", "2027-06-08T00:00", "2027-06-07T00:00+02:00", "2027-06-08T00:00+02:00"),
    ("2027-06-09T08:00", "2027-06-11T16:00", "2027-06-09T08:00+02:00", "2027-06-11T16:00+02:00"),
    ("2026-12-31T22:00", "2027-01-01T02:00", "2026-12-31T22:00+01:00", "2027-01-01T02:00+01:00"),
    ("2027-12-31T23:59", "2028-01-01T00:01", "2027-12-31T23:59+01:00", "2028-01-01T00:01+01:00"),
    ("2028-02-29T09:00", "2028-02-29T10:00", "2028-02-29T09:00+01:00", "2028-02-29T10:00+01:00"),
]

# the clock goes from 02:00 to 03:00: an hour that is not there is the one after it
SPRING = [
    ("{day}T00:30", "{day}T01:30", "{day}T00:30+01:00", "{day}T01:30+01:00"),
    ("{day}T01:59", "{day}T03:00", "{day}T01:59+01:00", "{day}T03:00+02:00"),
    ("{day}T01:30", None, "{day}T01:30+01:00", "{day}T03:30+02:00"),
    ("{day}T02:00", "{day}T02:30", "{day}T03:00+02:00", "{day}T03:30+02:00"),
    ("{day}T02:30", "{day}T04:00", "{day}T03:30+02:00", "{day}T04:00+02:00"),
    ("{day}T02:30", None, "{day}T03:30+02:00", "{day}T04:30+02:00"),
    ("{day}T02:45", "{day}T03:15", "{day}T03:45+02:00", "{day}T04:45+02:00"),
    ("{day}T03:00", "{day}T04:00", "{day}T03:00+02:00", "{day}T04:00+02:00"),
    ("{day}T18:00", "{day}T20:00", "{day}T18:00+02:00", "{day}T20:00+02:00"),
]

# the clock goes from 03:00 to 02:00: the hour that is there twice is the first of the two, as RFC 5545, 3.3.5, has it
AUTUMN = [
    ("{day}T00:30", "{day}T01:30", "{day}T00:30+02:00", "{day}T01:30+02:00"),
    ("{day}T01:30", None, "{day}T01:30+02:00", "{day}T02:30+02:00"),
    ("{day}T01:59", "{day}T02:00", "{day}T01:59+02:00", "{day}T02:00+02:00"),
    ("{day}T02:00", "{day}T02:59", "{day}T02:00+02:00", "{day}T02:59+02:00"),
    ("{day}T02:15", "{day}T03:30", "{day}T02:15+02:00", "{day}T03:30+01:00"),
    ("{day}T02:30", None, "{day}T02:30+02:00", "{day}T03:30+01:00"),
    ("{day}T03:00", "{day}T04:00", "{day}T03:00+01:00", "{day}T04:00+01:00"),
    ("{day}T18:00", "{day}T20:00", "{day}T18:00+01:00", "{day}T20:00+01:00"),
]
CHANGES = [("2026-10-25", AUTUMN), ("2027-03-28", SPRING), ("2027-10-31", AUTUMN), ("2028-03-26", SPRING)]

# opening and the day after, closing and the day after, and the words that each marker has for the other
WINDOWS = [
    ("2027-02-15", "2027-02-16", "2027-03-28", "2027-03-29", "stänger 28 mars", "öppnar 15 februari"),
    ("2026-12-01", "2026-12-02", "2027-01-31", "2027-02-01", "stänger 31 januari 2027", "öppnar 1 december 2026"),
    ("2026-10-25", "2026-10-26", "2027-10-31", "2027-11-01", "stänger 31 oktober 2027", "öppnar 25 oktober 2026"),
    ("2028-02-29", "2028-03-01", "2028-03-26", "2028-03-27", "stänger 26 mars", "öppnar 29 februari"),
]

# a day, its week's Monday and the Monday after
WEEKS = [
    ("2027-03-24", "2027-03-22", "2027-03-29"),
    ("2026-10-19", "2026-10-19", "2026-10-26"),
    ("2027-01-03", "2026-12-28", "2027-01-04"),
]

TITLES = [
    "Workshop om mottagande",
    "Årsmöte på Ängsö – överenskommelse och höstens språkcafé",
    "Fika 🎂 med 👩‍👩‍👧‍👦 i Sápmi 🇸🇪",
    'Samtal: "barnens röst"; boende, skola & hälsa (del 2/3)',
    LONG,
]


def cases() -> list[Case]:
    """All of them; the numbers in the ids are given here, in the order of the tables."""
    numbers = count(1)
    return [*_whole_days(numbers), *_hours(numbers), *_windows(numbers), *_weeks(numbers), *_hostile(numbers)]


def _whole_days(numbers: Iterator[int]) -> Iterator[Case]:
    prefixes = {Kind.EVENT: "", Kind.DEADLINE: "Sista dag: ", Kind.MILESTONE: ""}
    for first, last, after in WHOLE_DAYS:
        for status in Status:
            for kind, prefix in prefixes.items():
                number = next(numbers)
                title = TITLES[number % len(TITLES)]
                yield Case(
                    entry=_entry(number, title=title, start=first, end=last, kind=kind, status=status),
                    seen=(Seen(start=first, end=after, summary=_told(prefix + title, status)),),
                    categories=(CATEGORY[kind],),
                )


def _hours(numbers: Iterator[int]) -> Iterator[Case]:
    changes = [tuple(t and t.format(day=day) for t in row) for day, table in CHANGES for row in table]
    for start, end, starts, ends in (*HOURS, *changes):
        for status in Status:
            number = next(numbers)
            title = TITLES[number % len(TITLES)]
            assert start and starts and ends  # only the end in the text may be missing
            yield Case(
                entry=_entry(number, title=title, start=start, end=end, status=status, location="Rådhuset, sal 2; Ö"),
                seen=(Seen(start=starts, end=ends, summary=_told(title, status)),),
                categories=("Händelse",),
                location="Rådhuset, sal 2; Ö",
            )


def _windows(numbers: Iterator[int]) -> Iterator[Case]:
    for opens, after_opening, closes, after_closing, closing, opening in WINDOWS:
        for status in Status:
            number = next(numbers)
            title = TITLES[number % len(TITLES)]
            first = _told(f"Öppnar: {title} ({closing})", status)
            last = _told(f"Stänger: {title} ({opening})", status)
            yield Case(
                entry=_entry(number, title=title, start=opens, end=closes, kind=Kind.WINDOW, status=status),
                seen=(
                    Seen(start=opens, end=after_opening, summary=first, suffix="-opens"),
                    Seen(start=closes, end=after_closing, summary=last),
                ),
                categories=("Utlysning",),
            )


def _weeks(numbers: Iterator[int]) -> Iterator[Case]:
    for day, monday, after in WEEKS:
        yield Case(
            entry=_entry(next(numbers), title="Sportlov", start=day, end=None, grain=Grain.WEEK),
            seen=(Seen(start=monday, end=after, summary="Sportlov"),),
            categories=("Händelse",),
        )


def _hostile(numbers: Iterator[int]) -> Iterator[Case]:
    """The same text everywhere that a document's text can stand, in an event with hours and in a deadline."""
    hours = ("2027-01-15T09:00", "2027-01-15T12:00", "2027-01-15T09:00+01:00", "2027-01-15T12:00+01:00")
    day = ("2027-01-15", None, "2027-01-15", "2027-01-16")
    for text, plain in HOSTILE:
        for kind, prefix, (start, end, starts, ends) in [(Kind.EVENT, "", hours), (Kind.DEADLINE, "Sista dag: ", day)]:
            entry = _entry(
                next(numbers),
                kind=kind,
                start=start,
                end=end,
                title=text,
                quote=text,
                location=text,
                organiser=text,
                url=f"https://lindevik.example.se/{text}",
            )
            yield Case(
                entry=entry,
                seen=(Seen(start=starts, end=ends, summary=prefix + plain),),
                categories=(CATEGORY[kind], plain),
                location=plain,
            )


def _entry(
    number: int,
    *,
    title: str,
    start: str,
    end: str | None,
    kind: Kind = Kind.EVENT,
    grain: Grain = Grain.DAY,
    status: Status = Status.CONFIRMED,
    location: str | None = None,
    organiser: str | None = None,
    url: str | None = None,
    quote: str = "Alla är välkomna; anmäl dig, gärna i dag.",
) -> CalendarEntry:
    """An entry that changed a few times; a cancelled one is in the feed only for some weeks after the change."""
    cancelled = Change(at=CHANGED, what="status", before="confirmed", after="cancelled", reason="")
    return stored(
        number,
        title=title,
        start=start,
        end=end,
        kind=kind,
        grain=grain,
        status=status,
        location=location,
        organiser=organiser,
        url=url,
        quote=quote,
        sequence=number % 13,
        changes=(cancelled,) if status is Status.CANCELLED else (),
    )


def _told(summary: str, status: Status) -> str:
    return {
        Status.CONFIRMED: summary,
        Status.TENTATIVE: f"{summary} (preliminärt)",
        Status.CANCELLED: f"INSTÄLLT: {summary}",
    }[status]
