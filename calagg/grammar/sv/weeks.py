"""`v. 42`, `vecka 7`, `v. 42 och 46`, `onsdag v. 42`, `helgen v. 42`, `V28-31 2026`: ISO weeks, Monday to Sunday."""

import re
from collections.abc import Iterable

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.lower_case import AnyCase
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.calendar_day import full_year, weekday_number
from calagg.grammar.sv.lexicon import DASH, GAP, LETTER, SPACE, WEEKDAY, YEAR
from calagg.model.timex import Grain, Span

WEEK = r"(?:5[0-3]|[1-4]\d|0?[1-9])"
BEFORE_WEEK = AnyCase(
    rf"(?<!\w)(?:(?:(?P<weekday>{WEEKDAY})(?:en)?|(?P<weekend>helgen)),?{GAP}(?:i{GAP})?)?(?:vecka|veckan|veckorna|veckor|"
    rf"v){SPACE}[.:]?{SPACE}\Z"
)
WEEKDAY_AFTER = compiled(rf"[\s,(]{{1,3}}(?P<weekday>{WEEKDAY})(?P<close>\))?(?!\s?(?:den\s)?\d)")
NO_WEEK_AFTER = compiled(rf"-{LETTER}|\s?(?:{LETTER}{{0,2}}\d|veckor|ggr|gånger|st\b|%|timmar|dagar|år\b|i rad)|\.\d")
FIGURES = re.compile(r"\d+")


def _week(found: Found) -> Iterable[Expression]:
    left = found.before(BEFORE_WEEK, reach=30)
    if left is None or found.after(NO_WEEK_AFTER):
        return ()
    first, last = int(found["first"] or 0), int(found["last"] or 0)
    year = full_year(found["year"] or found["bracketed"] or found["short"])
    span = Span(left.start(), found.match.end())
    weekday = weekday_number(left["weekday"])
    if weekday is None and not last and (after := found.after(WEEKDAY_AFTER)) is not None:
        weekday, span = weekday_number(after["weekday"]), Span(left.start(), after.end())
    if weekday is not None:
        return [found.expression(Stated(week=first, year=year, weekday=weekday), span=span)]
    if left["weekend"] and not last:
        saturday, sunday = Stated(week=first, year=year, weekday=5), Stated(week=first, year=year, weekday=6)
        return [found.expression(saturday, sunday, span=span)]
    over_new_year = first >= 40 and 0 < last <= 20
    if last > first or over_new_year:
        end = Stated(week=last, year=year + 1 if year and over_new_year else year)
        return [found.expression(Stated(week=first, year=year), end, grain=Grain.WEEK, span=span)]
    return [found.expression(Stated(week=first, year=year), grain=Grain.WEEK, span=span)]


def _weeks(found: Found) -> Iterable[Expression]:
    """Each week of the list; the first covers the word "veckorna" too."""
    left = found.before(BEFORE_WEEK, reach=30)
    if left is None or found.after(NO_WEEK_AFTER):
        return
    base = found.match.start()
    for m in FIGURES.finditer(found.match["weeks"]):
        start = left.start() if m.start() == 0 else base + m.start()
        yield found.expression(Stated(week=int(m[0])), grain=Grain.WEEK, span=Span(start, base + m.end()), shared=True)


AGAIN = rf"(?:v(?:ecka)?\.?{SPACE})?"
RULES = (
    Rule(
        "weeks",
        compiled(
            rf"(?P<weeks>{WEEK}(?:{SPACE},{SPACE}{AGAIN}{WEEK}(?!\d)){{0,11}}{SPACE}(?:och|&|samt|"
            rf",){SPACE}{AGAIN}{WEEK})"
            rf"(?!\d|[.:/]\d|\w)"
        ),
        _weeks,
        digits=(1, 2),
        next=" ,&a",
    ),
    Rule(
        "week",
        compiled(
            rf"(?P<first>{WEEK})(?!\d)(?:{SPACE}(?:{DASH}|till|/){SPACE}{AGAIN}(?P<last>{WEEK})(?!\d|[.:/]\d))?"
            rf"(?:,?{SPACE}(?:år{GAP})?(?P<year>{YEAR})(?!\d)|{GAP}\((?P<bracketed>{YEAR})\)|[-’'](?P<short>2\d)(?!\d))?(?!\w)"
        ),
        _week,
        digits=(1, 2),
    ),
)
