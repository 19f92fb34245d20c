"""known_entries(session, [Sought(days={2027-01-15}, stems={"mot"}), …]) -> the stored occasions a reading may speak of.

They are found by indexes on what documents told, so that the cost grows with what is sought and not with what is
stored. A plan is written down by `edits` and `sightings`; what follows from what is decided in `calagg.merge`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, text, union
from sqlalchemy.orm import Session, selectinload

from calagg.model import Entry
from calagg.model.lock import Field, Lock, release
from calagg.store.locks import locks_of
from calagg.store.review_schema import JudgementRow, LockRow
from calagg.store.schema import DocumentRow, EntryRow, SightingRow
from calagg.store.told import entry_of, entry_told

WITHIN = timedelta(days=366)  # a move that says not from which day goes at most a year


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What an occasion may be found by: the days on which it is told to start, end or be no longer, one of the stems
    of its title, its UID. `through` is the last day of a series. `moved_after` is the first day of what it may have
    been before, where it is moved and nothing says from which day."""

    days: frozenset[date]
    stems: frozenset[str]
    uid: str | None = None
    through: date | None = None
    moved_after: date | None = None


def known_entries(
    session: Session, sought: Iterable[Sought], *, origin: str | None = None, but: Collection[str] = ()
) -> tuple[KnownEntry, ...]:
    """The entries of which a document told what is sought, that a person moved to one of its days, or of which a
    document of the origin told; by id, without those of the ids `but`, in a constant number of queries.

    One that became another's is none.
    """
    found = _told_what_is(session, list(sought))
    if origin is not None:
        of_origin = select(SightingRow.entry_id).join(DocumentRow, SightingRow.document_id == DocumentRow.id)
        found |= set(session.scalars(of_origin.where(DocumentRow.origin == origin)))
    found -= set(but)
    return _known(session, and_(EntryRow.id.in_(found), EntryRow.merged_into.is_(None))) if found else ()


def known_entry(session: Session, entry_id: str) -> KnownEntry | None:
    """The entry of that id; None where there is none, or where it became another's."""
    found = _known(session, and_(EntryRow.id == entry_id, EntryRow.merged_into.is_(None)))
    return found[0] if found else None


def taken_ids(session: Session, ids: Collection[str]) -> frozenset[str]:
    """Those of `ids` that an entry already has."""
    return frozenset(session.scalars(select(EntryRow.id).where(EntryRow.id.in_(ids)))) if ids else frozenset()


def stems_text(stems: Iterable[str]) -> str:
    """The stems as a sighting keeps them: each between two blanks."""
    return f" {' '.join(sorted(stems))} "


def _told_what_is(session: Session, sought: Collection[Sought]) -> set[str]:
    """The ids of the entries that may be what is sought. Stems are compared here and not in the query, which so is the
    same for any document and compiled once."""
    stems_on: dict[date, set[str]] = defaultdict(set)
    for one in sought:
        for day in one.days:
            stems_on[day] |= one.stems
    if not stems_on:
        return set()
    days = sorted(stems_on)
    found: set[str] = set()
    told_on = or_(SightingRow.start_on.in_(days), SightingRow.end_on.in_(days), SightingRow.left_on.in_(days))
    for entry_id, stems, *told in session.execute(
        select(
            SightingRow.entry_id, SightingRow.stems, SightingRow.start_on, SightingRow.end_on, SightingRow.left_on
        ).where(told_on)
    ):
        if any(_has_one_of(stems, stems_on[day]) for day in told if day in stems_on):
            found.add(entry_id)
    every = set().union(*stems_on.values())
    is_moving = text("sighting.moving")  # in the very words of its index, which "IS true" does not find
    moving = select(SightingRow.entry_id, SightingRow.stems).where(
        is_moving, SightingRow.start_on.between(days[0] - WITHIN, days[-1] + WITHIN)
    )
    found |= {entry_id for entry_id, stems in session.execute(moving) if _has_one_of(stems, every)}
    series = select(SightingRow.entry_id, SightingRow.stems).where(
        SightingRow.last_on >= days[0], SightingRow.start_on <= days[-1]
    )
    found |= {entry_id for entry_id, stems in session.execute(series) if _has_one_of(stems, every)}
    iso = [day.isoformat() for day in days]
    locked = and_(LockRow.field == Field.WHEN.value, func.substr(LockRow.value, 1, 10).in_(iso))
    found |= set(session.scalars(select(LockRow.entry_id).where(locked)))
    if uids := [one.uid for one in sought if one.uid]:
        found |= set(session.scalars(select(SightingRow.entry_id).where(SightingRow.uid.in_(uids))))
    for one in sought:
        if one.through is not None:
            found |= _like(session, one, SightingRow.start_on.between(min(one.days), one.through))
        if one.moved_after is not None:
            ahead = SightingRow.start_on.between(one.moved_after, max(one.days) + WITHIN)
            found |= _like(session, one, ahead)
    return found


def _like(session: Session, sought: Sought, where: ColumnElement[bool]) -> set[str]:
    """What has one of the stems of a telling that is sought by a stretch of days."""
    like = [SightingRow.stems.contains(f" {stem} ", autoescape=True) for stem in sorted(sought.stems)]
    query = select(SightingRow.entry_id).where(where, or_(SightingRow.stems.is_(None), *like))
    return set(session.scalars(query))


def _has_one_of(told: str | None, stems: Iterable[str]) -> bool:
    """Whether a telling's title has one of the stems, or was kept before stems were."""
    return told is None or any(f" {stem} " in told for stem in stems)


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
    ids = [row.id for row in rows]
    locks, judged = locks_of(session, ids), _judged(session, ids)
    return tuple(
        KnownEntry(
            id=row.id,
            entry=entry_of(row),
            locks=locks.get(row.id, ()),
            judged=bool(row.review) or row.id in locks or row.id in judged,
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
                    id=s.id,
                )
                for s in sorted(row.sightings, key=lambda s: s.id)
            ),
        )
        for row in rows
    )


def _judged(session: Session, ids: Collection[str]) -> set[str]:
    """Those of the entries on which a judgement stands, also as a part that a person split off."""
    standing = JudgementRow.undone_at.is_(None)
    of_them = select(JudgementRow.entry_id).where(standing, JudgementRow.entry_id.in_(ids))
    parts = select(JudgementRow.other_id).where(standing, JudgementRow.other_id.in_(ids))
    return set(session.scalars(union(of_them, parts)))
