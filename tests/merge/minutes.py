"""Invented minutes for the merge's tests: `minutes("v1", day, told(...))` -> a document and its extraction."""

from datetime import UTC, date, datetime

from calagg.merge import Applied, apply_document
from calagg.model import (
    CalendarEntry,
    Dismissed,
    Document,
    Entry,
    Extraction,
    Kind,
    Mention,
    Moment,
    Reference,
    Span,
    Status,
    Value,
)
from calagg.store import Store
from calagg.store.entries import entries_between

SEPTEMBER = date(2026, 9, 10)
OCTOBER = date(2026, 10, 8)
NOVEMBER = date(2026, 11, 12)
NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def moment(text: str) -> Moment:
    """The moment that the ISO text says."""
    return Moment.parse(text)


def told(
    title: str,
    start: str,
    *,
    at: int = 0,
    kind: Kind = Kind.EVENT,
    end: str | None = None,
    status: Status = Status.CONFIRMED,
    location: str | None = None,
    quote: str | None = None,
    confidence: float = 0.9,
) -> Entry:
    """An entry as a document tells it, its mention at the offset `at`."""
    return Entry(
        title=title,
        kind=kind,
        start=moment(start),
        end=moment(end) if end else None,
        status=status,
        location=location,
        quote=quote or f"{title}: {start}.",
        mention=start,
        span=Span(at, at + 10),
        confidence=confidence,
    )


def minutes(
    content: str,
    reference: date,
    *entries: Entry,
    origin: str = "minutes/a.txt",
    named: tuple[str, ...] = (),
) -> Extraction:
    """The extraction of minutes whose bytes are `content`; `named` are days that it mentions without an entry."""
    document = Document.from_text(content, "a.txt")
    document = Document(
        name="a.txt",
        text=content,
        sha256=document.sha256,
        origin=origin,
        title=f"Protokoll {reference}",
    )
    dismissed = tuple(
        Dismissed(Mention(text=day, span=Span(0, 1), rule="day", value=Value(start=moment(day))), "past")
        for day in named
    )
    return Extraction(
        document=document,
        reference=Reference(day=reference, source="stated"),
        entries=entries,
        dismissed=dismissed,
    )


def ingest(store: Store, extraction: Extraction, *, now: datetime = NOW, engine: str = "1") -> Applied:
    """Applies the extraction in a transaction of its own."""
    with store.write() as session:
        return apply_document(
            session,
            extraction.document,
            extraction,
            source_name="minutes",
            now=now,
            engine=engine,
        )


def calendar(store: Store) -> list[CalendarEntry]:
    """Everything that is published."""
    with store.read() as session:
        return entries_between(session, date(2000, 1, 1), date(2100, 1, 1), min_confidence=0.5)


def shown(store: Store) -> list[str]:
    """The calendar, a line for each entry: start, title, status, sequence, and how many documents say it now."""
    return [
        f"{e.entry.start} {e.entry.title} {e.entry.status} #{e.sequence}"
        f" x{sum(s.retired_at is None for s in e.sightings)}"
        for e in calendar(store)
    ]
