"""The entries as feeds carry them: a row to look for them by, and their VEVENTs ready to be joined.

An entry is marked when it is written, and a round of publishing looks at the marked ones alone, so that it does not
grow with the store. `entries_to_render` says which of them are not as they should be, `save_rendered` keeps what was
made of one. What feeds ask for is in `wanted`, how a VEVENT is made in `calagg.publish`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, not_, or_, select, text, update
from sqlalchemy.orm import Session

from calagg.model import CalendarEntry
from calagg.model.selection import fold, words_of
from calagg.store.entries import entries_with_ids, published
from calagg.store.feed_schema import PublishedRow, RenderingRow, digest_of, organiser_key
from calagg.store.heartbeat import beat
from calagg.store.schema import DocumentRow, EntryRow, HeartbeatRow, SightingRow

HEART = "render"  # its detail is what the last round rendered with


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyEvent:
    """One VEVENT of an entry, from BEGIN to END; `first` and `last` are the days it covers, inclusive."""

    part: str
    uid: str
    first: date
    last: date
    data: bytes


def mark_for_rendering(session: Session, *, settings: str, now: datetime) -> None:
    """Marks what has become outdated without being written itself: the entries whose documents were read again since,
    and all of them where the `settings` are others than those of the last round."""
    before = session.get(HeartbeatRow, HEART)
    if before is None or before.detail != settings:
        session.execute(update(EntryRow).values(unrendered=True), execution_options={"synchronize_session": False})
        beat(session, HEART, now, settings)
    newest = select(func.max(PublishedRow.read_at)).scalar_subquery()
    oldest = select(func.min(PublishedRow.read_at)).scalar_subquery()
    last_read = select(func.max(DocumentRow.read_at)).scalar_subquery()
    read_again = (
        select(SightingRow.entry_id)
        .join(DocumentRow, SightingRow.document_id == DocumentRow.id)
        .join(PublishedRow, PublishedRow.entry_id == SightingRow.entry_id)
        .where(DocumentRow.read_at >= newest, DocumentRow.read_at > PublishedRow.read_at)
        .where(oldest < last_read)  # where that is not so, as after a first ingest, no row is looked at
    )
    if ids := set(session.scalars(read_again)):
        session.execute(update(PublishedRow).where(PublishedRow.entry_id.in_(ids)).values(settings=""))
        _mark(session, ids, unrendered=True)


def marked_entries(session: Session, *, limit: int, skip: Collection[str] = ()) -> list[str]:
    """The ids of at most `limit` entries that were written since the feeds were made from them; those in `skip` are
    left out. Who would write one of them waits until this transaction ends, and marks it again."""
    is_marked = text("entry.unrendered")  # in the very words of its index
    marked = select(EntryRow.id).where(is_marked, EntryRow.id.not_in(skip))
    return list(session.scalars(marked.order_by(EntryRow.id).limit(limit).with_for_update()))


def unmark(session: Session, ids: Collection[str]) -> None:
    """Notes that the feeds are made from these entries as they are."""
    _mark(session, ids, unrendered=False)


def _mark(session: Session, ids: Collection[str], *, unrendered: bool) -> None:
    marking = update(EntryRow).where(EntryRow.id.in_(ids)).values(unrendered=unrendered)
    session.execute(marking, execution_options={"synchronize_session": False})


def entries_to_render(
    session: Session, ids: Collection[str], *, settings: str, min_confidence: float
) -> list[CalendarEntry]:
    """The published ones of the entries that are not in the feeds as they are, or were made with other `settings`."""
    outdated = or_(
        PublishedRow.entry_id.is_(None),
        PublishedRow.sequence != EntryRow.sequence,
        PublishedRow.changed_at != EntryRow.changed_at,
        PublishedRow.settings != settings,
    )
    chosen = (
        select(EntryRow.id)
        .outerjoin(PublishedRow, PublishedRow.entry_id == EntryRow.id)
        .where(EntryRow.id.in_(ids), published(min_confidence), outdated)
        .order_by(EntryRow.id)
    )
    return entries_with_ids(session, list(session.scalars(chosen)))


def save_rendered(
    session: Session,
    stored: CalendarEntry,
    events: Sequence[ReadyEvent],
    *,
    settings: str,
    gone_on: date | None,
) -> None:
    """Keeps the VEVENTs of a masked entry in the place of earlier ones, and what it is looked for by."""
    entry = stored.entry
    organiser = fold(entry.organiser or "")
    session.execute(delete(PublishedRow).where(PublishedRow.entry_id == stored.id))
    session.add(
        PublishedRow(
            entry_id=stored.id,
            sequence=stored.sequence,
            changed_at=stored.changed_at,
            created_at=stored.created_at,
            read_at=_read_at(session, stored),
            settings=settings,
            kind=entry.kind.value,
            status=entry.status.value,
            organiser=organiser,
            place=fold(entry.location or ""),
            words=words_of(entry),
            sources="".join(f"\n{fold(source)}\n" for source in stored.sources),
            gone_on=gone_on,
        )
    )
    session.flush()
    session.add_all(
        RenderingRow(
            entry_id=stored.id,
            part=event.part,
            uid=event.uid,
            first_on=event.first,
            last_on=event.last,
            digest=digest_of(event.data),
            kind=entry.kind.value,
            organiser=organiser_key(organiser),
            data=event.data,
        )
        for event in events
    )
    session.flush()


def drop_rendered(session: Session, entry_ids: Collection[str]) -> None:
    """Takes these entries out of all feeds."""
    session.execute(delete(PublishedRow).where(PublishedRow.entry_id.in_(entry_ids)))


def drop_unpublished(session: Session, ids: Collection[str], *, min_confidence: float) -> int:
    """Takes those of the entries out of all feeds that are published no more; how many that were."""
    no_more = select(EntryRow.id).where(EntryRow.id.in_(ids), not_(published(min_confidence)))
    gone = session.scalars(select(PublishedRow.entry_id).where(PublishedRow.entry_id.in_(no_more))).all()
    if gone:
        drop_rendered(session, gone)
    return len(gone)


def count_published(session: Session) -> int:
    """How many entries the feeds together can carry."""
    return session.scalar(select(func.count()).select_from(PublishedRow)) or 0


def _read_at(session: Session, stored: CalendarEntry) -> datetime:
    """When a document that tells of the entry was last read; when the entry was made where none does."""
    ids = {s.document_id for s in stored.sightings}
    read = session.scalar(select(func.max(DocumentRow.read_at)).where(DocumentRow.id.in_(ids))) if ids else None
    return read or stored.created_at
