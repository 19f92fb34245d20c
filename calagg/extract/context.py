"""`"… lämnas senast 3 maj, dock"` -> Context(before="… lämnas senast ", after=", dock"): the words around a mention.

Every later decision (year, kind, title, place) reads this and not the document as a whole.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from calagg.extract.cues import FORMERLY
from calagg.extract.passages import Passage, Shape, passage_at, passages
from calagg.extract.sentences import Sentence, sentences
from calagg.extract.tense import tense_of
from calagg.grammar import Direction, Expression, Stated
from calagg.model.timex import Span

SIBLINGS = 20
CROWD = 8
REACH = 500
LINE = 300
TERM_STARTS = {"spring": (1, 1), "spring-term": (1, 1), "summer": (6, 1), "autumn": (8, 1), "autumn-term": (8, 1)}
LONGEST_BODY = 2000
QUOTED_LINE = re.compile(r"\n[> ]{1,8}")
ONE_RUN = re.compile(  # "3 maj (föreläsare) respektive ", "3, "
    r"[\s*_]*(?:\([^()\n]{1,40}\)\s*)?(?:,|&|och|samt|respektive|resp\.?|eller|,\s(?:och|samt))\s*(?:den\s)?",
    re.IGNORECASE,
)
CLAUSE_BREAK = re.compile(r"[;!?]|,(?=\s+(?:och|men|samt|dock|medan|varefter|därefter|sedan)\s)")


@dataclass(frozen=True)
class Page:
    """A whole text with its shape and its time expressions: what extraction works on.

    `stated` has where the expressions begin whose value the page itself states, and what there contradicts it.
    `untimed` keeps the words of stretches of it without their expressions, once they are asked for.
    """

    text: str
    passages: list[Passage]
    expressions: list[Expression]
    stated: Mapping[int, str] = field(default_factory=dict)
    untimed: dict[Span, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _sentences: dict[int, list[Sentence]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _bodies: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        text: str,
        expressions: list[Expression],
        headings: Sequence[int] = (),
        stated: Mapping[int, str] | None = None,
    ) -> "Page":
        """The page of a text whose expressions are found; `headings` as in `passages`."""
        return cls(text, passages(text, headings), expressions, stated or {})

    def sentences(self, passage: Passage) -> list[Sentence]:
        """The sentences of the passage, in order; they are looked for when they are first asked for."""
        if (found := self._sentences.get(passage.index)) is None:
            first = bisect_left(self.starts, passage.body.start)
            last = bisect_left(self.starts, passage.body.end)
            mentions = [e.span for e in self.expressions[max(0, first - 1) : last]]
            found = self._sentences[passage.index] = sentences(self.text, passage, mentions)
        return found

    def sentence_before(self, passage: Passage, index: int) -> Sentence | None:
        """The sentence before number `index` of the passage, be it in the passage above; None for the first of all."""
        if index:
            return self.sentences(passage)[index - 1]
        return self.sentences(self.passages[passage.index - 1])[-1] if passage.index else None

    @cached_property
    def dated_passages(self) -> frozenset[int]:
        """The indexes of the passages that hold an expression."""
        held = (self.passage_at(e.span.start) for e in self.expressions)
        return frozenset(p.index for p in held if p is not None)

    @cached_property
    def own_days(self) -> dict[int, date]:
        """The days that headings set for what stands under them: the day of a post, the start of "Vårterminen 2027"."""
        found: dict[int, date] = {}
        leading: dict[int, date] = {}
        for e in self.expressions:
            s, p = e.start, self.passage_at(e.span.start)
            if p is None or p.shape is not Shape.HEADING or s.year is None:
                continue
            if e.grain.coarse and (begins := first_day(s, date(s.year, 1, 1))) is not None:
                found[p.index] = begins
            elif s.month is None or s.day is None or e.timed or e.end is not None:
                continue
            elif _same_words(p.body.of(self.text), e.text):
                found[p.index] = date(s.year, s.month, s.day)
            elif e.span.start <= p.body.start:
                leading[p.index] = date(s.year, s.month, s.day)
        days = list(leading.values())
        falling = len(days) > 1 and all(a >= b for a, b in pairwise(days))  # posts come newest first, a plan does not
        return found | leading if falling else found

    def passage_of_one(self, passage: Passage) -> bool:
        """Whether the passage holds one expression only."""
        return len(self.expressions_in(passage.span)) == 1

    def expressions_in(self, span: Span) -> list[Expression]:
        """The expressions that begin within `span`, in order."""
        first = bisect_left(self.starts, span.start)
        return self.expressions[first : bisect_left(self.starts, span.end)]

    @cached_property
    def starts(self) -> list[int]:
        """Where the expressions begin."""
        return [e.span.start for e in self.expressions]

    @cached_property
    def table_heads(self) -> dict[int, int]:
        """For each row of a table the index of the table's first row."""
        heads: dict[int, int] = {}
        for p in self.passages:
            if p.shape is Shape.ROW:
                heads[p.index] = heads.get(p.index - 1, p.index)
        return heads

    def above_the_like(self, passage: Passage) -> Passage | None:
        """The nearest passage above of another shape, which leads in a list or a table; None where there is none."""
        index = self._above_the_like[passage.index]
        return self.passages[index] if index >= 0 else None

    @cached_property
    def _above_the_like(self) -> list[int]:
        found: list[int] = []
        for before, p in zip([None, *self.passages], self.passages, strict=False):
            found.append(-1 if before is None else found[-1] if before.shape is p.shape else before.index)
        return found

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that holds `offset`, None in the white space between two."""
        return passage_at(self.passages, self._passage_starts, offset)

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [p.span.start for p in self.passages]

    def headings(self, passage: Passage) -> list[Passage]:
        """The headings that the passage stands under, nearest first."""
        return [p for i in reversed(passage.parents) if (p := self.passages[i]).shape is Shape.HEADING]

    def body(self, passage: Passage) -> str:
        """The passage's words on one line, the first 2,000 characters of them."""
        if (said := self._bodies.get(passage.index)) is None:
            start, end = passage.body.start, passage.body.end
            said = self._bodies[passage.index] = on_one_line(self.text[start : min(end, start + LONGEST_BODY)])
        return said


@dataclass(frozen=True)
class Context:
    """One expression where it stands. `before` and `after` are the rest of its sentence, `near_before` and `near_after`
    the nearest part of it; `others` are the other expressions of the sentence, in order (the nearest forty)."""

    page: Page
    expression: Expression
    sentence: Sentence
    passage: Passage
    others: tuple[Expression, ...]

    @cached_property
    def before(self) -> str:
        """The sentence up to the mention."""
        return self.page.text[self.window.start : self.expression.span.start]

    @cached_property
    def lead(self) -> str:
        """The last 240 characters of `before`, with the label of its line: where the words that belong to it stand."""
        return (self.label + self.before)[-240:]

    @cached_property
    def lead_of_run(self) -> str:
        """As `lead`; of a day that goes on with a list, what stands before the list: "senast 3/5 respektive 10/5"."""
        start = self.expression.span.start
        for o in reversed([o for o in self.others if o.span.end <= start]):
            if not o.dated or not ONE_RUN.fullmatch(self.page.text, o.span.end, start):
                break
            start = o.span.start
        if start == self.expression.span.start:
            return self.lead
        return (self.label + self.page.text[min(self.window.start, start) : start])[-240:]

    @cached_property
    def label(self) -> str:
        """ "Sista anmälningsdag: " before a mention that the label is for; empty where there is none."""
        first = self.passage.shape is Shape.FIELD and self.window.start <= self.passage.body.start
        return f"{self.passage.label}: " if first else ""

    @cached_property
    def after(self) -> str:
        """The sentence from the mention on."""
        return self.page.text[self.expression.span.end : self.window.end]

    @cached_property
    def whole(self) -> str:
        """The sentence on one line."""
        return on_one_line(self.window.of(self.page.text))

    @cached_property
    def line(self) -> str:
        """The line of the text that the mention stands on, without its ends, 300 characters either way."""
        text, span = self.page.text, self.expression.span
        start = text.rfind("\n", max(0, span.start - LINE), span.start) + 1 or max(0, span.start - LINE)
        end = text.find("\n", span.end, span.end + LINE)
        return text[start : end if end >= 0 else span.end + LINE].strip()

    @cached_property
    def window(self) -> Span:
        """The sentence, where it is of a person's length: 500 characters and eight other mentions either way."""
        e, s = self.expression.span, self.sentence.span
        before = [o.span.start for o in self.others if o.span.end <= e.start]
        after = [o.span.end for o in self.others if o.span.start >= e.end]
        low = max(s.start, e.start - REACH, before[-CROWD] if len(before) >= CROWD else s.start)
        high = min(s.end, e.end + REACH, after[CROWD - 1] if len(after) >= CROWD else s.end)
        return Span(low, high)

    @cached_property
    def tense(self) -> Direction:
        """FORWARD, BACKWARD, or NEAREST where the words around the mention do not say."""
        if self.others and (formerly := FORMERLY.search(self.near_after)):  # of the day that comes after it
            return tense_of(self.near_before, self.near_after[: formerly.start()], "", self._headings)
        return tense_of(self.near_before, self.near_after, self.whole, self._headings)

    @property
    def _headings(self) -> list[str]:
        return [self.page.body(h) for h in self.page.headings(self.passage)]

    @cached_property
    def near_before(self) -> str:
        """From the previous expression (or clause) of the sentence up to the mention."""
        return self.page.text[self._clause_start() : self.expression.span.start]

    @cached_property
    def near_after(self) -> str:
        """From the mention up to the next expression of the sentence, or its end."""
        later = [o.span.start for o in self.others if o.span.start >= self.expression.span.end]
        return self.page.text[self.expression.span.end : min([*later, self.window.end])]

    def _clause_start(self) -> int:
        earlier = [o.span.end for o in self.others if o.span.end <= self.expression.span.start]
        start = max([*earlier, self.window.start])
        breaks = [m.end() for m in CLAUSE_BREAK.finditer(self.page.text, start, self.expression.span.start)]
        return max([start, *breaks])


def first_day(stated: Stated, reference: date) -> date | None:
    """The first day of a month, a season or a term; without a year the next one from `reference`. None for others."""
    month, day = (stated.month, 1) if stated.month else TERM_STARTS.get(stated.part or "", (0, 0))
    if not month:
        return None
    year = stated.year or reference.year
    begins = date(year, month, day)
    ends = date(year + month // 12, month % 12 + 1, 1)
    return date(year + 1, month, day) if stated.year is None and stated.month and ends <= reference else begins


def _same_words(a: str, b: str) -> bool:
    return on_one_line(a).strip(" .:*") == on_one_line(b).strip(" .:*")


def contexts(page: Page) -> list[Context]:
    """The context of every expression, in the order of the text."""
    ends = [p.body.end for p in page.passages]
    by_sentence: dict[Sentence, list[Expression]] = {}
    placed: list[tuple[Expression, Sentence, int]] = []
    for e in page.expressions:
        # a list's number or a label may lie before the body of its passage
        passage = page.passages[min(bisect_right(ends, e.span.start), len(ends) - 1)]
        held = page.sentences(passage)
        index = bisect_right(held, e.span.start, key=_end_of)
        sentence = held[min(index, len(held) - 1)]
        same = by_sentence.setdefault(sentence, [])
        placed.append((e, sentence, len(same)))
        same.append(e)
    found = []
    for e, sentence, place in placed:
        same = by_sentence[sentence]
        others = (*same[max(0, place - SIBLINGS) : place], *same[place + 1 : place + 1 + SIBLINGS])
        found.append(Context(page, e, sentence, page.passages[sentence.passage], others))
    return found


def _end_of(sentence: Sentence) -> int:
    return sentence.span.end


def on_one_line(text: str) -> str:
    """The text with its white space healed: broken lines and runs of blanks become one blank."""
    return " ".join((QUOTED_LINE.sub("\n", text) if "\n>" in text else text).split())
