"""`read_sources(store, config, now=…)` -> [Ingested, …]: the round of every source, each by itself.

A source that is not there is noted with its fault and cancels nothing. What becomes of a content is in
`calagg.intake`; what finds it is in `calagg.collect`.
"""

import logging
from collections.abc import Set
from datetime import date, datetime
from pathlib import Path

from calagg import clock
from calagg.collect.folders import files_of, still_files
from calagg.config import Config, Source
from calagg.intake import Given, Ingested, Progress, take_in
from calagg.samples import lay_out
from calagg.store import Store, documents, sources

MINUTES = "minutes"
SAMPLES = "sample-minutes"

log = logging.getLogger(__name__)


def read_sources(
    store: Store,
    config: Config,
    *,
    now: datetime,
    progress: Progress | None = None,
    only: str | None = None,
    among: Set[Path] | None = None,
) -> list[Ingested]:
    """Reads every folder that is due, with `only` that of this name, due or not; with `among` these files in them.

    A folder that is not there is noted with its fault and cancels nothing. Raises StoreError.
    """
    if config.source or Path(MINUTES).is_dir():
        forget_samples(store)
    today = clock.local(now, config.zone).date()
    found = [
        (source, *_files(source, now, today, among))
        for source in sources_of(config, samples=_uses_samples(store, config))
        if source.kind == "folder" and only in (None, source.name) and _is_due(store, source, now, forced=bool(only))
    ]
    ingested: list[Ingested] = []
    total = sum(len(files) for _, files, _, _ in found)
    for source, files, shown, error in found:
        given = [Given(path=path, source_name=source.name) for path in files]
        done = take_in(store, config, given, now=now, progress=progress, before=len(ingested), total=total)
        if among is None or files:
            _note(store, config, source, now=now, changed=any(i.changed for i in done), shown=shown, error=error)
        ingested.extend(done)
    return ingested


def _files(source: Source, now: datetime, today: date, among: Set[Path] | None) -> tuple[list[Path], int | None, str]:
    """The source's files that nobody is writing just now, how many there are in all, and why they can't be looked for.
    Where there are only those `among` them how many is not known."""
    if source.name == SAMPLES:
        lay_out(Path(source.path), today)
    try:
        files = list(files_of(source)) if Path(source.path).is_dir() else []
    except OSError as error:
        return [], None, f"{source.path}: can't be looked through ({error.strerror})"
    if not Path(source.path).is_dir():
        return [], None, f"{source.path}: no such folder"
    chosen = files if among is None else [path for path in files if path.resolve() in among]
    return still_files(chosen, now), len(files) if among is None else None, ""


def _is_due(store: Store, source: Source, now: datetime, *, forced: bool) -> bool:
    """Whether it is this process's turn to read the folder; one without a schedule is everybody's at every tick."""
    if not source.schedule:
        return True
    with store.write() as session:
        return sources.claim_source(session, source.name, kind=source.kind, at=now, force=forced)


def sources_of(config: Config, *, samples: bool = False) -> tuple[Source, ...]:
    """The configured sources, else the folder `minutes`, else with `samples` the sample minutes."""
    if config.source:
        return config.source
    if Path(MINUTES).is_dir():
        return (Source(name=MINUTES, path=MINUTES),)
    return (Source(name=SAMPLES, path=SAMPLES),) if samples else ()


def source_of(path: Path, config: Config) -> str | None:
    """The source in whose folder the path lies; None for a document from elsewhere."""
    for source in (*sources_of(config), Source(name=SAMPLES, path=SAMPLES)):
        if source.kind == "folder" and path.resolve().is_relative_to(Path(source.path).resolve()):
            return source.name
    return None


def _uses_samples(store: Store, config: Config) -> bool:
    """Whether there is nothing real to look at: no source, no folder `minutes`, no document from elsewhere."""
    if sources_of(config):
        return False
    with store.read() as session:
        return not documents.has_documents(session, but_of=SAMPLES)


def forget_samples(store: Store) -> None:
    """Real minutes have come: the samples' entries must not stand among theirs."""
    with store.read() as session:
        if not documents.has_documents(session, of=SAMPLES):
            return
    with store.write() as session:
        gone = documents.forget_source(session, SAMPLES)
    log.warning("the sample minutes and their %d entries give way to real minutes", gone)


def _note(
    store: Store, config: Config, source: Source, *, now: datetime, changed: bool, shown: int | None, error: str
) -> None:
    """Keeps when the source was read; that its folder is missing is logged when it is new."""
    with store.read() as session:
        before = next((s.error for s in sources.list_sources(session) if s.name == source.name), "")
    if error and error != before:
        log.error("source %s: %s; make the folder or correct [[source]] path", source.name, error)
    next_at = source.cadence.next_after(now, config.zone) if source.schedule else None
    with store.write() as session:
        sources.note_read(session, source.name, at=now, changed=changed, error=error, shown=shown, next_at=next_at)
