"""known_entries(session, …) -> what is stored of the occasions that a new reading may speak of, for the merge to plan.

Such a plan is written down by `edits` and `sightings`; what follows from what is decided in `calagg.merge`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, union
from sqlalchemy.orm import Session, selectinload

from calagg.model import Entry
from calagg.model.lock import Field, Lock, release
from calagg.store.locks import locks_of
from calagg.store.review_schema import LockRow
from calagg.store.schema import DocumentRow, EntryRow, SightingRow
from calagg.store.told import entry_of, entry_told


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSighting:
    """One telling of an entry. `live` when its document is what its origin holds now and it was not retired; `left_on`
    is the day that its sentence moves the occasion from."""

    document_id: str
    document_title: str
    key: str
    reference_on: date
    told: Entry
    place: str = ""
    left_on: date | None = None
    retired: bool = False
    superseded: bool = False

    @property
    def live(self) -> bool:
        """Whether a document says this now."""
        return not self.retired and not self.superseded


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """One stored entry as it is now, with every telling of it, also retired and superseded ones, and its locks."""

    id: str
    entry: Entry
    sightings: tuple[KnownSighting, ...]
    locks: tuple[Lock, ...] = ()

    @property
    def faces(self) -> tuple[Entry, ...]:
        """What a document may know it as: as it is, and where a person corrected it, as documents have it."""
        return (self.entry, release(self.entry, self.locks)) if self.locks else (self.entry,)


def known_entries(
    session: Session,
    *,
    origin: str,
    days: Collection[date],
    since: date | None = None,
    uids: Collection[str] = (),
) -> tuple[KnownEntry, ...]:
    """The entries that start or end on one of `days`, or did so as a document told of them or before a person corrected
    them, that a document moved from one of these, that a document of this origin told of, that a calendar told of by
    one of `uids`, or that start on or after `since` (None: no such); by id, in a constant number of queries. One that
    became another's is none."""
    of_origin = (
        select(SightingRow.entry_id)
        .join(DocumentRow, SightingRow.document_id == DocumentRow.id)
        .where(DocumentRow.origin == origin)
    )
    corrected = select(LockRow.entry_id).where(
        LockRow.field == Field.WHEN.value,
        func.substr(func.coalesce(LockRow.proposed, LockRow.read), 1, 10).in_([day.isoformat() for day in days]),
    )
    chosen: list[Select[Any]] = [
        select(EntryRow.id).where(EntryRow.start_on.in_(days)),
        select(EntryRow.id).where(EntryRow.end_on.in_(days)),
        of_origin,
        corrected,
    ]
    chosen += [
        select(SightingRow.entry_id).where(day.in_(days))
        for day in (SightingRow.start_on, SightingRow.end_on, SightingRow.left_on)
    ]
    if uids:
        chosen.append(select(SightingRow.entry_id).where(SightingRow.uid.in_(uids)))
    if since is not None:
        chosen.append(select(EntryRow.id).where(EntryRow.start_on >= since))
    # a union, as PostgreSQL looks at every entry where one of several conditions holds a query
    return _known(session, and_(EntryRow.id.in_(union(*chosen)), EntryRow.merged_into.is_(None)))


def known_entry(session: Session, entry_id: str) -> KnownEntry | None:
    """The entry of that id; None where there is none, or where it became another's."""
    found = _known(session, and_(EntryRow.id == entry_id, EntryRow.merged_into.is_(None)))
    return found[0] if found else None


def _known(session: Session, where: ColumnElement[bool]) -> tuple[KnownEntry, ...]:
    rows = session.scalars(
        select(EntryRow)
        .where(where)
        .order_by(EntryRow.id)
        .options(selectinload(EntryRow.sightings))
        .execution_options(populate_existing=True),
    ).all()
    told_in = {sighting.document_id for row in rows for sighting in row.sightings}
    documents = {
        id_: (title or name, reference_on or date.min, superseded_at is not None)
        for id_, title, name, reference_on, superseded_at in session.execute(
            select(
                DocumentRow.id,
                DocumentRow.title,
                DocumentRow.name,
                DocumentRow.reference_on,
                DocumentRow.superseded_at,
            ).where(DocumentRow.id.in_(told_in)),
        )
    }
    locks = locks_of(session, [row.id for row in rows])
    return tuple(
        KnownEntry(
            id=row.id,
            entry=entry_of(row),
            locks=locks.get(row.id, ()),
            sightings=tuple(
                KnownSighting(
                    document_id=s.document_id,
                    document_title=documents[s.document_id][0],
                    key=s.key,
                    reference_on=documents[s.document_id][1],
                    told=entry_told(s.told),
                    place=s.place,
                    left_on=s.left_on,
                    retired=s.retired_at is not None,
                    superseded=documents[s.document_id][2],
                )
                for s in sorted(row.sightings, key=lambda s: s.id)
            ),
        )
        for row in rows
    )


def taken_ids(session: Session, ids: Collection[str]) -> frozenset[str]:
    """Those of `ids` that an entry already has."""
    return frozenset(session.scalars(select(EntryRow.id).where(EntryRow.id.in_(ids))))
