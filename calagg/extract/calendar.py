"""A calendar's document -> Extraction: its events as they are stated; no words in it are read for dates.

What an .ics file holds is read in `calagg.read.ics`; what becomes of a page's stated events is in `stated.py`.
"""

from datetime import date

from calagg.extract.stated import SURE
from calagg.model.document import Document, StatedEvent
from calagg.model.entry import Entry, Extraction, Kind, Reference, Status
from calagg.model.timex import Grain

REASON = "angivet i kalendern"


def extract_calendar(document: Document, given: date | None = None) -> Extraction:
    """The entries of a calendar, read on the day that it was last changed or `given`."""
    changed = [e.day for e in document.evidence if e.what == "property"]
    written = [e.day for e in document.evidence if e.what == "file"]
    days = [min(changed + written)] if changed else written  # a clock that was ahead must not outdo the file's own day
    if given is not None:
        reference = Reference(day=given, source="given", reasons=("angiven vid läsningen",))
    elif days:
        reference = Reference(day=days[0], source="stated", confidence=0.97, reasons=("kalenderns senaste ändring",))
    else:
        reference = Reference(day=date(1970, 1, 1), source="unknown", confidence=0.0, reasons=("inget säger när",))
    return Extraction(
        document=document, reference=reference, entries=tuple(_entry(event, document) for event in document.stated)
    )


def _entry(event: StatedEvent, document: Document) -> Entry:
    told = Status.TENTATIVE if event.tentative else Status.CONFIRMED
    return Entry(
        title=event.title,
        kind=Kind.DEADLINE if event.deadline else Kind.EVENT,
        status=Status.CANCELLED if event.cancelled else told,
        start=event.start,
        end=event.end,
        grain=Grain.MINUTE if event.start.clock else Grain.DAY,
        location=event.location,
        organiser=event.organiser,
        url=event.url,
        quote=event.quote,
        mention=event.span.of(document.text),
        span=event.span,
        confidence=SURE,
        reasons=(REASON,),
        uid=event.uid,
        sequence=event.sequence,
    )
