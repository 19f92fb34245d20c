"""The bytes of an OpenDocument text -> its parts: its XML becomes HTML, and `html.py` reads that.

Headings, lists, tables and links keep their structure; notes and comments come last, under headings of their own, and
page headers and footers stand once before and after the text. Struck out and deleted text is left out.

Source: OpenDocument 1.3, part 3 (schema) and part 2 (packages).
"""

import re
from collections.abc import Iterator
from datetime import date
from html import escape
from xml.etree.ElementTree import Element

from calagg.errors import ReadError
from calagg.model import Evidence, Outcome
from calagg.read.clean import clean
from calagg.read.html import read_html
from calagg.read.package import Package
from calagg.read.parts import Parts, framed

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MANIFEST, _ENCRYPTED = "META-INF/manifest.xml", b"encryption-data"
_PARAGRAPH, _ITEM = f"{_TEXT}p", f"{_TEXT}list-item"
_TAGS = {
    _PARAGRAPH: "p",
    f"{_TEXT}list": "ul",
    _ITEM: "li",
    f"{_TABLE}table": "table",
    f"{_TABLE}table-row": "tr",
    f"{_TABLE}table-cell": "td",
}
_LEFT_OUT = frozenset(
    [f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls", f"{_TEXT}page-number", f"{_TEXT}page-count", f"{_DC}creator"]
)
_LATER = {f"{_TEXT}note": "Fotnoter", f"{_OFFICE}annotation": "Kommentarer"}
_SPACES = {f"{_TEXT}tab": " ", f"{_TEXT}line-break": "<br>"}
_HEADERS = (f"{_STYLE}header", f"{_STYLE}header-left", f"{_STYLE}header-first")
_FOOTERS = (f"{_STYLE}footer", f"{_STYLE}footer-left", f"{_STYLE}footer-first")
_PAGE_NUMBER = re.compile(
    r"(?:sida|sid|s)?\.?\s*\(?\s*(?:\(\s*\)|av|/)?\s*\)?", re.IGNORECASE
)  # its figures are fields
_MOST_SPACES = 100


def read_odt(data: bytes, name: str) -> Parts:
    """The parts of an OpenDocument text. Raises ReadError, outcome 'too-large', 'encrypted' or 'broken'."""
    package = Package(data, name)
    if package.holds(_MANIFEST, _ENCRYPTED):
        raise ReadError(f"{name}: is encrypted; save it without a password", outcome=Outcome.ENCRYPTED)
    package.refuse_doctypes()
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise ReadError(f"{name}: is an OpenDocument text without a text in it; open it and save it anew")
    writing = _Writing(_struck(content) | (_struck(styles) if styles is not None else frozenset()))
    markup = "".join(writing.inside(body))
    for label, notes in writing.later.items():
        markup += f"<h2>{label}</h2>" + "".join(f"<p>{note}</p>" for note in notes)
    title, evidence = _properties(package)
    head = f"<head><title>{escape(title)}</title></head>" if title else ""
    read = read_html(f"<html>{head}<body>{markup}</body></html>", name)
    parts = framed(read, _edge(styles, _HEADERS, name), _edge(styles, _FOOTERS, name))
    return Parts(parts.text, parts.title, parts.anchors, evidence)


class _Writing:
    """Writes elements as HTML; `later` holds the notes and comments on the way, by the heading that they get."""

    def __init__(self, struck: frozenset[str]) -> None:
        self._struck = struck
        self.later: dict[str, list[str]] = {}

    def inside(self, parent: Element) -> Iterator[str]:
        """The text of an element and all that is in it."""
        yield escape(parent.text or "")
        for child in parent:
            in_item = parent.tag == _ITEM and child.tag == _PARAGRAPH
            yield from self._element(child, "div" if in_item else _TAGS.get(child.tag, ""))
            yield escape(child.tail or "")

    def _element(self, one: Element, tag: str) -> Iterator[str]:
        if one.tag in _LEFT_OUT or one.get(f"{_TEXT}style-name", "") in self._struck:
            return
        if one.tag in _LATER:
            held = one.find(f"{_TEXT}note-body")
            self.later.setdefault(_LATER[one.tag], []).append("".join(self._flat(one if held is None else held)))
        elif one.tag == f"{_TEXT}h":
            level = one.get(f"{_TEXT}outline-level", "1")
            heading = f"h{level}" if level in ("1", "2", "3", "4", "5") else "h6"
            yield from (f"<{heading}>", *self.inside(one), f"</{heading}>")
        elif one.tag == f"{_TEXT}s":
            count = one.get(f"{_TEXT}c", "1")
            yield " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
        elif one.tag in _SPACES:
            yield _SPACES[one.tag]
        elif one.tag == f"{_TEXT}a":
            yield from (f'<a href="{escape(one.get(_HREF, ""))}">', *self.inside(one), "</a>")
        elif tag:
            yield from (f"<{tag}>", *self.inside(one), f"</{tag}>")
        else:
            yield from self.inside(one)

    def _flat(self, held: Element) -> Iterator[str]:
        """The paragraphs of a note as one."""
        for paragraph in held.iter(_PARAGRAPH):
            yield from (*self.inside(paragraph), " ")


def _struck(root: Element) -> frozenset[str]:
    """The names of the styles that strike their text out."""
    return frozenset(
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        if any(
            p.get(f"{_STYLE}text-line-through-style", "none") != "none" for p in style.iter(f"{_STYLE}text-properties")
        )
    )


def _edge(styles: Element | None, tags: tuple[str, ...], name: str) -> str:
    """The lines of all page headers or footers, each once, without those that only number the pages."""
    if styles is None:
        return ""
    edges = [edge for tag in tags for edge in styles.iter(tag)]
    markup = "".join(f"<div>{''.join(_Writing(frozenset()).inside(edge))}</div>" for edge in edges)
    lines = dict.fromkeys(read_html(f"<html><body>{markup}</body></html>", name).text.split("\n"))
    return "\n".join(line for line in lines if line and not _PAGE_NUMBER.fullmatch(line))


def _properties(package: Package) -> tuple[str, tuple[Evidence, ...]]:
    """The title, and the day of the last change, else that of the making."""
    root = package.xml("meta.xml")
    if root is None:
        return "", ()
    title = " ".join(clean(root.findtext(f".//{_DC}title") or "").split())
    stamp = root.findtext(f".//{_DC}date") or root.findtext(f".//{_META}creation-date") or ""
    try:
        return title, (Evidence(date.fromisoformat(stamp[:10]), "property"),)
    except ValueError:  # none, or 30 February
        return title, ()
