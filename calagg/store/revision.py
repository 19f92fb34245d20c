"""revision(session) -> (812, 4031, "2026-11-20 …", …): others once entries, what proves them or documents are."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from calagg.store.schema import ChangeRow, DocumentRow, EntryRow, SightingRow

Revision = tuple[int, int, str, str]


def revision(session: Session) -> Revision:
    """The last line of any history, the last sighting, and when a document was read or an entry changed last.

    All are read off the ends of indexes. What is only removed may leave them as they were: who keeps something by them
    keeps it for some seconds alone.
    """
    change = session.scalar(select(func.max(ChangeRow.id))) or 0
    sighting = session.scalar(select(func.max(SightingRow.id))) or 0
    document = session.scalar(select(func.max(DocumentRow.read_at)))
    entry = session.scalar(select(func.max(EntryRow.changed_at)))
    return change, sighting, str(document), str(entry)
