"""A feed, what is coming in it and who fetches it -> `FeedView`: what its page shows. Nothing here reads the store."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from calagg.clock import local
from calagg.model import CalendarEntry, Selection
from calagg.model.selection_words import selection_words
from calagg.publish.named import NamedFeed
from calagg.store.fetches import Fetches
from calagg.web.asked_feed import CUSTOM, AskedFeed
from calagg.web.clients import CLIENTS, client_named
from calagg.web.occurrence import Occurrence, list_occurrences
from calagg.web.rows import Row, build_row
from calagg.web.wording import DASH, NBSP, clock, full_date, long_date, posts

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Coming:
    """One line of what is coming: its day in words and for machines, and its row."""

    day: str
    machine: str
    row: Row


@dataclass(frozen=True, slots=True)
class Fetching:
    """One kind of program: how often it fetches, and when it last did; empty where that is not known."""

    name: str
    habit: str
    last: str
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """A feed's page. `query` is what its own address asks for, with its question mark; `export` asks for the same of
    /api/."""

    name: str
    title: str
    about: str
    posts: str
    coming: tuple[Coming, ...]
    fetching: tuple[Fetching, ...]
    query: str
    export: str
    choices: tuple[tuple[str, str], ...]


def build_feed_view(
    feed: NamedFeed,
    asked: AskedFeed,
    entries: Iterable[CalendarEntry],
    *,
    count: int,
    fetched: Mapping[str, Fetches],
    today: date,
    zone: ZoneInfo,
) -> FeedView:
    """The page of a feed that holds `count` entries; `entries` are the next of them, masked."""
    rows = sorted((o for e in entries for o in list_occurrences(e, today)), key=lambda o: o.sort_key)
    ahead = [o for o in rows if not o.is_over(today)][:MOST_SHOWN]
    query = asked.query
    return FeedView(
        name=feed.name,
        title=feed.title,
        about=describe_feed(feed),
        posts=posts(count),
        coming=tuple(_coming(o, today, zone) for o in ahead),
        fetching=tuple(_fetchings(fetched, today, zone)),
        query=f"?{query}" if query else "",
        export=f"?{query}" if feed.name == CUSTOM else f"?feed={feed.name}",
        choices=tuple(_choices(asked)),
    )


def _choices(asked: AskedFeed) -> Iterator[tuple[str, str]]:
    """What may be chosen otherwise, in words, with the query of the page that has it so."""
    choice = asked.choice
    others = (
        ("Utlysningar som en stapel över hela tiden", replace(choice, window_bars=True)),
        ("Utlysningar som två markeringar, öppnar och stänger", replace(choice, window_bars=False)),
        ("Utan inställda", replace(choice, cancelled=False)),
        ("Med inställda, i 30 dagar", replace(choice, cancelled=True)),
        ("Med påminnelse i kalendern en dag före", replace(choice, alarm="1d")),
        ("Utan påminnelse i kalendern", replace(choice, alarm="")),
    )
    return ((name, replace(asked, choice=other).query) for name, other in others if other != choice)


def describe_feed(feed: NamedFeed) -> str:
    """What the feed carries, in a sentence."""
    if feed.organiser:
        return f"Allt som {feed.organiser} står för."
    return describe_selection(feed.selection)


def describe_selection(selection: Selection) -> str:
    """ "Bara sista dagar och utlysningar, hos Länsstyrelsen, med orden bidrag eller stöd."; of all, "Alla …"."""
    if selection == Selection():
        return "Alla typer, arrangörer och platser."
    return f"Bara {selection_words(selection)}."


def _coming(occurrence: Occurrence, today: date, zone: ZoneInfo) -> Coming:
    row = build_row(occurrence, today, zone)
    last = f"{DASH}{long_date(occurrence.last)}" if occurrence.last != occurrence.first else ""
    return Coming(full_date(occurrence.first) + last, occurrence.first.isoformat(), row)


def _fetchings(fetched: Mapping[str, Fetches], today: date, zone: ZoneInfo) -> Iterable[Fetching]:
    """Those that have fetched it, the last first; then what is known of others."""
    for key, seen in fetched.items():
        client = client_named(key)
        count = f"{seen.count}{NBSP}{'gång' if seen.count == 1 else 'gånger'}"
        yield Fetching(client.name, client.habit, _last(local(seen.last_at, zone), today), count)
    for client in CLIENTS:
        if client.habit and client.key not in fetched:
            yield Fetching(client.name, client.habit, "", "")


def _last(at: datetime, today: date) -> str:
    """'idag kl. 07.12', '3 december 2026 kl. 07.12'."""
    day = "idag" if at.date() == today else long_date(at.date())
    return f"{day} {clock(at.time())}"
