"""entries_by_id(session, {"b2…"}) -> KnownEntry(entry=…, sightings=…, locks=…), …: what is stored, as a merge needs it.

Which of them a reading may speak of is found by `seeking`. A plan is written down by `edits` and `sightings`; what
follows from what is decided in `calagg.merge`.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from calagg.model import Entry
from calagg.model.lock import Lock, release
from calagg.store.locks import locks_of
from calagg.store.review_schema import JudgementRow
from calagg.store.schema import DocumentRow, EntryRow, SightingRow
from calagg.store.told import entry_of, entry_told


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSighting:
    """One telling of an entry. `live` when its document is what its origin holds now and it was not retired; `left_on`
    is the day that its sentence moves the occasion from. `id` is its row's, None for one that is not stored yet."""

    document_id: str
    document_title: str
    key: str
    reference_on: date
    told: Entry
    place: str = ""
    left_on: date | None = None
    retired: bool = False
    superseded: bool = False
    id: int | None = None

    @property
    def live(self) -> bool:
        """Whether a document says this now."""
        return not self.retired and not self.superseded


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """One stored entry as it is now, with every telling of it, also retired and superseded ones, and its locks.

    `judged` when a person has decided on it, so that documents do not take it apart or make it another's."""

    id: str
    entry: Entry
    sightings: tuple[KnownSighting, ...]
    locks: tuple[Lock, ...] = ()
    judged: bool = False

    @property
    def faces(self) -> tuple[Entry, ...]:
        """What a document may know it as: as it is, and where a person corrected it, as documents have it."""
        return (self.entry, release(self.entry, self.locks)) if self.locks else (self.entry,)


def entries_of_origin(session: Session, origin: str) -> tuple[KnownEntry, ...]:
    """The entries of which a document of the origin told, by id; one that became another's is none."""
    told = select(SightingRow.entry_id).join(DocumentRow, SightingRow.document_id == DocumentRow.id)
    return entries_by_id(session, set(session.scalars(told.where(DocumentRow.origin == origin))))


def entries_by_id(session: Session, ids: Collection[str]) -> tuple[KnownEntry, ...]:
    """Those of `ids` that there are, by id, in a constant number of queries; one that became another's is none."""
    if not ids:
        return ()
    where = (EntryRow.id.in_(ids), EntryRow.merged_into.is_(None))
    rows = session.execute(select(*EntryRow.__table__.c).where(*where).order_by(EntryRow.id)).all()
    ids = [row.id for row in rows]
    told, locks, judged = _told_of(session, ids), locks_of(session, ids), _judged(session, ids)
    return tuple(
        KnownEntry(
            id=row.id,
            entry=entry_of(row),
            locks=locks.get(row.id, ()),
            judged=bool(row.review) or row.id in locks or row.id in judged,
            sightings=tuple(told[row.id]),
        )
        for row in rows
    )


def known_entry(session: Session, entry_id: str) -> KnownEntry | None:
    """The entry of that id; None where there is none, or where it became another's."""
    found = entries_by_id(session, [entry_id])
    return found[0] if found else None


def taken_ids(session: Session, ids: Collection[str]) -> frozenset[str]:
    """Those of `ids` that an entry already has."""
    return frozenset(session.scalars(select(EntryRow.id).where(EntryRow.id.in_(ids)))) if ids else frozenset()


def _told_of(session: Session, ids: Collection[str]) -> dict[str, list[KnownSighting]]:
    """What documents told of each of the entries, in the order of writing."""
    told: dict[str, list[KnownSighting]] = defaultdict(list)
    for entry_id, title, name, reference_on, superseded_at, retired_at, entry, *rest in session.execute(
        select(
            SightingRow.entry_id,
            DocumentRow.title,
            DocumentRow.name,
            DocumentRow.reference_on,
            DocumentRow.superseded_at,
            SightingRow.retired_at,
            SightingRow.told,
            SightingRow.document_id,
            SightingRow.key,
            SightingRow.place,
            SightingRow.left_on,
            SightingRow.id,
        )
        .join(DocumentRow, SightingRow.document_id == DocumentRow.id)
        .where(SightingRow.entry_id.in_(ids))
        .order_by(SightingRow.id)
    ):
        document_id, key, place, left_on, id_ = rest
        told[entry_id].append(
            KnownSighting(
                document_id=document_id,
                document_title=title or name,
                key=key,
                reference_on=reference_on or date.min,
                told=entry_told(entry),
                place=place,
                left_on=left_on,
                retired=retired_at is not None,
                superseded=superseded_at is not None,
                id=id_,
            )
        )
    return told


def _judged(session: Session, ids: Collection[str]) -> set[str]:
    """Those of the entries on which a judgement stands, also as a part that a person split off."""
    standing = JudgementRow.undone_at.is_(None)
    of_them = select(JudgementRow.entry_id).where(standing, JudgementRow.entry_id.in_(ids))
    parts = select(JudgementRow.other_id).where(standing, JudgementRow.other_id.in_(ids))
    return set(session.scalars(union(of_them, parts)))
