"""`6dec`, `den 3:e maj`, `måndag 11/9`, `2024-05-31`, `240531`, `15-08-2021`: one calendar day, written out.

Ranges and lists of days are in `ranges`; what is left open (the year, the weekday that must fit) is settled by
`calagg.grammar.resolve`.
"""

import re
from collections.abc import Iterable

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.lower_case import AnyCase
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.calendar_day import (
    BEFORE_DAY,
    LENGTHS,
    NO_DATE_BEFORE,
    SLASH_YEAR,
    exists,
    weekday_number,
    with_left,
    year_of,
)
from calagg.grammar.sv.fractions import vouched
from calagg.grammar.sv.lexicon import (
    DAY,
    GAP,
    LETTER,
    MONTH,
    MONTHS,
    ORDINAL,
    ORDINAL_MARK,
    ORDINALS,
    SPACE,
    WEEKDAY,
    YEAR_AFTER,
)
from calagg.model.timex import Span


def _day_month(found: Found) -> Iterable[Expression]:
    day, month = int(found["day"] or 0), MONTHS[(found["month"] or "").lower().rstrip(".")]
    year = year_of(found)
    if not exists(year, month, day) or _heads_section(found):
        return ()
    return with_left(found, Stated(year=year, month=month, day=day))


MONTH_ALONE = re.compile(r"[ \t]*(?:\n|\Z)")
BROKEN_LINE = AnyCase(rf"(?:(?<!\w)den|{WEEKDAY}|,|och|till|{LETTER})[\s]{{1,3}}\Z")


def _heads_section(found: Found) -> bool:
    """Whether the month stands alone on the line below, as the head of a plan: "§ 11" over "Juni"."""
    if "\n" not in found.text[found.match.start("day") : found.match.start("month")] or not found.after(MONTH_ALONE):
        return False
    return found.before(BROKEN_LINE) is None or found.before(NO_DATE_BEFORE) is not None


def _slash(found: Found) -> Iterable[Expression]:
    day, month, year = int(found["day"] or 0), int(found["month"] or 0), year_of(found)
    if not exists(year, month, day) or found.before(NO_DATE_BEFORE):
        return ()
    if year is None and not vouched(found, day, month):
        return ()
    return with_left(found, Stated(year=year, month=month, day=day))


WEEKDAY_LEFT = compiled(rf"(?<![\w–-])(?P<weekday>{WEEKDAY}){SPACE}(?:den{GAP})?\Z")


def _weekday_day(found: Found) -> Iterable[Expression]:
    """ "Lördag 10: pub" in a list of a month: the weekday and the day of the month settle which month is meant."""
    left, day = found.before(WEEKDAY_LEFT), int(found["day"] or 0)
    if left is None:
        return ()
    stated = Stated(day=day, weekday=weekday_number(left["weekday"]))
    return [found.expression(stated, span=Span(left.start("weekday"), found.match.end()))]


def _last_of_month(found: Found) -> Iterable[Expression]:
    """ "den sista april"; of February the 28th, as most bodies mean it."""
    month = MONTHS[(found["month"] or "").lower().rstrip(".")]
    day = 28 if month == 2 else LENGTHS[month]
    left = found.before(BEFORE_DAY)
    start = left.start("den") if left and left["den"] else found.match.start()
    return [found.expression(Stated(year=year_of(found), month=month, day=day), span=Span(start, found.match.end()))]


def _day_only(found: Found) -> Iterable[Expression]:
    """ "den 19:e" of a month that stands elsewhere, or the next one."""
    left = found.before(BEFORE_DAY)
    if left is None or not (left["den"] or left["weekday"]):
        return ()
    start = left.start("weekday") if left["weekday"] else left.start("den")
    stated = Stated(day=int(found["day"] or 0), weekday=weekday_number(left["weekday"]))
    return [found.expression(stated, span=Span(start, found.match.end()))]


NTH = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "sista": -1}


def _nth_weekday(found: Found) -> Iterable[Expression]:
    """ "sista lördagen i september", "andra torsdagen i mars 2026"."""
    nth, month = NTH[(found["nth"] or "").lower()], MONTHS[(found["month"] or "").lower().rstrip(".")]
    stated = Stated(year=year_of(found), month=month, weekday=weekday_number(found["weekday"]), nth=nth)
    return [found.expression(stated)]


ORDINAL_LEFT = AnyCase(
    rf"(?<![^\W_])(?:(?P<other>{ORDINAL}){SPACE}(?:och|eller|samt|,){SPACE})?"
    rf"(?:(?:(?P<weekday>{WEEKDAY}){GAP})?(?P<den>den){GAP})?(?P<ordinal>{ORDINAL}){SPACE}\Z"
)
DIGIT_LEFT = re.compile(rf"\d{ORDINAL_MARK}[\s*_]{{0,4}}\Z", re.IGNORECASE)
MONTH_FIRST_END = re.compile(r"(?=\s*(?:$|[\n.,;:)(|*]|kl))", re.IGNORECASE)


def _month_word(found: Found) -> Iterable[Expression]:
    """The month stands before its day, or after an ordinal: "November 30", "fjortonde december"."""
    month, year = MONTHS[(found["month"] or "").lower().rstrip(".")], year_of(found)
    if left := found.before(ORDINAL_LEFT, reach=60):
        days = [(ORDINALS[left[g].lower()], left.span(g)) for g in ("other", "ordinal") if left[g]]
        for day, (start, end) in days:
            if not exists(year, month, day):
                continue
            whole = Span(
                left.start("weekday") if left["weekday"] else left.start("den") if left["den"] else start,
                found.match.end(),
            )
            span = whole if day == days[-1][0] else Span(start, end)
            stated = Stated(year=year, month=month, day=day, weekday=weekday_number(left["weekday"]))
            yield found.expression(stated, span=span, shared=len(days) > 1)


def _month_first(found: Found) -> Iterable[Expression]:
    day, month = int(found["day"] or 0), MONTHS[(found["month"] or "").lower().rstrip(".")]
    if found.before(DIGIT_LEFT) or not found.after(MONTH_FIRST_END) or not exists(None, month, day):
        return ()
    return with_left(found, Stated(month=month, day=day))


RULES = (
    Rule(
        "day-month",
        compiled(rf"(?P<day>{DAY}){ORDINAL_MARK}{SPACE}(?P<month>{MONTH}){YEAR_AFTER}"),
        _day_month,
        digits=(1, 2),
        next=" :a",
    ),
    Rule(
        "day/month",
        compiled(
            rf"(?P<day>{DAY})/{SPACE}(?P<month>1[0-2]|0?[1-9])(?![\w]|[.,:]\d|/\d{{1,2}}(?!\d)|-{LETTER})"
            rf"(?:{SLASH_YEAR})?"
        ),
        _slash,
        digits=(1, 2),
        next="/",
    ),
    Rule(
        "last-of-month",
        compiled(rf"sista{GAP}(?P<month>{MONTH}){YEAR_AFTER}"),
        _last_of_month,
        words=("sista",),
    ),
    Rule(
        "nth-weekday",
        compiled(rf"(?P<nth>{'|'.join(NTH)}){GAP}(?P<weekday>{WEEKDAY}){GAP}i{GAP}(?P<month>{MONTH}){YEAR_AFTER}"),
        _nth_weekday,
        words=tuple(NTH),
    ),
    Rule(
        "ordinal-month",
        compiled(rf"(?P<month>{MONTH}){YEAR_AFTER}"),
        _month_word,
        words=tuple(MONTHS),
    ),
    Rule(
        "month-day",
        compiled(rf"(?P<month>{MONTH})[ \t\u00a0*_]{{1,5}}(?P<day>{DAY})(?::?e)?(?!\d|[.:]\d|/|{LETTER})"),
        _month_first,
        words=tuple(MONTHS),
    ),
    Rule(
        "weekday-day",
        compiled(
            rf"(?P<day>{DAY})(?::?e(?!{LETTER}))?(?=\s?(?::(?!\d)|[–(]\s?(?!\d)|-\s(?!\d)|,\s|kl(?:\.|\s|ockan)|\n|\Z))"
        ),
        _weekday_day,
        digits=(1, 2),
        next=" :,-a$",
    ),
    Rule(
        "day-only",
        compiled(rf"(?P<day>{DAY}):[ea](?!{LETTER})(?=\s*(?:[.,;:!?)]|\Z|\n|kl|och\s|eller\s|så\s|passar|är\s|i\s))"),
        _day_only,
        digits=(1, 2),
        next=":",
    ),
)
