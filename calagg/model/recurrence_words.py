"""series_words(Recurrence(first Wednesdays until 30 November)) -> "första onsdagen i månaden t.o.m. 30 november 2027".

What every reader of a series sees, in the list, a feed and a mail. The days themselves are in `recurrence`.
"""

from datetime import date

from calagg.model.calendar_words import MONTHS, WEEKDAYS
from calagg.model.recurrence import Frequency, Pattern, Recurrence
from calagg.model.selection_words import listed

_NTHS = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", 5: "femte", -1: "sista"}
_EVERY = {1: "varje", 2: "varannan", 3: "var tredje", 4: "var fjärde", 5: "var femte", 6: "var sjätte"}
_MOST_NAMED = 3  # days that are named one by one


def series_words(recurrence: Recurrence) -> str:
    """How it repeats and to when, and which days it leaves out."""
    ends = f"t.o.m. {_day(recurrence.until)}" if recurrence.until else f"{recurrence.count} gånger"
    return f"{pattern_words(recurrence.pattern)} {ends}{_without(recurrence.without)}"


def pattern_words(pattern: Pattern) -> str:
    """ "varannan fredag", "första och tredje måndagen i månaden", "den 15:e varje månad"."""
    every = _EVERY.get(pattern.interval, f"var {pattern.interval}:e")
    if pattern.frequency is Frequency.WEEKLY:
        return f"{every} {_listed([WEEKDAYS[day] for day in pattern.weekdays]) or 'vecka'}"
    months = "i månaden" if pattern.interval == 1 else f"{every} månad"
    if pattern.month_day is not None:
        ending = "a" if pattern.month_day % 10 in (1, 2) and pattern.month_day not in (11, 12) else "e"
        return f"den {pattern.month_day}:{ending} {every} månad"
    days = _listed([f"{WEEKDAYS[day]}en" for day in pattern.weekdays])
    return f"{_listed([_NTHS[nth] for nth in pattern.nths])} {days} {months}" if days else f"{every} månad"


def _without(days: tuple[date, ...]) -> str:
    if not days:
        return ""
    if len(days) > _MOST_NAMED:
        return f", utom {len(days)} dagar"
    return f", inte {_listed([_day(day, year=False) for day in days])}"


def _day(day: date, *, year: bool = True) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def _listed(words: list[str]) -> str:
    return listed(words, "och") if words else ""
