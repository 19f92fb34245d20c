"""publish_feeds(store, config, 2026-11-21) -> feeds/all.ics, feeds/deadlines.ics, one for each [[feed]] and organiser.

First what has changed is rendered (`rendering`), then each feed whose sum has changed is made anew (`splicing`) and
put in its file; the others are not touched. A bad entry is left out and named; it never takes a feed.
"""

import hashlib
import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from calagg.config import Config
from calagg.publish.files import Written, remove_file, stands, write_file
from calagg.publish.manifest import FileFacts, read_manifest, write_manifest
from calagg.publish.named import list_feeds, wanted_of
from calagg.publish.parts import forget_parts, note_parts, read_standing
from calagg.publish.rendering import refresh_renderings
from calagg.publish.splicing import Spliced, splice_feed
from calagg.publish.sums import FeedSums
from calagg.store import Store
from calagg.store.organisers import add_organiser_feeds

log = logging.getLogger(__name__)
MOST_EVENTS = 1000
MOST_BYTES = 1_000_000
WRITERS = 2  # while one waits for the disk, the next feed is made


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
    writing: dict[str, tuple[Future[Written], partial[FileFacts]]] = {}
    with ThreadPoolExecutor(WRITERS) as writers, store.read() as session:
        sums = FeedSums(session, config, today)
        feeds = list_feeds(session, config)
        for feed in feeds:
            path, known, fingerprint = folder / f"{feed.name}.ics", before.get(feed.name), sums.fingerprint(feed)
            if known and known.fingerprint == fingerprint and stands(path, known.stamp):
                continue
            wanted, days = wanted_of(feed, config, today), sums.by_day(feed)
            made = splice_feed(
                session, wanted, config, name=feed.name, title=feed.title, sums=days, standing=read_standing(path)
            )
            _warn_of_size(feed.name, made)
            put = writers.submit(_put, path, made)
            writing[feed.name] = put, _facts_of(made, file=path.name, title=feed.title, fingerprint=fingerprint)
        written = {name: put.result() for name, (put, _) in writing.items()}
    facts = before | {
        name: writing[name][1](last_modified=file.at.isoformat(), stamp=file.stamp) for name, file in written.items()
    }
    facts = {feed.name: facts[feed.name] for feed in feeds}
    for name in before.keys() - facts.keys():
        remove_file(folder / f"{name}.ics")
        forget_parts(folder / f"{name}.ics")
    write_manifest(folder, facts)
    changed = {name for name, file in written.items() if file.changed}
    return [
        Published(name=name, path=folder / told.file, entries=told.entries, changed=name in changed)
        for name, told in facts.items()
    ]


def _put(path: Path, made: Spliced) -> Written:
    """Puts the feed in its file and notes how it is put together. Runs beside others, without a session."""
    written = write_file(path, made.data)
    note_parts(path, written.stamp, made.head, made.days)
    return written


def _facts_of(made: Spliced, *, file: str, title: str, fingerprint: str) -> "partial[FileFacts]":
    """The facts of the feed but for those of its file, which is not written yet."""
    return partial(
        FileFacts,
        file=file,
        title=title,
        etag=hashlib.sha256(made.data).hexdigest(),
        size=len(made.data),
        entries=made.entries,
        events=made.events,
        fingerprint=fingerprint,
    )


def _warn_of_size(name: str, made: Spliced) -> None:
    if made.events > MOST_EVENTS or len(made.data) > MOST_BYTES:
        log.warning(
            "feed %s: %d events in %d bytes; some calendars drop what is over %d events or %d bytes, "
            "so lower [publish] days_ahead or days_back",
            name,
            made.events,
            len(made.data),
            MOST_EVENTS,
            MOST_BYTES,
        )
