"""`https://…/2023-09-08-temadag.html` -> the date in it is marked as quoted.

Dates in addresses, file names and blocks of code support what the text says elsewhere; they are no entries.
"""

import re
from bisect import bisect_right
from dataclasses import replace

from calagg.grammar.expression import Expression
from calagg.model.timex import Span

REACH = 300
STOPS = frozenset(" \t\n\r()[]<>\"”'|")
ADDRESS = re.compile(
    r"://|www\.|@|mailto:|\w\.(?:pdf|docx?|html?|xlsx?|pptx?|aspx|php|se|com|org|nu)(?![^\W\d_])", re.IGNORECASE
)
FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)


def mark_quoted(text: str, expressions: list[Expression]) -> list[Expression]:
    """The same expressions, those inside an address, a file name or a block of code marked as `quoted`."""
    fences = _fences(text)
    starts = [f.start for f in fences]

    def fenced(span: Span) -> bool:
        index = bisect_right(starts, span.start) - 1
        return index >= 0 and span in fences[index]

    return [replace(e, quoted=True) if _in_address(text, e.span) or fenced(e.span) else e for e in expressions]


def _fences(text: str) -> list[Span]:
    """The blocks between ``` lines; one that is never closed ends nowhere and counts for nothing."""
    marks = [m.start() for m in FENCE.finditer(text)] if "```" in text or "~~~" in text else []
    return [Span(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False)]


def _in_address(text: str, span: Span) -> bool:
    start, end = span.start, span.end
    if not STOPS.isdisjoint(span.of(text)):
        return False
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    while start > low and text[start - 1] not in STOPS:
        start -= 1
    while end < high and text[end] not in STOPS:
        end += 1
    return end - start > span.end - span.start and ADDRESS.search(text, start, end) is not None
