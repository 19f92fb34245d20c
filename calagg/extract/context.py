"""`"… lämnas senast 3 maj, dock …"` -> Context(before="… lämnas senast ", after=", dock …"): what stands around a mention.

Every later decision (year, kind, title, place) reads this and not the document as a whole.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from calagg.extract.passages import Passage, Sentence, Shape, passages, sentences
from calagg.grammar import Expression

CLAUSE_BREAK = re.compile(r"[;!?]|\.(?=\s)|,(?=\s+(?:och|men|samt|dock|medan|varefter|därefter|sedan)\s)")


@dataclass(frozen=True, slots=True)
class Page:
    """A whole text with its shape and its time expressions: what extraction works on."""

    text: str
    passages: list[Passage]
    sentences: list[Sentence]
    expressions: list[Expression]

    @classmethod
    def of(cls, text: str, expressions: list[Expression]) -> "Page":
        """The page of a text whose expressions are found."""
        found = passages(text)
        return cls(text, found, sentences(text, found), expressions)

    def headings(self, passage: Passage) -> list[Passage]:
        """The headings that the passage stands under, nearest first."""
        return [p for i in reversed(passage.parents) if (p := self.passages[i]).shape is Shape.HEADING]

    def body(self, passage: Passage) -> str:
        """The passage's words on one line."""
        return on_one_line(passage.body.of(self.text))


@dataclass(frozen=True, slots=True)
class Context:
    """One expression where it stands. `before` and `after` are the rest of its sentence, `clause` the nearest part of
    it; `others` are the other expressions of the sentence, in order."""

    page: Page
    expression: Expression
    sentence: Sentence
    passage: Passage
    others: tuple[Expression, ...]

    @property
    def before(self) -> str:
        """The sentence up to the mention."""
        return self.page.text[self.sentence.span.start : self.expression.span.start]

    @property
    def after(self) -> str:
        """The sentence from the mention on."""
        return self.page.text[self.expression.span.end : self.sentence.span.end]

    @property
    def whole(self) -> str:
        """The sentence on one line."""
        return on_one_line(self.sentence.span.of(self.page.text))

    @property
    def near_before(self) -> str:
        """From the previous expression (or clause) of the sentence up to the mention."""
        return self.page.text[self._clause_start() : self.expression.span.start]

    @property
    def near_after(self) -> str:
        """From the mention up to the next expression of the sentence, or its end."""
        later = [o.span.start for o in self.others if o.span.start >= self.expression.span.end]
        return self.page.text[self.expression.span.end : min([*later, self.sentence.span.end])]

    def _clause_start(self) -> int:
        earlier = [o.span.end for o in self.others if o.span.end <= self.expression.span.start]
        start = max([*earlier, self.sentence.span.start])
        breaks = [m.end() for m in CLAUSE_BREAK.finditer(self.page.text, start, self.expression.span.start)]
        return max([start, *breaks])


def contexts(page: Page) -> list[Context]:
    """The context of every expression, in the order of the text."""
    starts = [s.span.start for s in page.sentences]
    by_sentence: dict[int, list[Expression]] = {}
    placed: list[tuple[Expression, int]] = []
    for e in page.expressions:
        index = max(bisect_right(starts, e.span.start) - 1, 0)
        # a list's number or a label may lie before the body of its passage
        while index + 1 < len(starts) and page.sentences[index].span.end <= e.span.start:
            index += 1
        by_sentence.setdefault(index, []).append(e)
        placed.append((e, index))
    return [
        Context(page, e, s := page.sentences[index], page.passages[s.passage],
                tuple(o for o in by_sentence[index] if o is not e))
        for e, index in placed
    ]


def on_one_line(text: str) -> str:
    """The text with its white space healed: broken lines and runs of blanks become one blank."""
    return " ".join(text.split())


