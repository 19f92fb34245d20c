"""Entry(start=2027-01-15) <-> {"start": "2027-01-15", …}: an entry as a sighting's JSON and as a row keep it.

A later merge replays it: what the entry is follows from what its documents told, not from the order they came in.
"""

from typing import Any

from sqlalchemy import Row

from calagg.model import Entry, Grain, Kind, Moment, Span, Status
from calagg.model.recurrence import Recurrence
from calagg.store.schema import EntryRow


def told_by(entry: Entry) -> dict[str, Any]:
    """The entry as JSON; `entry_told` gives it back unchanged."""
    return (
        {
            "title": entry.title,
            "kind": entry.kind.value,
            "start": str(entry.start),
            "end": str(entry.end) if entry.end else None,
            "grain": entry.grain.value,
            "status": entry.status.value,
            "location": entry.location,
            "organiser": entry.organiser,
            "url": entry.url,
            "quote": entry.quote,
            "mention": entry.mention,
            "span": [entry.span.start, entry.span.end],
            "confidence": entry.confidence,
            "reasons": list(entry.reasons),
            "contradictions": list(entry.contradictions),
        }
        | ({"recurrence": str(entry.recurrence)} if entry.recurrence else {})
        | ({"uid": entry.uid, "sequence": entry.sequence} if entry.uid else {})
    )


def entry_told(told: dict[str, Any]) -> Entry:
    """The entry that `told_by` wrote."""
    return Entry(
        title=told["title"],
        kind=Kind(told["kind"]),
        start=Moment.parse(told["start"]),
        end=Moment.parse(told["end"]) if told["end"] else None,
        recurrence=Recurrence.parse(told["recurrence"]) if told.get("recurrence") else None,
        grain=Grain(told["grain"]),
        status=Status(told["status"]),
        location=told["location"],
        organiser=told["organiser"],
        url=told["url"],
        quote=told["quote"],
        mention=told["mention"],
        span=Span(*told["span"]),
        confidence=told["confidence"],
        reasons=tuple(told["reasons"]),
        contradictions=tuple(told["contradictions"]),
        uid=told.get("uid"),
        sequence=told.get("sequence", 0),
    )


def entry_of(row: EntryRow | Row[Any]) -> Entry:
    """The entry as its row keeps it: without quote, mention and span, which are its sightings'."""
    return Entry(
        title=row.title,
        kind=Kind(row.kind),
        start=Moment(row.start_on, row.start_at),
        end=Moment(row.end_on, row.end_at) if row.end_on else None,
        recurrence=Recurrence.parse(row.recurrence) if row.recurrence else None,
        grain=Grain(row.grain),
        status=Status(row.status),
        location=row.location,
        organiser=row.organiser,
        url=row.url,
        confidence=row.confidence,
        reasons=tuple(row.reasons),
        contradictions=tuple(row.contradictions),
    )
