"""[Given(path=minutes/a.txt), …] -> [Ingested(outcome=ok, entries=4), …]: contents are read, extracted and stored.

One writer stores them in the order in which they were given, some at a time in a transaction: killed at any point, the
next run ends with the same rows. What goes wrong with one document is its named outcome, and the others go on. Where
contents come from is in `calagg.sources`, who reads them in `calagg.reading` and `calagg.cluster`.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from calagg.cluster import read_on_cluster
from calagg.config import Config
from calagg.errors import CalaggError, ReadError, StoreError
from calagg.extract import ENGINE
from calagg.merge import apply_document, save_unread
from calagg.model import Document, Outcome
from calagg.read import Content, attachments_of, is_mailbox, open_content, origin_of
from calagg.reading import Result, Unread, read_in_order
from calagg.store import Session, Store, documents

MOST_AT_ONCE = 32  # documents in a transaction
LONGEST_WAIT = 1.0  # seconds that one which was read waits for others

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of one document. `changed` says whether anything was stored; `entries` is None where it was not
    read again; `detail` is the line that says what is wrong, empty where nothing is. `changes` are what it changes in
    the calendar, a line each, as long as it is told of by `Progress`."""

    path: Path
    outcome: Outcome
    changed: bool
    entries: int | None = None
    detail: str = ""
    changes: tuple[str, ...] = ()


Progress = Callable[[int, int, Ingested], None]
"""Called after each document with the number done, the number in all, and what became of it."""


class Opens(Protocol):
    """A file that lies elsewhere than on this machine."""

    @property
    def url(self) -> str:
        """What it is known by."""

    def open_content(self, *, max_bytes: int) -> Content:
        """Its bytes and their hash. Raises CalaggError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is to be read: the file at `path`, or `stored` elsewhere and shown as `path`, opened when its turn comes, or
    the `content` that was fetched. What was fetched and has the text that is stored already is not stored again.
    `unread` is what could not be had."""

    path: Path
    source_name: str | None = None
    content: Content | None = None
    stored: Opens | None = None
    unread: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A document on its way: its content where it must be read, else what is known of it or why it can't be opened.
    `number` is that of its file among all."""

    number: int
    path: Path
    source_name: str | None
    fetched: bool = False
    content: Content | None = None
    known: documents.StoredDocument | None = None
    unread: Document | None = None


Made = tuple[Step, Result | None]


def take_in(
    store: Store,
    config: Config,
    given: Iterable[Given],
    *,
    now: datetime,
    progress: Progress | None,
    total: int,
    before: int = 0,
    cluster: str = "",
) -> list[Ingested]:
    """Stores what the given hold; `total` and `before` number them for `progress`. They are read by this machine's
    processes, or by the workers of the Dask `cluster` at that address. Raises StoreError, and of a cluster
    UnavailableError and UsageError.
    """
    done = []
    steps = (step for n, one in enumerate(given, start=before + 1) for step in _steps(store, config, one, n))
    asked = ((step, step.content) for step in steps)
    reading = read_on_cluster(asked, cluster) if cluster else read_in_order(asked, processes=config.read.processes)
    with closing(reading) as read:
        for batch in _batches(read):
            for (step, _), result in zip(batch, keep_steps(store, batch, now=now), strict=True):
                if result.detail and result.changed:
                    log.warning("%s", result.detail)
                if progress:
                    progress(step.number, total, result)
                done.append(replace(result, changes=()))
    return done


def _batches(read: Iterable[Made]) -> Iterator[list[Made]]:
    """What is read, in its order, as many at a time as go into one transaction."""
    batch: list[Made] = []
    for one in read:
        if not batch:
            began = time.monotonic()
        batch.append(one)
        if len(batch) == MOST_AT_ONCE or time.monotonic() - began > LONGEST_WAIT:
            yield batch
            batch = []
    if batch:
        yield batch


def _steps(store: Store, config: Config, given: Given, number: int) -> Iterator[Step]:
    """The steps of a file: before that of a mail that is not known yet, those of what is attached to it. Killed between
    them, the mail is still not known and the next run reads them all."""
    path = given.path
    step = Step(number=number, path=path, source_name=given.source_name, fetched=given.content is not None)
    if given.unread:
        yield replace(step, unread=given.unread)
        return
    if given.content:
        yield from steps_of(store, given.content, step)
        return
    try:
        most = config.read.max_bytes
        content = given.stored.open_content(max_bytes=most) if given.stored else open_content(path, max_bytes=most)
    except CalaggError as error:
        origin = given.stored.url if given.stored else origin_of(path)
        unread = Document(name=path.name, text="", origin=origin, outcome=_outcome(error), detail=str(error))
        yield replace(step, unread=unread)
        return
    yield from steps_of(store, content, step)


def steps_of(store: Store, content: Content, step: Step) -> Iterator[Step]:
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
            yield from steps_of(store, mail, replace(step, path=step.path / mail.name))
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


def _same_text(store: Store, document: Document) -> documents.StoredDocument | None:
    """The one document that the origin holds, where it has the same title and text, read as now. The bytes of a page
    may differ each time that it is fetched."""
    with store.read() as session:
        current = documents.current_documents(session, document.origin)
        stored = documents.document(session, current[0].id) if len(current) == 1 else None
    told = (document.title or "", document.text, ENGINE, Outcome.OK)
    return stored if stored and (stored.title, stored.text, stored.engine, stored.outcome) == told else None


def keep_step(store: Store, step: Step, given: Result | None, *, now: datetime) -> Ingested:
    """Writes what was read, or that it could not be, in one transaction."""
    return keep_steps(store, [(step, given)], now=now)[0]


def keep_steps(store: Store, read: Sequence[Made], *, now: datetime) -> list[Ingested]:
    """Writes what was read, in one transaction; a document that fails by a bug is undone alone and is 'broken'. Raises
    StoreError, and then none of them is written."""
    kept = [_kept_before(store, step, given) for step, given in read]
    if all(kept):
        return [one for one in kept if one]
    done = []
    with store.write() as session:
        for before, (step, given) in zip(kept, read, strict=True):
            done.append(before or _keep_apart(store, session, step, given, now=now))
    return done


def _kept_before(store: Store, step: Step, given: Result | None) -> Ingested | None:
    """What is known of the step already; None where it is to be written."""
    if step.known:
        return Ingested(path=step.path, outcome=step.known.outcome, changed=False, detail=step.known.detail)
    if isinstance(given, tuple) and step.fetched and (same := _same_text(store, given[0])):
        return Ingested(path=step.path, outcome=same.outcome, changed=False)
    return None


def _keep_apart(store: Store, session: Session, step: Step, given: Result | None, *, now: datetime) -> Ingested:
    try:
        with store.part(session):
            return _keep(session, step, given, now=now)
    except StoreError:
        raise
    except Exception as error:
        log.exception("%s: failed by a bug in calagg", step.path)
        said = f"{step.path.name}: calagg fails on it ({type(error).__name__}); report it with the log"
    with store.part(session):
        return _keep(session, step, Unread(said, Outcome.BROKEN, ""), now=now)


def _keep(session: Session, step: Step, given: Result | None, *, now: datetime) -> Ingested:
    if isinstance(given, tuple):
        document, extraction = given
        applied = apply_document(session, document, extraction, source_name=step.source_name, now=now, engine=ENGINE)
        return Ingested(
            path=step.path,
            outcome=Outcome.OK,
            changed=applied.changed,
            entries=applied.entries,
            changes=tuple(map(str, applied.actions)),
        )
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
    applied = save_unread(session, unread, source_name=step.source_name, now=now, engine=ENGINE)
    return Ingested(path=step.path, outcome=unread.outcome, changed=applied.changed, detail=unread.detail)


def _outcome(error: CalaggError) -> Outcome:
    return Outcome(error.outcome) if isinstance(error, ReadError) else Outcome.BROKEN
