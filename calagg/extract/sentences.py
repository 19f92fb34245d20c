"""Passages -> their sentences: `"Möte fre. 12 feb. Ta med fika."` -> two, the full stop of "fre." ends none.

What a passage is, is in `passages`; spans point into the document's text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from calagg.extract.passages import Passage, Shape, ends_in_abbreviation
from calagg.model.timex import Span

SENTENCE_END = re.compile(r"[.!?…](?:[\"”'’)\]*_]{0,3})(?=\s+(?:[\"”'’(\[*_>–-]{0,3}\s?[A-ZÅÄÖ0-9]))")
RUN_IN_LABEL = re.compile(  # "… kl. 13 Plats: Folkets hus Anmälan: senast …" is a form without its lines
    r"(?<=[\w.,!?)])\s{1,8}(?=(?:(?:Mötes)?(?:[Pp]lats|[Ll]okal)|Anmälan|Anmäl dig|OSA|Kontakt|Pris|Kostnad|Arrangör|"
    r"Målgrupp|Föreläsare|Länk)\s?:\s)"
)
LONGEST_SENTENCE = 1200


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or a whole item, row or field without full stops): number `index` of the passage `passage`."""

    span: Span
    passage: int
    index: int


def sentences(text: str, passage: Passage, mentions: list[Span]) -> list[Sentence]:
    """The sentences of the passage in order; none of them ends inside one of the `mentions` (sorted, those that reach
    into the passage)."""
    whole = passage.shape in (Shape.ROW, Shape.HEADING)
    spans = [
        piece
        for span in ([passage.body] if whole else _split(text, passage.body))
        for field in _at_labels(text, span)
        for piece in _pieces(text, field)
    ]
    if mentions and len(spans) > 1:
        spans = _unbroken(spans, mentions)
    return [Sentence(span, passage.index, index) for index, span in enumerate(spans)]


def _unbroken(spans: list[Span], mentions: list[Span]) -> list[Span]:
    """The sentences, those joined that end inside a mention: the full stop of "fre. 12 feb." ends none."""
    out = spans[:1]
    at = 0
    for span in spans[1:]:
        end = out[-1].end
        while at < len(mentions) and mentions[at].end <= end:
            at += 1
        if at < len(mentions) and mentions[at].start < end:
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return out


def _split(text: str, body: Span) -> Iterator[Span]:
    start = body.start
    for m in SENTENCE_END.finditer(text, body.start, body.end):
        if text[m.start()] == "." and ends_in_abbreviation(text, start, m.start()):
            continue
        if m.start() > start:
            yield Span(start, min(m.end(), body.end))
        start = m.end()
        while start < body.end and text[start].isspace():
            start += 1
    if start < body.end:
        yield Span(start, body.end)


def _at_labels(text: str, span: Span) -> Iterator[Span]:
    """The span, cut before each label that stands in the run of the text."""
    start = span.start
    if text.find(":", start, span.end) >= 0:
        for m in RUN_IN_LABEL.finditer(text, start, span.end):
            yield Span(start, m.start())
            start = m.end()
    yield Span(start, span.end)


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
