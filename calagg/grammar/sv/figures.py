"""`2024-05-31`, `240531`, `15-08-2021`, `den 24.4`: one calendar day in figures.

Days with the name of their month, and D/M, are in `dates`.
"""

import re
from collections.abc import Iterable
from datetime import time
from functools import lru_cache

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.calendar_day import NO_DATE_BEFORE, UNIT_AFTER, VOUCHED_DAY, exists, full_year, with_left
from calagg.grammar.sv.lexicon import (
    DASH,
    DAY,
    LETTER,
    MONTH,
    YEAR,
)
from calagg.model.timex import Grain, Span


def _dotted(found: Found) -> Iterable[Expression]:
    """ "den 24.4" and "fredag 24.4." are dates; "24.4" alone is one only in a text that writes its dates so."""
    day, month = int(found["day"] or 0), int(found["month"] or 0)
    if not exists(None, month, day) or found.after(UNIT_AFTER):
        return ()
    vouched = found.before(VOUCHED_DAY)
    if vouched is None:
        bare = (writes_dotted(found.text) or found.before(DUE_BEFORE)) and not found.before(NUMBER_BEFORE)
        may_be_time = len(found.match[0]) == 5 and found.before(TIME_AFTER_DAY)
        if not bare or may_be_time or found.before(NO_DATE_BEFORE):
            return ()
        return [found.expression(Stated(month=month, day=day), span=_undotted(found))]
    if "den" not in vouched[0].lower() and len(found["month"] or "") == 2 and 7 <= day <= 20:
        return ()  # "måndag 9.10" is a time as well as a day
    return with_left(found, Stated(month=month, day=day))


@lru_cache(maxsize=8)
def writes_dotted(text: str) -> bool:
    """Whether the text writes dates as "9.4.2019", as Swedish in Finland does: its "12.5" is the twelfth of May."""
    return FULL_DOTTED.search(text) is not None


def _dotted_range(found: Found) -> Iterable[Expression]:
    """ "10–14.6" in a text that writes its dates so."""
    first, last, month = int(found["first"] or 0), int(found["last"] or 0), int(found["month"] or 0)
    if first >= last or not (exists(None, month, first) and exists(None, month, last)):
        return ()
    if not writes_dotted(found.text) or found.after(UNIT_AFTER):
        return ()
    if found.before(NO_DATE_BEFORE) or found.before(NUMBER_BEFORE):
        return ()
    return [found.expression(Stated(month=month, day=first), Stated(month=month, day=last), span=_undotted(found))]


def _undotted(found: Found) -> Span:
    """The match without the full stop that ends its sentence."""
    return Span(found.match.start(), found.match.end() - found.match[0].endswith("."))


def _iso(found: Found) -> Iterable[Expression]:
    year, month, day = (int(found[g] or 0) for g in ("year", "month", "day"))
    if not exists(year, month, day):
        return ()
    if found["hour"]:
        at = time(int(found["hour"]), int(found["minute"] or 0))
        return [found.expression(Stated(year=year, month=month, day=day, clock=at), grain=Grain.MINUTE)]
    if found["second"]:
        return [found.expression(Stated(year=year, month=month, day=day), stamp=True)]
    return with_left(found, Stated(year=year, month=month, day=day))


def _compact(found: Found) -> Iterable[Expression]:
    figures = found.match[0][:8]
    year, month, day = full_year(figures[:-4]), int(figures[-4:-2]), int(figures[-2:])
    if year is None or not 1990 <= year <= 2060 or not exists(year, month, day):
        return ()
    if found.after(UNIT_AFTER) or found.before(NO_DATE_BEFORE):
        return ()
    return with_left(found, Stated(year=year, month=month, day=day))


def _day_first(found: Found) -> Iterable[Expression]:
    day, month, year = int(found["day"] or 0), int(found["month"] or 0), int(found["year"] or 0)
    return with_left(found, Stated(year=year, month=month, day=day)) if exists(year, month, day) else ()


def _dotted_short(found: Found) -> Iterable[Expression]:
    """ "31.5.24", where the first figure can be no version's."""
    a, b, c = (int(found[g] or 0) for g in ("a", "b", "c"))
    if (a <= 12 and found.before(VOUCHED_DAY) is None) or not 15 <= c <= 45 or not exists(2000 + c, b, a):
        return ()
    return with_left(found, Stated(year=2000 + c, month=b, day=a))


def _two_figures(found: Found) -> Iterable[Expression]:
    """ "24-05-31" is year first, as the Swedish standard has it; "21-10-21" reads the same both ways."""
    a, b, c = (int(found[g] or 0) for g in ("a", "b", "c"))
    for year, day in ((a, c), (c, a)):
        if 15 <= year <= 45 and exists(2000 + year, b, day):
            return with_left(found, Stated(year=2000 + year, month=b, day=day))
    return ()


NUMBER_BEFORE = compiled(r"(?<!\w)(?:kl(?:ockan|\.)?|v\.|ver\.?)\s?(?:ca\.?\s)?\Z")  # a time or a version
TIME_AFTER_DAY = compiled(rf"(?:{MONTH}|{YEAR}|\d\.\d{{1,2}})\s{{1,3}}\Z")  # "1.1.2015 10.10"
FULL_DOTTED = re.compile(
    r"\d(?<![\d.]\d)\d?\.\d{1,2}\.(?:(?:19|20)\d\d(?!\d)|\skl[. ])|\d(?<![\d.]\d)\d?\.(?:1[0-2]|[1-9])\skl[. ]\s?\d"
)
DUE_BEFORE = compiled(
    r"(?<!\w)(?:senast|sista\s\w*dag(?:en)?|deadline|fr\.?o\.?m\.?|t\.?o\.?m\.?|må|ti|on|to|fr|lö|sö):?\s\Z"
)
BROKEN = r"(?:\n>\s|\s)?"  # a broken line inside a date


RULES = (
    Rule(
        "day-range.month",
        compiled(rf"(?P<first>{DAY}){DASH}(?P<last>{DAY})\.(?P<month>1[0-2]|0?[1-9])\.?(?![\d:%]|[.,]\d|{LETTER})"),
        _dotted_range,
        digits=(1, 2),
        next="-",
    ),
    Rule(
        "day.month",
        compiled(rf"(?P<day>{DAY})\.(?P<month>1[0-2]|0?[1-9])\.?(?![\d:%]|[.,]\d|{LETTER})"),
        _dotted,
        digits=(1, 2),
        next=".",
    ),
    Rule(
        "iso",
        compiled(
            rf"(?P<year>{YEAR}){BROKEN}{DASH}{BROKEN}(?P<month>0[1-9]|1[0-2]){BROKEN}{DASH}{BROKEN}(?P<day>0[1-9]|"
            rf"[12]\d|"
            rf"3[01])(?!\d)"
            rf"(?:[T ]\d\d:\d\d(?P<second>:\d\d)(?:[.,]\d{{1,6}})?|T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?!\d))?"
        ),
        _iso,
        digits=(4,),
        next=" -",
    ),
    Rule("compact", compiled(rf"\d{{6}}(?:\d\d)?(?!\d|{DASH}\d|{LETTER}|[.,]\d)"), _compact, digits=(6, 8)),
    Rule(
        "day-month-year",
        compiled(rf"(?P<day>{DAY})(?P<by>[./-])(?P<month>0?[1-9]|1[0-2])(?P=by)(?P<year>{YEAR})(?![\d-])"),
        _day_first,
        digits=(1, 2),
        next="./-",
    ),
    Rule(
        "yy-mm-dd",
        compiled(r"(?P<a>\d\d)-(?P<b>0[1-9]|1[0-2])-(?P<c>\d\d)(?![\d-]|[.,]\d)"),
        _two_figures,
        digits=(2,),
        next="-",
    ),
    Rule(
        "year/month/day",
        compiled(
            rf"(?P<year>{YEAR})(?P<by>[./])(?P<month>0[1-9]|1[0-2])(?P=by)(?P<day>0[1-9]|[12]\d|"
            rf"3[01])(?![\d.]\d|\d)"
        ),
        _day_first,
        digits=(4,),
        next="./",
    ),
    Rule(
        "dd.mm.yy",
        compiled(r"(?P<a>3[01]|[12]\d|0?[1-9])\.(?P<b>1[0-2]|0?[1-9])\.(?P<c>\d\d)(?![\d:]|[.,]\d)"),
        _dotted_short,
        digits=(1, 2),
        next=".",
    ),
)
