"""Text -> its lines: behind the marks of quoted mail, each knows whether a blank line stands before it."""

import re
from dataclasses import dataclass
from itertools import pairwise

QUOTE_MARKS = re.compile(r"\s{0,3}(?:>\s?){1,5}")
FULL_LINE = 52


@dataclass(slots=True)
class Line:
    """A line with something on it, from behind its quote marks; `bare` is without the white space at its ends."""

    start: int
    content: str
    bare: str
    number: int
    after_blank: bool = False


def lines_of(text: str) -> list[Line]:
    """The lines with something on them. In a double-spaced text a single blank line is no break."""
    lines: list[Line] = []
    start = 0
    for number, whole in enumerate(text.split("\n")):
        marks = _quote_marks(whole)
        content = whole[marks:] if marks else whole
        if bare := content.strip():
            lines.append(Line(start + marks, content, bare, number))
        start += len(whole) + 1
    most = 2 if _double_spaced(lines) else 1
    before = lines[0].number - 2 if lines else 0
    for line in lines:
        line.after_blank = line.number - before > most
        before = line.number
    return lines


def _quote_marks(line: str) -> int:
    """The length of the ">" before the words of a quoted mail."""
    m = QUOTE_MARKS.match(line) if line and line[0] in "> " else None
    return m.end() if m else 0


def _double_spaced(lines: list[Line]) -> bool:
    """Whether nearly all lines of flowing text stand with a blank line between them, as some PDF readers write."""
    flowing = [b.number - a.number for a, b in pairwise(lines) if len(a.content) >= FULL_LINE and b.bare[0].islower()]
    return len(flowing) >= 6 and flowing.count(2) >= 0.7 * len(flowing)
