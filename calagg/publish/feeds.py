"""publish_feeds(store, config, 2026-11-21) -> feeds/all.ics, feeds/deadlines.ics and one file for each [[feed]].

A bad entry is left out of the file and named in the answer; it never takes the feed. Serving them is `calagg.web`'s.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from calagg.clock import local
from calagg.config import RESERVED_FEEDS, Config
from calagg.model import CalendarEntry, Kind, Status
from calagg.model.masking import mask_entry
from calagg.publish.files import write_feed
from calagg.publish.ical import calendar_of, event_bytes
from calagg.publish.markers import OPENS, Marker, list_markers, on_days
from calagg.store import Store
from calagg.store.entries import entries_between
from calagg.store.selection import selection_named

log = logging.getLogger(__name__)
CANCELLED_DAYS = 30
MOST_EVENTS = 1000
MOST_BYTES = 1_000_000
TITLES = {"all": "Alla datum ur protokollen", "deadlines": "Sista dagar ur protokollen"}
DESCRIPTION = "Datum, sista dagar och ansökningsperioder ur protokoll, med den mening som visar dem."


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One feed as written: how many entries stand in it, whether the file changed, and what was left out and why."""

    name: str
    path: Path
    entries: int
    changed: bool
    skipped: tuple[str, ...] = ()


def publish_feeds(store: Store, config: Config, today: date) -> list[Published]:
    """Writes every feed, in the order of the configuration. Raises OutputError, StoreError."""
    first, last = today - timedelta(days=config.publish.days_back), today + timedelta(days=config.publish.days_ahead)
    with store.read() as session:
        stored = entries_between(session, first, last, min_confidence=config.extract.min_confidence)
    folder = Path(config.publish.directory)
    return [_publish(name, stored, folder, config, today) for name in feed_names(config)]


def feed_names(config: Config) -> tuple[str, ...]:
    """The names of all feeds: those that are always there, then the configured ones."""
    return (*RESERVED_FEEDS, *(feed.name for feed in config.feed))


def feed_title(name: str, config: Config) -> str:
    """The name that a reader's calendar shows for the feed."""
    configured = next((feed.title for feed in config.feed if feed.name == name), "")
    return configured or TITLES.get(name, name)


def calendar_bytes(
    name: str,
    stored: Sequence[CalendarEntry],
    config: Config,
    today: date,
) -> tuple[bytes, int, tuple[str, ...]]:
    """The feed's bytes, how many entries are in it, and a line for each that had to be left out."""
    first, last = today - timedelta(days=config.publish.days_back), today + timedelta(days=config.publish.days_ahead)
    events: list[tuple[date, str, bytes]] = []
    skipped, entries = [], 0
    selection = selection_named(name, config)
    for one in stored:
        if selection is None or not selection.matches(one.entry) or _is_gone(one, config, today):
            continue
        try:
            masked = mask_entry(one)
            markers = [m for m in on_days(_markers(masked, config), first, last) if _belongs(m, masked, name)]
            made = [(m.first, m.uid, event_bytes(masked, m, config)) for m in markers]
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one entry, the others get out
            said = f"{type(error).__name__}: {' '.join(ascii(str(error)).split())}"
            skipped.append(f"{one.id}: left out of feed {name} ({said})")
            continue
        events += made
        entries += bool(made)
    rendered = [data for _, _, data in sorted(events)]
    calendar = calendar_of(
        rendered,
        name=name,
        title=feed_title(name, config),
        description=DESCRIPTION,
        config=config,
    )
    if len(rendered) > MOST_EVENTS or len(calendar) > MOST_BYTES:
        log.warning(
            "feed %s: %d events in %d bytes; some calendars drop what is over %d events or %d bytes, "
            "so lower [publish] days_ahead or days_back",
            name,
            len(rendered),
            len(calendar),
            MOST_EVENTS,
            MOST_BYTES,
        )
    return calendar, entries, tuple(skipped)


def entry_bytes(stored: CalendarEntry, config: Config) -> bytes:
    """A calendar with this one entry; one that is known to the month or coarser gives an empty calendar."""
    masked = mask_entry(stored)
    events = [event_bytes(masked, marker, config) for marker in _markers(masked, config)]
    return calendar_of(events, name=stored.id, title=masked.entry.title, description=DESCRIPTION, config=config)


def _publish(name: str, stored: Sequence[CalendarEntry], folder: Path, config: Config, today: date) -> Published:
    data, entries, skipped = calendar_bytes(name, stored, config, today)
    path = folder / f"{name}.ics"
    for line in skipped:
        log.warning("%s", line)
    return Published(name=name, path=path, entries=entries, changed=write_feed(path, data), skipped=skipped)


def _markers(stored: CalendarEntry, config: Config) -> list[Marker]:
    publish = config.publish
    return list_markers(
        stored,
        zone=config.zone,
        event_minutes=publish.event_minutes,
        window_bars=publish.window_bars,
    )


def _belongs(marker: Marker, stored: CalendarEntry, feed: str) -> bool:
    """Among the deadlines stands the day on which a window closes, not the one on which it opens."""
    opens = stored.entry.kind is Kind.WINDOW and marker.uid.endswith(OPENS)
    return not (feed == "deadlines" and opens)


def _is_gone(stored: CalendarEntry, config: Config, today: date) -> bool:
    """Whether it was cancelled so long ago that every calendar has shown it as such."""
    if stored.entry.status is not Status.CANCELLED:
        return False
    told = (c.at for c in stored.changes if c.what == "status" and c.after == Status.CANCELLED.value)
    cancelled_at = next(told, stored.created_at)
    return local(cancelled_at, config.zone).date() + timedelta(days=CANCELLED_DAYS) < today
