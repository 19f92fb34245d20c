"""`count_activity(session, since=…)` -> Activity(documents=6, …): what has come since then, in figures.

Nothing here tells of a reader; what the figures mean for an administrator is in `calagg.web.drift_view`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from calagg.model import Outcome
from calagg.store.schema import ChangeRow, DocumentRow, EntryRow, SightingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Documents that were read and how many of them in vain; entries that are new, were changed or were cancelled."""

    documents: int = 0
    unread: int = 0
    new: int = 0
    changed: int = 0
    cancelled: int = 0


def count_activity(session: Session, *, since: datetime) -> Activity:
    """What has come since then. An entry counts once: as new, else as cancelled, else as changed."""
    read = select(DocumentRow.outcome).where(DocumentRow.read_at >= since, DocumentRow.superseded_at.is_(None))
    outcomes = session.scalars(read).all()
    of_entries = select(EntryRow.id).where(EntryRow.merged_into.is_(None))
    new = set(session.scalars(of_entries.where(EntryRow.created_at >= since)))
    lines = select(ChangeRow.entry_id, ChangeRow.what, ChangeRow.after).where(
        ChangeRow.at >= since, ChangeRow.what != "review", ChangeRow.entry_id.in_(of_entries)
    )
    changes = [(entry, what, after) for entry, what, after in session.execute(lines) if entry not in new]
    cancelled = {entry for entry, what, after in changes if (what, after) == ("status", "cancelled")}
    return Activity(
        documents=len(outcomes),
        unread=sum(outcome != Outcome.OK.value for outcome in outcomes),
        new=len(new),
        changed=len({entry for entry, _, _ in changes} - cancelled),
        cancelled=len(cancelled),
    )


def entries_found(session: Session, *, since: datetime) -> list[tuple[str, datetime]]:
    """The name of the source and the instant of each entry found since then; once for each source that tells of it."""
    chosen = (
        select(DocumentRow.source_name, EntryRow.created_at, EntryRow.id)
        .join(SightingRow, SightingRow.document_id == DocumentRow.id)
        .join(EntryRow, EntryRow.id == SightingRow.entry_id)
        .where(EntryRow.created_at >= since, DocumentRow.source_name.is_not(None))
        .distinct()
        .order_by(EntryRow.created_at, EntryRow.id, DocumentRow.source_name)
    )
    return [(name, at) for name, at, _ in session.execute(chosen) if name]
