"""`workday_on_or_before(2026-11-22)` -> 2026-11-20: the days on which mail is sent.

Saturdays, Sundays, Swedish public holidays and the eves that are free everywhere (midsommarafton, julafton,
nyårsafton) are no working days.
"""

from datetime import date, timedelta
from functools import cache

import holidays

_FREE = holidays.country_holidays("SE", categories=("public", "de_facto"), include_sundays=False)
_DAY = timedelta(days=1)


@cache
def is_workday(day: date) -> bool:
    """Whether people read their mail at work on that day."""
    return day.weekday() < 5 and day not in _FREE


def workday_on_or_before(day: date) -> date:
    """The day itself, or the last working day before it: Friday carries the weekend."""
    while not is_workday(day):
        day -= _DAY
    return day


def workday_on_or_after(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_workday(day):
        day += _DAY
    return day


def first_workday_of_week(day: date) -> date:
    """The first working day of the ISO week that the day is in; in a week without any, the first one after."""
    return workday_on_or_after(day - timedelta(days=day.weekday()))
