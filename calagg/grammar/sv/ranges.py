"""`13-14 juni`, `4–5/12`, `den 3, 10 och 17 november`: several days that share one month.

Ranges between two written-out dates ("30/11–4/12", "1 feb–15 mars") are joined in `calagg.grammar.refine`.
"""

import re
from collections.abc import Iterable, Iterator

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.dates import BEFORE_DAY, NO_DATE_BEFORE, exists, weekday_number, year_of
from calagg.grammar.sv.lexicon import (
    DASH,
    DAY,
    GAP,
    MONTH,
    MONTHS,
    ORDINAL_MARK,
    SPACE,
    UNTIL,
    WEEKDAY,
    YEAR,
    YEAR_AFTER,
)
from calagg.model.timex import Span

BETWEEN = compiled(rf"mellan{GAP}(?:den{GAP})?\Z")
FIGURES = re.compile(r"\d+")


def _range(found: Found) -> Iterable[Expression]:
    first, last = int(found["first"] or 0), int(found["last"] or 0)
    month, year = _month(found), year_of(found)
    joined_by_and = (found["until"] or "").strip().lower() == "och"
    if joined_by_and and not found.before(BETWEEN):
        return
    if not (exists(year, month, first) and exists(year, month, last) and first < last):
        return
    left = found.before(BEFORE_DAY)
    start, weekday = found.match.start(), None
    if left is not None:
        weekday = weekday_number(left["plural"] or left["weekday"])
        group = "plural" if left["plural"] else "weekday" if left["weekday"] else "den" if left["den"] else None
        start = left.start(group) if group else start
    yield found.expression(
        Stated(year=year, month=month, day=first, weekday=weekday),
        Stated(year=year, month=month, day=last, weekday=weekday_number(found.match["weekday"])),
        span=Span(start, found.match.end()),
    )


def _month(found: Found) -> int:
    word = (found["month"] or "").lower().rstrip(".")
    return MONTHS[word] if word in MONTHS else int(word)


def _list(found: Found) -> Iterator[Expression]:
    """Each day of the list is an expression of its own; the last one covers the month too."""
    if found.before(NO_DATE_BEFORE):
        return
    month, year = _month(found), year_of(found)
    days = [m for m in FIGURES.finditer(found.match["days"]) if exists(year, month, int(m[0]))]
    if len(days) < 2 or [int(m[0]) for m in days] != sorted({int(m[0]) for m in days}):
        return
    left = found.before(BEFORE_DAY)
    weekday = weekday_number(left["plural"] or left["weekday"]) if left else None
    base = found.match.start()
    for m in days:
        last = m is days[-1]
        span = Span(base + m.start(), found.match.end() if last else base + m.end())
        yield found.expression(
            Stated(year=year, month=month, day=int(m[0]), weekday=weekday if left and left["plural"] else None),
            span=span, shared=True,
        )


RULES = (
    Rule("days-of-month", compiled(
        rf"(?P<days>{DAY}{ORDINAL_MARK}(?:{SPACE},{SPACE}{DAY}{ORDINAL_MARK}(?!\d)){{0,11}},?{SPACE}(?:och|eller|samt|&|resp\.?|,)"
        rf"{SPACE}(?:den{GAP})?{DAY}){ORDINAL_MARK}{SPACE}(?P<month>{MONTH}){YEAR_AFTER}"
    ), _list, digits=(1, 2)),
    Rule("day-range", compiled(
        rf"(?P<first>{DAY}){ORDINAL_MARK}(?P<until>{UNTIL}|{GAP}och{GAP})(?:(?P<weekday>{WEEKDAY}){GAP})?(?:den{GAP})?"
        rf"(?P<last>{DAY}){ORDINAL_MARK}{SPACE}(?P<month>{MONTH}){YEAR_AFTER}"
    ), _range, digits=(1, 2)),
    Rule("day-range/month", compiled(
        rf"(?P<first>{DAY}){SPACE}(?P<until>{DASH}){SPACE}(?P<last>{DAY})/(?P<month>1[0-2]|0?[1-9])(?![\w]|[.,:]\d)(?P<weekday>)"
        rf"(?:(?:/|{SPACE}{DASH}?{SPACE})(?P<year>{YEAR})(?!\d)|{DASH}(?P<short>\d\d)(?!\d|/)|[’'](?P<tick>\d\d))?"
    ), _range, digits=(1, 2)),
)
