"""[Given(path=minutes/a.txt), …] -> [Ingested(outcome=ok, entries=4), …]: contents are read, extracted and stored.

Each document is one transaction: killed at any point, the next run ends with the same rows. What goes wrong with one
document is its named outcome, and the others go on. Where contents come from is in `calagg.sources`.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from calagg.config import Config
from calagg.errors import CalaggError, ReadError
from calagg.extract import ENGINE
from calagg.merge import apply_document, save_unread
from calagg.model import Document, Outcome
from calagg.read import Content, attachments_of, is_mailbox, open_content, origin_of
from calagg.reading import Result, read_in_order
from calagg.store import Store, documents

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
class Given:
    """What is to be read: the file at `path`, opened when its turn comes, or the `content` that was fetched, shown as
    `path`. What was fetched and has the text that is stored already is not stored again. `unread` is what could not be
    had."""

    path: Path
    source_name: str | None = None
    content: Content | None = None
    unread: Document | None = None


def take_in(
    store: Store,
    config: Config,
    given: Iterable[Given],
    *,
    now: datetime,
    progress: Progress | None,
    total: int,
    before: int = 0,
) -> list[Ingested]:
    """Stores what the given hold; `total` and `before` number them for `progress`. Raises StoreError."""
    done = []
    steps = (step for n, one in enumerate(given, start=before + 1) for step in _steps(store, config, one, n))
    asked = ((step, step.content) for step in steps)
    with closing(read_in_order(asked, processes=config.read.processes)) as read:
        for step, made in read:
            result = keep_step(store, step, made, now=now)
            if result.detail and result.changed:
                log.warning("%s", result.detail)
            if progress:
                progress(step.number, total, result)
            done.append(result)
    return done


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
        content = open_content(path, max_bytes=config.read.max_bytes)
    except CalaggError as error:
        unread = Document(name=path.name, text="", origin=origin_of(path), outcome=_outcome(error), detail=str(error))
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
    if step.known:
        return Ingested(path=step.path, outcome=step.known.outcome, changed=False, detail=step.known.detail)
    if isinstance(given, tuple):
        document, extraction = given
        if step.fetched and (same := _same_text(store, document)):
            return Ingested(path=step.path, outcome=same.outcome, changed=False)
        with store.write() as session:
            applied = apply_document(
                session, document, extraction, source_name=step.source_name, now=now, engine=ENGINE
            )
        return Ingested(path=step.path, outcome=Outcome.OK, changed=applied.changed, entries=applied.entries)
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
