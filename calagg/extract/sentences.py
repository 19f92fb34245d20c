"""Passages -> their sentences: `"Möte fre. 12 feb. Ta med fika."` -> two, the full stop of "fre." ends none.

What a passage is, is in `passages`; spans point into the document's text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from calagg.extract.passages import ABBREVIATION, Passage, Shape
from calagg.model.timex import Span

SENTENCE_END = re.compile(r"[.!?…](?:[\"”'’)\]*_]{0,3})(?=\s+(?:[\"”'’(\[*_–-]{0,3}\s?[A-ZÅÄÖ0-9]))")
LONGEST_SENTENCE = 1200


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or a whole item, row or field without full stops) of the passage with that index."""

    span: Span
    passage: int
    index: int


def sentences(text: str, found: list[Passage]) -> list[Sentence]:
    """The sentences of the passages in order."""
    spans = (
        (span, p.index)
        for p in found
        for span in ([p.body] if p.shape in (Shape.ROW, Shape.HEADING) else _split(text, p.body))
    )
    short = ((piece, passage) for span, passage in spans for piece in _pieces(text, span))
    return [Sentence(span, passage, index) for index, (span, passage) in enumerate(short)]


def unbroken(found: list[Sentence], spans: list[Span]) -> list[Sentence]:
    """The sentences, those joined that end inside one of the `spans`: the full stop of "fre. 12 feb." ends none."""
    out: list[Sentence] = []
    at = 0
    for sentence in found:
        end = out[-1].span.end if out else 0
        while at < len(spans) and spans[at].end <= end:
            at += 1
        inside = out and at < len(spans) and spans[at].start < end < spans[at].end
        if inside and out[-1].passage == sentence.passage:
            out[-1] = replace(out[-1], span=Span(out[-1].span.start, sentence.span.end))
        else:
            out.append(Sentence(sentence.span, sentence.passage, len(out)))
    return out


def _split(text: str, body: Span) -> Iterator[Span]:
    start = body.start
    for m in SENTENCE_END.finditer(text, body.start, body.end):
        if text[m.start()] == "." and ABBREVIATION.search(text, max(start, m.start() - 8), m.start()):
            continue
        if m.start() > start:
            yield Span(start, min(m.end(), body.end))
        start = m.end()
        while start < body.end and text[start].isspace():
            start += 1
    if start < body.end:
        yield Span(start, body.end)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """The span, cut at white space where no sentence of a person is as long: what reads it stays linear."""
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        end = cut if cut > start else start + LONGEST_SENTENCE
        yield Span(start, end)
        start = end
    if start < span.end:
        yield Span(start, span.end)
