"""'Anmälan görs senast lördag 21/11.' with the mention 'senast lördag 21/11' -> three pieces, the middle one marked.

Pieces are plain text; what makes HTML of them, and escapes them, is the template.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from calagg.model import Sighting, Span
from calagg.model.masking import mask_text

LONGEST_PARAGRAPH = 900


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document's words. `strength` is 'rest', 'sentence' or 'mark'."""

    text: str
    strength: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document with its offset; `entry_number` counts the entries from 1, 0 for other text."""

    text: str
    entry_number: int = 0


def mark_quote(quote: str, mention: str) -> tuple[Piece, ...]:
    """The quote with its mention marked; unmarked where the mention is not in it."""
    before, found, after = quote.partition(mention) if mention else (quote, "", "")
    pieces = (Piece(before, "sentence"), Piece(found, "mark"), Piece(after, "sentence"))
    return tuple(piece for piece in pieces if piece.text)


def mark_paragraph(text: str, sighting: Sighting) -> tuple[Piece, ...]:
    """The paragraph of `text` that the sighting stands in: its sentence in full strength, its mention marked.

    The quote alone where the paragraph is long or does not hold it (a table's cells, say).
    """
    paragraph = heal_space(mask_text(_paragraph_around(text, sighting.span)))
    quoted = mark_quote(sighting.quote, sighting.mention)
    if len(paragraph) > LONGEST_PARAGRAPH or not sighting.quote or sighting.quote not in paragraph:
        return quoted
    before, _, after = paragraph.partition(sighting.quote)
    whole = (Piece(before, "rest"), *quoted, Piece(after, "rest"))
    return tuple(piece for piece in whole if piece.text)


def heal_space(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def cut_passages(text: str, start: int, numbered: Iterable[tuple[int, Span]]) -> tuple[Passage, ...]:
    """`text`, which begins at offset `start` of its document, cut at the spans.

    A span that overlaps the one before it is left out.
    """
    passages: list[Passage] = []
    at, end = start, start + len(text)
    for number, span in sorted(numbered, key=lambda item: item[1]):
        if span.start < at or span.end > end:
            continue
        passages.append(Passage(text[at - start : span.start - start]))
        passages.append(Passage(text[span.start - start : span.end - start], number))
        at = span.end
    passages.append(Passage(text[at - start :]))
    return tuple(p for p in passages if p.text)


def _paragraph_around(text: str, span: Span) -> str:
    breaks = [0, *(m.end() for m in re.finditer(r"\n[ \t]*\n", text)), len(text)]
    first = max(b for b in breaks if b <= max(span.start, 0))
    last = min((b for b in breaks if b >= span.end), default=len(text))
    return text[first:last]
