"""revision(session) -> (812, 4031, 77, 55): numbers that are others once entries, what proves them or documents are."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from calagg.store.schema import ChangeRow, DocumentRow, EntryRow, SightingRow

Revision = tuple[int, int, str, str]


def revision(session: Session) -> Revision:
    """The last line of any history, the last sighting, and when a document was read or an entry made last.

    All are read off indexes or few rows. What is only removed may leave them as they were: who keeps something by them
    keeps it for some seconds alone.
    """
    change = session.scalar(select(func.max(ChangeRow.id))) or 0
    sighting = session.scalar(select(func.max(SightingRow.id))) or 0
    document = session.scalar(select(func.max(DocumentRow.read_at)))
    entries = session.scalar(select(func.count()).select_from(EntryRow))
    return change, sighting, str(document), str(entries)
