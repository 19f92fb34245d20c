"""read_when("3 dec", "kl 13–15", "", today=…) -> When(2026-12-03T13:00, 2026-12-03T15:00): what people type in a form.

The grammar that reads minutes reads it; what that does not know and dateparser does ("fredag") is taken from there. The
whole of what is typed must be understood: half of it would be a wrong date.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import dateparser
from babel.dates import format_date

from calagg.grammar import Direction, Expression, find_expressions, resolve, weekday_disagrees
from calagg.model import Grain, Moment

LONGEST = 60
SWEDISH = "sv"
DAY, CLOCK, END = "day", "clock", "end"
UNKNOWN_DAY = (
    "”{text}” går inte att läsa som ett datum. Skriv till exempel 3 dec, nästa fredag, v. 51 eller 2026-12-03."
)
UNKNOWN_CLOCK = "”{text}” går inte att läsa som ett klockslag. Skriv till exempel 13.00 eller 13–15."
UNKNOWN_END = "”{text}” går inte att läsa. Skriv ett klockslag eller en dag, till exempel 15.00 eller 5 dec."
OTHER_WEEKDAY = "Den {day} är en {weekday}. Rätta dagen eller ta bort veckodagen."
END_FIRST = "Slutet ligger före början."
CLOCK_OF_WEEK = "En vecka har inget klockslag. Skriv en dag eller ta bort klockslaget."


class Unreadable(ValueError):  # noqa: N818 - it is no fault of the program's
    """What was typed in `field` (DAY, CLOCK or END) says nothing sure; the message tells its writer why, in Swedish."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class When:
    """When something takes place; `end` is inclusive for whole days, None where none is told."""

    start: Moment
    end: Moment | None
    grain: Grain

    def __str__(self) -> str:
        return f"{self.start}/{self.end or ''}/{self.grain.value}"


def read_when(day: str, clock: str, end: str, *, today: date) -> When:
    """What the three fields say together, counted from `today`. A clock in the first field counts where the second is
    empty; a span of hours in the second has the end in it. Raises Unreadable."""
    day, clock, end = (" ".join(text.split())[: LONGEST + 1] for text in (day, clock, end))
    said = _day(day, DAY, UNKNOWN_DAY, today)
    first, last = said.start, said.end
    if clock:
        hours = _hours(clock, CLOCK, UNKNOWN_CLOCK)
        if said.grain is Grain.WEEK:
            raise Unreadable(CLOCK, CLOCK_OF_WEEK)
        first = Moment(first.day, hours[0])
        last = _after(first, hours[1]) if hours[1] else (last if last and last.day > first.day else None)
    if end:
        last = _end(first, end, today)
    if last and last.sort_key < first.sort_key:
        raise Unreadable(END, END_FIRST)
    if last == first:
        last = None
    timed = first.clock is not None or (last is not None and last.clock is not None)
    return When(first, last, Grain.MINUTE if timed else said.grain)


def _end(first: Moment, text: str, today: date) -> Moment:
    """The end as typed: a clock on the day of the start, or on the next where that is earlier; or a day."""
    try:
        clock, more = _hours(text, END, UNKNOWN_END)
    except Unreadable:
        said = _day(text, END, UNKNOWN_END, max(today, first.day))
        return said.end or said.start
    if more or first.clock is None:
        raise Unreadable(END, UNKNOWN_END.format(text=text))
    return _after(first, clock)


def _after(first: Moment, clock: time) -> Moment:
    past_midnight = first.clock is not None and clock <= first.clock
    return Moment(first.day + timedelta(days=past_midnight), clock)


def _day(text: str, field: str, unknown: str, today: date) -> When:
    whole = _whole(text)
    value = resolve(whole, today, Direction.FORWARD) if whole and whole.dated else None
    if whole is None or value is None:
        found = _by_dateparser(text, today)
        if found is None:
            raise Unreadable(field, unknown.format(text=text))
        return When(Moment(found), None, Grain.DAY)
    if weekday_disagrees(whole.start, value.start.day):
        at = value.start.day
        written, weekday = format_date(at, "d MMMM y", SWEDISH), format_date(at, "EEEE", SWEDISH)
        raise Unreadable(field, OTHER_WEEKDAY.format(day=written, weekday=weekday))
    return When(value.start, value.end, value.grain)


def _hours(text: str, field: str, unknown: str) -> tuple[time, time | None]:
    """The clock time, and the later one where it is a span: "13", "kl 13.00", "13-15"."""
    bare = text.lower().removeprefix("klockan").removeprefix("kl.").removeprefix("kl").strip()
    whole = _whole(f"kl {bare}")
    if whole is None or whole.dated or whole.start.clock is None:
        raise Unreadable(field, unknown.format(text=text))
    return whole.start.clock, whole.end.clock if whole.end else None


def _whole(text: str) -> Expression | None:
    """The one expression that is all of the text; None where there is none such."""
    found = find_expressions(text)
    return found[0] if len(found) == 1 and len(found[0].text) == len(text) else None


def _by_dateparser(text: str, today: date) -> date | None:
    """The day that dateparser reads; None for what has no word in it: there it takes "3.12" for a time."""
    if len(text) > LONGEST or not any(letter.isalpha() for letter in text) or any(sign.isdigit() for sign in text):
        return None
    base = datetime.combine(today, time(), UTC).replace(tzinfo=None)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future"}
    found = dateparser.parse(text, languages=["sv"], settings=settings)
    return found.date() if found and found.time() == time() else None
