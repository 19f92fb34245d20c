"""The entries as feeds carry them: a row to look for them by, and their VEVENTs ready to be joined.

`entries_to_render` says which are not as they should be, `save_rendered` keeps what was made of one, `Wanted` asks for
some of them. How a VEVENT is made is in `calagg.publish`.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from calagg.model import CalendarEntry, Selection
from calagg.model.selection import fold, words_of
from calagg.store.entries import entries_with_ids, published
from calagg.store.feed_schema import PublishedRow, RenderingRow
from calagg.store.schema import DocumentRow, EntryRow, SightingRow

_LOOKED_FOR = (PublishedRow, PublishedRow.entry_id == RenderingRow.entry_id)
_DIGEST_BITS = 40  # a sum of a million of them is far from what 64 bits hold


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyEvent:
    """One VEVENT of an entry, from BEGIN to END; `first` and `last` are the days it covers, inclusive."""

    part: str
    uid: str
    first: date
    last: date
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which VEVENTs: of entries that `selection` takes, of these `parts`, on a day of first..last, as of `today`.

    `organiser` is the whole name of one organiser, `entry_id` of one entry; empty for all.
    """

    selection: Selection = field(default_factory=Selection)
    parts: frozenset[str]
    first: date
    last: date
    today: date
    cancelled: bool = True
    organiser: str = ""
    entry_id: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """How many entries and VEVENTs answer to a wish, and a sum that changes when one of them does."""

    entries: int
    events: int
    digest: int


def entries_to_render(
    session: Session, *, settings: str, min_confidence: float, limit: int, skip: Collection[str] = ()
) -> list[CalendarEntry]:
    """At most `limit` published entries that have changed since their renderings were made, or were made with other
    `settings`, or whose documents were read again since; those in `skip` are left out."""
    newest = select(func.max(PublishedRow.read_at)).scalar_subquery()
    known = aliased(PublishedRow)
    read_again = (
        select(SightingRow.entry_id)
        .join(DocumentRow, SightingRow.document_id == DocumentRow.id)
        .join(known, known.entry_id == SightingRow.entry_id)
        .where(DocumentRow.read_at >= newest, DocumentRow.read_at > known.read_at)
    )
    outdated = or_(
        PublishedRow.entry_id.is_(None),
        PublishedRow.sequence != EntryRow.sequence,
        PublishedRow.changed_at != EntryRow.changed_at,
        PublishedRow.settings != settings,
        EntryRow.id.in_(read_again),
    )
    chosen = (
        select(EntryRow.id)
        .outerjoin(PublishedRow, PublishedRow.entry_id == EntryRow.id)
        .where(published(min_confidence), outdated, EntryRow.id.not_in(skip))
        .order_by(EntryRow.id)
        .limit(limit)
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
            organiser=fold(entry.organiser or ""),
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
            digest=int.from_bytes(hashlib.sha256(event.data).digest()[: _DIGEST_BITS // 8], "big"),
            data=event.data,
        )
        for event in events
    )
    session.flush()


def drop_rendered(session: Session, entry_ids: Collection[str]) -> None:
    """Takes these entries out of all feeds."""
    session.execute(delete(PublishedRow).where(PublishedRow.entry_id.in_(entry_ids)))


def drop_unpublished(session: Session, *, min_confidence: float) -> int:
    """Takes those out of all feeds that are published no more; how many that were."""
    no_more = select(EntryRow.id).where(not_(published(min_confidence)))
    gone = session.scalars(select(PublishedRow.entry_id).where(PublishedRow.entry_id.in_(no_more))).all()
    drop_rendered(session, gone)
    return len(gone)


def count_published(session: Session) -> int:
    """How many entries the feeds together can carry."""
    return session.scalar(select(func.count()).select_from(PublishedRow)) or 0


def summarise(session: Session, wanted: Wanted) -> Summary:
    """What answers to the wish, counted by the database."""
    columns = (
        func.count(RenderingRow.entry_id.distinct()),
        func.count(),
        func.coalesce(func.sum(RenderingRow.digest), 0),
    )
    entries, events, digest = session.execute(select(*columns).join(*_LOOKED_FOR).where(*_conditions(wanted))).one()
    return Summary(entries, events, int(digest))


def read_events(session: Session, wanted: Wanted) -> list[bytes]:
    """The VEVENTs that answer to the wish, by their first day and UID."""
    query = select(RenderingRow.first_on, RenderingRow.uid, RenderingRow.data)
    found = session.execute(query.join(*_LOOKED_FOR).where(*_conditions(wanted)))
    return [data for _, _, data in sorted((first, uid, data) for first, uid, data in found)]


def wanted_ids(session: Session, wanted: Wanted) -> list[str]:
    """The ids of the entries that answer to the wish, by their first day and id."""
    query = select(func.min(RenderingRow.first_on), RenderingRow.entry_id).join(*_LOOKED_FOR)
    found = session.execute(query.where(*_conditions(wanted)).group_by(RenderingRow.entry_id))
    return [entry_id for _, entry_id in sorted((first, entry_id) for first, entry_id in found)]


def newest_ids(session: Session, wanted: Wanted, limit: int) -> list[str]:
    """The ids of the entries that answer to the wish and came into the calendar last, newest first."""
    query = select(PublishedRow.created_at, RenderingRow.entry_id).join(*_LOOKED_FOR)
    found = session.execute(query.where(*_conditions(wanted)).distinct())
    newest = sorted(found, key=lambda row: (-row[0].timestamp(), row[1]))
    return [entry_id for _, entry_id in newest[:limit]]


def _read_at(session: Session, stored: CalendarEntry) -> datetime:
    """When a document that tells of the entry was last read; when the entry was made where none does."""
    ids = {s.document_id for s in stored.sightings}
    read = session.scalar(select(func.max(DocumentRow.read_at)).where(DocumentRow.id.in_(ids))) if ids else None
    return read or stored.created_at


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    chosen = wanted.selection
    conditions: list[ColumnElement[bool]] = [
        RenderingRow.part.in_(wanted.parts),
        RenderingRow.first_on <= wanted.last,
        RenderingRow.last_on >= wanted.first,
        or_(PublishedRow.gone_on.is_(None), PublishedRow.gone_on > wanted.today),
    ]
    if not wanted.cancelled:
        conditions.append(PublishedRow.status != "cancelled")
    if wanted.organiser:
        conditions.append(PublishedRow.organiser == fold(wanted.organiser))
    if wanted.entry_id:
        conditions.append(PublishedRow.entry_id == wanted.entry_id)
    if chosen.kinds:
        conditions.append(PublishedRow.kind.in_(chosen.kinds))
    for column, parts in (
        (PublishedRow.organiser, chosen.organisers),
        (PublishedRow.place, chosen.places),
        (PublishedRow.words, chosen.words),
    ):
        if parts:
            conditions.append(or_(*(column.contains(fold(part), autoescape=True) for part in parts)))
    if chosen.sources:
        lines = (PublishedRow.sources.contains(f"\n{fold(source)}\n", autoescape=True) for source in chosen.sources)
        conditions.append(or_(*lines))
    return conditions
