"""`"Utbildningsdag 8 januari. Anmälan senast 21 december."` -> "Anmälan – Utbildningsdag": what is registered for."""

import re
from dataclasses import replace

from calagg.extract.phrase import LONGEST
from calagg.model.entry import Entry, Kind

REGISTRATION_ALONE = re.compile(
    r"(?:[^:]{2,40}:\s)?(?:(?:obligatorisk|bindande|sista)\s)?(?:anmälan|föranmälan|anmälningar|anmälningsdag|o\.?s\.?a\.?)"
    r"(?:\s(?:görs|sker|lämnas|skickas|krävs)|\s(?:via|hos|på)\s.{1,50})?\Z|"
    r"(?:[^:]{2,40}:\s)?(?:anmälan|o\.?s\.?a\.?)\s(?:(?:görs|sker|lämnas|skickas)\s)?till\s(?!\w*(?:möte|dag|träff|kurs|läger|stämma|seminari|konferens))\S+\Z|"
    r"(?:anmälan|o\.?s\.?a\.?)(?:,\s.{1,60})\Z|"
    r"(?:anmäl|hör\sav)\s(?:dig|er)(?:\s(?:via|hos|på|till)\s.{1,50})?\Z|"
    r"(?:säg\still|ring|mejla|kontakta)\s(?-i:[A-ZÅÄÖ])\w+(?:,\s.{1,60})?\Z|"
    r"(?:[^–]{2,60}\s–\s)?(?P<opens>anmälan\söppnar)\Z",
    re.IGNORECASE,
)
REACH = 400
BREAK = re.compile(r"\n[ \t]*\n")


def with_what_for(entries: list[Entry], text: str) -> list[Entry]:
    """The entries; a registration that says no more is named with the event of the same paragraph before it."""
    events = [e for e in entries if e.kind is Kind.EVENT]
    return [_named(e, events, text) for e in entries]


def _named(entry: Entry, events: list[Entry], text: str) -> Entry:
    alone = REGISTRATION_ALONE.match(entry.title)
    if alone is None or not (entry.kind is Kind.DEADLINE or alone["opens"]):
        return entry
    before = [e for e in events if entry.span.start - REACH <= e.span.end <= entry.span.start]
    if not before:
        return entry
    event = max(before, key=lambda e: e.span.end)
    asked = "Anmälan öppnar" if alone["opens"] else entry.title
    title = f"{asked} – {event.title}"
    if BREAK.search(text, event.span.end, entry.span.start) or len(title) > LONGEST:
        return entry
    return replace(entry, title=title)
