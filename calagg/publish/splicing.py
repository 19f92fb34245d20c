"""What stands in feeds/all.ics + Wanted -> the feed as it is now: days that are unchanged as they stand, others anew.

The bytes are those of `calagg.publish.joining` whatever stands there. A day is taken over only where the sum of what it
is to hold is the sum that was noted when its bytes were written, and only out of the very file that it was noted for.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from calagg.config import Config
from calagg.publish.ical import END, head_of
from calagg.publish.parts import DayPart, Standing
from calagg.publish.rendering import MAIN
from calagg.store import Session
from calagg.store.wanted import Checksum, Wanted, checksum, count_entries, read_events


@dataclass(frozen=True, slots=True, kw_only=True)
class Spliced:
    """A whole feed, how many entries and VEVENTs stand in it, and how it is put together."""

    data: bytes
    entries: int
    events: int
    head: int
    days: list[DayPart]


def splice_feed(
    session: Session,
    wanted: Wanted,
    config: Config,
    *,
    name: str,
    title: str,
    sums: Mapping[date, Checksum],
    standing: Standing | None,
) -> Spliced:
    """The feed of what is wanted, whose days have these sums; those that `standing` has not are read from the store."""
    head = head_of(name=name, title=title, config=config)
    kept = standing.chunks() if standing else {}
    missing = [told for told in sums.items() if told not in kept]
    fresh: dict[date, list[bytes]] = defaultdict(list)
    for event in read_events(session, wanted, days=[day for day, _ in missing]):
        fresh[event.first].append(event.data)
    chunks = {told: kept[told] if told in kept else b"".join(fresh[told[0]]) for told in sums.items()}
    events = sum(found.events for found in sums.values())
    return Spliced(
        data=b"".join((head, *chunks.values(), END)),
        entries=_entries(session, wanted, events),
        events=events,
        head=len(head),
        days=[DayPart(day, found, len(chunk)) for (day, found), chunk in chunks.items()],
    )


def _entries(session: Session, wanted: Wanted, events: int) -> int:
    """How many entries the VEVENTs are of: only those of windows are ever two of one entry."""
    windows = replace(wanted, parts=wanted.parts - {MAIN})
    markers = checksum(session, windows).events
    return events - markers + count_entries(session, windows) if markers else events
