r"""`{\rtf1\ansi Sista dag \'e4r 3 mars\par}` -> its parts: the text by striprtf, headings by their level.

A row of a table is one line with " | " between its cells. Page headers and footers, notes and text boxes are not seen.

Source: Rich Text Format Specification 1.9.1.
"""

import re
from collections.abc import Iterator
from datetime import date

from calagg.errors import ReadError
from calagg.model import Anchor, Evidence, Outcome
from calagg.read.clean import clean
from calagg.read.headings import heading_anchors, is_date, title_of
from calagg.read.parts import Parts

_HEADING, _PAGE = "\ue000", "\ue001"  # private letters: what they mark is put in before striprtf and taken out after it
_OUTLINE = re.compile(r"(?<!\\)((?:\\\\)*\\outlinelevel[0-8](?!\d) ?)")
_STYLED = re.compile(r"(?<!\\)((?:\\\\)*\\s(\d{1,5})(?!\d) ?)")
_HEADING_STYLE = re.compile(r"\{\\s(\d{1,5})(?!\d)[^;{}]{0,1000}[ \n](?:heading|rubrik|title)[ \n]?\d?;", re.IGNORECASE)
_PAGE_BREAK = re.compile(r"(?<!\\)((?:\\\\)*\\page(?:bb)?(?![a-z\d]) ?)")
_LINK = re.compile(r'\("(https?://[^"\s]{1,2000})"\)')
_OTHER_LINK = re.compile(r'\("(?:mailto:|#|file:)[^"\n]{0,2000}"\)')
_INFO_TITLE = re.compile(r"\{\\title ([^{}]{1,400})\}")
_STAMP = r"\{{\\{}\\yr(\d{{4}})\\mo(\d\d?)\\dy(\d\d?)"
_STAMPS = (re.compile(_STAMP.format("revtim")), re.compile(_STAMP.format("creatim")))
_BULLET = re.compile(r"^[•▪●·\-–][ \t]+")
_LABEL_LENGTH = 80


def read_rtf(data: bytes, name: str) -> Parts:
    """The parts of a rich-text file. Raises ReadError, outcome 'broken' or 'ok-no-text'."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - an extra: only the child process needs it

    source = data.decode("latin_1").replace(_HEADING, "").replace(_PAGE, "")
    marked = _marked(source)
    try:
        told = str(rtf_to_text(marked, errors="replace"))  # type: ignore[no-untyped-call]  # says that it is typed, and is not
    except (ValueError, TypeError, OverflowError) as error:  # a number that is no letter, a code page without a number
        raise ReadError(f"{name}: is a damaged rich-text file ({error}); open it and save it as .docx") from None
    text, anchors = _anchored(list(_lines(told)))
    if not text:
        raise ReadError(f"{name}: holds no text; save the document again with its text in it", outcome=Outcome.NO_TEXT)
    largest = next((a.label for a in anchors if a.kind == "heading" and not is_date(a.label)), None)
    return Parts(text, largest or _title(source) or title_of(text), tuple(anchors), _days(source))


def _marked(source: str) -> str:
    """The source with a mark after each control word that makes a heading or begins a page."""
    heading, page = (rf"\1\\u{ord(mark)}\\'3f" for mark in (_HEADING, _PAGE))
    styles = set(_HEADING_STYLE.findall(source))
    source = _STYLED.sub(lambda m: m.expand(heading) if m[2] in styles else m[0], source)
    return _PAGE_BREAK.sub(page, _OUTLINE.sub(heading, source))


def _lines(told: str) -> Iterator[str]:
    for raw in clean(told).split("\n"):
        line = _OTHER_LINK.sub("", _LINK.sub(r" (\1)", raw))
        if line.rstrip().endswith("|"):
            cells = (" ".join(cell.split()) for cell in line.rstrip().rstrip("|").split("|"))
            line = " | ".join(cell for cell in cells if cell)
        yield _BULLET.sub("- ", line.strip())


def _anchored(lines: list[str]) -> tuple[str, list[Anchor]]:
    """The lines as one text, blank lines healed, and the anchors where the marks stood."""
    out: list[str] = []
    length, number = 0, 1
    anchors: list[Anchor] = []
    breaks, after_heading = 0, False  # how many line breaks are due before the next text
    pages = any(_PAGE in line for line in lines)
    if pages:
        anchors.append(Anchor(0, "page", "1"))
    for line in lines:
        number += line.count(_PAGE)
        heading = _HEADING in line
        shown = line.replace(_PAGE, "").replace(_HEADING, "").strip()
        if shown:
            between = "\n" * (2 if heading or after_heading else min(breaks, 2)) if out else ""
            at = length + len(between)
            if pages and number > int(next(a.label for a in reversed(anchors) if a.kind == "page")):
                anchors.append(Anchor(at, "page", str(number)))
            if heading:
                anchors.append(Anchor(at, "heading", shown[:_LABEL_LENGTH]))
            out.append(between + shown)
            length = at + len(shown)
            breaks, after_heading = 0, heading
        breaks += 1
    text = "".join(out)
    marked = {anchor.offset for anchor in anchors if anchor.kind == "heading"}
    anchors.extend(anchor for anchor in heading_anchors(text) if anchor.offset not in marked)
    return text, sorted(anchors, key=lambda a: (a.offset, a.kind != "page"))


def _title(source: str) -> str:
    found = _INFO_TITLE.search(source)
    return "" if found is None or "\\" in found[1] else " ".join(clean(found[1]).split())


def _days(source: str) -> tuple[Evidence, ...]:
    """The day of the last change, else that of the making."""
    for stamp in _STAMPS:
        if found := stamp.search(source):
            try:
                return (Evidence(date(int(found[1]), int(found[2]), int(found[3])), "property"),)
            except ValueError:  # year 0: the program knew no day
                continue
    return ()
