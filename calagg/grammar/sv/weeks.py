"""`v. 42`, `vecka 7`, `v 36-38`, `onsdag v. 42`, `V28-31 2026`: ISO weeks, Monday to Sunday."""

from collections.abc import Iterable

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.dates import full_year, weekday_number
from calagg.grammar.sv.lexicon import DASH, GAP, LETTER, SPACE, WEEKDAY, YEAR
from calagg.model.timex import Grain, Span

WEEK = r"(?:5[0-3]|[1-4]\d|0?[1-9])"
BEFORE_WEEK = compiled(
    rf"(?<!\w)(?:(?P<weekday>{WEEKDAY})(?:en)?,?{GAP}(?:i{GAP})?)?(?:vecka|veckan|veckorna|veckor|"
    rf"v){SPACE}[.:]?{SPACE}\Z"
)
NO_WEEK_AFTER = compiled(rf"-{LETTER}|\s?(?:{LETTER}{{0,2}}\d|veckor|ggr|gånger|st\b|%|timmar|dagar|år\b|i rad)|\.\d")


def _week(found: Found) -> Iterable[Expression]:
    left = found.before(BEFORE_WEEK, reach=30)
    if left is None or found.after(NO_WEEK_AFTER):
        return ()
    first, last = int(found["first"] or 0), int(found["last"] or 0)
    year = full_year(found["year"] or found["short"])
    span = Span(left.start(), found.match.end())
    weekday = weekday_number(left["weekday"])
    if weekday is not None:
        return [found.expression(Stated(week=first, year=year, weekday=weekday), span=span)]
    end = Stated(week=last, year=year) if last > first else None
    return [found.expression(Stated(week=first, year=year), end, grain=Grain.WEEK, span=span)]


RULES = (
    Rule(
        "week",
        compiled(
            rf"(?P<first>{WEEK})(?!\d)(?:{SPACE}(?:{DASH}|och|&|till|"
            rf",){SPACE}(?:v(?:ecka)?\.?{SPACE})?(?P<last>{WEEK})(?!\d|[.:/]\d))?"
            rf"(?:,?{SPACE}(?:år{GAP})?(?P<year>{YEAR})(?!\d)|[-’'](?P<short>2\d)(?!\d))?(?!\w)"
        ),
        _week,
        digits=(1, 2),
    ),
)
