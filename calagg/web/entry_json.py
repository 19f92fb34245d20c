"""CalendarEntry -> the object that /api/entries gives, and schema.org's Event for search engines.

Times are local to `zone` and written as the minutes mean them: `2026-12-03` or `2026-12-03T09:00`; the end of whole
days is their last. What the API's fields are is told in `openapi.json`. Source: schema.org/Event.
"""

from typing import Any
from zoneinfo import ZoneInfo

from calagg.clock import instant, local
from calagg.model import CalendarEntry, Kind, Moment, Status
from calagg.publish.text import plain

_STATUS = {
    Status.CONFIRMED: "https://schema.org/EventScheduled",
    Status.TENTATIVE: "https://schema.org/EventScheduled",
    Status.CANCELLED: "https://schema.org/EventCancelled",
}


def entry_object(stored: CalendarEntry, *, address: str, zone: ZoneInfo) -> dict[str, Any]:
    """The masked entry as the API gives it; `address` is where readers find the web list."""
    entry = stored.entry
    return {
        "id": stored.id,
        "title": plain(entry.title),
        "kind": entry.kind.value,
        "status": entry.status.value,
        "start": str(entry.start),
        "end": str(entry.end) if entry.end else None,
        "recurrence": entry.recurrence.parts if entry.recurrence else None,
        "grain": entry.grain.value,
        "time_zone": zone.key,
        "location": _text(entry.location),
        "organiser": _text(entry.organiser),
        "url": _text(entry.url),
        "quote": plain(entry.quote),
        "sequence": stored.sequence,
        "created_at": stored.created_at.isoformat(),
        "changed_at": stored.changed_at.isoformat(),
        "page": f"{address}/entries/{stored.id}",
        "documents": [
            {
                "title": plain(s.document_title or s.document_name),
                "reference": s.reference_on.isoformat(),
                "place": plain(s.place),
                "page": f"{address}/documents/{s.document_id}",
            }
            for s in stored.sightings
            if s.retired_at is None
        ],
    }


def event_object(stored: CalendarEntry, *, address: str, zone: ZoneInfo) -> dict[str, Any] | None:
    """schema.org's Event of a masked entry; None for one that nobody attends or that has no day."""
    entry = stored.entry
    if entry.kind is not Kind.EVENT or entry.grain.coarse:
        return None
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": plain(entry.title),
        "startDate": _moment(entry.start, zone),
        "eventStatus": _STATUS[entry.status],
        "url": f"{address}/entries/{stored.id}",
    }
    if entry.end:
        told["endDate"] = _moment(entry.end, zone)
    if entry.quote:
        told["description"] = plain(entry.quote)
    if entry.location:
        told["location"] = {"@type": "Place", "name": plain(entry.location)}
    if entry.organiser:
        told["organizer"] = {"@type": "Organization", "name": plain(entry.organiser)}
    return told


def _moment(moment: Moment, zone: ZoneInfo) -> str:
    """A day, or an instant with its zone's offset."""
    if moment.clock is None:
        return moment.day.isoformat()
    return local(instant(moment.day, moment.clock, zone), zone).isoformat()


def _text(text: str | None) -> str | None:
    return plain(text) or None if text else None
