"""2026-12-13 -> ("Tredje advent", "lucia"), red: the Swedish days that have a name, and those whose number is red."""

from datetime import date, timedelta
from functools import cache

import holidays

ADVENT = ("Första advent", "Andra advent", "Tredje advent", "Fjärde advent")
_RED = holidays.country_holidays("SE", include_sundays=False, language="sv")
# eves and half holidays come as "Skärtorsdagen (från kl. 14.00)"; a day squeezed in between has no name of its own
_HALF = holidays.country_holidays("SE", categories=("de_facto", "optional"), include_sundays=False, language="sv")
_NAMELESS = "Klämdag"


@cache
def day_names(day: date) -> tuple[str, ...]:
    """What the day is called, a holiday first; nothing for a day like others."""
    told = f"{_RED.get(day, '')}; {_HALF.get(day, '')}".split("; ")
    names = [bare for name in told if (bare := name.partition(" (")[0]) and bare != _NAMELESS]
    if (sunday := _advent(day)) is not None:
        names.append(ADVENT[sunday])
    if (day.month, day.day) == (12, 13):
        names.append("lucia" if names else "Lucia")
    return tuple(dict.fromkeys(names))


@cache
def is_red(day: date) -> bool:
    """Whether it is a Sunday or a public holiday."""
    return day.weekday() == 6 or day in _RED


def _advent(day: date) -> int | None:
    """0 to 3 for the Sundays of Advent: the fourth is the last one before Christmas Day."""
    christmas = date(day.year, 12, 25)
    fourth = christmas - timedelta(days=christmas.weekday() + 1)
    weeks_left, days = divmod((fourth - day).days, 7)
    return 3 - weeks_left if days == 0 and 0 <= weeks_left <= 3 else None
