"""change_entry(session, id, entry, (Edit("start", …),), …): what an entry is now, with a line of history for each edit.

What follows from what is decided in `calagg.merge`; what documents tell of an entry is in `sightings`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from calagg.model import Entry
from calagg.store.schema import ChangeRow, EntryRow

BY_HAND = "sammanslagen för hand"
JOINED = "merged"  # what a change is named by which an entry became another's, in the history of both
SPLIT_OFF = "split"  # what a change is named by which a person made a part of an entry one of its own
PARTED = "parted"  # what a change is named by which an entry that had become a part of this one is its own again


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One field that changes, as text; `reason` is Swedish, for the entry's history."""

    what: str
    before: str
    after: str
    reason: str


def add_entry(session: Session, entry_id: str, entry: Entry, *, now: datetime) -> None:
    """Makes the entry's row, at sequence 0."""
    row = EntryRow(id=entry_id, review="", sequence=0, created_at=now, changed_at=now)
    _fill(row, entry)
    session.add(row)


def revive_entry(
    session: Session, entry_id: str, entry: Entry, *, reason: str, document_id: str | None, now: datetime
) -> None:
    """Makes an entry that had become another's one of its own again, with a line of it in its history."""
    row = session.get_one(EntryRow, entry_id)
    row.review, row.merged_into = "", None
    edit = Edit(what=PARTED, before="", after=entry.title, reason=reason)
    change_entry(session, entry_id, entry, [edit], document_id=document_id, now=now)


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


def mark_doubted(session: Session, entry_id: str, *, doubted: bool) -> None:
    """Notes whether documents say of the entry what does not go together, so that it waits for a person to look."""
    session.get_one(EntryRow, entry_id).doubted = doubted


def _fill(row: EntryRow, entry: Entry) -> None:
    row.kind, row.status, row.title, row.grain = entry.kind.value, entry.status.value, entry.title, entry.grain.value
    row.start_on, row.start_at = entry.start.day, entry.start.clock
    row.end_on, row.end_at = (entry.end.day, entry.end.clock) if entry.end else (None, None)
    row.recurrence = str(entry.recurrence) if entry.recurrence else None
    row.last_on = entry.days[-1] if entry.recurrence else None
    row.location, row.organiser, row.url = entry.location, entry.organiser, entry.url
    row.confidence = entry.confidence
    row.reasons, row.contradictions = list(entry.reasons), list(entry.contradictions)
