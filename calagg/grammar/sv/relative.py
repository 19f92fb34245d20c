"""`i morgon`, `nästa torsdag`, `om två veckor`, `på onsdag`: days counted from the reference day.

Which day "nästa torsdag" is, is settled in `calagg.grammar.resolve`. "Varannan onsdag" and "onsdagar" name no day.
"""

from collections.abc import Iterable

from calagg.grammar.expression import Expression, Stated, Unit
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.calendar_day import weekday_number
from calagg.grammar.sv.lexicon import GAP, LETTER, NUMERAL, NUMERALS, UNITS, WEEKDAY
from calagg.model.timex import Grain, Span

DAYS = {
    "idag": 0,
    "i dag": 0,
    "imorgon": 1,
    "i morgon": 1,
    "imorron": 1,
    "i morron": 1,
    "i övermorgon": 2,
    "iövermorgon": 2,
    "i kväll": 0,
    "ikväll": 0,
    "i eftermiddag": 0,
    "i morgon bitti": 1,
    "imorgon bitti": 1,
    "igår": -1,
    "i går": -1,
    "i förrgår": -2,
}
DAYS_SPACED = "|".join(w.replace(" ", r"\s") for w in sorted(DAYS, key=len, reverse=True))
ANAPHOR = compiled(rf"{GAP}(?:innan|före|dessförinnan|efter|därpå|därefter)(?!{LETTER})")  # of a day named before
NEXT = r"nästa|nästkommande|kommande"
BEFORE_WEEKDAY = compiled(
    rf"(?<!\w)(?P<which>{NEXT}|nu{GAP}på|på|senast(?:{GAP}på)?|(?<!dag )(?<!dagar )till|denna|"
    rf"innevarande){GAP}\Z"
)
BEFORE_UNIT = compiled(rf"(?<!\w)(?P<way>om|för){GAP}(?P<number>{NUMERAL}){GAP}\Z")
COUNT_BEFORE = compiled(rf"(?<!\w)(?P<number>{NUMERAL}){GAP}\Z")
LONGEST = {Unit.DAY: 400, Unit.WEEK: 104, Unit.MONTH: 60, Unit.YEAR: 20}
ONCE = compiled(rf"(?:[.,;:!?)*_]|\s|$)(?!\s?(?:till|och|–|-)\s?(?:{WEEKDAY}))")


def _day(found: Found) -> Iterable[Expression]:
    words = " ".join(found.match[0].lower().split())
    return [found.expression(Stated(offset=DAYS[words], unit=Unit.DAY))]


def _counted(found: Found) -> Iterable[Expression]:
    """ "om två veckor", "för tre dagar sedan"; a count with neither is a length of time and no date."""
    left = found.before(BEFORE_UNIT, reach=24)
    if left is None or (left["way"].lower() == "om") == bool(found["ago"]):
        return ()
    number = left["number"].lower()
    count = int(number) if number.isdigit() else NUMERALS[number]
    unit = Unit(UNITS[(found["unit"] or "").lower()])
    if count > LONGEST[unit]:
        return ()
    sign = -1 if found["ago"] else 1
    span = Span(left.start(), found.match.end())
    return [found.expression(Stated(offset=sign * count, unit=unit), grain=Grain(unit.value), span=span)]


def _counted_from(found: Found) -> Iterable[Expression]:
    """ "tre veckor före sammanträdet", "två veckor från anslag": counted from a day that the text tells elsewhere."""
    left = found.before(COUNT_BEFORE, reach=24)
    if left is None:
        return ()
    number = left["number"].lower()
    count = int(number) if number.isdigit() else NUMERALS[number]
    unit = Unit(UNITS[(found["unit"] or "").lower()])
    if not 0 < count <= LONGEST[unit]:
        return ()
    sign = -1 if (found["way"] or "").lower() in ("före", "innan") else 1
    stated = Stated(offset=sign * count, unit=unit, anchor=(found["anchor"] or "").lower())
    return [found.expression(stated, span=Span(left.start(), found.match.end()))]


def _next_week(found: Found) -> Iterable[Expression]:
    ahead = 0 if (found["which"] or "").lower().startswith(("denna", "inne", "den")) else 1
    weekday = weekday_number(found["weekday"])
    if weekday is not None:
        return [found.expression(Stated(offset=ahead, unit=Unit.WEEK, weekday=weekday))]
    return [found.expression(Stated(offset=ahead, unit=Unit.WEEK), grain=Grain.WEEK)]


def _weekday(found: Found) -> Iterable[Expression]:
    left = found.before(BEFORE_WEEKDAY)
    if left is None or not found.after(ONCE) or found.after(ANAPHOR):
        return ()
    if found["weekday"].lower().endswith("dagen") and left["which"].lower() == "på":  # type: ignore[union-attr]
        return ()  # "på lördagen" points back to a day named before
    start = left.start() if left["which"].lower() in NEXT.split("|") else found.match.start()
    ahead = 1 if left["which"].lower() == "nästa" else 0
    stated = (
        Stated(weekday=weekday_number(found["weekday"]), offset=ahead, unit=Unit.WEEK)
        if ahead
        else (Stated(weekday=weekday_number(found["weekday"])))
    )
    return [found.expression(stated, span=Span(start, found.match.end()))]


RULES = (
    Rule("relative-day", compiled(rf"(?:{DAYS_SPACED})(?!{LETTER})"), _day, words=tuple(DAYS)),
    Rule(
        "counted-from",
        compiled(
            rf"(?P<unit>dagar|veckor|vecka|månader|månad){GAP}(?P<way>före|innan|från|efter){GAP}"
            rf"(?P<anchor>{LETTER}{{4,40}})(?!{LETTER})"
        ),
        _counted_from,
        words=("dagar", "veckor", "vecka", "månader", "månad"),
    ),
    Rule(
        "counted",
        compiled(
            rf"(?P<unit>dagar|veckor|vecka|månader|"
            rf"månad)(?!{LETTER})(?P<ago>{GAP}sedan(?!{LETTER}))?"
        ),
        _counted,
        words=("dagar", "veckor", "vecka", "månader", "månad"),
    ),
    Rule(
        "next-week",
        compiled(
            rf"(?:(?P<weekday>{WEEKDAY}){GAP}(?:i{GAP})?)?(?P<which>nästa|nästkommande|kommande|denna|innevarande|"
            rf"den{GAP}här){GAP}"
            rf"vecka(?:n)?(?!{LETTER})"
        ),
        _next_week,
        words=(
            "nästa",
            "nästkommande",
            "kommande",
            "denna",
            "innevarande",
            "den här",
            "måndag",
            "tisdag",
            "onsdag",
            "torsdag",
            "fredag",
        ),
    ),
    Rule(
        "weekday",
        compiled(rf"(?P<weekday>{WEEKDAY})(?!{LETTER})"),
        _weekday,
        words=("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    ),
)
