"""entries_between(session, 2027-01-01, 2027-01-31) -> the calendar's entries with their sightings and history.

An entry is published when a person accepted it, or nobody has judged it and its confidence is high enough. One that
no document says any more stays, and its sightings are marked. How entries come to be is in `calagg.merge`.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from calagg.model import CalendarEntry, Change, Sighting, Span
from calagg.model.entry import NOWHERE
from calagg.store.review_schema import LockRow
from calagg.store.schema import ChangeRow, DocumentRow, EntryRow, SightingRow
from calagg.store.told import entry_of

REVIEWS = ("accepted", "rejected", "")
_FEW = 5_000
LAST_DAY = func.coalesce(EntryRow.last_on, EntryRow.end_on, EntryRow.start_on)


def find_entry(session: Session, entry_id: str) -> CalendarEntry | None:
    """The entry of that id, published or not."""
    found = _entries(session, EntryRow.id == entry_id)
    return found[0] if found else None


def entries_between(session: Session, first: date, last: date, *, min_confidence: float) -> list[CalendarEntry]:
    """The published entries that overlap first..last, both inclusive, by start; three queries however many."""
    return _entries(session, and_(overlapping(first, last), published(min_confidence)))


def entries_around(session: Session, first: date, last: date) -> list[CalendarEntry]:
    """The entries that overlap first..last, both inclusive, by start, published or waiting; none that was rejected."""
    return _entries(session, and_(overlapping(first, last), EntryRow.review.in_(("", "accepted"))))


def entries_with_ids(
    session: Session,
    ids: Collection[str],
    *,
    min_confidence: float | None = None,
    withdrawn: bool = False,
) -> list[CalendarEntry]:
    """The entries of these ids by start: all of them, or with `min_confidence` the published ones, and with `withdrawn`
    those as well that a person has rejected."""
    chosen = EntryRow.id.in_(ids)
    if min_confidence is None:
        return _entries(session, chosen)
    shown = published(min_confidence)
    return _entries(session, and_(chosen, or_(shown, EntryRow.review == "rejected") if withdrawn else shown))


def entries_awaiting_review(
    session: Session, *, min_confidence: float, since: date = date.min, document_id: str = "", limit: int | None = None
) -> list[CalendarEntry]:
    """The entries that a person is to decide on, the nearest and then the most doubtful first.

    Those that nobody has judged and that are too unsure to be published or that documents contradict each other on,
    and those against whose locks documents propose something; only what ends on `since` or later, and with
    `document_id` what that document tells of.
    """
    ordered = select(EntryRow.id).where(_waits(min_confidence, since, document_id))
    ids = session.scalars(ordered.order_by(LAST_DAY, EntryRow.confidence, EntryRow.id).limit(limit)).all()
    found = {entry.id: entry for entry in _entries(session, EntryRow.id.in_(ids))}
    return [found[id_] for id_ in ids]


def count_awaiting_review(
    session: Session, *, min_confidence: float, since: date = date.min, document_id: str = ""
) -> int:
    """How many `entries_awaiting_review` would give without a limit."""
    counted = select(func.count()).select_from(EntryRow).where(_waits(min_confidence, since, document_id))
    return session.scalar(counted) or 0


def _waits(min_confidence: float, since: date, document_id: str) -> ColumnElement[bool]:
    proposed = select(LockRow.entry_id).where(LockRow.proposed.is_not(None))
    unsure = and_(EntryRow.review == "", or_(EntryRow.confidence < min_confidence, EntryRow.doubted))
    contested = and_(EntryRow.review.in_(("", "accepted")), EntryRow.id.in_(proposed))
    conditions = [or_(unsure, contested), since <= LAST_DAY]
    if document_id:
        told = select(SightingRow.entry_id).where(
            SightingRow.document_id == document_id, SightingRow.retired_at.is_(None)
        )
        conditions.append(EntryRow.id.in_(told))
    return and_(*conditions)


def entries_of_document(session: Session, document_id: str) -> list[CalendarEntry]:
    """The entries that the document tells of, published or not, by start."""
    told = select(SightingRow.entry_id).where(
        SightingRow.document_id == document_id,
        SightingRow.retired_at.is_(None),
    )
    return _entries(session, EntryRow.id.in_(told))


def overlapping(first: date, last: date) -> ColumnElement[bool]:
    """The condition on an entry to be on a day of first..last, both inclusive; each of its parts has an index."""
    lasts = or_(EntryRow.end_on >= first, EntryRow.last_on >= first)
    return or_(EntryRow.start_on.between(first, last), and_(lasts, EntryRow.start_on <= last))


def published(min_confidence: float) -> ColumnElement[bool]:
    """The condition under which an entry is shown, published and reminded of."""
    return or_(EntryRow.review == "accepted", and_(EntryRow.review == "", EntryRow.confidence >= min_confidence))


def review_of(session: Session, entry_id: str) -> str:
    """'accepted', 'rejected', or '' where nobody has judged the entry or it is not there."""
    return session.scalars(select(EntryRow.review).where(EntryRow.id == entry_id)).one_or_none() or ""


def first_day(session: Session, *, min_confidence: float) -> date | None:
    """The day on which the first of the published entries begins; None where there are none."""
    return session.scalar(select(func.min(EntryRow.start_on)).where(published(min_confidence)))


def next_start(session: Session, after: date, *, min_confidence: float) -> date | None:
    """The first day after `after` on which a published entry begins; None where none does."""
    query = select(func.min(EntryRow.start_on)).where(EntryRow.start_on > after, published(min_confidence))
    return session.scalar(query)


def last_change(session: Session) -> datetime | None:
    """When an entry was last changed or made; None where there are none."""
    return session.scalar(select(func.max(EntryRow.changed_at)))


def survivor_of(session: Session, entry_id: str) -> str | None:
    """The id of the entry that this one became a part of, through any number of merges; None where it did not."""
    found: str | None = None
    into = session.scalar(select(EntryRow.merged_into).where(EntryRow.id == entry_id))
    while into is not None:
        found, into = into, session.scalar(select(EntryRow.merged_into).where(EntryRow.id == into))
    return found


def review_entry(session: Session, entry_id: str, review: str, *, reason: str, now: datetime, who: str = "") -> bool:
    """Keeps a person's judgement ('accepted', 'rejected' or '' to take it back) and a line of it in the history.

    False where there is no such entry or it is judged so already. Raises ValueError for another word.
    """
    if review not in REVIEWS:
        raise ValueError(f"review {review!r} is none of {REVIEWS}")
    row = session.get(EntryRow, entry_id)
    if row is None or row.review == review:
        return False
    session.add(
        ChangeRow(entry_id=entry_id, at=now, what="review", before=row.review, after=review, reason=reason, who=who)
    )
    row.review = review
    return True


def _entries(session: Session, where: ColumnElement[bool]) -> list[CalendarEntry]:
    rows = session.scalars(select(EntryRow).where(where)).all()
    # by their ids where they are few: of a condition databases guess too many, and read all that was ever told
    chosen = [row.id for row in rows] if len(rows) <= _FEW else select(EntryRow.id).where(where)
    sightings = _sightings(session, chosen)
    changes = _changes(session, chosen)
    made = [_calendar_entry(row, sightings[row.id], changes[row.id]) for row in rows]
    return sorted(made, key=lambda e: (e.entry.start.sort_key, e.entry.title, e.id))


def _calendar_entry(row: EntryRow, sightings: Sequence[Sighting], changes: Sequence[Change]) -> CalendarEntry:
    """The row as an entry; its quote, mention and span are those of the newest sighting that still holds."""
    proof = next((s for s in sightings if s.retired_at is None), sightings[0] if sightings else None)
    entry = replace(
        entry_of(row),
        quote=proof.quote if proof else "",
        mention=proof.mention if proof else "",
        span=proof.span if proof else NOWHERE,
    )
    return CalendarEntry(
        id=row.id,
        entry=entry,
        sequence=row.sequence,
        created_at=row.created_at,
        changed_at=row.changed_at,
        review=row.review,
        sightings=tuple(sightings),
        changes=tuple(changes),
    )


def _sightings(session: Session, chosen: list[str] | Select[str]) -> dict[str, list[Sighting]]:
    """By entry, newest reference day first; one that a newer version of the same document says too is left out."""
    query = (
        select(
            SightingRow,
            DocumentRow.name,
            DocumentRow.title,
            DocumentRow.origin,
            DocumentRow.reference_on,
            DocumentRow.source_name,
        )
        .join(DocumentRow, SightingRow.document_id == DocumentRow.id)
        .where(SightingRow.entry_id.in_(chosen))
        .where(or_(DocumentRow.superseded_at.is_(None), SightingRow.retired_at.is_not(None)))
    )
    found: dict[str, list[Sighting]] = defaultdict(list)
    for row, name, title, origin, reference_on, source_name in session.execute(query):
        found[row.entry_id].append(
            Sighting(
                document_id=row.document_id,
                document_name=name,
                document_title=title or name,
                document_origin=origin,
                reference_on=reference_on or date.min,  # a document that tells of an entry has one
                span=Span(row.span_start, row.span_end),
                mention=row.mention,
                quote=row.quote,
                place=row.place,
                retired_at=row.retired_at,
                source_name=source_name,
            )
        )
    for sightings in found.values():
        sightings.sort(key=lambda s: (-s.reference_on.toordinal(), s.document_id, s.span))
    return found


def _changes(session: Session, chosen: list[str] | Select[str]) -> dict[str, list[Change]]:
    query = (
        select(ChangeRow, DocumentRow.title, DocumentRow.name)
        .outerjoin(DocumentRow, ChangeRow.document_id == DocumentRow.id)
        .where(ChangeRow.entry_id.in_(chosen))
        .order_by(ChangeRow.at.desc(), ChangeRow.id.desc())
    )
    found: dict[str, list[Change]] = defaultdict(list)
    for row, title, name in session.execute(query):
        found[row.entry_id].append(
            Change(
                at=row.at,
                what=row.what,
                before=row.before,
                after=row.after,
                reason=row.reason,
                document_title=title or name or "",
                who=row.who,
            )
        )
    return found
