"""A stored document and its judged entries -> {"document": …, "items": […], "mentions": […]}: an answer key.

What a person accepted is an item that must be found; what nobody has judged may be found, and is neither rewarded nor
punished; what was rejected, and what was dismissed, is a mention that is no item. A document's reading can be measured
against it.
"""

from collections.abc import Sequence
from typing import Any

from calagg.model import CalendarEntry, Grain, Kind, Sighting
from calagg.store.documents import StoredDismissal, StoredDocument

ACCEPTED, REJECTED = "accepted", "rejected"
LEAST_WORD = 4  # letters of a word that tells what a title is about


def answer_key(
    document: StoredDocument,
    told: Sequence[CalendarEntry],
    dismissed: Sequence[StoredDismissal],
) -> dict[str, Any]:
    """The key; `told` are the document's entries.

    Days are YYYY-MM-DD and times YYYY-MM-DDTHH:MM, local; the end of whole days is the last, inclusive.
    """
    proved = [(entry, _sighting(entry, document.id)) for entry in told]
    return {
        "document": document.name,
        "reference": document.reference_on.isoformat() if document.reference_on else None,
        "reference_source": "given" if document.reference_source in ("given", "stated") else "inferred",
        "items": [
            _item(entry, sighting, required=entry.review == ACCEPTED)
            for entry, sighting in proved
            if sighting and entry.review != REJECTED and not entry.entry.grain.coarse
        ],
        "mentions": [
            _mention(sighting.mention, str(entry.entry.start), str(entry.entry.end or "") or None, REJECTED)
            for entry, sighting in proved
            if sighting and entry.review == REJECTED
        ]
        + [_mention(one.mention, one.value, None, one.reason) for one in dismissed if one.value],
        "traps": [],
    }


def _sighting(entry: CalendarEntry, document_id: str) -> Sighting | None:
    return next((s for s in entry.sightings if s.document_id == document_id and s.retired_at is None), None)


def _item(stored: CalendarEntry, sighting: Sighting, *, required: bool) -> dict[str, Any]:
    entry = stored.entry
    week = entry.grain is Grain.WEEK
    return {
        "quote": sighting.mention,
        "start": str(entry.start),
        "end": str(entry.end) if entry.end else None,
        "kinds": [entry.kind.value, *([Kind.DEADLINE.value] if entry.kind is Kind.WINDOW else [])],
        "status": [entry.status.value],
        "title_any": [_telling(entry.title)],
        "location_any": [entry.location.casefold()] if entry.location else [],
        "required": required and not week,
    }


def _telling(title: str) -> list[str]:
    """The words that tell what the title is about, each without its ending; the whole title where it has none."""
    words = [word.strip(".,:;()”\"'!?") for word in title.casefold().split()]
    return [word for word in words if len(word) >= LEAST_WORD] or [title.casefold()]


def _mention(quote: str, start: str, end: str | None, why: str) -> dict[str, Any]:
    return {"quote": quote, "start": start, "end": end, "why": why}
