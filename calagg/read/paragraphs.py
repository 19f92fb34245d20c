"""Blocks of a page in reading order -> its text and headings: broken sentences healed, hyphenated words joined.

A line goes on in the next where it is full, or where the next begins in small letters; a mark of a list, a wider gap
and another size of letters begin anew.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calagg.read.layout import Line, Row

_MARK = re.compile(r"(?:[•▪●·*–—-]|\d{1,2}[.)]|[a-z]\)|o(?= [A-ZÅÄÖ]))\s")
_HYPHEN = re.compile(r"[^\W\d_]-\Z")
_AFTER_HYPHEN = re.compile(r"(?:och|eller|samt|till|resp)\b")  # "utbildnings- och arbetsmarknad" keeps its hyphen
_RANGE = re.compile(r"\d[-–]\Z")
_NUMBERED = re.compile(r"§\s?\d|\d{1,2}(?:\.\d{1,2}){1,2}\.?\s+[A-ZÅÄÖ]|\d{1,2}\s+[A-ZÅÄÖ]")
_FULL = 0.82  # of its column's width: a line that is shorter ends a paragraph
_WIDE = 0.75  # of the font's box between two lines: a paragraph ends
_FAR, _DEEP = 1.3, -2.0  # no sentence goes on over such a gap
_STOPS = (".", ":", "!", "?")
_LARGER = 1.12  # than the text of the document: a heading
_LONGEST_HEADING = 90


@dataclass(slots=True)
class Writing:
    """The text so far and the headings in it, as (offset, label)."""

    text: str
    headings: list[tuple[int, str]]


def write(blocks: Sequence[Line | Row], usual_size: float) -> Writing:
    """The text of a page. `usual_size` is that of most of the document's letters."""
    out: list[str] = []
    headings: list[tuple[int, str]] = []
    length = 0
    before: Line | Row | None = None
    for index, block in enumerate(blocks):
        if isinstance(block, Row):
            text = _cells(block, in_table=_is_in_table(blocks, index))
            between = "\n" if isinstance(before, Row) else "\n\n"
        else:
            text = block.text
            between = _between(before, block) if isinstance(before, Line) else "\n\n"
            if between == "-":
                out[-1] = out[-1][:-1]
                length -= 1
                between = ""
        if not out:
            between = ""
        if isinstance(block, Line) and _is_heading(block, usual_size, before):
            between = "\n\n" if out else ""
            headings.append((length + len(between), text))
        elif headings and isinstance(before, Line) and headings[-1][1] == before.text and between in ("\n", " "):
            between = "\n\n"
        out.append(between)
        out.append(text)
        length += len(between) + len(text)
        before = block
    return Writing("".join(out), headings)


def join_pages(pages: Sequence[str]) -> tuple[str, list[int]]:
    """The pages as one text and where each begins in it; a sentence that a page breaks off goes on in its line."""
    text, begins = "", []
    for page in pages:
        if page[:1].islower() and _HYPHEN.search(text) and not _AFTER_HYPHEN.match(page):
            text = text[:-1]
        elif text:
            text += " " if page[:1].islower() and not text.endswith(_STOPS) and not _MARK.match(page) else "\n\n"
        begins.append(len(text))
        text += page
    return text, begins


def heal(lines: Iterable[Line]) -> str:
    """The lines of one cell as one line."""
    text = ""
    for line in lines:
        if _HYPHEN.search(text) and line.text[:1].islower() and not _AFTER_HYPHEN.match(line.text):
            text = text[:-1] + line.text
        elif text and not _RANGE.search(text):
            text += f" {line.text}"
        else:
            text += line.text
    return text


def _between(before: Line, line: Line) -> str:
    """What stands between two lines of prose; "-" where the hyphen goes and the word is joined."""
    gap = (before.bottom - line.top) / line.size
    if _RANGE.search(before.text) and line.text[:1].isdigit() and _DEEP < gap < _WIDE:
        return ""
    if not _DEEP < gap < _FAR or _MARK.match(line.text) or _NUMBERED.match(line.text):
        return "\n" if _DEEP < gap < _WIDE else "\n\n"
    small = line.text[:1].islower()
    if small and _HYPHEN.search(before.text):
        return " " if _AFTER_HYPHEN.match(line.text) else "-"
    left, right = line.region
    full = before.right - left >= _FULL * (right - left)
    goes_on = small and not before.text.endswith(_STOPS)
    if full and goes_on:
        return " "
    if gap > _WIDE or abs(before.size - line.size) > 0.12 * line.size:
        return "\n\n"
    if before.bold != line.bold:
        return "\n"
    return " " if full or goes_on else "\n"


def _is_heading(line: Line, usual_size: float, before: Line | Row | None) -> bool:
    if len(line.text) > _LONGEST_HEADING or line.text.endswith((".", ",", ":")) or _MARK.match(line.text) is not None:
        return False
    apart = not isinstance(before, Line) or _between(before, line) != " "
    return apart and any(c.isalpha() for c in line.text) and (line.size > _LARGER * usual_size or line.bold)


def _is_in_table(blocks: Sequence[Line | Row], index: int) -> bool:
    """Whether a row has company, or cells enough to be a table: "Datum:   3 mars" is a line with a wide gap."""
    around = [blocks[i] for i in (index - 1, index + 1) if 0 <= i < len(blocks)]
    row = blocks[index]
    return isinstance(row, Row) and (len(row.cells) > 2 or any(isinstance(block, Row) for block in around))


def _cells(row: Row, *, in_table: bool) -> str:
    text = ""
    for cell in map(heal, row.cells):
        between = " | " if in_table and not text.endswith(":") else " "
        text += (between if text else "") + cell
    return text
