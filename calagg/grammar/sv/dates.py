"""`6dec`, `den 3:e maj`, `måndag 11/9`, `2024-05-31`, `240531`, `15-08-2021`: one calendar day, written out.

Ranges and lists of days are in `ranges`; what is left open (the year, the weekday that must fit) is settled by
`calagg.grammar.resolve`.
"""

import re
from calendar import isleap
from collections.abc import Iterable, Iterator
from datetime import time

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.lexicon import (
    DASH,
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
    WEEKDAY_PLURAL,
    WEEKDAYS,
    YEAR,
    YEAR_AFTER,
)
from calagg.model.timex import Grain, Span

BEFORE_DAY = compiled(
    rf"(?<!\w)(?:(?P<plural>{WEEKDAY_PLURAL})|(?P<weekday>{WEEKDAY}))?,?{SPACE}(?:(?P<den>den|d\.|dagen den)(?:{GAP}|"
    rf"(?<=den)))?\Z"
)
NO_DATE_BEFORE = compiled(
    r"(?:§+|kap\.?|kapitel|nr\.?|nummer|punkt(?:en)?|sid(?:an|or|orna)?\.?|bilaga|dnr\.?:?|diarienummer:?|artikel|"
    r"art\.|"
    r"paragraf(?:er)?|lag|förordning(?:en)?|prop\.|proposition(?:en)?|tabell|figur|version|rum|sal|"
    r"(?<!öppet )(?<!öppna )hus|område|bet\.|"
    r"skala(?:n)?|tel\.?:?|telefon:?)[\s(]{0,3}\Z"
)
FRACTION_AFTER = compiled(
    r"\s{0,3}(?:av|ska|skall|delar|delen|majoritet|tid|tjänst|är|var|ha[dr]|mil|dl|l\b|kg|tum|del|utgörs|utgör|består|"
    r"poäng|p\b|röster|enkel|kvalificerad|kopp|tesked|tsk|matsked|msk|lön|fall|%)"
)
FRACTIONS = {
    (1, 2),
    (1, 3),
    (2, 3),
    (1, 4),
    (3, 4),
    (1, 5),
    (2, 5),
    (3, 5),
    (4, 5),
    (1, 6),
    (5, 6),
    (1, 8),
    (3, 8),
    (1, 10),
    (3, 10),
    (7, 10),
    (9, 10),
    (24, 7),
}
FRACTION_VOUCHED = compiled(
    rf"(?:senast|till|fr\.?o\.?m\.?|from|från|efter|före|innan|möte[nt]?|träff|ut|stänger|öppnar|dag|den|datum:?|"
    rf"tid:?|inför|mellan|"
    rf"{WEEKDAY}|\d/\d{{1,2}}{SPACE}(?:,|och|eller|samt|{DASH})|[:•*])\s{{0,3}}\Z"
)
LENGTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LINE_START = re.compile(r"(?:^|\n)[\s>*•\-–—_|]{0,8}\Z")
UNIT_AFTER = compiled(
    r"\s{0,2}(?:kr|kronor|sek|tkr|mkr|st|%|personer|deltagare|röster|poäng|km|m²|kvm|timmar|tim|timme|h|hp|miljoner|"
    r"milj|mnkr|procent|grader|veckor|dagar)(?![^\W\d_])"
)


def exists(year: int | None, month: int, day: int) -> bool:
    """Whether some year (or the given one) has that day."""
    if not (1 <= month <= 12 and 1 <= day <= LENGTHS[month]):
        return False
    return (month, day) != (2, 29) or year is None or isleap(year)


def full_year(text: str | None) -> int | None:
    """'2024' -> 2024, '24' -> 2024, '98' -> 1998; None for None."""
    if text is None:
        return None
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 70 else 1900)


def year_of(found: Found) -> int | None:
    """The year that stands after the day, in any of its notations."""
    return full_year(found["year"] or found["short"] or found["tick"])


def weekday_number(word: str | None) -> int | None:
    """'onsdagen', 'tors.', 'torsdagar' -> 2, 3, 3; None for None and ''."""
    if not word:
        return None
    bare = word.lower().rstrip(".")
    return next(n for w, n in WEEKDAYS.items() if bare == w or (w.endswith("dag") and bare.startswith(w)))


def with_left(found: Found, stated: Stated) -> Iterator[Expression]:
    """The day with its "torsdagen den" before it, if there is any."""
    left = found.before(BEFORE_DAY)
    if left is None:
        yield found.expression(stated)
        return
    start = left.start("plural") if left["plural"] else left.start("weekday") if left["weekday"] else -1
    if start < 0:
        start = left.start("den") if left["den"] else found.match.start()
    weekday = weekday_number(left["plural"] or left["weekday"])
    stated = Stated(year=stated.year, month=stated.month, day=stated.day, weekday=weekday)
    yield found.expression(stated, span=Span(start, found.match.end()))


def _day_month(found: Found) -> Iterable[Expression]:
    day, month = int(found["day"] or 0), MONTHS[(found["month"] or "").lower().rstrip(".")]
    year = year_of(found)
    if not exists(year, month, day):
        return ()
    return with_left(found, Stated(year=year, month=month, day=day))


def _slash(found: Found) -> Iterable[Expression]:
    day, month, year = int(found["day"] or 0), int(found["month"] or 0), year_of(found)
    if not exists(year, month, day) or found.before(NO_DATE_BEFORE):
        return ()
    if year is None and not _vouched(found, day, month):
        return ()
    return with_left(found, Stated(year=year, month=month, day=day))


def _vouched(found: Found, day: int, month: int) -> bool:
    """Whether D/M is a date and no fraction: "2/3 ska vara kvinnor" is one, "senast 2/3" and "1/3–31/5" are not."""
    if found.after(RANGE_AFTER):
        return True
    if found.after(FRACTION_AFTER) and not found.before(FRACTION_VOUCHED):
        return False
    if found.after(UNIT_AFTER):
        return False
    if (day, month) not in FRACTIONS:
        return True
    if (day, month) == (24, 7):
        return found.before(FRACTION_VOUCHED) is not None
    return bool(
        found.before(FRACTION_VOUCHED) or found.before(LINE_START) or found.after(CLOCK_AFTER)
    ) and not found.after(FRACTION_AFTER)


RANGE_AFTER = compiled(rf"{SPACE}{DASH}{SPACE}{DAY}/(?:1[0-2]|0?[1-9])(?![\d/])(?!\s+(?:av|delar|delen|majoritet))")
CLOCK_AFTER = compiled(
    rf"{SPACE},?{SPACE}(?:kl|klockan|\d{{1,2}}[.:]\d\d|"
    rf"\d{{1,2}}{SPACE}{DASH}{SPACE}\d{{1,2}}(?![\d/]))"
)


VOUCHED_DAY = compiled(rf"(?<!\w)(?:(?P<weekday>{WEEKDAY}){SPACE}(?:den{GAP})?|den{GAP})\Z")
WEEKDAY_LEFT = compiled(rf"(?<![\w–-])(?P<weekday>{WEEKDAY}){SPACE}(?:den{GAP})?\Z")


def _dotted(found: Found) -> Iterable[Expression]:
    """ "den 24.4" and "fredag 24.4." are dates; "24.4" alone is a number."""
    day, month = int(found["day"] or 0), int(found["month"] or 0)
    vouched = found.before(VOUCHED_DAY)
    if not exists(None, month, day) or vouched is None or found.after(UNIT_AFTER):
        return ()
    if "den" not in vouched[0].lower() and len(found["month"] or "") == 2 and 7 <= day <= 20:
        return ()  # "måndag 9.10" is a time as well as a day
    return with_left(found, Stated(month=month, day=day))


def _weekday_day(found: Found) -> Iterable[Expression]:
    """ "Lördag 10: pub" in a list of a month: the weekday and the day of the month settle which month is meant."""
    left, day = found.before(WEEKDAY_LEFT), int(found["day"] or 0)
    if left is None:
        return ()
    stated = Stated(day=day, weekday=weekday_number(left["weekday"]))
    return [found.expression(stated, span=Span(left.start("weekday"), found.match.end()))]


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


ORDINAL_LEFT = compiled(
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


BROKEN = r"(?:\n>\s|\s)?"  # a broken line inside a date
SLASH_YEAR = (
    rf"(?:/|{SPACE}{DASH}?{SPACE})(?P<year>{YEAR})(?!\d|{DASH}\d\d-)|{SPACE}{DASH}(?P<short>\d\d)(?!\d|/|[.:]\d|"
    rf"{SPACE}{MONTH}|{SPACE}{DASH})"
    rf"|{SPACE}[’'](?P<tick>\d\d)(?!\d)"
)
RULES = (
    Rule(
        "day-month",
        compiled(rf"(?P<day>{DAY}){ORDINAL_MARK}{SPACE}(?P<month>{MONTH}){YEAR_AFTER}"),
        _day_month,
        digits=(1, 2),
    ),
    Rule(
        "day/month",
        compiled(
            rf"(?P<day>{DAY})/{SPACE}(?P<month>1[0-2]|0?[1-9])(?![\w]|[.,:]\d|/\d{{1,2}}(?!\d))"
            rf"(?:{SLASH_YEAR})?"
        ),
        _slash,
        digits=(1, 2),
    ),
    Rule(
        "day.month",
        compiled(rf"(?P<day>{DAY})\.(?P<month>1[0-2]|0?[1-9])\.?(?![\d:%]|[.,]\d|{LETTER})"),
        _dotted,
        digits=(1, 2),
    ),
    Rule(
        "nth-weekday",
        compiled(rf"(?P<nth>{'|'.join(NTH)}){GAP}(?P<weekday>{WEEKDAY}){GAP}i{GAP}(?P<month>{MONTH}){YEAR_AFTER}"),
        _nth_weekday,
        words=tuple(NTH),
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
    ),
    Rule("compact", compiled(rf"\d{{6}}(?:\d\d)?(?!\d|{DASH}\d|{LETTER}|[.,]\d)"), _compact, digits=(6, 8)),
    Rule(
        "day-month-year",
        compiled(rf"(?P<day>{DAY})(?P<by>[./-])(?P<month>0?[1-9]|1[0-2])(?P=by)(?P<year>{YEAR})(?![\d-])"),
        _day_first,
        digits=(1, 2),
    ),
    Rule(
        "yy-mm-dd", compiled(r"(?P<a>\d\d)-(?P<b>0[1-9]|1[0-2])-(?P<c>\d\d)(?![\d-]|[.,]\d)"), _two_figures, digits=(2,)
    ),
    Rule(
        "ordinal-month",
        compiled(rf"(?P<month>{MONTH}){YEAR_AFTER}"),
        _month_word,
        words=tuple(MONTHS),
    ),
    Rule(
        "month-day",
        compiled(rf"(?P<month>{MONTH}){GAP}(?P<day>{DAY})(?::?e)?(?!\d|[.:]\d|/|{LETTER})"),
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
    ),
    Rule(
        "day-only",
        compiled(rf"(?P<day>{DAY}):[ea](?!{LETTER})(?=\s*(?:[.,;:!?)]|\Z|\n|kl|och\s|eller\s|så\s|passar|är\s|i\s))"),
        _day_only,
        digits=(1, 2),
    ),
    Rule(
        "year/month/day",
        compiled(
            rf"(?P<year>{YEAR})(?P<by>[./])(?P<month>0[1-9]|1[0-2])(?P=by)(?P<day>0[1-9]|[12]\d|"
            rf"3[01])(?![\d.]\d|\d)"
        ),
        _day_first,
        digits=(4,),
    ),
    Rule(
        "dd.mm.yy",
        compiled(r"(?P<a>3[01]|[12]\d|0?[1-9])\.(?P<b>1[0-2]|0?[1-9])\.(?P<c>\d\d)(?![\d:]|[.,]\d)"),
        _dotted_short,
        digits=(1, 2),
    ),
)
