"""entries_chosen(session, 2026-11-16, 2046-12-31, Selection(words=("enkät",))) -> the entries that may be meant.

What is published is looked through by the database, as feeds are (`wanted`), so that only what is found is loaded. An
entry that has changed since, or is not in the feeds yet, is given too: who asks compares each with the selection.
"""

from datetime import date

from sqlalchemy import and_, or_, select, true
from sqlalchemy.orm import Session

from calagg.model import CalendarEntry, Selection
from calagg.store.entries import entries_between, entries_with_ids, overlapping, published
from calagg.store.feed_schema import PublishedRow
from calagg.store.schema import EntryRow
from calagg.store.wanted import conditions_of


def entries_chosen(
    session: Session, first: date, last: date, selection: Selection, *, min_confidence: float
) -> list[CalendarEntry]:
    """Of the published entries that overlap first..last, both inclusive, by start, all that the selection takes, and
    perhaps some that it does not."""
    if selection == Selection():
        return entries_between(session, first, last, min_confidence=min_confidence)
    not_as_published = or_(
        PublishedRow.entry_id.is_(None),
        PublishedRow.sequence != EntryRow.sequence,
        PublishedRow.changed_at != EntryRow.changed_at,
    )
    chosen = (
        select(EntryRow.id)
        .outerjoin(PublishedRow, PublishedRow.entry_id == EntryRow.id)
        .where(overlapping(first, last), published(min_confidence))
        .where(or_(not_as_published, and_(true(), *conditions_of(selection))))
    )
    if selection.kinds:
        chosen = chosen.where(EntryRow.kind.in_(selection.kinds))
    return entries_with_ids(session, session.scalars(chosen).all())


def newest_over(session: Session, today: date, most: int, *, min_confidence: float) -> tuple[date, bool] | None:
    """From which day on some `most` published entries have begun before `today`, and whether that is all of them; None
    where none has."""
    begun = select(EntryRow.start_on).where(EntryRow.start_on <= today, published(min_confidence))
    days = session.scalars(begun.order_by(EntryRow.start_on.desc()).limit(most + 1)).all()
    return (days[-1], len(days) <= most) if days else None
