"""`read_remote(store, config, now=…)` -> [Ingested, …]: the rounds of the sources that are due, on the web and by mail.

A source is read by one process at a time, which leases it; what was stored is remembered only then, so that who is
killed reads it again. One that fails waits, longer each time, and never stops the others. What is asked of a source is
in `calagg.collect`, what becomes of a content in `calagg.intake`.
"""

import logging
import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from calagg import clock
from calagg.collect import Collected, CollectError, Missed, Remembered, Visitor
from calagg.collect.mailbox import MailRound, open_mails
from calagg.collect.rounds import Item, PageRound, UrlRound
from calagg.config import Config, Source
from calagg.errors import StoreError
from calagg.extract import ENGINE
from calagg.intake import Given, Ingested, Progress, take_in
from calagg.model import Document, Outcome
from calagg.read import Content, hash_bytes
from calagg.store import Store, sources, visits
from calagg.store.sources import LEASE, LONGEST

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
VISITED_AGAIN = timedelta(hours=6)
SECONDS_IN_ALL = 120.0
BATCH_BYTES, BATCH_CONTENTS = 32_000_000, 50

log = logging.getLogger(__name__)
Round = UrlRound | PageRound | MailRound


def read_remote(
    store: Store,
    config: Config,
    *,
    now: datetime,
    progress: Progress | None = None,
    only: str | None = None,
    trust: ssl.SSLContext | None = None,
) -> list[Ingested]:
    """Reads the sources that are due, for two minutes or so; with `only` the one of that name, due or not.

    Raises StoreError; with `only` also CollectError, where it can't be read or another process is reading it.
    """
    began = time.monotonic()
    reading = _Reading(store, config, Visitor(config, trust=trust), now, progress, forced=only is not None, trust=trust)
    ingested: list[Ingested] = []
    for source in _due(store, config, now, only):
        if time.monotonic() - began > SECONDS_IN_ALL:
            break
        if _claim(store, source, now, forced=only is not None):
            done, fault = reading.read(source)
            ingested.extend(done)
            if only and fault:
                raise fault
        elif only:
            raise CollectError(f"source {only}: another process is reading it; wait and try again")
    return ingested


def _due(store: Store, config: Config, now: datetime, only: str | None) -> list[Source]:
    """The remote sources whose turn it may be, the one that waited longest first."""
    remote = [source for source in config.source if source.kind != "folder" and only in (None, source.name)]
    if not remote:
        return []
    with store.read() as session:
        next_at = {s.name: s.next_at for s in sources.list_sources(session)}
    waited = {s.name: next_at.get(s.name) or datetime.min.replace(tzinfo=now.tzinfo) for s in remote}
    due = [s for s in remote if only or waited[s.name] <= now or waited[s.name] > now + LONGEST]
    return sorted(due, key=lambda s: (waited[s.name], s.name))


def _claim(store: Store, source: Source, now: datetime, *, forced: bool) -> bool:
    with store.write() as session:
        return sources.claim_source(session, source.name, kind=source.kind, at=now, force=forced)


@dataclass(slots=True)
class _Reading:
    """What all rounds share; `forced` asks for what was visited not long ago, too."""

    store: Store
    config: Config
    visitor: Visitor
    now: datetime
    progress: Progress | None
    forced: bool
    trust: ssl.SSLContext | None
    began: float = field(default_factory=time.monotonic)

    def read(self, source: Source) -> tuple[list[Ingested], CollectError | None]:
        """The round of one source, noted at its end. Raises StoreError."""
        done: list[Ingested] = []
        missed: list[str] = []
        shown, unfinished, fault = None, False, None
        try:
            with self._open(source) as round_:
                for batch in _batches(round_.contents()):
                    done.extend(self._take_in(source, round_, batch))
                    missed.extend(one.detail for one in batch if isinstance(one, Missed) and not one.outcome)
                shown, unfinished = round_.shown, round_.unfinished
        except CollectError as error:
            fault = error
            log.error("source %s: %s", source.name, error)  # noqa: TRY400 - a fault, not a bug: one line says it
        except StoreError:
            raise
        except Exception as error:  # a bug that one source brings to light must not stop the others
            log.exception("source %s: failed by a bug in calagg", source.name)
            fault = CollectError(f"calagg fails on it ({type(error).__name__}); report it with the log")
        self._note(source, done, missed, shown, fault, unfinished=unfinished)
        return done, fault

    @contextmanager
    def _open(self, source: Source) -> Iterator[Round]:
        today = clock.local(self.now, self.config.zone).date()
        if source.kind == "mailbox":
            with open_mails(source, max_bytes=self.config.read.max_bytes, today=today, trust=self.trust) as mails:
                yield mails
            return
        with self.store.read() as session:
            stored = visits.known_visits(session, source.name, ENGINE)
        known = {
            one.url: Remembered(
                url=one.url, etag=one.etag, last_modified=one.last_modified, links=one.links, fault=one.fault
            )
            for one in stored
        }
        if source.kind == "page":
            since = self.now if self.forced else self.now - VISITED_AGAIN
            fresh = {one.url for one in stored if since < one.visited_at <= self.now}
            yield PageRound(source=source, visitor=self.visitor, known=known, today=today, fresh=fresh)
        else:
            yield UrlRound(source=source, visitor=self.visitor, known=known, today=today)

    def _take_in(self, source: Source, round_: Round, batch: list[Item]) -> list[Ingested]:
        """Stores the batch, and then remembers each of it and tells its source. Keeps the lease."""
        given = [made for item in batch if (made := given_of(item, source.name))]
        done = take_in(self.store, self.config, given, now=self.now, progress=self.progress, total=len(given))
        unsupported = {one.path for one in done if one.outcome is Outcome.UNSUPPORTED}
        for item in batch:
            remembered = item if isinstance(item, Remembered) else item.remembered
            if remembered and isinstance(item, Collected) and Path(source.name) / item.name in unsupported:
                remembered = Remembered(url=remembered.url)  # without its tags: a library may come
            if remembered:
                with self.store.write() as session:
                    visits.note_visit(
                        session,
                        source.name,
                        remembered.url,
                        etag=remembered.etag,
                        last_modified=remembered.last_modified,
                        links=remembered.links,
                        fault=remembered.fault,
                        engine=ENGINE,
                        at=self.now,
                    )
            if not isinstance(item, Remembered):
                round_.settle(item)
        with self.store.write() as session:
            sources.renew_lease(session, source.name, until=self._at() + LEASE)
        return done

    def _at(self) -> datetime:
        """The present instant, by the clock that `now` was read from."""
        return self.now + timedelta(seconds=int(time.monotonic() - self.began))

    def _note(
        self,
        source: Source,
        done: list[Ingested],
        missed: list[str],
        shown: int | None,
        fault: CollectError | None,
        *,
        unfinished: bool,
    ) -> None:
        with self.store.write() as session:
            before = next(s for s in sources.list_sources(session) if s.name == source.name)
            if missed and before.missed != _told(missed):
                log.warning("source %s: %s", source.name, _told(missed))
            next_at = source.cadence.next_after(self.now, self.config.zone)
            if fault:
                pause = min(FIRST_PAUSE * 2 ** min(before.failures, 10), LONGEST_PAUSE)
                next_at = self.now + max(pause, fault.retry_after or pause)
            elif unfinished:
                next_at = self.now
            sources.note_read(
                session,
                source.name,
                at=self.now,
                changed=any(one.changed for one in done),
                error=str(fault) if fault else "",
                kind=source.kind,
                shown=shown,
                missed=_told(missed),
                next_at=next_at,
            )


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items as they come, together as many as memory and patience allow."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.data) if isinstance(item, Collected) else 0
        if size > BATCH_BYTES or len(batch) >= BATCH_CONTENTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def given_of(item: Item, source_name: str | None) -> Given | None:
    """What is to be read of it, shown below its source's name: nothing of what has not changed, or may come yet."""
    shown = Path(source_name or "")
    if isinstance(item, Collected):
        content = Content(
            data=item.data,
            name=item.name,
            origin=item.origin,
            sha256=hash_bytes(item.data),
            changed_on=item.changed_on,
        )
        return Given(path=shown / item.name, source_name=source_name, content=content)
    if isinstance(item, Missed) and item.outcome:
        unread = Document(
            name=item.name, text="", origin=item.origin, outcome=Outcome(item.outcome), detail=item.detail
        )
        return Given(path=shown / item.name, source_name=source_name, unread=unread)
    return None


def _told(missed: list[str]) -> str:
    """How many documents the source did not give, and which for one."""
    if not missed:
        return ""
    return missed[0] if len(missed) == 1 else f"{len(missed)} documents are missing, such as: {missed[0]}"
