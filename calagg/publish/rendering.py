"""A stored entry -> its VEVENTs in every form that a feed may want: made once for each version and kept in the store.

The parts of an entry: `main`; of a window `opens` and `closes`, or `bar` over the whole, or `open_end` where no closing
day is known. Which of them a feed carries is in `parts_shown`; joining them is in `joining`.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import date, timedelta

from calagg import clock
from calagg.clock import local
from calagg.config import Config
from calagg.model import CalendarEntry, Kind, Status
from calagg.model.entry import OPENS
from calagg.model.masking import mask_entry
from calagg.publish.ical import event_bytes
from calagg.publish.markers import Marker, list_markers
from calagg.store import Store
from calagg.store.published import (
    ReadyEvent,
    drop_rendered,
    drop_unpublished,
    entries_to_render,
    mark_for_rendering,
    marked_entries,
    save_rendered,
    unmark,
)
from calagg.store.session import lock_calendar

log = logging.getLogger(__name__)
CANCELLED_DAYS = 30
AT_ONCE = 500
FORM = "2"  # another one renders everything anew: raise it when an unchanged entry gets other bytes or other words
MAIN, OPENING, CLOSING, BAR, OPEN_END = "main", "opens", "closes", "bar", "open_end"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many entries were rendered anew, how many left the feeds, and a line for each that can't be rendered."""

    rendered: int = 0
    removed: int = 0
    skipped: tuple[str, ...] = ()


def parts_shown(*, window_bars: bool, deadlines_only: bool = False) -> frozenset[str]:
    """The parts that a feed carries. Among deadlines stands the day on which a window closes, not that on which it
    opens."""
    window = {BAR} if window_bars else {CLOSING} if deadlines_only else {OPENING, CLOSING}
    return frozenset({MAIN, *window} | (set() if deadlines_only else {OPEN_END}))


def render_entry(stored: CalendarEntry, config: Config) -> list[ReadyEvent]:
    """All parts of a masked entry; none for one that is known to the month or coarser.

    Raises ValueError or OverflowError for what no calendar can hold.
    """
    made: dict[str, ReadyEvent] = {}
    for window_bars in (False, True):
        for marker in list_markers(
            stored, zone=config.zone, event_minutes=config.publish.event_minutes, window_bars=window_bars
        ):
            part = _part(stored, marker, window_bars=window_bars)
            if part not in made:
                data = event_bytes(stored, marker, config)
                last = marker.through or marker.last
                made[part] = ReadyEvent(part=part, uid=marker.uid, first=marker.first, last=last, data=data)
    return list(made.values())


def refresh_renderings(store: Store, config: Config) -> Refreshed:
    """Renders what has changed and takes out what is published no more, some hundred entries in a transaction.

    An entry that can't be rendered is left out of all feeds and told; it never takes the others. Raises StoreError.
    """
    settings, confidence = settings_key(config), config.extract.min_confidence
    rendered, removed, skipped = 0, 0, dict[str, str]()
    with store.write() as session:
        lock_calendar(session)
        mark_for_rendering(session, settings=f"{settings} {confidence}", now=clock.now())
    while True:
        with store.write() as session:
            lock_calendar(session)
            marked = marked_entries(session, limit=AT_ONCE, skip=skipped)
            removed += drop_unpublished(session, marked, min_confidence=confidence)
            for stored in entries_to_render(session, marked, settings=settings, min_confidence=confidence):
                try:
                    masked = mask_entry(stored)
                    events = render_entry(masked, config)
                except Exception as error:  # noqa: BLE001 - whatever is wrong with one entry, the others get out
                    said = f"{type(error).__name__}: {' '.join(ascii(str(error)).split())}"
                    skipped[stored.id] = f"{stored.id}: left out of the feeds ({said})"
                    drop_rendered(session, [stored.id])
                    continue
                save_rendered(session, masked, events, settings=settings, gone_on=gone_on(stored, config))
                rendered += 1
            unmark(session, [id_ for id_ in marked if id_ not in skipped])
        if len(marked) < AT_ONCE:
            return Refreshed(rendered, removed, tuple(skipped.values()))


def settings_key(config: Config) -> str:
    """A hash of everything in the configuration that stands in a VEVENT's bytes."""
    parts = (
        FORM,
        config.web.address,
        config.zone.key,
        config.publish.event_minutes,
        config.mail.sender_address,
        config.mail.sender_name,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def gone_on(stored: CalendarEntry, config: Config) -> date | None:
    """The first day on which a cancelled entry is shown no more: every calendar has shown it as such by then."""
    if stored.entry.status is not Status.CANCELLED:
        return None
    told = (c.at for c in stored.changes if c.what == "status" and c.after == Status.CANCELLED.value)
    cancelled_at = next(told, stored.created_at)
    return local(cancelled_at, config.zone).date() + timedelta(days=CANCELLED_DAYS + 1)


def _part(stored: CalendarEntry, marker: Marker, *, window_bars: bool) -> str:
    if stored.entry.kind is not Kind.WINDOW:
        return MAIN
    if marker.uid.endswith(OPENS):
        return OPENING if stored.entry.end else OPEN_END
    return BAR if window_bars else CLOSING
