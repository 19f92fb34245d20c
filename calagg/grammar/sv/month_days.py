"""`Mars: 5, 12 och 19`, `Januari 14, 28`: the days of a month that stand behind its name.

A single day behind its month ("November 30") is in `dates`. Only what looks like a list of days and nothing more is
one: "Mars: 14 deltagare" and "Januari 12, 14 och 3" are none.
"""

import re
from collections.abc import Iterator

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.calendar_day import exists, full_year
from calagg.grammar.sv.lexicon import DAY, GAP, LETTER, MONTH, MONTHS, ORDINAL_MARK, SPACE, YEAR
from calagg.model.timex import Span

FIGURES = re.compile(r"\d+")
ENDS = compiled(r"[ \t]*(?:\Z|\n|[.;)|](?!\d)|,?\s?(?:kl\b|klockan))")
NO_LIST_BEFORE = compiled(rf"(?:\d|{LETTER}|{LETTER}\.|[/–-])\s?\Z")


def _month_days(found: Found) -> Iterator[Expression]:
    """Each day of the list is an expression of its own; the first one covers the month too."""
    if not found.after(ENDS) or found.before(NO_LIST_BEFORE):
        return
    month, year = MONTHS[(found["month"] or "").lower().rstrip(".")], full_year(found["year"])
    base = found.match.start("days")
    days = list(FIGURES.finditer(found.match["days"]))
    numbers = [int(m[0]) for m in days]
    if numbers != sorted(set(numbers)) or not all(exists(year, month, n) for n in numbers):
        return
    for m in days:
        start = found.match.start() if m is days[0] else base + m.start()
        stated = Stated(year=year, month=month, day=int(m[0]))
        yield found.expression(stated, span=Span(start, base + m.end()), shared=True)


RULES = (
    Rule(
        "month-days",
        compiled(
            rf"(?P<month>{MONTH})(?:{GAP}(?P<year>{YEAR})(?!\d))?(?:{SPACE}:)?{SPACE}(?:den{GAP})?"
            rf"(?P<days>{DAY}{ORDINAL_MARK}(?!\d|[./:]\d)(?:{SPACE}(?:,|&|och|samt|,{SPACE}och){SPACE}(?:den{GAP})?"
            rf"{DAY}{ORDINAL_MARK}(?!\d|[./:]\d)){{1,11}})"
        ),
        _month_days,
        words=tuple(MONTHS),
    ),
    Rule(
        "month:day",
        compiled(
            rf"(?P<month>{MONTH})(?:{GAP}(?P<year>{YEAR})(?!\d))?{SPACE}:{SPACE}(?P<days>{DAY}{ORDINAL_MARK}(?!\d|[./:]\d))"
        ),
        _month_days,
        words=tuple(MONTHS),
    ),
)
