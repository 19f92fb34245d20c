"""`varje tisdag`, `varannan fredag`, `första onsdagen i månaden`, `den 15:e varje månad`: patterns, which name no day.

From when to when they hold, and what is left out, stands elsewhere in the sentence: `calagg.extract.series` reads that.
"Varje år", "varje medlem", "en gång per termin" and a "första onsdagen" of no month are no patterns.
"""

import re
from collections.abc import Iterable

from calagg.grammar.expression import Every, Expression, Stated
from calagg.grammar.lower_case import AnyCase
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.calendar_day import weekday_number
from calagg.grammar.sv.dates import NTH
from calagg.grammar.sv.lexicon import DAY, GAP, LETTER, SPACE
from calagg.model.recurrence import Frequency, Pattern
from calagg.model.timex import Span

DAY_NAMES = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
OTHER = {"annan": 2, "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6}
_NAMES = "|".join(DAY_NAMES)
_ONE = rf"(?:{_NAMES})(?:en|s|ens)?(?!{LETTER})"
_MANY = rf"(?:{_NAMES})(?:ar|arna)(?!{LETTER})"
_AND = rf"(?:{SPACE},{SPACE}|{GAP}(?:och|samt|&){GAP}(?:(?:varje|på){GAP})?)"
_DAYS = rf"(?P<days>{_ONE}(?:{_AND}{_ONE}){{0,4}})"
_ALL_DAYS = rf"(?P<days>{_MANY}(?:{_AND}{_MANY}){{0,4}})"
_WEEKS = rf"(?:,?{GAP}(?:i{GAP})?(?:(?P<even>jämna?)|udda|ojämna?){GAP}veck(?:a|or)(?:na)?(?!{LETTER}))"
_MONTHLY = rf"(?:(?:i|per|av){GAP})?(?:(?:varje|var){GAP}|(?P<other>varannan){GAP})?månad(?:en)?(?!{LETTER})"
_NTHS = rf"(?P<first>{'|'.join(NTH)})(?:{SPACE}(?:,|och|samt|&){SPACE}(?P<second>{'|'.join(NTH)}))?"
_NAME = re.compile(_NAMES, re.IGNORECASE)
PARITY = compiled(rf"(?P<weeks>{_WEEKS})")
ALL_BEFORE = AnyCase(rf"(?<!\w)(?P<all>på|alla|samtliga){GAP}\Z")
THE_BEFORE = AnyCase(rf"(?<!\w)(?:varje|den|alltid{GAP}den){GAP}\Z")
DEN_BEFORE = AnyCase(rf"(?<!\w)den{GAP}\Z")
CLOCK_AFTER = compiled(
    rf"\s?,?{GAP}(?:(?:från|mellan){GAP})?(?:kl(?:\.|ockan)?\s?\d|\d{{1,2}}[.:][0-5]\d|\d{{1,2}}\s?[–-]\s?\d{{1,2}}(?![\w/.]))"
)


def _weekly(found: Found) -> Iterable[Expression]:
    """ "Varje tisdag och torsdag", "varannan fredag", "var tredje onsdag", "varannan vecka på tisdagar"."""
    word = (found["other"] or "").lower()
    weekdays = _weekdays(found["days"] or found["on"])
    interval = OTHER[word] if word else 1
    return [_every(found, Pattern(frequency=Frequency.WEEKLY, interval=interval, weekdays=weekdays))]


def _plural(found: Found) -> Iterable[Expression]:
    """ "På tisdagar", "alla fredagar"; without such a word only where a time or "jämna veckor" follows."""
    left, weeks = found.before(ALL_BEFORE, reach=12), found.after(PARITY)
    if left is None and weeks is None and not found.after(CLOCK_AFTER):
        return ()
    start = left.start("all") if left else found.match.start()
    weekdays = _weekdays(found["days"])
    return [_every(found, Pattern(frequency=Frequency.WEEKLY, weekdays=weekdays), start)]


def _of_weeks(found: Found) -> Iterable[Expression]:
    """ "Torsdag jämna veckor": only with those weeks is one weekday a pattern."""
    if not found.after(PARITY):
        return ()
    return [_every(found, Pattern(frequency=Frequency.WEEKLY, weekdays=_weekdays(found["days"])))]


def _monthly(found: Found) -> Iterable[Expression]:
    """ "Första onsdagen i månaden", "andra och fjärde torsdagen varje månad", "månadens sista fredag"."""
    left = found.before(THE_BEFORE, reach=20)
    nths = tuple(NTH[word.lower()] for word in (found["first"], found["second"]) if word)
    pattern = Pattern(
        frequency=Frequency.MONTHLY,
        interval=2 if found["other"] else 1,
        weekdays=_weekdays(found["weekday"]),
        nths=nths,
    )
    return [_every(found, pattern, left.start() if left else found.match.start())]


def _month_day(found: Found) -> Iterable[Expression]:
    """ "Den 15:e varje månad"."""
    left = found.before(DEN_BEFORE, reach=8)
    if left is None:
        return ()
    pattern = Pattern(frequency=Frequency.MONTHLY, month_day=int(found["day"] or 0))
    return [_every(found, pattern, left.start())]


def _every(found: Found, pattern: Pattern, start: int | None = None) -> Expression:
    """The expression with the "jämna veckor" behind it, which halve a weekly pattern."""
    weeks = found.after(PARITY) if pattern.weekdays and pattern.frequency is Frequency.WEEKLY else None
    even = None if weeks is None else weeks["even"] is not None
    if weeks is not None and pattern.interval == 1:
        pattern = Pattern(frequency=Frequency.WEEKLY, interval=2, weekdays=pattern.weekdays)
    span = Span(found.match.start() if start is None else start, weeks.end() if weeks else found.match.end())
    every = Every(pattern=pattern, even_weeks=even)
    return Expression(span=span, text=span.of(found.text), rule=found.rule, start=Stated(), every=every)


def _weekdays(words: str | None) -> tuple[int, ...]:
    numbers = (weekday_number(name) for name in _NAME.findall(words or ""))
    return tuple(sorted({number for number in numbers if number is not None}))


RULES = (
    Rule(
        "every-nth-weekday",
        compiled(rf"{_NTHS}{GAP}(?P<weekday>{_ONE}){GAP}{_MONTHLY}"),
        _monthly,
        words=tuple(NTH),
    ),
    Rule(
        "month's-nth-weekday",
        compiled(rf"(?:varje{GAP}månads|månadens)(?P<other>){GAP}{_NTHS}{GAP}(?P<weekday>{_ONE})"),
        _monthly,
        words=("månadens", "varje månads"),
    ),
    Rule("every-weekday", compiled(rf"varje{GAP}(?P<other>)(?P<on>){_DAYS}"), _weekly, words=("varje",)),
    Rule(
        "every-other",
        compiled(
            rf"var(?:t?{GAP})?(?P<other>{'|'.join(OTHER)}){GAP}"
            rf"(?:{_DAYS}|vecka(?!{LETTER})(?:,?{GAP}på{GAP}(?P<on>{_MANY}(?:{_AND}{_MANY}){{0,4}}))?)"
        ),
        _weekly,
        words=("varannan", *(f"var {word}" for word in OTHER)),
    ),
    Rule("weekdays-in-general", compiled(_ALL_DAYS), _plural, words=DAY_NAMES),
    Rule("weekday-of-weeks", compiled(_DAYS), _of_weeks, words=DAY_NAMES),
    Rule(
        "every-month-day",
        compiled(rf"(?P<day>{DAY}):?[ae]{GAP}(?:(?:i|per){GAP})?(?:varje{GAP})?månad(?:en)?(?!{LETTER})"),
        _month_day,
        digits=(1, 2),
        next=":a",
    ),
)
