"""find_document(session, origin, sha256) -> StoredDocument: the documents as read, also those that could not be.

What they say is in `entries`; how a new one is compared with what is stored is in `calagg.merge`.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, exists, func, select, update
from sqlalchemy.orm import Session

from calagg.model import Anchor, Dismissed, Document, Outcome, Reference, Span
from calagg.store.schema import DismissalRow, DocumentRow, EntryRow, SightingRow
from calagg.store.sources import save_source

DOCUMENTS = uuid.UUID("6d3a6f0e-8f5b-5b0c-9a57-0f2c8c9d4b11")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """One set of minutes as kept. `title` is empty where it has none; `superseded_at` when its origin later held
    something else. In a listing `text` and `anchors` are left empty."""

    id: str
    sha256: str
    name: str
    title: str
    origin: str
    format: str
    outcome: Outcome
    detail: str
    reference_on: date | None
    reference_source: str
    reference_reasons: tuple[str, ...]
    engine: str
    read_at: datetime
    superseded_at: datetime | None
    source_name: str | None
    text: str = ""
    anchors: tuple[Anchor, ...] = ()

    @property
    def display_title(self) -> str:
        """What a reader sees as its name."""
        return self.title or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDismissal:
    """A mention that became no entry: where it stands, what it means as text ("" where unknown), and why."""

    span: Span
    mention: str
    value: str
    reason: str


_LISTED = (
    DocumentRow.id,
    DocumentRow.sha256,
    DocumentRow.name,
    DocumentRow.title,
    DocumentRow.origin,
    DocumentRow.format,
    DocumentRow.outcome,
    DocumentRow.detail,
    DocumentRow.reference_on,
    DocumentRow.reference_source,
    DocumentRow.reference_reasons,
    DocumentRow.engine,
    DocumentRow.read_at,
    DocumentRow.superseded_at,
    DocumentRow.source_name,
)


def document_id(origin: str, sha256: str) -> str:
    """The id of that content at that origin: the same in every run, so that a killed one can be repeated."""
    return str(uuid.uuid5(DOCUMENTS, f"{origin}\n{sha256}"))


def find_document(session: Session, origin: str, sha256: str) -> StoredDocument | None:
    """The document with exactly this content at this origin, whether superseded or not."""
    return document(session, document_id(origin, sha256))


def document(session: Session, id: str) -> StoredDocument | None:  # noqa: A002 - the field's own name
    """The document with its text and anchors."""
    query = select(*_LISTED, DocumentRow.text, DocumentRow.anchors).where(DocumentRow.id == id)
    found = _stored(session, query)
    return found[0] if found else None


def list_documents(session: Session) -> list[StoredDocument]:
    """All documents, also unread and superseded ones, without text: newest reference day first, undated last."""
    query = select(*_LISTED).order_by(
        func.coalesce(DocumentRow.reference_on, date.min).desc(),
        DocumentRow.read_at.desc(),
        DocumentRow.name,
        DocumentRow.id,
    )
    return _stored(session, query)


def has_documents(session: Session, *, of: str | None = None, but_of: str | None = None) -> bool:
    """Whether there is any document, read or not; of the source `of`, or of any but `but_of`."""
    chosen = select(DocumentRow.id).limit(1)
    if of is not None:
        chosen = chosen.where(DocumentRow.source_name == of)
    if but_of is not None:
        chosen = chosen.where(func.coalesce(DocumentRow.source_name, "") != but_of)
    return session.scalar(chosen) is not None


def count_documents(session: Session) -> dict[Outcome, int]:
    """How many documents there are now of each outcome, also of those that nothing came to."""
    counted = select(DocumentRow.outcome, func.count()).where(DocumentRow.superseded_at.is_(None))
    found = {Outcome(outcome): number for outcome, number in session.execute(counted.group_by(DocumentRow.outcome))}
    return {outcome: found.get(outcome, 0) for outcome in Outcome}


def unread_documents(session: Session) -> list[StoredDocument]:
    """The current documents that could not be read, without text, the latest first."""
    query = select(*_LISTED).where(DocumentRow.superseded_at.is_(None), DocumentRow.outcome != Outcome.OK.value)
    return _stored(session, query.order_by(DocumentRow.read_at.desc(), DocumentRow.name, DocumentRow.id))


def current_documents(session: Session, origin: str) -> list[StoredDocument]:
    """What the origin holds now, without text: one document, or with it versions that gave nothing or can't be read."""
    query = select(*_LISTED).where(DocumentRow.origin == origin, DocumentRow.superseded_at.is_(None))
    return _stored(session, query.order_by(DocumentRow.read_at, DocumentRow.id))


def versions(session: Session, origin: str) -> frozenset[str]:
    """The ids of everything that the origin has held."""
    return frozenset(session.scalars(select(DocumentRow.id).where(DocumentRow.origin == origin)))


def save_document(
    session: Session,
    document: Document,
    *,
    source_name: str | None,
    engine: str,
    now: datetime,
    reference: Reference | None = None,
) -> str:
    """Writes the document as its origin's current content and gives its id; None as reference keeps none.

    A content that the origin held before is current again. `read_at` is when this engine first read it.
    """
    if source_name is not None:
        save_source(session, source_name)
    id_ = document_id(document.origin, document.sha256)
    row = session.get(DocumentRow, id_)
    if row is None:
        row = DocumentRow(id=id_, sha256=document.sha256, origin=document.origin)
        session.add(row)
    row.source_name = source_name
    row.name = document.name
    row.format = document.format
    row.title = document.title or ""
    row.text = document.text
    row.anchors = [[a.offset, a.kind, a.label] for a in document.anchors]
    row.outcome = document.outcome.value
    row.detail = document.detail
    row.reference_on = reference.day if reference else None
    row.reference_source = reference.source if reference else ""
    row.reference_reasons = list(reference.reasons) if reference else []
    row.engine = engine
    row.read_at = now
    row.superseded_at = None
    session.flush()
    return id_


def supersede_documents(session: Session, ids: Iterable[str], *, now: datetime) -> None:
    """Marks the documents as no longer what their origin holds."""
    if superseded := list(ids):
        session.execute(update(DocumentRow).where(DocumentRow.id.in_(superseded)).values(superseded_at=now))


def replace_dismissals(session: Session, document_id: str, dismissed: Iterable[Dismissed]) -> None:
    """Keeps these as the document's dismissed mentions, in place of those before."""
    session.execute(delete(DismissalRow).where(DismissalRow.document_id == document_id))
    for one in dismissed:
        span, value = one.mention.span, one.mention.value
        meant = f"{value.start}/{value.end}" if value and value.end else str(value.start) if value else ""
        session.add(
            DismissalRow(
                document_id=document_id,
                span_start=span.start,
                span_end=span.end,
                mention=one.mention.text,
                value=meant,
                reason=one.reason,
            )
        )


def dismissals(session: Session, document_id: str) -> list[StoredDismissal]:
    """The document's dismissed mentions in the order of its text."""
    rows = session.scalars(
        select(DismissalRow)
        .where(DismissalRow.document_id == document_id)
        .order_by(DismissalRow.span_start, DismissalRow.span_end, DismissalRow.id),
    )
    return [
        StoredDismissal(span=Span(r.span_start, r.span_end), mention=r.mention, value=r.value, reason=r.reason)
        for r in rows
    ]


def forget_source(session: Session, name: str) -> int:
    """Removes the source's documents, and the entries that no other document tells of; how many entries went."""
    of_source = select(DocumentRow.id).where(DocumentRow.source_name == name)
    told_there = select(SightingRow.entry_id).where(SightingRow.document_id.in_(of_source))
    told_elsewhere = exists().where(
        SightingRow.entry_id == EntryRow.id,
        SightingRow.document_id.not_in(of_source),
    )
    only_there = select(EntryRow.id).where(EntryRow.id.in_(told_there), ~told_elsewhere)
    gone = session.scalars(only_there).all()
    session.execute(delete(EntryRow).where(EntryRow.id.in_(only_there)))
    session.execute(delete(DocumentRow).where(DocumentRow.source_name == name))
    session.expire_all()
    return len(gone)


def _stored(session: Session, query: Select[*tuple[object, ...]]) -> list[StoredDocument]:
    found = []
    for row in session.execute(query).mappings():
        values = dict(row)
        values["outcome"] = Outcome(values["outcome"])
        values["reference_reasons"] = tuple(values["reference_reasons"])
        values["anchors"] = tuple(Anchor(*anchor) for anchor in values.get("anchors", ()))
        found.append(StoredDocument(**values))
    return found
