"""("protokoll.docx", b"PK…") -> stored with its entries: minutes that somebody sends through the browser.

The name says where they come from: `upload:protokoll.docx` holds what was sent last under that name, and what it told
before is merged with that as with a changed file. The name is never a path, and the bytes are not kept: what is stored
is the text that was read, as of every document.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePath

from calagg.clock import local
from calagg.config import Config
from calagg.intake import Step, keep_step, steps_of
from calagg.model import Document, Outcome
from calagg.read import Content, hash_bytes
from calagg.read.clean import clean
from calagg.reading import read_within
from calagg.sources import forget_samples
from calagg.store import Store, documents

ORIGIN = "upload:"
NAMELESS = "namnlös"
LONGEST_NAME, LONGEST_SUFFIX = 120, 10
SECONDS = 120  # of wall time for all that a file holds: a mailbox goes on where it stopped when it is sent again


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """What became of one document in the file. `entries` is None where it was known already or could not be read."""

    name: str
    document_id: str
    outcome: Outcome
    changed: bool
    replaced: bool
    entries: int | None = None


def store_upload(
    store: Store, config: Config, name: str, data: bytes, *, now: datetime, seconds: float = SECONDS
) -> list[Uploaded]:
    """Reads the file in processes of their own and keeps what it holds: one document, or those of a mail or mailbox.

    Each document is one transaction. The last is the file's own, unless it is a mailbox. Raises StoreError.
    """
    forget_samples(store)
    name = upload_name(name)
    content = Content(
        data=data,
        name=name,
        origin=f"{ORIGIN}{name}",
        sha256=hash_bytes(data),
        changed_on=local(now, config.zone).date(),
    )
    ends = time.monotonic() + seconds
    return [_keep(store, step, ends, now=now) for step in _steps(store, config, content)]


def upload_name(given: str) -> str:
    """The name as it is shown and told apart: no folders, nothing that can't be seen, at most LONGEST_NAME letters."""
    last = re.split(r"[/\\]", given)[-1]
    name = " ".join(clean(last).split()).lstrip(". ")
    suffix = PurePath(name).suffix
    if len(name) > LONGEST_NAME:
        kept = suffix if len(suffix) <= LONGEST_SUFFIX else ""
        name = name[: LONGEST_NAME - len(kept)].rstrip() + kept
    return name or NAMELESS


def _steps(store: Store, config: Config, content: Content) -> Iterator[Step]:
    step = Step(number=1, path=Path(content.name), source_name=None)
    if len(content.data) > config.read.max_bytes:
        detail = f"{content.name}: has more than {config.read.max_bytes} bytes; split it or raise [read] max_bytes"
        unread = Document(name=content.name, text="", origin=content.origin, outcome=Outcome.TOO_LARGE, detail=detail)
        yield replace(step, unread=unread)
        return
    for one in steps_of(store, content, step):
        again = one.known and one.known.outcome is Outcome.TIMEOUT and one.known.origin == content.origin
        yield replace(step, content=content) if again else one  # the machine may have less to do now


def _keep(store: Store, step: Step, ends: float, *, now: datetime) -> Uploaded:
    """What became of the step; where there is no time left for it nothing is stored, so that it can be sent again."""
    of = step.content or step.known or step.unread
    assert of is not None  # noqa: S101 - a step has one of them
    id_ = documents.document_id(of.origin, of.sha256)
    left = ends - time.monotonic()
    if step.content is not None and left <= 0:
        return Uploaded(name=of.name, document_id=id_, outcome=Outcome.TIMEOUT, changed=False, replaced=False)
    with store.read() as session:
        before = documents.current_documents(session, of.origin)
    given = read_within(step.content, left) if step.content is not None else None
    kept = keep_step(store, step, given, now=now)
    return Uploaded(
        name=of.name,
        document_id=id_,
        outcome=kept.outcome,
        changed=kept.changed,
        replaced=kept.changed and any(one.id != id_ for one in before),
        entries=kept.entries,
    )
