"""`kl. 9`, `kl 09.00-16`, `09.00 – 15.00`, `klockan halv tre`: times of day.

A time with no "kl" and no span ("9.30", "13-16") is loose: it counts only beside a date, which
`calagg.grammar.refine` decides.
"""

import re
from collections.abc import Iterable
from datetime import time

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.rule import Found, Rule, compiled
from calagg.grammar.sv.calendar_day import NO_DATE_BEFORE
from calagg.grammar.sv.clockwords import CLOCK_WORD
from calagg.grammar.sv.lexicon import DASH, GAP, LETTER, MONTH, NUMERAL, NUMERALS, SPACE
from calagg.model.timex import Grain, Span

HOUR = r"(?:2[0-4]|1\d|0?\d)"
MINUTE = r"[0-5]\d"
ABOUT = rf"(?:(?:ca|cirka|c:a)\.?{SPACE})?"
TO = (
    rf"(?:{SPACE}{DASH}{SPACE}(?:kl(?:ockan|\.)?{SPACE})?{ABOUT}|"
    rf"{GAP}(?P<by>till|och|t\.?o\.?m\.?){GAP}(?:(?:kl(?:ockan|\.)?){SPACE})?{ABOUT})"
)
LOOSE = ("hours", "hours-between", "clock-dotted")
NO_CLOCK_AFTER = compiled(
    rf"\s{{0,2}}(?:[%°/§²€]|(?:kr|kronor|procent|miljon(?:er)?|miljarder|tkr|mkr|st|kg|meter|m|km|grader|poäng|hp|kap|"
    rf"år(?:en|s)?|"
    rf"barn|personer|deltagare|timmar|minuter|min|dagar|veckor|månader|ggr|gånger)(?!{LETTER})|x\s?\d)"
)


def clock(hour: str | None, minute: str | None) -> time | None:
    """('9', '30') -> 09:30; '24' is the last minute of the day; None for an hour that no day has."""
    h, m = int(hour or 0), int(minute or 0)
    if h == 24:
        return time(23, 59) if m == 0 else None
    return time(h, m) if h < 24 else None


def overnight(start: time, end: time) -> bool:
    """Whether "22.00–04.00" goes on into the next day."""
    return start.hour >= 17 and end.hour <= 9


def _said(found: Found) -> Iterable[Expression]:
    """With "kl" before it, a single figure is an hour; "9 och 13" are two times unless "mellan" stands before."""
    left = found.before(CLOCK_WORD, reach=24)
    start, end = clock(found["h1"], found["m1"]), clock(found["h2"], found["m2"]) if found["h2"] else None
    if left is None or start is None:
        return ()
    span = Span(left.start(), found.match.end())
    if end is not None and _two_times(found):
        span, end = Span(left.start(), found.match.end("m1") if found["m1"] else found.match.end("h1")), None
    if end is not None and end <= start and not overnight(start, end):
        span, end = Span(left.start(), found.match.end("m1") if found["m1"] else found.match.end("h1")), None
    return [found.expression(Stated(clock=start), Stated(clock=end) if end else None, grain=Grain.MINUTE, span=span)]


def _two_times(found: Found) -> bool:
    return (found["by"] or "").lower() == "och" and found.before(MELLAN, reach=24) is None


def _span(found: Found) -> Iterable[Expression]:
    start, end = clock(found["h1"], found["m1"]), clock(found["h2"], found["m2"])
    if start is not None and "by" in found.match.groupdict() and _two_times(found):
        return [
            found.expression(
                Stated(clock=start), grain=Grain.MINUTE, span=Span(found.match.start(), found.match.end("m1"))
            )
        ]
    if start is None or end is None or found.after(NO_CLOCK_AFTER) or (end <= start and not overnight(start, end)):
        return ()
    return [found.expression(Stated(clock=start), Stated(clock=end), grain=Grain.MINUTE)]


MELLAN = compiled(r"(?<!\w)mellan\s{1,3}(?:kl(?:ockan|\.)?\s{0,2})?\Z")
NO_HOURS_BEFORE = compiled(
    r"(?:åk|årskurs|klass(?:en)?|grupp|avd|sid|kap|§|nr|rum|sal|hus|trapphus|antal|max|minst|"
    r"ca|plan)\.?\s{0,2}\Z"
)


def _hours(found: Found) -> Iterable[Expression]:
    """ "13-16" with nothing but a dash: hours of a day's work, not classes and not a count."""
    if int(found["h1"] or 0) < 6 or found.before(NO_HOURS_BEFORE):
        return ()
    return _span(found)


def _between(found: Found) -> Iterable[Expression]:
    """ "mellan 08 och 16", beside a day."""
    return _span(found) if found.before(MELLAN) else ()


PROPERTY = re.compile(  # "fastigheten Backa 4:12", "del av Norra Backa 1:23": a name after one of these words
    r"(?:(?i:fastighet(?:en|erna)?|kv(?:arteret|\.)?|del\sav|av|på|för|inom|till))\s(?:[A-ZÅÄÖ][a-zåäö]{2,}(?:\s|-)){1,2}\Z"
)


def _bare(found: Found) -> Iterable[Expression]:
    start = clock(found["h1"], found["m1"])
    if start is None or found.after(NO_CLOCK_AFTER) or found.before(NO_DATE_BEFORE) or found.before(PROPERTY, reach=40):
        return ()
    return [found.expression(Stated(clock=start), grain=Grain.MINUTE)]


def _quarter(found: Found) -> Iterable[Expression]:
    """ "kvart i nio" is 08:45, "kvart över tre" the afternoon's 15:15."""
    number = found["number"] or ""
    hour = int(number) if number.isdigit() else NUMERALS[number.lower()]
    if not 1 <= hour <= 24:
        return ()
    before = (found["way"] or "").lower() == "i"
    start = time((hour - 1) % 24, 45) if before else time(hour % 24, 15)
    if start.hour < 7:
        start = time(start.hour + 12, start.minute)
    return [found.expression(Stated(clock=start), grain=Grain.MINUTE)]


def _words(found: Found) -> Iterable[Expression]:
    number = found["number"] or found["word"] or ""
    hour = int(number) if number.isdigit() else NUMERALS[number.lower()]
    if hour > 24 or (found["half"] and hour > 12):
        return ()
    start = time((hour - 1) % 24, 30) if found["half"] else clock(str(hour), None)
    if start is None:
        return ()
    if start.hour < 7:  # "klockan ett" and "halv tre" in a plan are the afternoon
        start = time(start.hour + 12, start.minute)
    return [found.expression(Stated(clock=start), grain=Grain.MINUTE)]


RULES = (
    Rule(
        "clock",
        compiled(
            rf"(?P<h1>{HOUR})(?:{SPACE}[.:]{SPACE}(?P<m1>{MINUTE})(?!/\d))?(?!\d)"
            rf"(?:{TO}(?P<h2>{HOUR})(?:[.:]{SPACE}?(?P<m2>{MINUTE}))?(?!\d|[.:]?\d|/\d|[ *_]{{0,3}}{MONTH}))?"
        ),
        _said,
        digits=(1, 2),
    ),
    Rule(
        "clock-span",
        compiled(
            rf"(?P<h1>{HOUR})[.:](?P<m1>{MINUTE})(?::\d\d)?{TO}(?P<h2>{HOUR})(?:[.:](?P<m2>{MINUTE}))?(?!\d|[.:]\d|/\d|"
            rf"{LETTER})"
        ),
        _span,
        digits=(1, 2),
        next=".:",
    ),
    Rule(
        "clock-colon",
        compiled(rf"(?P<h1>{HOUR}):(?P<m1>{MINUTE})(?!\d|[.:]\d|{LETTER})"),
        _bare,
        digits=(1, 2),
        next=":",
    ),
    Rule(
        "clock-dotted",
        compiled(rf"(?P<h1>{HOUR})\.(?P<m1>{MINUTE})(?!\d|[.:,]\d|{LETTER})"),
        _bare,
        digits=(1, 2),
        next=".",
    ),
    Rule(
        "hours",
        compiled(
            rf"(?P<h1>{HOUR})(?P<m1>){SPACE}{DASH}{SPACE}(?P<h2>{HOUR})(?:[.:](?P<m2>{MINUTE}))?(?!\d|[.:/]\d|{LETTER}|"
            rf"{DASH})"
        ),
        _hours,
        digits=(1, 2),
        next=" -",
    ),
    Rule(
        "hours-between",
        compiled(rf"(?P<h1>{HOUR})(?P<m1>){GAP}och{GAP}(?P<h2>{HOUR})(?P<m2>)(?!\d|[.:/]\d|{LETTER}|{SPACE}{MONTH})"),
        _between,
        digits=(1, 2),
        next=" ",
    ),
    Rule(
        "clock-figures",
        compiled(
            rf"(?P<h1>[01]\d|2[0-3])(?P<m1>{MINUTE})(?!\d)"
            rf"(?:{TO}(?P<h2>[01]\d|2[0-3])(?P<m2>{MINUTE})(?!\d))?(?!{LETTER})"
        ),
        _said,
        digits=(4,),
    ),
    Rule(
        "clock-quarter",
        compiled(rf"(?:kl\.?|klockan){GAP}kvart{GAP}(?P<way>i|över){GAP}(?P<number>{NUMERAL})"),
        _quarter,
        words=("klockan", "kl"),
    ),
    Rule(
        "clock-words",
        compiled(rf"(?:kl\.?|klockan){GAP}(?:(?P<half>halv){GAP}(?P<number>{NUMERAL})|(?P<word>{NUMERAL})(?<!\d))"),
        _words,
        words=("klockan", "kl"),
    ),
)
