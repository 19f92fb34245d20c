"""Extraction -> {"document": …, "entries": [{"title": …, "start": "2027-03-01T09:00", …}]}: what `extract` prints.

Other programs read this; a key that is here stays.
"""

from typing import Any

from calagg.model import Dismissed, Entry, Extraction


def extraction_as_json(extraction: Extraction) -> dict[str, Any]:
    """The extraction with days as YYYY-MM-DD and times as YYYY-MM-DDTHH:MM, local; a whole day's `end` is inclusive."""
    return {
        "document": extraction.document.name,
        "reference": extraction.reference.day.isoformat(),
        "reference_source": extraction.reference.source,
        "entries": [_entry(entry) for entry in extraction.entries],
        "dismissed": [_dismissed(one) for one in extraction.dismissed],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "kind": entry.kind.value,
        "status": entry.status.value,
        "start": str(entry.start),
        "end": str(entry.end) if entry.end else None,
        "recurrence": entry.recurrence.parts if entry.recurrence else None,
        "grain": entry.grain.value,
        "location": entry.location,
        "organiser": entry.organiser,
        "url": entry.url,
        "quote": entry.quote,
        "span": [entry.span.start, entry.span.end],
        "confidence": entry.confidence,
        "reasons": list(entry.reasons),
    }


def _dismissed(one: Dismissed) -> dict[str, Any]:
    value = one.mention.value
    return {
        "text": one.mention.text,
        "span": [one.mention.span.start, one.mention.span.end],
        "start": str(value.start) if value else None,
        "end": str(value.end) if value and value.end else None,
        "grain": value.grain.value if value else None,
        "rule": one.mention.rule,
        "reason": one.reason,
    }
