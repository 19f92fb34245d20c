"""Paths in, calendar out: read -> extract -> merge -> publish -> remind. The one file that knows all the stages.

Each document is one transaction: killed at any point, the next run ends with the same rows. What goes wrong with one
document, one source or one stage is named and stored, and the rest goes on. How a content is stored is in
`calagg.intake`, what sources give in `calagg.sources`; when a tick runs is the scheduler's business
(`calagg.cli.scheduler`).
"""

import logging
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from calagg import clock
from calagg.collect import CollectError, fetch_url
from calagg.collect.folders import expand
from calagg.config import Config
from calagg.errors import CalaggError, MissingInputError
from calagg.fetching import given_of, read_remote
from calagg.intake import Given, Ingested, Progress, take_in
from calagg.keep.retention import carry_out_daily
from calagg.publish import Published, publish_feeds
from calagg.remind import plan_alarm, read_bounces
from calagg.remind import tick as remind
from calagg.sources import MINUTES, SAMPLES, forget_samples, read_sources, source_of, sources_of
from calagg.storages import is_stored_elsewhere, stored_files
from calagg.store import Store, heartbeat

__all__ = [
    "HEART",
    "MINUTES",
    "SAMPLES",
    "Ingested",
    "Progress",
    "Ticked",
    "ingest_paths",
    "read_sources",
    "read_remote",
    "read_changed",
    "sources_of",
    "publish",
    "tick",
]

HEART = heartbeat.TICK

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What one round read and which of its stages failed, one line each."""

    ingested: tuple[Ingested, ...] = ()
    failures: tuple[str, ...] = ()


def ingest_paths(
    store: Store,
    config: Config,
    paths: Iterable[Path | str],
    *,
    now: datetime,
    progress: Progress | None = None,
    allow_private: bool = False,
    cluster: str = "",
) -> list[Ingested]:
    """Reads files, folders, globs, web addresses and what lies in storages into the store; a document that can't be
    read is a named outcome.

    An address in one's own network is fetched with `allow_private` alone; `cluster` is the address of the Dask cluster
    that reads, "" for this machine. Raises MissingInputError for a path that is not there or an address that gives
    nothing, after all others are done; StoreError, and what a cluster can't do, at once.
    """
    given: dict[Path | str, Given] = {}  # by where they really are: a document that is named twice is read once
    missing, faults = [], []
    for path in paths:
        if is_web_address(path):
            try:
                collected = fetch_url(str(path), config, now=now, allow_private=allow_private)
            except CollectError as error:
                faults.append(str(error))
                continue
            fetched = given_of(collected, None) if collected else None
            if fetched:
                given.setdefault(str(path), fetched)
            continue
        if is_stored_elsewhere(path):
            try:
                stored = stored_files(str(path))
            except CollectError as error:
                faults.append(str(error))
                continue
            missing += [] if stored else [str(path)]
            given.update((one.url, Given(path=Path(one.path), stored=one)) for one in stored)
            continue
        files = expand(path)
        if not files:
            missing.append(str(path))
        for file in files:
            given.setdefault(file.resolve(), Given(path=file, source_name=source_of(file, config)))
    if any(one.source_name != SAMPLES for one in given.values()):
        forget_samples(store)
    ingested = take_in(store, config, given.values(), now=now, progress=progress, total=len(given), cluster=cluster)
    if missing:
        faults.insert(0, f"{', '.join(missing)}: no such file or folder; check the name")
    if faults:
        raise MissingInputError("; ".join(faults))
    return ingested


def is_web_address(path: Path | str) -> bool:
    """Whether it is to be fetched and not opened: http://… or https://…, in any case of letters."""
    return isinstance(path, str) and path.lower().startswith(("http://", "https://"))


def read_changed(store: Store, config: Config, now: datetime, changed: Set[Path]) -> list[Ingested]:
    """Reads those of the changed files that are documents of a folder, and writes the feeds where that gave something.

    Raises CalaggError.
    """
    done = read_sources(store, config, now=now, among=changed)
    if any(one.changed for one in done):
        publish(store, config, now)
    return done


def publish(store: Store, config: Config, now: datetime) -> list[Published]:
    """Writes the feeds whose bytes have changed. Raises OutputError or StoreError; the last good files stay."""
    return publish_feeds(store, config, clock.local(now, config.zone).date())


def tick(store: Store, config: Config, now: datetime, *, progress: Progress | None = None) -> Ticked:
    """One round: folders, feeds, reminders, returned mails, sources on the web and by mail. A stage that fails is
    logged and the others still run."""
    ingested: list[Ingested] = []
    stages: tuple[tuple[str, Callable[[], object]], ...] = (
        ("sources", lambda: ingested.extend(read_sources(store, config, now=now, progress=progress))),
        ("feeds", lambda: publish(store, config, now)),
        ("alarms", lambda: plan_alarm(store, config, now)),
        ("reminders", lambda: remind(store, config, now)),
        ("bounces", lambda: read_bounces(store, config, now)),  # after the mails: they never wait for a mailbox
        ("remote", lambda: ingested.extend(_read_remote(store, config, now, progress))),  # nor for a web server
        ("retention", lambda: carry_out_daily(store, config, now)),
        ("heartbeat", lambda: _beat(store, now, failures)),
    )
    failures: list[str] = []
    for name, run in stages:
        try:
            run()
        except CalaggError as error:
            log.error("%s: %s", name, error)  # noqa: TRY400 - a fault, not a bug: one line says it
            failures.append(f"{name}: {error}")
        except Exception as error:  # a bug in one stage must not stop the mails of another
            log.exception("%s: failed by a bug in calagg", name)
            failures.append(f"{name}: failed by a bug in calagg ({type(error).__name__}); see the log")
    return Ticked(ingested=tuple(ingested), failures=tuple(failures))


def _read_remote(store: Store, config: Config, now: datetime, progress: Progress | None) -> list[Ingested]:
    """Reads what is due on the web and by mail, and writes the feeds where that gave something."""
    done = read_remote(store, config, now=now, progress=progress)
    if any(one.changed for one in done):
        publish(store, config, now)
    return done


def _beat(store: Store, now: datetime, failures: Sequence[str]) -> None:
    """Beats the heart "tick"; its detail names the stages that failed."""
    with store.write() as session:
        heartbeat.beat(session, HEART, now, ", ".join(line.partition(":")[0] for line in failures))
