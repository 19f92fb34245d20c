"""The bytes of a Word file -> its parts: mammoth makes HTML of it, and `html.py` reads that.

Headings, lists and tables keep their structure; notes and comments come last, under headings of their own. What mammoth
leaves out is taken from the XML: page headers stand once before the text, page footers once after it, and after them
what a text box says where mammoth did not see it. Struck out and deleted text is left out: it no longer holds.
"""

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from xml.etree.ElementTree import Element

from calagg.model import Evidence
from calagg.read.clean import clean
from calagg.read.html import read_html
from calagg.read.package import Package
from calagg.read.parts import Parts, framed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_DOCUMENT = "word/document.xml"
_HEADER = re.compile(r"word/header\d*\.xml")
_FOOTER = re.compile(r"word/footer\d*\.xml")
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
comment-reference => sup
"""
# the marks that lead from the text to its notes and back: "den 3 mars[1]" is no wording of a day
_NOTE_MARKS = re.compile(
    r'<sup><a href="#(?:footnote|endnote|comment)-[^"]*"[^>]*>[^<]*</a></sup>|'
    r'<a href="#(?:footnote|endnote|comment)-ref-[^"]*">[^<]*</a>'
)
_NOTES = re.compile(r'<ol>(?=<li id="(?:footnote|endnote)-\d)')
_COMMENTS = re.compile(r'<dl>(?=<dt id="comment-\d)')
_COMMENT_LABEL = re.compile(r'<dt id="comment-[^"]*">[^<]*</dt>')
_PAGE_NUMBER = re.compile(
    r"(?:sida|sid|s)?\.?\s*\(?\d{0,4}\)?\s*(?:\(\d{0,4}\)|av\s*\d{0,4}|/\s*\d{0,4})?", re.IGNORECASE
)
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)T")
_TEMPLATE_DAY = date(2013, 12, 23)  # of the template that python-docx begins every document with
_WRITTEN_IN = timedelta(days=31)


def read_docx(data: bytes, name: str) -> Parts:
    """The parts of a Word file. Raises ReadError, outcome 'too-large' or 'broken'."""
    import mammoth  # noqa: PLC0415 - an extra, and slow to import: only the child process needs it

    package = Package(data, name)
    package.refuse_doctypes()
    title, evidence = _properties(package)
    made = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(lambda _image: {}),
    )
    markup = _COMMENT_LABEL.sub("", _COMMENTS.sub("<h2>Kommentarer</h2><dl>", made.value))
    markup = _NOTE_MARKS.sub("", _NOTES.sub("<h2>Fotnoter</h2><ol>", markup))
    head = f"<head><title>{escape(title)}</title></head>" if title else ""
    body = read_html(f"<html>{head}<body>{markup}</body></html>", name)
    above, below = _edge(package, _HEADER), _edge(package, _FOOTER)
    unseen = _unseen(_boxes(package), body.text)
    parts = framed(body, above, "\n\n".join(part for part in (below, unseen) if part))
    return Parts(parts.text, parts.title, parts.anchors, evidence)


def _edge(package: Package, pattern: re.Pattern[str]) -> str:
    """The lines of all headers or footers, each once, without those that only number the pages."""
    lines: dict[str, None] = {}
    for part in sorted(filter(pattern.fullmatch, package.names)):
        root = package.xml(part)
        if root is not None:
            lines.update(dict.fromkeys(_lines(root)))
    return "\n".join(line for line in lines if not _PAGE_NUMBER.fullmatch(line))


def _boxes(package: Package) -> Iterator[str]:
    """The lines in the text boxes of the document."""
    root = package.xml(_DOCUMENT)
    if root is not None:
        for box in root.iter(f"{_W}txbxContent"):
            yield from _lines(box)


def _unseen(lines: Iterator[str], text: str) -> str:
    """Those of the lines that `text` does not hold, each once."""
    healed = " ".join(text.split())
    return "\n".join(
        dict.fromkeys(line for line in lines if line.replace(" | ", " ") not in healed.replace(" | ", " "))
    )


def _lines(root: Element) -> Iterator[str]:
    """A line for each paragraph and each row of a table, white space healed, the empty ones left out."""
    for child in root:
        if child.tag == f"{_W}tr":
            cells = (" ".join(_lines(cell)) for cell in child if cell.tag == f"{_W}tc")
            line = " | ".join(cell for cell in cells if cell)
        elif child.tag == f"{_W}p":
            line = " ".join(clean("".join(_words(child))).split())
            yield from (inside for box in child.iter(f"{_W}txbxContent") for inside in _lines(box))
        else:
            yield from _lines(child)
            continue
        if line:
            yield line


def _words(paragraph: Element) -> Iterator[str]:
    """The words of a paragraph's own runs, without those that are struck out and without its text boxes."""
    for child in paragraph:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif child.tag == f"{_W}r" and _is_struck(child):
            continue
        elif child.tag not in (f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr", f"{_W}del"):
            yield from _words(child)


def _is_struck(run: Element) -> bool:
    marks = (run.find(f"{_W}rPr/{_W}{name}") for name in ("strike", "dstrike"))
    return any(mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false") for mark in marks)


def _properties(package: Package) -> tuple[str, tuple[Evidence, ...]]:
    """The document's title, and the day on which it was written: the last change, or the making where that was at most
    a month before; who writes in last year's file leaves its making as it was."""
    root = package.xml("docProps/core.xml")
    if root is None:
        return "", ()
    title = " ".join(clean(root.findtext(f"{_DC}title") or "").split())
    made, changed = _day(root.findtext(f"{_DCTERMS}created")), _day(root.findtext(f"{_DCTERMS}modified"))
    day = made if made and (not changed or timedelta() <= changed - made <= _WRITTEN_IN) else changed
    return title, (Evidence(day, "property"),) if day and day != _TEMPLATE_DAY else ()


def _day(stamp: str | None) -> date | None:
    found = _DAY.match(stamp or "")
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:  # 30 February is no day on which anything was written
        return None
