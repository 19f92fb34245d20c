"""`read_sources(store, config, now=…)` -> [Ingested, …]: the round of every source, each by itself.

A source that is not there is noted with its fault and cancels nothing. What becomes of a content is in
`calagg.intake`; what finds it is in `calagg.collect`.
"""

import logging
from datetime import datetime
from pathlib import Path

from calagg import clock
from calagg.collect.folders import files_of
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
) -> list[Ingested]:
    """Reads every source. A source that is not there is noted with its fault and cancels nothing. Raises StoreError."""
    found: list[tuple[Source, list[Path]]] = []
    for source in sources_of(config, samples=_uses_samples(store, config)):
        if source.name == SAMPLES:
            lay_out(Path(source.path), clock.local(now, config.zone).date())
        else:
            forget_samples(store)
        found.append((source, list(files_of(source))))
    ingested: list[Ingested] = []
    total = sum(len(files) for _, files in found)
    for source, files in found:
        given = [Given(path=path, source_name=source.name) for path in files]
        done = take_in(store, config, given, now=now, progress=progress, before=len(ingested), total=total)
        _note(store, source, now=now, changed=any(i.changed for i in done))
        ingested.extend(done)
    return ingested


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
        if path.resolve().is_relative_to(Path(source.path).resolve()):
            return source.name
    return None


def _uses_samples(store: Store, config: Config) -> bool:
    """Whether there is nothing real to look at: no source, no folder `minutes`, no document from elsewhere."""
    if sources_of(config):
        return False
    with store.read() as session:
        return all(d.source_name == SAMPLES for d in documents.list_documents(session))


def forget_samples(store: Store) -> None:
    """Real minutes have come: the samples' entries must not stand among theirs."""
    with store.read() as session:
        if not any(d.source_name == SAMPLES for d in documents.list_documents(session)):
            return
    with store.write() as session:
        gone = documents.forget_source(session, SAMPLES)
    log.warning("real minutes are read now: the sample minutes and their %d entries are forgotten", gone)


def _note(store: Store, source: Source, *, now: datetime, changed: bool) -> None:
    """Keeps when the source was read; that its folder is missing is logged when it is new."""
    error = "" if Path(source.path).is_dir() else f"{source.path}: no such folder"
    with store.read() as session:
        before = next((s.error for s in sources.list_sources(session) if s.name == source.name), "")
    if error and error != before:
        log.error("source %s: %s; make the folder or correct [[source]] path", source.name, error)
    with store.write() as session:
        sources.note_read(session, source.name, at=now, changed=changed, error=error)
