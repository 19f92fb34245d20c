"""A year of minutes of three networks that overlap: `READ["a01"]` is the extraction of a01.txt.

The letter is the network's, the number the order of its meetings; "a03-justerat" is what stands at the address of a03
later. `act` is what a person decides on reading one of them, `shown` the calendar as a table.
"""

from datetime import UTC, date, datetime
from pathlib import Path

from calagg.extract import extract
from calagg.merge import accept_entry, answer_proposals, apply_document, reject_entry
from calagg.model import CalendarEntry, Document, Extraction
from calagg.model.lock import Field
from calagg.store import Store
from calagg.store.entries import entries_around, entries_between
from calagg.store.known import known_entry

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.txt")}


def _read(name: str) -> Extraction:
    document = Document.from_text(TEXTS[name], f"{name}.txt")
    origin = f"minutes/{name.removesuffix('-justerat')}.txt"
    text, sha256 = document.text, document.sha256
    return extract(Document(name=document.name, text=text, sha256=sha256, origin=origin, title=name))


READ = {name: _read(name) for name in sorted(TEXTS)}
BY_DAY = sorted(READ, key=lambda name: (name.endswith("-justerat"), READ[name].reference.day, name))


def ingest(store: Store, name: str) -> None:
    """Reads one of the documents, in a transaction of its own."""
    read = READ[name]
    with store.write() as session:
        apply_document(session, read.document, read, source_name="minutes", now=NOW, engine="1")


def act(store: Store, name: str) -> None:
    """What a person decides when that document has been read."""
    if name == "c06" and (found := _titled(store, "Nya anvisningar")):
        with store.write() as session:
            reject_entry(session, found.id, "gäller inte oss", who="Bo", now=NOW)
    if name == "c07" and (found := _titled(store, "Julavslutning")):
        with store.write() as session:
            corrected = {Field.WHEN: "2026-12-09T14:30//minute"}
            accept_entry(session, found.id, corrected, who="Bo", now=NOW)
    if name in ("c07", "c08") and (found := _titled(store, "Julavslutning")):
        with store.write() as session:
            known = known_entry(session, found.id)
            if known and any(lock.proposed for lock in known.locks):
                answer_proposals(session, found.id, take=False, who="Bo", now=NOW)


def shown(store: Store) -> list[str]:
    """The calendar: when, what, where, its status, and by which documents it is told now."""
    with store.read() as session:
        entries = entries_between(session, FIRST, LAST, min_confidence=0.5)
    return sorted(_line(e) for e in entries)


def _titled(store: Store, title: str) -> CalendarEntry | None:
    with store.read() as session:
        return next((e for e in entries_around(session, FIRST, LAST) if e.entry.title.startswith(title)), None)


def _line(stored: CalendarEntry) -> str:
    entry = stored.entry
    end = f"..{entry.end}" if entry.end else ""
    told = sorted(s.document_title for s in stored.sightings if s.retired_at is None)
    status = "" if entry.status == "confirmed" else f" ({entry.status})"
    where = f" @ {entry.location}" if entry.location else ""
    return f"{entry.start}{end} {entry.title}{where}{status}: {' '.join(told)}"
