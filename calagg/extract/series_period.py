"""`"varje tisdag under hösten med start 9/9"` -> from 9 September to 30 November: from when to when a pattern holds.

A season is read narrowly, as the Swedish weather service and the schools bound it, so that no day is given that most
readers would not expect. What is left out of a period is in `series_exceptions`.
"""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from calagg.extract import cues
from calagg.extract.context import Context, on_one_line
from calagg.extract.passages import Passage, Shape
from calagg.grammar import Direction, Expression, Stated, resolve, resolve_day
from calagg.grammar.lower_case import AnyCase
from calagg.grammar.sv.lexicon import DASH
from calagg.model.timex import Grain, Span

Months = tuple[tuple[int, int], tuple[int, int]]
SEASONS: dict[str, Months] = {  # the first and the last day, as (month, day)
    "spring": ((1, 1), (5, 31)),
    "spring-term": ((1, 1), (5, 31)),
    "summer": ((6, 1), (8, 31)),
    "autumn": ((9, 1), (11, 30)),
    "autumn-term": ((9, 1), (11, 30)),
}
NOT_SO_FAR = timedelta(days=240)  # a season without a year that begins later is rather the one that has been
EARLIER = timedelta(days=60)  # so long before "hösten" something may begin in it
SEASON = cues.Cue(
    r"(?<!\w)(?:(?:under|i|för)\s+)(?:hela\s+)?(?P<season>vår(?:en|terminen)?|sommar(?:en)?|höst(?:en|terminen)?)(?!\w)"
)
SEASON_OF_HEADING = cues.Cue(r"(?<!\w)(?P<season>vår|sommar|höst)(?:en|ens|terminen|terminens)?(?!\w)")
NAMES = {"vår": "spring", "som": "summer", "hös": "autumn"}
YEAR = cues.Cue(r"(?<!\w)(?:(?:under|hela|för|år(?:et)?|månad(?:en)?)\s+)+(?P<year>20[0-4]\d)(?![\d/–-])")
PLAN = cues.Cue(
    r"(?<!\w)(?:\w*program(?:met)?|\w*kalend(?:er|arium)|\w*schema|aktivitet\w*|sammanträde\w*|\w*möten|mötes\w+|"
    r"\w*träffar|\w*kurser|\w*övningar|\w*träningar|\w*caféer|på\s+gång)(?!\w)"
)
AS_USUAL = cues.Cue(r"(?<!\w)(?:som\s+(?:vanligt|alltid|tidigare)|alla\s+(?:möten|träffar|sammanträden))(?!\w)")
YEAR_OF_HEADING = re.compile(r"(?<![\d/–-])(20[0-4]\d)(?![\d/–-])")
COUNT = cues.Cue(
    r"(?<!\w)(?:sammanlagt\s+|totalt\s+|i\s+)?(?P<count>[2-9]|[1-4]\d|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)\s+"
    r"(?:gånger|tillfällen|träffar|möten|kvällar|lektioner|veckor(?=\s+i\s+rad)|kurstillfällen|sammankomster)"
    r"(?!\w)(?!\s+(?:per|om|i\s+(?:veckan|månaden)|varje))"
)
NUMBERS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
FROM_BEFORE = AnyCase(
    r"(?<!\w)(?:(?:med\s+)?(?:start|början|premiär)(?:datum)?|startar|börjar|fr\.?\s?o\.?\s?m\.?|från(?:\s+och\s+med)?|"
    r"första\s+(?:gången|träffen|mötet|tillfället))(?:\s+(?:är|blir))?:?\s+(?:den\s+)?\Z"
)
UNTIL_BEFORE = AnyCase(
    r"(?<!\w)(?:(?:fram\s+)?till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?|avslut\w*|slutar|"
    r"sista\s+(?:gången|träffen|mötet|tillfället)(?:\s+(?:är|blir))?):?\s+(?:den\s+)?\Z"
)
PERIOD_BEFORE = AnyCase(
    r"(?<!\w)(?:(?:under|i|hela|för|mellan|från|perioden|tiden|månaderna|läsåret)\s+){1,3}(?:den\s+)?\Z"
)
REACH = 40
MOST_BESIDE = 100
BETWEEN = re.compile(rf"\s?(?:{DASH}|till)\s?")


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, inclusive, or `count` times; None where the text gives none. `stated` says that `first`
    is a day of the text, `pieces` are the words that tell it, as expressions, `reasons` what was made of them."""

    first: date | None
    last: date | None
    count: int | None = None
    stated: bool = False
    pieces: tuple[Expression, ...] = ()
    reasons: tuple[str, ...] = ()


def period_of(c: Context, scope: Span, beside: Sequence[Expression], on: date) -> Period | None:
    """From when to when the pattern of `c` holds by the words in `scope`, else by the headings above; None where
    `beside`, the other expressions of the scope, has a day that is no bound. What has no year is read on `on`."""
    text, found = c.page.text, Period(None, None)
    for e in sorted(beside, key=lambda e: (not e.grain.coarse, e.span.start)):
        if e.every is not None or (e.timed and not e.dated):
            continue
        bound = _bound(text, e, on if found.first is None else found.first - (timedelta() if found.stated else EARLIER))
        if bound is None:
            return None
        found = _both(found, bound)
    for bound in (*_by_words(text, scope, on, said=found), *([] if found.last else _by_heading(c, scope, on))):
        found = _both(found, bound)
    if found.first is not None and found.last is not None and found.first > found.last:
        return Period(None, None)
    return found


def with_ranges(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """The expressions, two days with a dash between them as one: of "kl 18–19, 26/8–2/12" the grammar joins the hour
    to the first day, since mostly it is that day's."""
    out: list[Expression] = []
    for e in expressions:
        a = out[-1] if out else None
        single = a is not None and a.dated and e.dated and e.end is None and (a.end is None or not a.end.dated)
        if a is not None and single and BETWEEN.fullmatch(text, a.span.end, e.span.start):
            hours = a.end if a.end is not None else Stated()
            out[-1] = a.grown(text, Span(a.span.start, e.span.end), end=replace(e.start, clock=hours.clock))
        else:
            out.append(e)
    return out


def of_months(
    start: Stated, end: Stated | None, on: date, *, within: timedelta = NOT_SO_FAR
) -> tuple[date, date] | None:
    """The first and the last day of a month, of months or of a season; None of parts of these, and of what has no year
    and begins later than `within` after `on`."""
    if start.month is not None and start.part is None:
        months: Months | None = ((start.month, 1), (end.month or 12 if end else start.month, 31))
    else:
        months = SEASONS.get(start.part or "")
    if months is None:
        return None
    (first, day), (last, _) = months
    for year in [start.year] if start.year else [on.year, on.year + 1]:
        ends = year + 1 if last < first else year
        begins, until = date(year, first, day), date(ends, last, monthrange(ends, last)[1])
        if start.year or (until >= on and begins - on <= within):
            return begins, until
    return None


def _bound(text: str, e: Expression, on: date) -> Period | None:
    """What one expression tells of the period; None where it is a day of its own."""
    if e.grain.coarse:
        if (months := of_months(e.start, e.end, on)) is None:
            return Period(None, None)
        for cue in (FROM_BEFORE, UNTIL_BEFORE):
            if e.end is None and cue.search_between(text, max(0, e.span.start - REACH), e.span.start):
                if e.start.month is None:
                    return Period(None, None)  # "till sommaren" ends before it, or with it
                piece, begins = _with_cue(text, e, cue), cue is FROM_BEFORE
                return Period(months[0] if begins else None, None if begins else months[1], pieces=(piece,))
        piece, exact = _with_cue(text, e, PERIOD_BEFORE), e.start.year is not None and e.start.month is not None
        return Period(*months, pieces=(piece,), reasons=() if exact else _read_as(piece, months))
    if e.grain is Grain.WEEK and e.end is not None:
        value = resolve(e, on)
        return Period(value.start.day, value.end.day, pieces=(e,)) if value and value.end else None
    if e.end is not None and e.end.dated:
        last = resolve_day(e.end, on, Direction.FORWARD)
        first = resolve_day(e.start, last, Direction.BACKWARD) if last else None
        return Period(first, last, stated=False, pieces=(_with_cue(text, e, PERIOD_BEFORE),))
    if e.dated and e.grain is not Grain.WEEK:
        for cue in (FROM_BEFORE, UNTIL_BEFORE):
            if cue.search_between(text, max(0, e.span.start - REACH), e.span.start):
                day = resolve_day(e.start, on, Direction.FORWARD)
                piece = _with_cue(text, e, cue)
                if cue is FROM_BEFORE:
                    return Period(day, None, stated=True, pieces=(piece,))
                return Period(None, day, pieces=(piece,))
    return None


def _by_words(text: str, scope: Span, on: date, *, said: Period) -> Iterator[Period]:
    """What the words tell that are no expressions: "under hösten", "under 2027", "sex gånger"."""
    words = scope.of(text)
    if m := COUNT.search(words):
        number = m["count"].lower()
        count = int(number) if number.isdigit() else NUMBERS.index(number)
        yield Period(None, None, count, pieces=(_piece(text, scope, m, "count", Stated()),))
    if said.last is not None:
        return
    for m in SEASON.finditer(words):
        stated = _season(m["season"])
        if not any(piece.span.overlaps(Span(scope.start + m.start(), scope.start + m.end())) for piece in said.pieces):
            piece = _piece(text, scope, m, "season", stated)
            months = of_months(stated, None, on)
            if months:
                yield Period(*months, pieces=(piece,), reasons=_read_as(piece, months))
            return
    if m := YEAR.search(words):
        year = int(m["year"])
        piece = _piece(text, scope, m, "year", Stated(year=year))
        yield Period(date(year, 1, 1), date(year, 12, 31), pieces=(piece,))


def _by_heading(c: Context, scope: Span, on: date) -> Iterator[Period]:
    """The season or the year of the nearest heading, where it names a plan and no meeting: "Höstens program",
    "Sammanträden 2027". Where days stand under it as well, these may be those of the pattern."""
    heading = next(iter(c.page.headings(c.passage)), None)
    if heading is None or not PLAN.search(said := c.page.body(heading)) or AS_USUAL.search(c.whole):
        return
    beside = c.page.expressions_in(heading.span)
    if any(e.dated for e in beside) or (
        c.passage.shape not in (Shape.ITEM, Shape.ROW) and _days_under(c, heading, scope)
    ):
        return
    coarse = [e for e in beside if e.grain.coarse and not e.quoted]
    year, season = YEAR_OF_HEADING.search(said), SEASON_OF_HEADING.search(said)
    months = of_months(coarse[0].start, coarse[0].end, on) if coarse else None
    if months is None and season is not None:
        months = of_months(replace(_season(season["season"]), year=int(year[1]) if year else None), None, on)
    if months is None and year is not None:
        months = date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)
    if months is not None:
        yield Period(*months, reasons=(f"rubriken ”{said}” läst som {months[0]} till {months[1]}",))


def _days_under(c: Context, heading: Passage, scope: Span) -> bool:
    """Whether a day stands under the heading that is not of the pattern's own sentence."""
    first = bisect_left(c.page.starts, heading.span.end)
    for e in islice(c.page.expressions, first, first + MOST_BESIDE):
        p = c.page.passage_at(e.span.start)
        if p is None or heading.index not in p.parents:
            return False
        if e.dated and not e.quoted and e.span not in scope:
            return True
    return False


def _both(one: Period, other: Period) -> Period:
    """What both tell: a stated first day holds against that of a season, and so does the earlier last day."""
    firsts = [p for p in (one, other) if p.first is not None]
    lasts = [p.last for p in (one, other) if p.last is not None]
    first = max(firsts, key=lambda p: (p.stated, p.first or date.min)) if firsts else None
    return Period(
        first.first if first else None,
        min(lasts, default=None),
        one.count or other.count,
        stated=first is not None and first.stated,
        pieces=(*one.pieces, *other.pieces),
        reasons=(*one.reasons, *other.reasons),
    )


def _season(word: str) -> Stated:
    return Stated(part=NAMES[word.lower()[:3]])


def _read_as(piece: Expression, months: tuple[date, date]) -> tuple[str, ...]:
    return (f"”{on_one_line(piece.text)}” läst som {months[0]} till {months[1]}",)


def _with_cue(text: str, e: Expression, cue: AnyCase) -> Expression:
    """The expression with the word before it that says what it bounds."""
    before = cue.search_between(text, max(0, e.span.start - REACH), e.span.start)
    return e.grown(text, Span(before.start(), e.span.end)) if before else e


def _piece(text: str, scope: Span, m: re.Match[str], rule: str, stated: Stated) -> Expression:
    span = Span(scope.start + m.start(), scope.start + m.end())
    return Expression(span=span, text=span.of(text), rule=rule, start=stated, grain=Grain.SEASON)
