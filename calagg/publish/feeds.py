"""publish_feeds(store, config, 2026-11-21) -> feeds/all.ics, feeds/deadlines.ics, one for each [[feed]] and organiser.

First what has changed is rendered (`rendering`), then each feed whose sum has changed is joined anew (`joining`) and
put in its file; the others are not touched. A bad entry is left out and named; it never takes a feed.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from calagg.config import Config
from calagg.model.selection import fold
from calagg.publish.files import modified_at, remove_file, write_file
from calagg.publish.ical import head_of
from calagg.publish.joining import Summary, join_feed
from calagg.publish.manifest import FileFacts, read_manifest, write_manifest
from calagg.publish.named import NamedFeed, list_feeds, wanted_of
from calagg.publish.rendering import refresh_renderings
from calagg.store import Session, Store
from calagg.store.organisers import add_organiser_feeds
from calagg.store.wanted import NOTHING, Checksum, checksum, checksums_by_organiser

log = logging.getLogger(__name__)
MOST_EVENTS = 1000
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One feed as written: how many entries stand in it and whether the file changed."""

    name: str
    path: Path
    entries: int
    changed: bool


def publish_feeds(store: Store, config: Config, today: date) -> list[Published]:
    """Writes every feed whose bytes have changed, and the manifest; removes the file of a feed that is no more, which a
    web server in front would hand out for ever. Raises OutputError, StoreError.
    """
    refreshed = refresh_renderings(store, config)
    for line in refreshed.skipped:
        log.warning("%s", line)
    if config.publish.organiser_feeds and refreshed.rendered:
        with store.write() as session:
            add_organiser_feeds(session)
    folder = Path(config.publish.directory)
    before = read_manifest(folder)
    facts: dict[str, FileFacts] = {}
    published = []
    with store.read() as session:
        feeds = list_feeds(session, config)
        fingerprints = _fingerprints(session, feeds, config, today)
        for feed in feeds:
            made, changed = _write(
                session, feed, config, today, fingerprint=fingerprints[feed.name], known=before.get(feed.name)
            )
            facts[feed.name] = made
            published.append(Published(name=feed.name, path=folder / made.file, entries=made.entries, changed=changed))
    for name in before.keys() - facts.keys():
        remove_file(folder / f"{name}.ics")
    write_manifest(folder, facts)
    return published


def _write(
    session: Session, feed: NamedFeed, config: Config, today: date, *, fingerprint: str, known: FileFacts | None
) -> tuple[FileFacts, bool]:
    """The facts of the feed's file, and whether it was written: it is where it is not there or would be another."""
    path = Path(config.publish.directory) / f"{feed.name}.ics"
    if known and known.fingerprint == fingerprint and _stands(path, known):
        return known, False
    data, summary = join_feed(session, wanted_of(feed, config, today), config, name=feed.name, title=feed.title)
    _warn_of_size(feed.name, summary, data)
    changed = write_file(path, data)
    facts = FileFacts(
        file=path.name,
        title=feed.title,
        etag=hashlib.sha256(data).hexdigest(),
        last_modified=modified_at(path).isoformat(),
        size=len(data),
        entries=summary.entries,
        events=summary.events,
        fingerprint=fingerprint,
    )
    return facts, changed


def _stands(path: Path, known: FileFacts) -> bool:
    """Whether the file is there as it was written, by its size and time."""
    try:
        return path.stat().st_size == known.size and modified_at(path) == known.modified_at
    except FileNotFoundError:
        return False


def _fingerprints(session: Session, feeds: list[NamedFeed], config: Config, today: date) -> dict[str, str]:
    """By a feed's name, a hash of all that its bytes are made from. All heads are alike but for the name and title."""
    head = head_of(name="", title="", config=config)
    by_organiser: dict[str, Checksum] = {}
    if any(feed.organiser for feed in feeds):
        everyones = wanted_of(NamedFeed(name="", title=""), config, today)
        by_organiser = checksums_by_organiser(session, everyones)
    made = {}
    for feed in feeds:
        if feed.organiser:
            found = by_organiser.get(fold(feed.organiser), NOTHING)
        else:
            found = checksum(session, wanted_of(feed, config, today))
        told = repr((feed.name, feed.title, found.events, found.digest))
        made[feed.name] = hashlib.sha256(head + told.encode()).hexdigest()[:32]
    return made


def _warn_of_size(name: str, summary: Summary, data: bytes) -> None:
    if summary.events > MOST_EVENTS or len(data) > MOST_BYTES:
        log.warning(
            "feed %s: %d events in %d bytes; some calendars drop what is over %d events or %d bytes, "
            "so lower [publish] days_ahead or days_back",
            name,
            summary.events,
            len(data),
            MOST_EVENTS,
            MOST_BYTES,
        )
