"""`"# Möten\n- 6/9 kl 9"` -> [heading "Möten", item "6/9 kl 9"]: the shape of a text, as a reader sees it.

A passage is what belongs together for the eye: a heading, a list item, a table row, a "Plats: …" line, a paragraph
(its broken lines joined). Their sentences are found in
`sentences`; spans point into the document's text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from calagg.extract.line_patterns import (
    ALL_AT,
    BOLD_LINE,
    BROKEN_OFF,
    DATE_LINE,
    DAY_ALONE,
    FIELD,
    ITEM,
    MARKDOWN_HEADING,
    MONTH_HEAD,
    NUMBERED,
    NUMBERED_NAME,
    PLAN_LINE,
    PRESENT,
    PROGRAMME_LINE,
    SECTION,
    WHEN_FIELD,
    WHEN_LINE,
    WIKI_HEADING,
)
from calagg.extract.lines import FULL_LINE, Line, lines_of
from calagg.model.timex import Span


class Shape(StrEnum):
    """What a passage looks like."""

    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    FIELD = "field"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage; `body` leaves out list marks and the label of a field. `level` orders headings (1 is the highest)
    and items (their indentation). `parents` are the indexes of the headings and items above it, outermost first."""

    index: int
    span: Span
    body: Span
    shape: Shape
    level: int = 0
    label: str = ""
    parents: tuple[int, ...] = ()


ABBREVIATION = re.compile(
    r"(?:\b(?:kl|ca|t\.?ex|bl\.?\s?a|m\.?\s?m|dvs|nr|v|d|fr|o|m|t|s|st|sid|resp|ev|inkl|exkl|ang|tel|dec|jan|feb|"
    r"febr|mar|apr|aug|"
    r"sept|sep|okt|nov|ex|f\.?d|e\.?d|prof|dr|kap|prop|forts|obs|ordf|sekr|min|max|alt|n|kungl|h\.?\s?m|h\.?k\.?h|"
    r"adj|just|prel|tillf|tom|from|jfr|motsv)|\b[A-ZÅÄÖ]|^\s*\d{1,2})\Z",
    re.IGNORECASE,
)
LONGEST_ABBREVIATION = 8
SHORT_HEADING = 70
LONG_HEADING = 140
COLUMNS = re.compile(r"\S {3,}\S")  # columns that are set with blanks
LEAD_IN = 10
DEEPEST = 12
LONGEST_PASSAGE = 80  # lines
FIGURE = re.compile(r"\d")
JOINED = frozenset([Shape.PROSE, Shape.ITEM, Shape.FIELD])  # whose lines may be broken
NESTING = frozenset([Shape.HEADING, Shape.ITEM, Shape.PROSE])  # which change what the next passages stand under


def passages(text: str, headings: Sequence[int] = ()) -> list[Passage]:
    """The passages of `text` in order; every character that is not white space lies in exactly one.

    `headings` are the offsets of lines that are set as headings, in rising order; the first is the highest.
    """
    levels = {offset: 7 if place else 6 for place, offset in enumerate(headings)}
    return _nested(list(_shaped(lines_of(text), levels)))


def passage_at(found: list[Passage], starts: list[int], offset: int) -> Passage | None:
    """The passage that holds `offset`, None in the white space between two; `starts` are where the passages begin."""
    index = bisect_right(starts, offset) - 1
    return found[index] if index >= 0 and offset < found[index].span.end else None


@dataclass(slots=True)
class _Shaped:
    """A passage that is not yet numbered."""

    start: int
    end: int
    body: int
    body_end: int
    shape: Shape
    level: int = 0
    label: str = ""


def _shaped(lines: list[Line], levels: Mapping[int, int]) -> Iterator[_Shaped]:
    """The lines as passages, broken lines of one paragraph or item joined; `levels` are those of the headings that are
    set as such, by the offset of their line."""
    index = 0
    while index < len(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        passage = _one_line(lines[index], following)
        end = index + 1
        if lines[index].start in levels:
            passage.shape, passage.level = Shape.HEADING, levels[lines[index].start]
        if following is not None and SECTION.match(lines[index].content) and _is_title(following):
            passage.body, passage.end = following.start, following.start + len(following.content.rstrip())
            passage.body_end = passage.end
            end = index + 2
        if passage.shape in JOINED:
            most = min(len(lines), index + LONGEST_PASSAGE)
            while end < most and _continues(lines[end - 1], lines[end]):
                end += 1
            if end > index + 1:
                last = lines[end - 1]
                passage.end = passage.body_end = last.start + len(last.content)
        yield passage
        index = end


def _one_line(line: Line, following: Line | None) -> _Shaped:
    content, bare, start = line.content, line.bare, line.start
    indent = len(content) - len(content.lstrip())
    end, first = start + indent + len(bare), bare[0]
    if first == "#" and (m := MARKDOWN_HEADING.match(content)):
        return _Shaped(start, end, start + m.end(), end, Shape.HEADING, len(m[1]))
    if first == "=" and (m := WIKI_HEADING.match(content)):
        return _Shaped(start, end, start + m.start("body"), start + m.end("body"), Shape.HEADING, len(m["marks"]))
    if first in "*_" and (m := BOLD_LINE.match(content)):
        return _Shaped(start, end, start + m.start("body"), start + m.end("body"), Shape.HEADING, 7)
    if first == "§" and SECTION.match(content):
        return _Shaped(start, end, end, end, Shape.HEADING, 8)
    item = ITEM.match(content)
    words = content[item.end() :] if item else bare  # the blanks behind a bullet set no column
    if content.count("|") >= 2 or "\t" in bare or ("   " in words and COLUMNS.search(words)):
        return _Shaped(start, end, start, end, Shape.ROW)
    if following is not None and len(bare) <= SHORT_HEADING and _is_heading(bare, line, following):
        m = NUMBERED.match(content) or NUMBERED_NAME.match(content)
        level = 8 if m else LEAD_IN if bare.endswith(":") and len(bare.split()) > 3 else 9
        return _Shaped(start, end, start + (m.end() if m else indent), end, Shape.HEADING, level)
    if item:
        return _Shaped(start, end, start + item.end(), end, Shape.ITEM, len(item["indent"].expandtabs(4)))
    if (":" in bare or "?" in bare) and (m := FIELD.match(content)):
        return _Shaped(start, end, start + m.end(), end, Shape.FIELD, label=m["label"])
    return _Shaped(start, end, start + indent, end, Shape.PROSE)


def _is_title(line: Line) -> bool:
    """Whether the line below a section's number tells what the section is about."""
    bare = line.bare
    return bare[0].isupper() and len(bare) <= LONG_HEADING and bare[-1] not in ".,;?!:" and not bare.isupper()


def _is_heading(content: str, line: Line, following: Line) -> bool:
    """A short line that nothing ends and that something follows: "Länsstyrelsen", "Kalendarium:", "§ 13 …"."""
    if content[-1] in ".,;?!" or not (content[0].isupper() or content[0].isdigit() or content[0] == "§"):
        return False
    if not any(map(str.isalpha, content)):
        return False
    if content.endswith(":"):
        return True
    if PRESENT.match(content) or PROGRAMME_LINE.match(content):
        return False
    if NUMBERED_NAME.match(content) and not following.after_blank and FIELD.match(following.content):
        return True  # what the form below it is of
    if NUMBERED.match(content):
        if not following.after_blank and following.bare[0].islower():
            return False  # a numbered sentence whose line is broken
        return not content[0].isdigit() or line.after_blank or following.after_blank or _over_text(content, following)
    if (content.isupper() and len(content) > 3) or MONTH_HEAD.fullmatch(content):
        return True
    if not line.after_blank or FIGURE.search(content):
        return False
    if content.endswith(")"):
        return not following.after_blank and len(content.split()) >= 2 and _heads(following)
    below = following.bare
    over_prose = len(content) <= 45 and len(content.split()) <= 5 and len(below) >= FULL_LINE + 8 and below[0].isupper()
    return (
        (following.after_blank and len(content.split()) <= 8)
        or over_prose
        or _names_below(content, following)
        or _over_fields(content, following)
    )


def _over_fields(content: str, following: Line) -> bool:
    """Whether a short line stands over "Tid: …" or "Datum: …": it names what the form is of."""
    m = FIELD.match(following.content)
    return m is not None and len(content.split()) >= 2 and WHEN_FIELD.match(m["label"]) is not None


def _heads(following: Line) -> bool:
    """Whether the line right below a bracket is one of a list or a sentence, and not the next name of a list."""
    return (
        ITEM.match(following.content) is not None
        or following.bare[-1] in ".!"
        or WHEN_LINE.match(following.bare) is not None
    )


def _names_below(content: str, following: Line) -> bool:
    """Whether a short line names what the line right below dates: "Kvällsvandring", "Onsdag 15 maj kl. 18 …"."""
    return not following.after_blank and len(content.split()) <= 6 and WHEN_LINE.match(following.bare) is not None


def _over_text(content: str, following: Line) -> bool:
    """Whether a short numbered line has a sentence of its own right below: "3. Nästa möte", "Torsdag 15 juni."."""
    words = NUMBERED.sub("", content)
    below = following.bare
    return len(words.split()) <= 4 and not FIGURE.search(words) and below[0].isupper() and below[-1] in ".!?"


def _continues(line: Line, following: Line) -> bool:
    """Whether `following` goes on with the sentence that `line` breaks off."""
    if following.after_blank:
        return False
    above, below, start = line.content.rstrip(), following.content, following.bare
    if MARKDOWN_HEADING.match(below) or ITEM.match(below) or BOLD_LINE.match(below) or start[0] in "=;":
        return False
    if "|" in below or "\t" in start or start[0] == "§":
        return False
    if WHEN_LINE.match(start) and (above.endswith(":") or WHEN_LINE.match(line.bare)):
        return False
    if start[0].islower() or start[0] in '”")' or BROKEN_OFF.search(above):
        return True
    if above.endswith((".", ":", "!", "?")) and not ends_in_abbreviation(line.bare, 0, len(line.bare) - 1):
        return len(above) >= FULL_LINE + 12 and not above.endswith(":") and not FIELD.match(below)
    if PROGRAMME_LINE.match(start) or (PLAN_LINE.match(start) and PLAN_LINE.match(line.bare)):
        return False
    if DATE_LINE.match(start) and (DATE_LINE.match(line.bare) or PROGRAMME_LINE.match(line.bare)):
        return False
    if WHEN_LINE.match(start) and ALL_AT.match(line.bare):
        return False
    if DAY_ALONE.fullmatch(start) and above[-1:] not in ",–-":
        return False
    if above[-1:] in ",–-" or start[0].isdigit():
        return not FIELD.match(below)
    return len(above) >= FULL_LINE + 4 and not above.endswith(")") and not FIELD.match(below)


def ends_in_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether what ends at `end` is an abbreviation or an item's number: the full stop after it ends no sentence."""
    return ABBREVIATION.search(text, max(start, end - LONGEST_ABBREVIATION), end) is not None


def _nested(shaped: list[_Shaped]) -> list[Passage]:
    """The passages numbered, each with the headings and outer items that it stands under."""
    out: list[Passage] = []
    headings: list[Passage] = []
    items: list[Passage] = []
    parents: tuple[int, ...] = ()
    parts = _part_headings(shaped)
    for index, p in enumerate(shaped):
        if p.shape is Shape.HEADING:
            under = index not in parts  # a heading of its level, but not one that begins a part
            headings = [h for h in headings if h.level < p.level or (under and h.level == p.level and h.index in parts)]
            items = []
        elif p.shape is Shape.ITEM:
            items = [i for i in items if i.level < p.level]
        elif p.shape is Shape.PROSE:
            items = []
            if out and out[-1].shape is Shape.ITEM:  # the lead-in of a list ends with the list
                headings = [h for h in headings if h.level < LEAD_IN]
        if p.shape in NESTING or (out and out[-1].shape in NESTING):
            parents = tuple([q.index for q in [*headings, *items][-DEEPEST:]])
        span, body = Span(p.start, p.end), Span(p.body, p.body_end)
        numbered = Passage(index, span, body, p.shape, p.level, p.label, parents)
        out.append(numbered)
        if p.shape is Shape.HEADING:
            headings.append(numbered)
        elif p.shape is Shape.ITEM:
            items.append(numbered)
    return out


def _part_headings(shaped: list[_Shaped]) -> frozenset[int]:
    """The headings that have nothing under them but headings of their own level: "# Genomförda möten", "# 3 maj"."""
    return frozenset(
        index
        for index, (p, below) in enumerate(pairwise(shaped))
        if p.shape is Shape.HEADING
        and below.shape is Shape.HEADING
        and p.level == below.level
        and p.level < LEAD_IN - 1
    )
