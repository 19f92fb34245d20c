"""`", dock ej i juli"` behind a pattern -> July: what a series leaves out, and words for that which name no day.

"Med uppehåll 24 och 31 december" leaves two days out; "ej på lov" leaves out days that the text does not give, so that
a person has to say which. How the days are taken out of the series is in `series`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from calagg.extract import cues
from calagg.extract.context import on_one_line
from calagg.extract.series_period import of_months
from calagg.grammar import Direction, Expression, Stated, resolve
from calagg.model.calendar_words import MONTHS
from calagg.model.timex import Grain, Span

CUE = cues.Cue(
    r"(?<!\w)(?P<firm>(?:dock|men)\s+(?:inte|ej)|utom|förutom|undantaget|(?:med\s+)?undantag(?:\s+(?:för|av))?|"
    r"(?:med\s+|gör\s+)?uppehåll(?:\s+för)?|inga?\s+(?:möten?|träff(?:ar)?|sammanträden?|träning(?:ar)?))(?!\w)|"
    r"(?<!\w)(?:inte|ej|inställt|utgår)(?!\w)"
)
GLUE = re.compile(
    r"[\s,:(]{0,4}(?:(?:i|den|på|under|över|och|samt|eller|hela|månad(?:en)?)[\s,]{1,4}){0,4}", re.IGNORECASE
)
MONTH = re.compile(rf"(?:{'|'.join(MONTHS)})(?!\w)", re.IGNORECASE)
UNDATED = re.compile(
    r"[\s(]{0,3}(?:(?:på|under|vid|över)\s+)?(?:\w{0,12}lov(?:et|en|sveck\w+)?|\w{0,10}helg\w*|röda\s+dagar|klämdagar|"
    r"jul\w*|påsk\w*)(?!\w)",
    re.IGNORECASE,
)
MOST = 20
A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Exceptions:
    """`days` are ranges of days, both inclusive, that are left out; `undated` the words that name no day, and `pieces`
    all of these words, as expressions; `taken` is where the expressions begin that are among them."""

    days: tuple[tuple[date, date], ...] = ()
    undated: tuple[str, ...] = ()
    pieces: tuple[Expression, ...] = ()
    taken: frozenset[int] = frozenset()


def exceptions_in(text: str, scope: Span, expressions: Sequence[Expression], on: date) -> Exceptions:
    """What the words in `scope` leave out; what has no year is read from `on`, the begin of the series."""
    at = {e.span.start: e for e in expressions}
    days: list[tuple[date, date]] = []
    undated: list[str] = []
    pieces: list[Expression] = []
    taken: set[int] = set()
    for m in CUE.finditer(scope.of(text)):
        start, end = scope.start + m.start(), scope.start + m.end()
        named, end_of_items, starts = _items(text, end, scope.end, at, on)
        vague = UNDATED.match(text, end, scope.end) if not named else None
        if vague is not None or (m["firm"] and not named):
            end_of_items = vague.end() if vague else end
            undated.append(on_one_line(text[start : max(end_of_items, end)]))
        elif not named:
            continue  # "det är inte bestämt"
        days += named
        taken |= starts
        span = Span(start, end_of_items)
        pieces.append(Expression(span=span, text=span.of(text), rule="except", start=Stated(), grain=Grain.SEASON))
    return Exceptions(tuple(days), tuple(undated), tuple(pieces), frozenset(taken))


def _items(
    text: str, start: int, end: int, at: dict[int, Expression], on: date
) -> tuple[list[tuple[date, date]], int, set[int]]:
    """The days that are named one after the other from `start` on, where the last of them ends, and where the
    expressions among them begin."""
    named: list[tuple[date, date]] = []
    taken: set[int] = set()
    reached = start
    for _ in range(MOST):
        glue = GLUE.match(text, reached, end)
        here = glue.end() if glue else reached
        e = at.get(here) or at.get(here - len("den "))
        if e is not None and e.span.start >= reached and (range_ := _days_of(e, on)) is not None:
            named.append(range_)
            taken.add(e.span.start)
            reached = e.span.end
        elif (m := MONTH.match(text, here, end)) is not None:
            month = of_months(Stated(month=MONTHS.index(m[0].lower()) + 1), None, on, within=A_YEAR)
            named += [month] if month else []
            reached = m.end()
        else:
            break
    return named, reached, taken


def _days_of(e: Expression, on: date) -> tuple[date, date] | None:
    if e.grain.coarse:
        return of_months(e.start, e.end, on, within=A_YEAR)
    value = resolve(e, on - timedelta(days=1), Direction.FORWARD)
    return (value.start.day, value.end.day if value.end else value.start.day) if value else None
