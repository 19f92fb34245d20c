"""A stored document and its entries -> `DocumentView`: its text in blocks, what became entries numbered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from calagg.clock import local
from calagg.model import CalendarEntry, Kind, Span
from calagg.model.kind_words import kind_word
from calagg.model.masking import mask_text
from calagg.store.documents import StoredDocument
from calagg.web.marking import Passage, cut_passages
from calagg.web.occurrence import leading_occurrence
from calagg.web.rows import times_of
from calagg.web.unread import describe_unread
from calagg.web.wording import DASH, day_and_clock, full_date, long_date, month_and_year, short_weekday, unbroken, week

FORMATS = {
    "text": "Text",
    "markdown": "Text",
    "html": "Webbsida",
    "docx": "Word",
    "doc": "Word (.doc)",
    "pdf": "PDF",
    "mail": "E-post",
}


@dataclass(frozen=True, slots=True)
class IndexItem:
    """An entry in the margin. `entry_id` is empty where a person has yet to review it."""

    number: int
    entry_id: str
    anchor: str
    kind: str
    kind_word: str
    title: str
    cancelled: bool
    when: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading ('heading') or a page break ('page') with the entries that its text proves."""

    shape: str
    passages: tuple[Passage, ...]
    items: tuple[IndexItem, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentView:
    """All that the page of one document shows. `facts` are name and value."""

    title: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    anchors: dict[int, str]
    count: int
    unreadable: str
    superseded: bool


def build_document_view(
    stored: StoredDocument,
    published: Sequence[CalendarEntry],
    waiting: Sequence[CalendarEntry],
    today: date,
    zone: ZoneInfo,
) -> DocumentView:
    """The page of a document. `published` and `waiting` are its entries that are shown and that await review."""
    text = mask_text(stored.text)
    numbered = _number(stored.id, published, waiting, today)
    blocks = tuple(_cut_blocks(stored, text, numbered))
    return DocumentView(
        title=mask_text(stored.display_title),
        facts=_facts(stored, zone),
        blocks=blocks,
        anchors={item.number: item.anchor for item, _ in numbered},
        count=len(numbered),
        unreadable="" if text.strip() else "{}. {}.".format(*describe_unread(stored)),
        superseded=stored.superseded_at is not None,
    )


def _number(
    document_id: str, published: Sequence[CalendarEntry], waiting: Sequence[CalendarEntry], today: date
) -> list[tuple[IndexItem, Span]]:
    """Every entry's place in this document, in the order of the text, counted from 1."""
    shown = {entry.id for entry in published}
    placed = sorted(
        (
            (sighting.span, entry)
            for entry in (*published, *waiting)
            for sighting in entry.sightings
            if sighting.document_id == document_id
        ),
        key=lambda pair: (pair[0], pair[1].id),
    )
    seen: set[str] = set()
    numbered = []
    for number, (span, entry) in enumerate(placed, 1):
        anchor = f"post-{entry.id}" if entry.id not in seen else f"post-{entry.id}-{number}"
        seen.add(entry.id)
        numbered.append((_item(number, anchor, entry, published=entry.id in shown, today=today), span))
    return numbered


def _item(number: int, anchor: str, stored: CalendarEntry, *, published: bool, today: date) -> IndexItem:
    entry = stored.entry
    return IndexItem(
        number=number,
        entry_id=stored.id if published else "",
        anchor=anchor,
        kind=entry.kind.value,
        kind_word=kind_word(entry),
        title=unbroken(entry.title),
        cancelled=entry.status.value == "cancelled",
        when=describe_when(stored, today),
    )


def describe_when(stored: CalendarEntry, today: date) -> str:
    """'tor 26 november 2026 kl. 09.00-12.00', 'v. 51, 2026', 'mars 2027', '1 oktober-1 december 2026'."""
    entry, shown = stored.entry, leading_occurrence(stored, today)
    if entry.kind is Kind.WINDOW and entry.end:
        return f"{long_date(entry.start.day)}{DASH}{long_date(entry.end.day)}"
    if shown.is_week:
        return f"{week(shown.first)}, {shown.first.isocalendar().year}"
    if shown.grain.coarse:
        first, last = month_and_year(shown.first), month_and_year(shown.last)
        return first if first == last else f"{first}{DASH}{last}"
    if shown.first != shown.last:
        return f"{long_date(shown.first)}{DASH}{long_date(shown.last)}"
    return " ".join((short_weekday(shown.first), long_date(shown.first), *times_of(shown)))


def _facts(stored: StoredDocument, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    facts = [("Mötesdag", full_date(stored.reference_on))] if stored.reference_on else []
    facts.append(("Läst", day_and_clock(local(stored.read_at, zone))))
    if stored.source_name:
        facts.append(("Källa", stored.source_name))
    if stored.format:
        facts.append(("Format", FORMATS.get(stored.format, stored.format)))
    facts.append(("Original", mask_text(stored.name)))
    return tuple(facts)


def _cut_blocks(stored: StoredDocument, text: str, numbered: list[tuple[IndexItem, Span]]) -> list[Block]:
    """Paragraphs at blank lines; a heading's line and a page's beginning are blocks of their own."""
    headings = {a.offset: a.label for a in stored.anchors if a.kind == "heading"}
    pages = {a.offset: a.label for a in stored.anchors if a.kind == "page"}
    edges = sorted(
        {0, len(text), *headings, *pages, *(m.end() for m in re.finditer(r"\n[ \t]*\n\s*", text))}
        | {_line_end(text, offset) for offset in headings}
    )
    blocks: list[Block] = []
    for start, end in pairwise(edges):
        if start in pages:
            blocks.append(Block("page", (Passage(f"Sida {pages[start]}"),)))
        stretch = text[start:end]
        if not stretch.strip():
            continue
        body = stretch.rstrip()
        inside = [(item, span) for item, span in numbered if start <= span.start < start + len(body)]
        passages = cut_passages(body, start, ((item.number, span) for item, span in inside))
        blocks.append(Block("heading" if start in headings else "text", passages, tuple(item for item, _ in inside)))
    return blocks


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1
