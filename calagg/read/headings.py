"""`"3. Omvärldsbevakning\\n…"` -> Anchor(0, 'heading', 'Omvärldsbevakning'): the headings of plain text and Markdown.

Minutes are cited by their headings ("avsnitt Omvärldsbevakning"), so an anchor is what a person would look for.
Headings of HTML are marked as such and are found in `html.py`.
"""

import re
from collections.abc import Iterator

from calagg.model import Anchor

TITLE_LENGTH = 120
_LABEL_LENGTH = 80
_LINE = re.compile(r"[^\n]+")
_MARKED = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(\S.*)")
_PARAGRAPH = re.compile(r"[ \t]*(§+[ \t]?\d{1,4}(?:[ \t]?[-–][ \t]?\d{1,4})?)(?![\d:/])[ \t]*(.*)")
_NUMBERED = re.compile(r"[ \t]*\d{1,2}\.(?:\d(?:\.\d){0,2}\.?)?[ \t]+([^\W\d_].{1,58})")
_DIARY_NUMBER = re.compile(r"\b(?:Dnr|Diarienr|Diarienummer)\b:?.*", re.IGNORECASE)
_CAPITALS = re.compile(r"[ \t]*([A-ZÅÄÖÉ][A-ZÅÄÖÉ0-9 /&,.:()–-]{3,59})[ \t]*")
_LOWER_CASE = re.compile(r"[a-zåäöé]")
_WIDE_GAP = re.compile(r"\S[ \t]{3,}\S")
_EMPHASIS = re.compile(r"[*_`]{1,3}")
_DATE = re.compile(
    r"(?:datum:?\s*)?(?:\w+dag(?:en)?,?\s+)?(?:den\s+)?"
    r"(?:\d{4}[-./]?\d\d[-./]?\d\d|\d{1,2}[-./]\d{1,2}(?:[-./]\d{2,4})?|\d{1,2}(?::?[ae])?\s+[^\W\d]+\.?(?:\s+\d{4})?)"
    r"[\s,.:]*(?:k(?:l|lockan)\.?:?\s*)?[\d.:–\s-]*",
    re.IGNORECASE,
)


def heading_anchors(text: str) -> tuple[Anchor, ...]:
    """The headings in the order of the text: `#`, numbered, `§` and short lines in capitals."""
    return tuple(_headings(text))


def is_date(line: str) -> bool:
    """Whether a line holds a date and nothing else, and so is no title."""
    return _DATE.fullmatch(line.strip()) is not None


def title_of(text: str) -> str | None:
    """The first heading marked with `#`, else the first line that could be a title.

    None where there is none: a numbered heading ("1. Inledning") names a part, not the document.
    """
    marked = next((_plain(m[1]) for m in map(_MARKED.fullmatch, _lines(text)) if m and not is_date(_plain(m[1]))), None)
    if marked:
        return marked
    for line in _lines(text):
        shown = _plain(line)
        if _NUMBERED.fullmatch(shown):
            return None
        if shown and len(shown) <= TITLE_LENGTH and not is_date(shown) and any(c.isalpha() for c in shown):
            return shown
    return None


def _lines(text: str) -> Iterator[str]:
    return (m[0] for m in _LINE.finditer(text))


def _headings(text: str) -> Iterator[Anchor]:
    waiting: tuple[int, str] | None = None  # a § whose heading stands on the next line
    for found in _LINE.finditer(text):
        line = found[0]
        if not line.strip():
            continue
        offset = found.start() + len(line) - len(line.lstrip())
        if waiting:
            at, number = waiting
            waiting = None
            yield Anchor(at, "heading", _label(f"{number} {line}" if len(line.strip()) <= _LABEL_LENGTH else number))
            if not _label_of(line):
                continue
        if len(line) > 4 * _LABEL_LENGTH:
            continue
        if paragraph := _PARAGRAPH.fullmatch(line):
            rest = _DIARY_NUMBER.sub("", paragraph[2]).strip()
            if rest and (rest.endswith((".", ",", ";")) or rest[0].islower()):
                continue
            if rest:
                yield Anchor(offset, "heading", _label(f"{paragraph[1]} {rest}"))
            else:
                waiting = offset, paragraph[1]
        elif label := _label_of(line):
            yield Anchor(offset, "heading", label)
    if waiting:
        yield Anchor(waiting[0], "heading", waiting[1])


def _label_of(line: str) -> str | None:
    """What a heading line says, without its marks and number; None for other lines."""
    if marked := _MARKED.fullmatch(line):
        return _label(marked[1]) or None
    bare = _plain(line)
    if numbered := _NUMBERED.fullmatch(bare):
        label = numbered[1].strip()
        return None if label.endswith((".", ",", ";", ":")) or label[0].islower() else _label(label)
    capitals = _CAPITALS.fullmatch(bare)
    if capitals and not _LOWER_CASE.search(bare) and not _WIDE_GAP.search(line) and sum(map(str.isalpha, bare)) >= 4:
        return _label(capitals[1])
    return None


def _plain(line: str) -> str:
    """A line without Markdown's emphasis, heading marks and table bars."""
    return " ".join(_EMPHASIS.sub("", line).strip(" \t#|").split())


def _label(text: str) -> str:
    """A heading as shown to a person, at most 80 characters."""
    shown = _plain(text)
    return shown if len(shown) <= _LABEL_LENGTH else shown[: _LABEL_LENGTH - 1].rstrip() + "…"
