"""Entries -> an Atom feed of those that came into the calendar last. Source: RFC 4287.

An entry is told once, when it is found; that it moves is told by the calendars. A tag URI that never changes is its id.
"""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import datetime

from calagg.model import CalendarEntry, Kind
from calagg.model.recurrence_words import series_words
from calagg.publish.text import moment_words, plain

ATOM = "http://www.w3.org/2005/Atom"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NEWEST = 50
_KINDS = {Kind.EVENT: "", Kind.DEADLINE: "Sista dag: ", Kind.WINDOW: "Öppet: ", Kind.MILESTONE: ""}


def atom_feed(stored: Sequence[CalendarEntry], *, name: str, title: str, own_address: str, address: str) -> bytes:
    """The feed of masked entries, the newest first. `own_address` is where this feed lies, `address` the web list."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "sv"})
    _add(feed, "id", f"{address}/feeds/{name}")
    _add(feed, "title", f"Nytt i kalendern: {plain(title)}")
    _add(feed, "updated", _instant(max((s.created_at for s in stored), default=None)))
    _link(feed, "self", own_address, "application/atom+xml")
    _link(feed, "alternate", f"{address}/feeds/{name}", "text/html")
    _add(ET.SubElement(feed, f"{{{ATOM}}}author"), "name", "calagg")
    for one in stored:
        _add_entry(feed, one, address=address)
    ET.indent(feed, " ")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode").encode() + b"\n"


def _add_entry(feed: ET.Element, stored: CalendarEntry, *, address: str) -> None:
    entry, made = stored.entry, ET.SubElement(feed, f"{{{ATOM}}}entry")
    when = moment_words(entry.start) + (f"–{moment_words(entry.end)}" if entry.end else "")
    if entry.recurrence is not None:
        when = f"{when}, {series_words(entry.recurrence)}"
    page = f"{address}/entries/{stored.id}"
    _add(made, "id", f"urn:uuid:{stored.id}")
    _add(made, "title", f"{_KINDS[entry.kind]}{plain(entry.title)}, {when}")
    _add(made, "published", _instant(stored.created_at))
    _add(made, "updated", _instant(stored.created_at))
    _link(made, "alternate", page, "text/html")
    where = [plain(text) for text in (entry.location, entry.organiser) if text]
    _add(made, "summary", "\n".join([*where, f"”{plain(entry.quote)}”" if entry.quote else ""]).strip())


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: ET.Element, rel: str, href: str, type_: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href, "type": type_})


def _instant(at: datetime | None) -> str:
    """RFC 3339; an empty feed was last changed when time began."""
    return at.isoformat() if at else "1970-01-01T00:00:00+00:00"
