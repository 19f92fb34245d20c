"""`keep(store, "minutes/a.txt", day, ["Möte den {3 december} i Storåker."], told(…))`: invented minutes in a store.

The braces mark the mention; the n-th text proves the n-th entry.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from calagg.merge import apply_document
from calagg.model import Anchor, Document, Entry, Extraction, Grain, Kind, Moment, Reference, Span, Status
from calagg.store import Store
from calagg.store.entries import entries_between

READ_AT = datetime(2026, 11, 13, 7, 10, tzinfo=UTC)
NOVEMBER = date(2026, 11, 12)


def told(
    title: str,
    start: str,
    end: str | None = None,
    *,
    kind: Kind = Kind.EVENT,
    grain: Grain | None = None,
    status: Status = Status.CONFIRMED,
    location: str | None = None,
    organiser: str | None = None,
    url: str | None = None,
    confidence: float = 0.9,
    reasons: tuple[str, ...] = (),
    contradictions: tuple[str, ...] = (),
) -> Entry:
    """An entry as minutes tell it, without its proof."""
    at = Moment.parse(start)
    return Entry(
        title=title,
        kind=kind,
        start=at,
        end=Moment.parse(end) if end else None,
        grain=grain or (Grain.MINUTE if at.clock else Grain.DAY),
        status=status,
        location=location,
        organiser=organiser,
        url=url,
        confidence=confidence,
        reasons=reasons,
        contradictions=contradictions,
    )


def keep(
    store: Store,
    *proved: tuple[str, Entry],
    origin: str = "minutes/natverk.txt",
    title: str = "Minnesanteckningar, Nätverket",
    reference: date = NOVEMBER,
    before: str = "",
    now: datetime = READ_AT,
) -> None:
    """Applies minutes that consist of `before` and one paragraph for each entry."""
    text, entries = before, []
    for marked, entry in proved:
        start, end = marked.index("{"), marked.index("}") - 1
        quote = marked.replace("{", "").replace("}", "")
        span = Span(len(text) + start, len(text) + end)
        entries.append(replace(entry, quote=quote, mention=quote[start:end], span=span))
        text += f"{quote}\n\n"
    document = replace(
        Document.from_text(text, origin.rpartition("/")[2]),
        origin=origin,
        title=title,
        anchors=(Anchor(0, "page", "1"),),
    )
    extraction = Extraction(
        document=document,
        reference=Reference(day=reference, source="stated"),
        entries=tuple(entries),
    )
    with store.write() as session:
        apply_document(session, document, extraction, source_name="natverk", now=now, engine="1")


def ids(store: Store) -> dict[str, str]:
    """The ids of the published entries by their titles."""
    with store.read() as session:
        found = entries_between(session, date(2000, 1, 1), date(2100, 1, 1), min_confidence=0.0)
    return {entry.entry.title: entry.id for entry in found}


def words(node: LexborNode | None) -> str:
    """What a reader sees of the node, its white space healed, no-break spaces as spaces."""
    assert node is not None
    text = node.text(separator=" ")
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{ZERO WIDTH SPACE}", "").split())


def each(page: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    """The words of every node that the selector finds."""
    return [words(node) for node in page.css(selector)]


def without_proof(page: str) -> str:
    """The page without the proof of its forms, which is new each time."""
    return re.sub(r"[0-9a-f]{96}", "", page)
