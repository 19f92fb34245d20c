"""edits_between(before, after) -> [("start", "2027-01-15", "2027-01-29")]: what of an entry is another than it was."""

from collections.abc import Sequence

from calagg.model import Entry
from calagg.store.known import KnownSighting

FIELDS = (
    *("title", "kind", "status", "start", "end", "recurrence", "grain"),
    *("location", "organiser", "url", "contradictions"),
)


def edits_between(before: Entry, after: Entry) -> list[tuple[str, str, str]]:
    """(field, before, after) of each field that differs, as text."""
    return [
        (name, _shown(getattr(before, name)), _shown(getattr(after, name)))
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    ]


def proof_edits(before: Sequence[KnownSighting], after: Sequence[KnownSighting]) -> list[tuple[str, str, str]]:
    """What changes of the sentence that readers see as the proof, and of the document that it stands in; `after` is
    not empty, and before and after are what is told, in any order."""
    if not before:
        return [("sighting", "", _proof(after).document_title)]
    old, new = _proof(before), _proof(after)
    if old.document_title != new.document_title:
        return [("sighting", old.document_title, new.document_title)]
    if old.told.quote != new.told.quote:
        return [("quote", old.told.quote, new.told.quote)]
    return [("place", old.place, new.place)] if old.place != new.place else []


def _proof(sightings: Sequence[KnownSighting]) -> KnownSighting:
    """The sighting that is shown: the order is that of `CalendarEntry.sightings`."""
    return min(sightings, key=lambda s: (-s.reference_on.toordinal(), s.document_id, s.told.span))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)
