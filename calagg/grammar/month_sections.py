"""A line `"MARS"` over `"4 Styrelsemöte"`, `"Tis 12 Städdag"` -> 4 March, Tuesday 12 March: a plan by months.

The days of such a plan stand at the beginning of their lines, in order, and each is followed by what happens. A
numbered list ("1. Inledning") is none, nor is a line of prose that begins with a number.
"""

import re
from collections.abc import Iterator

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.sv.calendar_day import exists, full_year, weekday_number
from calagg.grammar.sv.lexicon import DASH, DAY, MONTHS, WEEKDAY, YEAR
from calagg.model.timex import Span

LONG = frozenset(word for word in MONTHS if len(word) > 4 or word in ("maj", "mars", "juni", "juli"))
LONGEST_HEAD = 30
YEAR_ALONE = re.compile(YEAR)
MARKS = " \t#*_=:"
DAY_LINE = re.compile(
    rf"[ \t]{{0,12}}(?:[-*•–][ \t]{{1,4}})?(?P<when>(?:(?P<weekday>(?i:{WEEKDAY})),?[ \t]{{1,3}})?(?:den[ \t])?"
    rf"(?P<day>{DAY})(?::e|:a)?(?:[ \t]?{DASH}[ \t]?(?P<last>{DAY}))?)(?::|[ \t]{{0,3}}{DASH}|,)?[ \t]{{1,12}}"
    rf"(?=[A-ZÅÄÖ”\"][^\W\d_]|kl[. ]|\d\d[.:]\d\d)"
)
MOST_LINES = 40


def days_under_months(text: str) -> list[Expression]:
    """The days of the plan's lines, in order; each belongs to the month whose name stands alone on a line above."""
    heads = list(_heads(text))
    ends = (*(start for start, *_ in heads[1:]), len(text))
    return [e for head, end in zip(heads, ends, strict=False) for e in _days(text, head, end)]


def _heads(text: str) -> Iterator[tuple[int, int, int, int | None]]:
    """(start, end, month, year) of the lines that hold the name of a month and no more, perhaps its year."""
    at = 0
    for line in text.split("\n"):
        if len(line) <= LONGEST_HEAD and (bare := line.strip(MARKS)):
            word, _, year = bare.replace(",", " ").lower().partition(" ")
            if word in LONG and (not year or YEAR_ALONE.fullmatch(year)):
                yield at, at + len(line), MONTHS[word], full_year(year or None)
        at += len(line) + 1


def _days(text: str, head: tuple[int, int, int, int | None], end: int) -> Iterator[Expression]:
    _, head_end, month, year = head
    at, before = head_end + 1, 0
    for _ in range(MOST_LINES):
        if at >= end:
            return
        line_end = text.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        if m := DAY_LINE.match(text, at, line_end):
            day, last = int(m["day"]), int(m["last"] or 0)
            if day < before or not exists(year, month, day) or (last and last <= day):
                return
            before = day
            span = Span(*m.span("when"))
            start = Stated(year=year, month=month, day=day, weekday=weekday_number(m["weekday"]))
            until = Stated(year=year, month=month, day=last) if last else None
            yield Expression(span=span, text=span.of(text), rule="month-section", start=start, end=until)
        elif text[at:line_end].strip() and not text[at:line_end].startswith((" ", "\t")):
            return
        at = line_end + 1
