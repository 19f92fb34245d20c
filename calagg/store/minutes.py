"""`organisers_told(session, …)` -> [Told("d1", 2026-09-14, "Socialnämnden", 4)]: whose entries which documents tell of.

And the meetings that organisers have announced. What follows from both is in `calagg.coverage`.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from calagg.model import Kind, Status
from calagg.store.entries import published
from calagg.store.schema import DocumentRow, EntryRow, SightingRow


@dataclass(frozen=True, slots=True)
class Told:
    """How many entries of an organiser a document tells of, in its own spelling, and the document's reference day."""

    document_id: str
    reference_on: date
    organiser: str
    entries: int


def organisers_told(session: Session, *, since: date, until: date) -> list[Told]:
    """Of the documents that hold and whose reference day is in since..until, both inclusive, by that day."""
    organiser = SightingRow.told["organiser"].as_string().label("organiser")
    chosen = (
        select(DocumentRow.id, DocumentRow.reference_on, organiser, func.count())
        .join(SightingRow, SightingRow.document_id == DocumentRow.id)
        .where(
            DocumentRow.reference_on.between(since, until),
            DocumentRow.superseded_at.is_(None),
            SightingRow.retired_at.is_(None),
            organiser.is_not(None),
        )
        .group_by(DocumentRow.id, DocumentRow.reference_on, organiser)
        .order_by(DocumentRow.reference_on, DocumentRow.id, organiser)
    )
    return [Told(id_, day, name, count) for id_, day, name, count in session.execute(chosen) if day and name]


def announced_meetings(session: Session, *, since: date, min_confidence: float) -> list[tuple[str, date]]:
    """The organiser and the last day of each published event from then on that is to the day and is not cancelled."""
    last_day = func.coalesce(EntryRow.end_on, EntryRow.start_on)
    chosen = select(EntryRow.organiser, last_day).where(
        published(min_confidence),
        EntryRow.kind == Kind.EVENT.value,
        EntryRow.status != Status.CANCELLED.value,
        EntryRow.grain.in_(("day", "minute")),
        EntryRow.organiser.is_not(None),
        last_day >= since,
    )
    ordered = chosen.order_by(last_day, EntryRow.id)
    return [(organiser, day) for organiser, day in session.execute(ordered) if organiser]
