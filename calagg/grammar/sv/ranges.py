"""`13-14 juni`, `4–5/12`, `den 3, 10 och 17 november`: several days that share one month.

Ranges between two written-out dates ("30/11–4/12", "1 feb–15 mars") are joined in `calagg.grammar.refine`.
"""

import re
from collections.abc import Iterable, Iterator

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.calendar_day import BEFORE_DAY, NO_DATE_BEFORE, SLASH_YEAR, exists, weekday_number, year_of
from calagg.grammar.sv.clockwords import CLOCK_WORD
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
    YEAR_AFTER,
)
from calagg.model.timex import Span

TIME_FOLLOWS = compiled(r"[^\n.]{0,40}?(?:\bkl\b|klockan|\d{1,2}[.:]\d\d|\b\d{1,2}\s?[–-]\s?\d{1,2}\b)")
BULLET = re.compile(r"\n[ \t]*[-–—]")
BEFORE_BOTH = compiled(
    rf"(?<!\w)(?P<first>{WEEKDAY}){SPACE}(?:{DASH}|och|o\.?|&|/|"
    rf"till){SPACE}(?P<last>{WEEKDAY}),?{GAP}(?:den{GAP})?\Z"
)
BETWEEN = compiled(rf"mellan{GAP}(?:den{GAP})?\Z")
NAMED_DAY = rf"(?:{WEEKDAY}{GAP}(?:den{GAP})?)?"
DAYS_NAME = compiled(rf"(?P<weekday>{WEEKDAY}){GAP}(?:den{GAP})?\Z")
NUMBERED = compiled(
    r"(?<!\w)(?:dag|pass|etapp|grupp|steg|omgång|årskurs|åk|klass|del|moment|block|nivå)\s\Z"
)  # "Dag 1, tisdag 12 mars"
FIGURES = re.compile(r"\d+")


def left_edge(left: re.Match[str], start: int) -> int:
    """Where the words before a day begin ("söndagarna den "), or `start` where there are none."""
    return next((left.start(group) for group in ("plural", "weekday", "den") if left[group]), start)


def _range(found: Found) -> Iterable[Expression]:
    first, last = int(found["first"] or 0), int(found["last"] or 0)
    month, year = _month(found), year_of(found)
    joined_by_and = (found["until"] or "").strip().lower() == "och"
    if joined_by_and and not found.before(BETWEEN):
        return
    if not (exists(year, month, first) and exists(year, month, last) and first < last):
        return
    if BULLET.search(found["until"] or "") or found.before(CLOCK_WORD):
        return
    weekday, last_weekday = None, weekday_number(found["weekday"])
    start = found.match.start()
    if both := found.before(BEFORE_BOTH, reach=40):  # "torsdag–fredag 13–14 juni"
        start, weekday, last_weekday = both.start(), weekday_number(both["first"]), weekday_number(both["last"])
    elif left := found.before(BEFORE_DAY):
        weekday, start = weekday_number(left["plural"] or left["weekday"]), left_edge(left, start)
    yield found.expression(
        Stated(year=year, month=month, day=first, weekday=weekday),
        Stated(year=year, month=month, day=last, weekday=last_weekday),
        span=Span(start, found.match.end()),
    )


def _month(found: Found) -> int:
    word = (found["month"] or "").lower().rstrip(".")
    return MONTHS[word] if word in MONTHS else int(word)


def _list(found: Found) -> Iterator[Expression]:
    """Each day of the list is an expression of its own; the last one covers the month too."""
    if found.before(NO_DATE_BEFORE) or found.before(CLOCK_WORD):
        return
    month, year = _month(found), year_of(found)
    days = [m for m in FIGURES.finditer(found.match["days"]) if exists(year, month, int(m[0]))]
    if len(days) < 2 or [int(m[0]) for m in days] != sorted({int(m[0]) for m in days}):
        return
    if (len(days) == 2 and found.before(BETWEEN)) or found.before(NUMBERED):
        return
    first, last = int(days[0][0]), int(days[-1][0])
    left = found.before(BEFORE_DAY)
    both = re.search(r"och|&|samt", found.match["days"], re.I) is not None
    if len(days) == 2 and last == first + 1 and both and not found.after(TIME_FOLLOWS):  # "utbildning 8 och 9 april"
        start = left_edge(left, found.match.start()) if left else found.match.start()
        yield found.expression(
            Stated(year=year, month=month, day=first),
            Stated(year=year, month=month, day=last),
            span=Span(start, found.match.end()),
        )
        return
    weekday = weekday_number(left["plural"]) if left else None
    base = found.match.start()
    edge = left_edge(left, base) if left else base
    for m in days:
        last = m is days[-1]
        begin, own = (edge, left["weekday"] if left else None) if m is days[0] else (base + m.start(), None)
        if m is not days[0] and (named := DAYS_NAME.search(found.text, max(base, begin - 20), begin)):
            begin, own = named.start(), named["weekday"]
        span = Span(begin, found.match.end() if last else base + m.end())
        yield found.expression(
            Stated(year=year, month=month, day=int(m[0]), weekday=weekday_number(own) if own else weekday),
            span=span,
            shared=True,
        )


RULES = (
    Rule(
        "days-of-month",
        compiled(
            rf"(?P<days>{DAY}{ORDINAL_MARK}(?:{SPACE},{SPACE}{NAMED_DAY}{DAY}{ORDINAL_MARK}(?!\d)){{0,11}},?{SPACE}(?:och|eller|"
            rf"samt|&|respektive|resp\.?|alternativt|alt\.?|,)"
            rf"{SPACE}{NAMED_DAY}(?:den{GAP})?{DAY}){ORDINAL_MARK}{SPACE}(?P<month>{MONTH}){YEAR_AFTER}"
        ),
        _list,
        digits=(1, 2),
        next=" :,&a",
    ),
    Rule(
        "day-range",
        compiled(
            rf"(?P<first>{DAY}){ORDINAL_MARK}(?P<until>{UNTIL}|"
            rf"{GAP}och{GAP})(?:(?P<weekday>{WEEKDAY}){GAP})?(?:den{GAP})?"
            rf"(?P<last>{DAY}){ORDINAL_MARK}{SPACE}(?P<month>{MONTH}){YEAR_AFTER}"
        ),
        _range,
        digits=(1, 2),
        next=" :-a",
    ),
    Rule(
        "day-range/month",
        compiled(
            rf"(?P<first>{DAY}){SPACE}(?P<until>{DASH}){SPACE}(?P<last>{DAY})/(?P<month>1[0-2]|0?[1-9])(?![\w]|"
            rf"[.,:]\d)(?P<weekday>)"
            rf"(?:{SLASH_YEAR})?"
        ),
        _range,
        digits=(1, 2),
        next=" -",
    ),
)
