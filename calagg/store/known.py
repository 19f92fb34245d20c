"""known_entries(session, …) -> what is stored of the occasions that a new reading may speak of, for the merge to plan.

Here are also the few writes that carry such a plan out. What follows from what is decided in `calagg.merge`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, union, update
from sqlalchemy.orm import Session, selectinload

from calagg.model import Entry
from calagg.model.lock import Field, Lock, release
from calagg.store.locks import locks_of
from calagg.store.review_schema import LockRow
from calagg.store.schema import ChangeRow, DocumentRow, EntryRow, SightingRow
from calagg.store.told import entry_of, entry_told, told_by

BY_HAND = "sammanslagen för hand"
PARTED = "parted"  # what a change is named by which an entry that had become a part of this one is its own again


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One field that changes, as text; `reason` is Swedish, for the entry's history."""

    what: str
    before: str
    after: str
    reason: str


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


def add_entry(session: Session, entry_id: str, entry: Entry, *, now: datetime) -> None:
    """Makes the entry's row, at sequence 0."""
    row = EntryRow(id=entry_id, review="", sequence=0, created_at=now, changed_at=now)
    _fill(row, entry)
    session.add(row)
    session.flush()


def change_entry(
    session: Session,
    entry_id: str,
    entry: Entry,
    edits: Iterable[Edit],
    *,
    document_id: str | None,
    now: datetime,
    who: str = "",
) -> None:
    """Writes the entry's fields and a history line for each edit; with any edit its sequence goes up by one.

    `document_id` is the document that says so, None where a person does; `who` is that person's name.
    """
    row = session.get_one(EntryRow, entry_id)
    _fill(row, entry)
    lines = [
        ChangeRow(
            entry_id=entry_id,
            document_id=document_id,
            at=now,
            what=e.what,
            before=e.before,
            after=e.after,
            reason=e.reason,
            who=who,
        )
        for e in edits
    ]
    if lines:
        row.sequence += 1
        row.changed_at = now
        session.add_all(lines)


def replace_sightings(
    session: Session,
    document_id: str,
    told: Iterable[tuple[str, str, Entry, str]],
    *,
    left: Mapping[str, date],
    now: datetime,
) -> None:
    """Keeps these (entry id, key, entry, place) as what the document tells; earlier ones it no longer tells are
    retired. A sighting that is told again keeps its row. `left` are the days they are moved from, by their keys."""
    rows = session.scalars(select(SightingRow).where(SightingRow.document_id == document_id)).all()
    free = {(row.entry_id, row.key): row for row in rows}
    telling = [(free.pop((entry_id, key), None), entry_id, key, entry, place) for entry_id, key, entry, place in told]
    for row in free.values():
        row.key = f"retired-{row.id}"  # its key may be that of another sighting now
        row.retired_at = row.retired_at or now
    session.flush()
    for exact, entry_id, key, entry, place in telling:
        moved = next((k for k in free if k[0] == entry_id), None) if exact is None else None
        row = exact or (free.pop(moved) if moved else SightingRow(entry_id=entry_id, document_id=document_id))
        row.key = key
        row.span_start, row.span_end = entry.span.start, entry.span.end
        row.mention, row.quote, row.place = entry.mention, entry.quote, place
        row.told = told_by(entry)
        row.start_on, row.end_on = entry.start.day, entry.end.day if entry.end else None
        row.left_on, row.uid = left.get(key), entry.uid
        row.retired_at = None
        session.add(row)
    session.flush()


def give_sightings(session: Session, entry_id: str, survivor_id: str, *, now: datetime, who: str = "") -> list[int]:
    """Makes the first entry the second's: what documents tell of it they tell of the other now, and it is gone.

    Returns the ids of the sightings that were given."""
    given = list(session.scalars(select(SightingRow.id).where(SightingRow.entry_id == entry_id)))
    session.execute(update(SightingRow).where(SightingRow.entry_id == entry_id).values(entry_id=survivor_id))
    row = session.get_one(EntryRow, entry_id)
    session.add(
        ChangeRow(entry_id=entry_id, at=now, what="merged", before="", after=survivor_id, reason=BY_HAND, who=who)
    )
    row.review, row.merged_into = "merged", survivor_id
    session.flush()
    return given


def give_back_sightings(session: Session, entry_id: str, given: Collection[int], *, review: str) -> None:
    """Makes the entry, which had become another's, one of its own again, judged as `review` says."""
    session.execute(update(SightingRow).where(SightingRow.id.in_(given)).values(entry_id=entry_id))
    row = session.get_one(EntryRow, entry_id)
    row.review, row.merged_into = review, None
    session.flush()


def retire_sightings(session: Session, entry_id: str, documents: Collection[str], *, now: datetime) -> None:
    """Marks what these documents tell of the entry as no longer told."""
    session.execute(
        update(SightingRow)
        .where(
            SightingRow.entry_id == entry_id,
            SightingRow.document_id.in_(documents),
            SightingRow.retired_at.is_(None),
        )
        .values(retired_at=now),
    )


def _fill(row: EntryRow, entry: Entry) -> None:
    row.kind, row.status, row.title, row.grain = entry.kind.value, entry.status.value, entry.title, entry.grain.value
    row.start_on, row.start_at = entry.start.day, entry.start.clock
    row.end_on, row.end_at = (entry.end.day, entry.end.clock) if entry.end else (None, None)
    row.location, row.organiser, row.url = entry.location, entry.organiser, entry.url
    row.confidence = entry.confidence
    row.reasons, row.contradictions = list(entry.reasons), list(entry.contradictions)
