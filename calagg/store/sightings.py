"""replace_sightings(session, document_id, …): what documents tell, written down by the entries that they tell of.

Which entry that is follows in `calagg.merge`; how it is read back is in `known` and `entries`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from calagg.model import Entry
from calagg.store.edits import JOINED
from calagg.store.schema import ChangeRow, EntryRow, SightingRow
from calagg.store.seeking import stems_text
from calagg.store.told import told_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a document tells of an entry, and what it is found by: the stems of its title, the day that it is moved
    from, and whether it is moved from a day that is not said."""

    entry_id: str
    key: str
    entry: Entry
    place: str = ""
    stems: frozenset[str] = frozenset()
    left_on: date | None = None
    moving: bool = False


def replace_sightings(session: Session, document_id: str, told: Iterable[Told], *, now: datetime) -> None:
    """Keeps these as what the document tells; earlier ones it no longer tells are retired. A sighting that is told
    again keeps its row."""
    rows = session.scalars(select(SightingRow).where(SightingRow.document_id == document_id)).all()
    free = {(row.entry_id, row.key): row for row in rows}
    telling = [(free.pop((one.entry_id, one.key), None), one) for one in told]
    for row in free.values():
        row.key = f"retired-{row.id}"  # its key may be that of another sighting now
        row.retired_at = row.retired_at or now
    session.flush()
    for exact, one in telling:
        moved = next((k for k in free if k[0] == one.entry_id), None) if exact is None else None
        row = exact or (free.pop(moved) if moved else SightingRow(entry_id=one.entry_id, document_id=document_id))
        entry = one.entry
        row.key = one.key
        row.span_start, row.span_end = entry.span.start, entry.span.end
        row.mention, row.quote, row.place = entry.mention, entry.quote, one.place
        row.told = told_by(entry)
        row.title, row.organiser = entry.title, entry.organiser
        row.start_on, row.end_on = entry.start.day, entry.end.day if entry.end else None
        row.last_on = entry.days[-1] if entry.recurrence else None
        row.left_on, row.uid = one.left_on, entry.uid
        row.stems, row.moving = stems_text(one.stems), one.moving
        row.retired_at = None
        session.add(row)
    session.flush()


def gather_sightings(session: Session, entry_id: str, ids: Collection[int]) -> None:
    """Makes these sightings tell of the entry, whatever they told of before."""
    session.execute(update(SightingRow).where(SightingRow.id.in_(ids)).values(entry_id=entry_id))


def give_sightings(
    session: Session,
    entry_id: str,
    survivor_id: str,
    *,
    reason: str,
    now: datetime,
    who: str = "",
    document_id: str | None = None,
) -> list[int]:
    """Makes the first entry the second's: what documents tell of it they tell of the other now, and it is gone.

    Returns the ids of the sightings that were given."""
    given = list(session.scalars(select(SightingRow.id).where(SightingRow.entry_id == entry_id)))
    session.execute(update(SightingRow).where(SightingRow.entry_id == entry_id).values(entry_id=survivor_id))
    row = session.get_one(EntryRow, entry_id)
    session.add(
        ChangeRow(
            entry_id=entry_id,
            document_id=document_id,
            at=now,
            what=JOINED,
            before="",
            after=survivor_id,
            reason=reason,
            who=who,
        )
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
