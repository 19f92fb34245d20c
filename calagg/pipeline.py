"""Paths in, calendar out: read -> extract -> merge -> publish -> remind. The one file that knows all the stages.

Each document is one transaction: killed at any point, the next run ends with the same rows. What goes wrong with one
document, one source or one stage is named and stored, and the rest goes on. When a tick runs is the scheduler's
business (`calagg.cli.scheduler`).
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from calagg import clock
from calagg.config import Config, Source
from calagg.errors import CalaggError, MissingInputError, ReadError
from calagg.extract import ENGINE
from calagg.folders import expand, files_of
from calagg.merge import apply_document, save_unread
from calagg.model import Document, Outcome
from calagg.publish import Published, publish_feeds
from calagg.read import Content, attachments_of, is_mailbox, open_content, origin_of
from calagg.reading import Result, read_in_order
from calagg.remind import plan_alarm, read_bounces
from calagg.remind import tick as remind
from calagg.samples import lay_out
from calagg.store import Store, documents, heartbeat, sources

MINUTES = "minutes"
SAMPLES = "sample-minutes"
HEART = heartbeat.TICK

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of one document. `changed` says whether anything was stored; `entries` is None where it was not
    read again; `detail` is the line that says what is wrong, empty where nothing is."""

    path: Path
    outcome: Outcome
    changed: bool
    entries: int | None = None
    detail: str = ""


Progress = Callable[[int, int, Ingested], None]
"""Called after each document with the number done, the number in all, and what became of it."""


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
) -> list[Ingested]:
    """Reads files, folders and globs into the store; a document that can't be read is a named outcome of its own.

    Raises MissingInputError for a path that is not there, after all others are done; StoreError at once.
    """
    found: dict[Path, Path] = {}  # by where they really are: a document that is named twice is read once
    missing = []
    for path in paths:
        files = expand(path)
        if not files:
            missing.append(str(path))
        for file in files:
            found.setdefault(file.resolve(), file)
    if any(_source_name(path, config) != SAMPLES for path in found):
        _forget_samples(store)
    ingested = _ingest(store, config, list(found.values()), now=now, progress=progress, total=len(found))
    if missing:
        raise MissingInputError(f"{', '.join(missing)}: no such file or folder; check the name")
    return ingested


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
            _forget_samples(store)
        found.append((source, list(files_of(source))))
    ingested: list[Ingested] = []
    total = sum(len(files) for _, files in found)
    for source, files in found:
        done = _ingest(store, config, files, now=now, progress=progress, before=len(ingested), total=total)
        _note(store, source, now=now, changed=any(i.changed for i in done))
        ingested.extend(done)
    return ingested


def publish(store: Store, config: Config, now: datetime) -> list[Published]:
    """Writes the feeds whose bytes have changed. Raises OutputError or StoreError; the last good files stay."""
    return publish_feeds(store, config, clock.local(now, config.zone).date())


def tick(store: Store, config: Config, now: datetime, *, progress: Progress | None = None) -> Ticked:
    """One round: sources, feeds, reminders, returned mails. A stage that fails is logged and the others still run."""
    ingested: list[Ingested] = []
    stages: tuple[tuple[str, Callable[[], object]], ...] = (
        ("sources", lambda: ingested.extend(read_sources(store, config, now=now, progress=progress))),
        ("feeds", lambda: publish(store, config, now)),
        ("alarms", lambda: plan_alarm(store, config, now)),
        ("reminders", lambda: remind(store, config, now)),
        ("bounces", lambda: read_bounces(store, config, now)),  # after the mails: they never wait for a mailbox
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


def sources_of(config: Config, *, samples: bool = False) -> tuple[Source, ...]:
    """The configured sources, else the folder `minutes`, else with `samples` the sample minutes."""
    if config.source:
        return config.source
    if Path(MINUTES).is_dir():
        return (Source(name=MINUTES, path=MINUTES),)
    return (Source(name=SAMPLES, path=SAMPLES),) if samples else ()


def _ingest(
    store: Store,
    config: Config,
    paths: Sequence[Path],
    *,
    now: datetime,
    progress: Progress | None,
    total: int,
    before: int = 0,
) -> list[Ingested]:
    done = []
    steps = (step for n, p in enumerate(paths, start=before + 1) for step in _steps(store, config, p, n))
    asked = ((step, step.content) for step in steps)
    with closing(read_in_order(asked, processes=config.read.processes)) as read:
        for step, given in read:
            result = _keep(store, step, given, now=now)
            if result.detail and result.changed:
                log.warning("%s", result.detail)
            if progress:
                progress(step.number, total, result)
            done.append(result)
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A document on its way: its content where it must be read, else what is known of it or why it can't be opened.
    `number` is that of its file among all."""

    number: int
    path: Path
    source_name: str | None
    content: Content | None = None
    known: documents.StoredDocument | None = None
    unread: Document | None = None


def _steps(store: Store, config: Config, path: Path, number: int) -> Iterator[_Step]:
    """The steps of a file: before that of a mail that is not known yet, those of what is attached to it. Killed between
    them, the mail is still not known and the next run reads them all."""
    source_name = _source_name(path, config)
    try:
        content = open_content(path, max_bytes=config.read.max_bytes)
    except CalaggError as error:
        unread = Document(name=path.name, text="", origin=origin_of(path), outcome=_outcome(error), detail=str(error))
        yield _Step(number=number, path=path, source_name=source_name, unread=unread)
        return
    yield from _steps_of(store, content, _Step(number=number, path=path, source_name=source_name))


def _steps_of(store: Store, content: Content, step: _Step) -> Iterator[_Step]:
    """The steps of what is attached to a mail, and of the mail; of the mails of a mailbox, which is no document."""
    known = _known(store, content)
    if known:
        yield replace(step, known=known)
        return
    try:
        attached = attachments_of(content)
    except ReadError:  # the mail itself is read next, and says what is wrong with it
        attached = []
    if attached and is_mailbox(content):
        for mail in attached:
            yield from _steps_of(store, mail, replace(step, path=step.path / mail.name))
        return
    for one in attached:
        if not _known(store, one):
            yield replace(step, path=step.path / one.name, content=one)
    yield replace(step, content=content)


def _known(store: Store, content: Content) -> documents.StoredDocument | None:
    """The document as it is stored, where reading it again would give nothing else."""
    with store.read() as session:
        known = documents.find_document(session, content.origin, content.sha256)
    settled = known and known.engine == ENGINE and known.superseded_at is None
    return known if known and settled and known.outcome is not Outcome.UNSUPPORTED else None  # a library may have come


def _keep(store: Store, step: _Step, given: Result | None, *, now: datetime) -> Ingested:
    """Writes what was read, or that it could not be, in one transaction."""
    if step.known:
        return Ingested(path=step.path, outcome=step.known.outcome, changed=False, detail=step.known.detail)
    if isinstance(given, tuple):
        document, extraction = given
        with store.write() as session:
            applied = apply_document(
                session, document, extraction, source_name=step.source_name, now=now, engine=ENGINE
            )
        return Ingested(path=step.path, outcome=Outcome.OK, changed=applied.changed, entries=len(extraction.entries))
    unread = step.unread or Document(name=step.path.name, text="")
    if step.content is not None and given is not None:
        unread = Document(
            name=step.content.name,
            text="",
            origin=step.content.origin,
            sha256=step.content.sha256,
            format=given.form,
            outcome=Outcome(given.outcome),
            detail=given.message,
        )
    with store.write() as session:
        applied = save_unread(session, unread, source_name=step.source_name, now=now, engine=ENGINE)
    return Ingested(path=step.path, outcome=unread.outcome, changed=applied.changed, detail=unread.detail)


def _outcome(error: CalaggError) -> Outcome:
    return Outcome(error.outcome) if isinstance(error, ReadError) else Outcome.BROKEN


def _source_name(path: Path, config: Config) -> str | None:
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


def _forget_samples(store: Store) -> None:
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


def _beat(store: Store, now: datetime, failures: Sequence[str]) -> None:
    """Beats the heart "tick"; its detail names the stages that failed."""
    with store.write() as session:
        heartbeat.beat(session, HEART, now, ", ".join(line.partition(":")[0] for line in failures))
