"""`keep_entries(store, stored(1), stored(2))` -> their rows in a store, as if documents had told of them."""

from sqlalchemy import insert

from calagg.model import CalendarEntry
from calagg.store import Store
from calagg.store.schema import ChangeRow, DocumentRow, EntryRow, SightingRow
from calagg.store.source_schema import SourceRow

SOURCE = "natverk"


def keep_entries(store: Store, *entries: CalendarEntry, review: str = "") -> None:
    """Adds the entries with their sightings and histories, all of them told by documents of the source `natverk`."""
    with store.write() as session:
        if session.get(SourceRow, SOURCE) is None:
            session.add(SourceRow(name=SOURCE, kind="folder", error=""))
            session.flush()
        documents = {s.document_id: s for e in entries for s in e.sightings}
        for id_, told in documents.items():
            if session.get(DocumentRow, id_) is None:
                session.add(
                    DocumentRow(
                        id=id_,
                        sha256=id_.replace("-", "") * 2,
                        source_name=SOURCE,
                        name=told.document_name,
                        origin=f"{told.document_origin}-{id_}",
                        format="text",
                        title=told.document_title,
                        text=told.quote,
                        anchors=[],
                        outcome="ok",
                        reference_on=told.reference_on,
                        reference_reasons=[],
                        read_at=min(e.created_at for e in entries),
                    )
                )
        session.flush()
        for table, rows in (
            (EntryRow, [_entry(e, review) for e in entries]),
            (SightingRow, [row for e in entries for row in _sightings(e)]),
            (ChangeRow, [row for e in entries for row in _changes(e)]),
        ):
            if rows:
                session.execute(insert(table), rows)


def _entry(stored: CalendarEntry, review: str) -> dict[str, object]:
    e = stored.entry
    return {
        "id": stored.id,
        "kind": e.kind.value,
        "status": e.status.value,
        "title": e.title,
        "start_on": e.start.day,
        "start_at": e.start.clock,
        "end_on": e.end.day if e.end else None,
        "end_at": e.end.clock if e.end else None,
        "grain": e.grain.value,
        "location": e.location,
        "organiser": e.organiser,
        "url": e.url,
        "confidence": e.confidence,
        "review": review,
        "reasons": [],
        "contradictions": list(e.contradictions),
        "sequence": stored.sequence,
        "created_at": stored.created_at,
        "changed_at": stored.changed_at,
    }


def _sightings(stored: CalendarEntry) -> list[dict[str, object]]:
    return [
        {
            "entry_id": stored.id,
            "document_id": s.document_id,
            "key": f"{stored.id}-{n}",
            "span_start": s.span.start,
            "span_end": s.span.end,
            "mention": s.mention,
            "quote": s.quote,
            "place": s.place,
            "told": {},
            "retired_at": s.retired_at,
        }
        for n, s in enumerate(stored.sightings)
    ]


def _changes(stored: CalendarEntry) -> list[dict[str, object]]:
    return [
        {
            "entry_id": stored.id,
            "document_id": None,
            "at": c.at,
            "what": c.what,
            "before": c.before,
            "after": c.after,
            "reason": c.reason,
        }
        for c in reversed(stored.changes)
    ]
