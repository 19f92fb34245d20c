"""`15 maj` + `09.00 – 15.00` -> one expression: neighbours that belong together are joined, in a fixed order.

1. "i dag, tisdagen den 15 oktober": the relative word is swallowed. 2. A day and its time. 3. A list shares year and
time. 4. "från … till …" makes a range. 5. Loose times that stand alone ("3.50", "13-16") are dropped.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import time

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.sv.calendar_day import weekday_number
from calagg.grammar.sv.lexicon import DASH, DAY_PARTS, GAP, LETTER, SPACE, UNTIL, WEEKDAY
from calagg.grammar.sv.ranges import BULLET
from calagg.grammar.sv.times import LOOSE
from calagg.model.timex import Grain, Span

Join = Callable[[str, Expression, Expression], Expression | None]

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
PART_OF_DAY = re.compile(
    rf"[\s,(]{{0,3}}(?:på{GAP})?(?:{'|'.join(sorted(DAY_PARTS, key=len, reverse=True))})(?!{LETTER})\)?", I
)
PART_AFTER_CLOCK = re.compile(
    rf"{GAP}(?:på{GAP}(?:(?P<late>kvällen|eftermiddagen)|morgonen|förmiddagen|natten|dagen)|(?:fm|"
    rf"em)(?!{LETTER}))(?!{LETTER})",
    I,
)
FROM_HOUR = re.compile(
    rf"{GAP}(?:från|fr\.){GAP}(?:kl\.?\s)?(?P<hour>1\d|2[0-3]|[89])(?=\s*(?:[.,;!?)\n]|\Z|(?:i|på|"
    rf"vid|hos|och|tills)\s))",
    I,
)
WEEKDAY_AFTER = re.compile(rf"(?!\s*\n\s*\n){SPACE}[,(]\s?(?P<weekday>{WEEKDAY})\)?(?!{LETTER}|\s?(?:den\s)?\d)", I)
DAY_TO_CLOCK = re.compile(
    rf"[\s*_>]{{0,5}}[,;:.(|–—-]?[\s*_>(|]{{0,5}}(?:(?:tid|klockan|när){SPACE}:{SPACE})?"
    rf"(?:(?:ca|cirka|från|mellan|start|med{GAP}start|börjar|mellan{GAP}kl\.?){GAP})?\Z",
    I,
)
CLOCK_TO_DAY = re.compile(r"[\s*_>]{0,5}[,:;(|]?[\s*_>(|]{0,5}(?:(?:på|den|i)[\s*_>]{1,3})?\Z", I)
LIST = re.compile(
    rf"[\s*_>]{{0,4}}(?:,|;|&|och|eller|samt|resp\.?|respektive|alternativt|alt\.?|el\.?|\+|,\s?(?:och|"
    rf"samt))[\s*_>]{{0,4}}(?:den{GAP})?\Z",
    I,
)
RANGE = re.compile(rf"(?:{UNTIL}|{SPACE}{DASH}{SPACE})(?:den{GAP})?\Z", I)
AND = re.compile(rf"{GAP}och{GAP}(?:den{GAP})?\Z", I)
BETWEEN_BEFORE = re.compile(rf"mellan{GAP}(?:den{GAP})?\Z", I)
CLOCK_FIRST = re.compile(r"(?:kl|\d{1,2}[.:]\d\d)", I)
MOVED = re.compile(
    rf"(?:flytta|byt|skjut|ändra|förläng|senarelägg|tidigarelägg)\w*(?:\s+\w+){{0,3}}{GAP}från{GAP}(?:den{GAP})?\Z", I
)
SAME = re.compile(r"[\s,(–—-]{1,4}\Z")
FAR = 40
LINE = 90
ANY_WORD = re.compile(rf"{LETTER}{{3}}[^\n]*\Z")
DAY_BEFORE = re.compile(r"\d[^\n]*\Z")
TIME_LABEL = re.compile(r"(?:^|\n)[ \t*_]*(?:(?:mötes|start)?tid|klockan)[ *_]*:[ *_]*\Z", I)
PROGRAMME_LINE = re.compile(r"(?:^|\n)[ \t]*(?:[-*•][ \t]+)?\Z")
PROGRAMME_ITEM = re.compile(r"[ \t]+[–-]?[ \t]*[A-ZÅÄÖ][a-zåäö]{2}")
LOOSE_END = re.compile(r"(?<=\.[0-5]\d)\s[a-zåäö(]|\s*(?:[.,;)!?|\n]|\Z|(?:i|på|vid|hos|och|med|båda|samt|–)\s)", I)


def refine(text: str, found: list[Expression]) -> list[Expression]:
    """The expressions with neighbours joined; spans grow, none overlap."""
    found = [_with_part(text, e) for e in found]
    for join in (_today_is, _day_and_clock, _clock_and_day):
        found = _joined(text, found, join)
    found = [_with_tail(text, e) for e in found]
    found = _joined(text, found, _range)
    found = _share_in_lists(text, found)
    return [e for i, e in enumerate(found) if e.rule not in LOOSE or _beside_a_day(text, e, found[max(0, i - 3) : i])]


def _beside_a_day(text: str, e: Expression, before: list[Expression]) -> bool:
    """Whether a loose time stands in the line of a day that has none, "fredag den 14 februari slutar alla 12.30", or
    begins a line of a programme, "09.00 Föreläsning om vatten"."""
    if e.start.clock is not None and TIME_LABEL.search(text, max(0, e.span.start - 20), e.span.start):
        return True
    if e.start.clock is not None and PROGRAMME_LINE.search(text, max(0, e.span.start - 8), e.span.start):
        return PROGRAMME_ITEM.match(text, e.span.end) is not None
    if e.start.clock is None or e.start.clock.minute % 5 or not LOOSE_END.match(text, e.span.end):
        return False
    for other in reversed(before):
        if other.dated and other.grain is Grain.DAY:
            between = text[other.span.end : e.span.start]
            return not other.timed and other.end is None and len(between) <= LINE and "\n" not in between
    return False


def _joined(text: str, found: list[Expression], join: Join) -> list[Expression]:
    """Every pair of neighbours offered to `join` once, from the left; what it makes takes the place of both."""
    out: list[Expression] = []
    for e in found:
        both = join(text, out[-1], e) if out and 0 <= e.span.start - out[-1].span.end <= FAR else None
        if both is not None:
            out[-1] = both
        else:
            out.append(e)
    return out


def _gap(text: str, a: Expression, b: Expression, pattern: re.Pattern[str]) -> bool:
    return pattern.fullmatch(text, a.span.end, b.span.start) is not None


def _whole(text: str, a: Expression, b: Expression) -> Span:
    """Both with what lies between; a parenthesis that opens in there is closed."""
    end = b.span.end
    if text[a.span.start : end].count("(") > text[a.span.start : end].count(")") and text[end : end + 1] == ")":
        end += 1
    return Span(a.span.start, end)


def _today_is(text: str, a: Expression, b: Expression) -> Expression | None:
    """ "I dag, tisdagen den 15 oktober" keeps the offset: it tells which day the document was written."""
    if a.rule == "relative-day" and b.start.month is not None and b.start.day is not None and _gap(text, a, b, SAME):
        start = replace(b.start, offset=a.start.offset, unit=a.start.unit)
        return b.grown(text, _whole(text, a, b), start=start)
    if a.start.month is not None and a.start.month == b.start.month and a.start.day == b.start.day is not None:
        once = a.end is None and not b.timed and b.end is None and _gap(text, a, b, SAME)
        return a.grown(text, _whole(text, a, b)) if once else None  # "sista maj (31/5)"
    if _bare_weekday(a) and b.start.month is not None and b.start.day is not None and not b.shared:
        return b.grown(text, _whole(text, a, b)) if _gap(text, a, b, SAME) else None
    return None


def _bare_weekday(e: Expression) -> bool:
    """Whether it is a "nästa torsdag", of which "23/11" behind it says which."""
    return e.rule in ("weekday", "next-week") and e.start.weekday is not None


def _day_and_clock(text: str, a: Expression, b: Expression) -> Expression | None:
    if not a.dated or a.timed or b.dated or not b.timed or a.stamp:
        return None
    if a.end is not None:
        return _night(text, a, b)
    if a.grain is not Grain.DAY or not _gap(text, a, b, DAY_TO_CLOCK):
        return None
    if "\n" in text[a.span.end : b.span.start] and (
        b.rule not in ("clock", "clock-span", "clock-words") or PROGRAMME_ITEM.match(text, b.span.end)
    ):
        return None  # "Kl. 18.00 Bokcirkel" under its day: another hour may follow below
    end = Stated(clock=b.end.clock) if b.end else None
    return a.grown(text, _whole(text, a, b), start=replace(a.start, clock=b.start.clock), end=end, grain=Grain.MINUTE)


def _night(text: str, a: Expression, b: Expression) -> Expression | None:
    """ "natten mellan den 5 och 6 mars, kl. 22–04": from the first day's evening to the second day's morning."""
    if a.end is None or not a.end.dated or b.end is None or b.start.clock is None or b.end.clock is None:
        return None
    if b.end.clock > b.start.clock or not _gap(text, a, b, DAY_TO_CLOCK):
        return None
    start, end = replace(a.start, clock=b.start.clock), replace(a.end, clock=b.end.clock)
    return a.grown(text, _whole(text, a, b), start=start, end=end, grain=Grain.MINUTE)


def _clock_and_day(text: str, a: Expression, b: Expression) -> Expression | None:
    if a.dated or not a.timed or not b.dated or b.timed or b.end is not None or b.grain is not Grain.DAY or b.stamp:
        return None
    if not _gap(text, a, b, CLOCK_TO_DAY) or "\n\n" in text[a.span.end : b.span.start] or b.rule == "month-section":
        return None
    if "\n" in text[a.span.end : b.span.start] and DAY_BEFORE.search(text, max(0, a.span.start - LINE), a.span.start):
        return None  # "Tisdag 12 mars, Granby, 18–20", the next day on the line below
    if "\n" in text[a.span.end : b.span.start] and ANY_WORD.search(text, max(0, a.span.start - LINE), a.span.start):
        return None  # "Tider för nämnden, kl 17.30" over its days
    end = Stated(clock=a.end.clock) if a.end else None
    return b.grown(text, _whole(text, a, b), start=replace(b.start, clock=a.start.clock), end=end, grain=Grain.MINUTE)


def _with_part(text: str, e: Expression) -> Expression:
    """The time with "på kvällen" after it, which makes an afternoon of seven o'clock."""
    if e.dated or e.start.clock is None or (tail := PART_AFTER_CLOCK.match(text, e.span.end)) is None:
        return e
    late = tail["late"] is not None
    start = replace(e.start, clock=_afternoon(e.start.clock) if late else e.start.clock)
    end = replace(e.end, clock=_afternoon(e.end.clock)) if e.end and e.end.clock and late else e.end
    return e.grown(text, Span(e.span.start, tail.end()), start=start, end=end)


def _afternoon(clock: time) -> time:
    return clock.replace(hour=clock.hour + 12) if clock.hour < 12 else clock


def _with_tail(text: str, e: Expression) -> Expression:
    """The day with "(fredag)" or "em" after it."""
    if not e.dated or e.end is not None or e.grain not in (Grain.DAY, Grain.MINUTE):
        return e
    if e.start.weekday is None and e.start.day and (tail := WEEKDAY_AFTER.match(text, e.span.end)):
        start = replace(e.start, weekday=weekday_number(tail["weekday"]))
        e = e.grown(text, Span(e.span.start, tail.end()), start=start)
    if not e.timed and (tail := FROM_HOUR.match(text, e.span.end)):
        clock = time(int(tail["hour"]))
        return e.grown(text, Span(e.span.start, tail.end()), start=replace(e.start, clock=clock), grain=Grain.MINUTE)
    if not e.timed and (tail := PART_OF_DAY.match(text, e.span.end)):
        e = e.grown(text, Span(e.span.start, tail.end()))
    return e


def _range(text: str, a: Expression, b: Expression) -> Expression | None:
    if not (a.dated and b.dated) or a.end is not None or b.end is not None or a.shared or b.shared:
        return None
    if a.grain is Grain.WEEK or b.grain is Grain.WEEK or a.start.offset is not None or b.start.offset is not None:
        return None
    if BULLET.search(text, a.span.end, b.span.start) or MOVED.search(text, max(0, a.span.start - 40), a.span.start):
        return None
    between = BETWEEN_BEFORE.search(text, max(0, a.span.start - 14), a.span.start)
    if not (_gap(text, a, b, RANGE) or (between and _gap(text, a, b, AND))):
        return None
    start = replace(a.start, year=a.start.year or _year_before(a.start, b.start))
    return a.grown(text, _whole(text, a, b), start=start, end=b.start, grain=b.grain if b.timed else a.grain)


def _year_before(first: Stated, last: Stated) -> int | None:
    """The year of a range's first day when only the last has one: the year before, where the months say so."""
    if last.year is None or first.month is None or last.month is None:
        return last.year
    return last.year - 1 if (first.month, first.day or 0) > (last.month, last.day or 0) else last.year


def _share_in_lists(text: str, found: list[Expression]) -> list[Expression]:
    """In "6/9, 8/11 och 6/12 2024 kl 8.30" the year and the time stand once and hold for all."""
    out: list[Expression] = []
    group: list[Expression] = []
    for e in found:
        if group and not (_listed(e) and _gap(text, group[-1], e, LIST)):
            out += _shared(group)
            group = []
        if _listed(e):
            group.append(e)
        else:
            out.append(e)
    return out + _shared(group)


def _listed(e: Expression) -> bool:
    return e.dated and e.start.day is not None and e.start.month is not None and not e.quoted


def _shared(group: list[Expression]) -> list[Expression]:
    if len(group) < 2:
        return group
    last, first = group[-1], group[0]
    lends_clock = last.timed and not any(e.timed or e.end for e in group[:-1])
    if first.timed and CLOCK_FIRST.match(first.text) and not any(e.timed or e.end for e in group[1:]):
        last = replace(last, start=replace(last.start, clock=first.start.clock), end=first.end, grain=first.grain)
        group, lends_clock = [*group[:-1], last], True
    lent = []
    for e in group:
        start = e.start
        if start.year is None and last.start.year is not None:
            start = replace(start, year=_year_before(start, last.start))
        if first.rule == "day/month" and first.start.weekday is not None and start.weekday is None and _plural(first):
            start = replace(start, weekday=first.start.weekday)
        if lends_clock and e is not last:
            e = replace(e, end=last.end, grain=last.grain)  # noqa: PLW2901 - the same expression, fuller
            start = replace(start, clock=last.start.clock)
        lent.append(replace(e, start=start, shared=True))
    return lent


def _plural(e: Expression) -> bool:
    return re.match(rf"{LETTER}+dagar", e.text, I) is not None
