"""date(2026, 12, 3) -> "torsdag 3 december 2026": how dates, times and distances are written in Swedish.

Spaces inside an expression that must not break are no-break spaces; a range is set with an en dash.
What the parts of a date block are is in `dateblock`; which day a row stands on is in `listing`.
"""

import re
from datetime import date, datetime, time, timedelta

from calagg.model import Grain, Moment
from calagg.model.calendar_words import MONTHS, WEEKDAYS

SHORT_MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
NBSP = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"
LAST_COUNTED_DAY = 99


def weekday(day: date) -> str:
    """'torsdag'."""
    return WEEKDAYS[day.weekday()]


def short_weekday(day: date) -> str:
    """'tor'."""
    return WEEKDAYS[day.weekday()][:3]


def month(day: date) -> str:
    """'december'."""
    return MONTHS[day.month - 1]


def short_month(day: date) -> str:
    """'dec'; mars, maj, juni and juli are not shortened."""
    return SHORT_MONTHS[day.month - 1]


def month_and_year(day: date) -> str:
    """'december 2026'."""
    return f"{month(day)}{NBSP}{day.year}"


def day_and_month(day: date, today: date) -> str:
    """'1 oktober', with the year where it is not the one of `today`."""
    written = f"{day.day}{NBSP}{month(day)}"
    return written if day.year == today.year else f"{written}{NBSP}{day.year}"


def weekday_and_day(day: date) -> str:
    """'lördag 21 november'."""
    return f"{weekday(day)} {day.day}{NBSP}{month(day)}"


def full_date(day: date) -> str:
    """'torsdag 3 december 2026'."""
    return f"{weekday(day)} {long_date(day)}"


def long_date(day: date) -> str:
    """'3 december 2026'."""
    return f"{day.day}{NBSP}{month(day)}{NBSP}{day.year}"


def short_date(day: date) -> str:
    """'13 nov 2026'."""
    return f"{day.day}{NBSP}{short_month(day)}{NBSP}{day.year}"


def note_date(day: date, today: date) -> str:
    """'15/1', with the year where it is more than a year from `today`: for change notes."""
    written = f"{day.day}/{day.month}"
    return written if abs((day - today).days) <= 365 else f"{written}{NBSP}{day.year}"


def note_moment(moment: Moment, today: date) -> str:
    """'29/1 kl. 16.00'."""
    written = note_date(moment.day, today)
    return f"{written}{NBSP}{clock(moment.clock)}" if moment.clock else written


def clock(at: time, until: time | None = None) -> str:
    """'kl. 16.00' or 'kl. 09.00-12.00' with an en dash."""
    written = f"kl.{NBSP}{at:%H.%M}"
    return f"{written}{DASH}{until:%H.%M}" if until else written


def day_and_clock(at: datetime) -> str:
    """'13 november 2026 kl. 08.10' of a local instant."""
    return f"{long_date(at.date())} {clock(at.time())}"


def week(day: date) -> str:
    """'v. 50' (ISO 8601)."""
    return f"v.{NBSP}{day.isocalendar().week}"


def weeks(first: date, last: date) -> str:
    """'v. 49-53' with an en dash, 'v. 49' where both lie in one week."""
    one, other = first.isocalendar().week, last.isocalendar().week
    return f"v.{NBSP}{one}" if one == other else f"v.{NBSP}{one}{DASH}{other}"


def days(first: date, last: date, *, short: bool = False) -> str:
    """'23-29 november' or '30 november-6 december' with an en dash; `short` writes 'nov'."""
    name = short_month if short else month
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{last.day}{NBSP}{name(last)}"
    return f"{first.day}{NBSP}{name(first)}{DASH}{last.day}{NBSP}{name(last)}"


def monday(day: date) -> date:
    """The Monday of the week that `day` lies in."""
    return day - timedelta(days=day.weekday())


def distance(first: date, last: date, today: date, grain: Grain) -> str:
    """'idag', 'i morgon', 'om 5 dagar', 'pågår', 'i går', 'för 2 dagar sedan'; empty beyond 99 days.

    `first` and `last` are inclusive. What is known only by month or more coarsely has no distance.
    """
    if grain.coarse:
        return ""
    if first <= today <= last and (first < today or grain is Grain.WEEK):
        return "pågår"
    ahead = (first - today).days
    if last < today:
        ahead = (last - today).days
    named = {0: "idag", 1: f"i{NBSP}morgon", -1: f"i{NBSP}går"}
    if ahead in named:
        return named[ahead]
    if abs(ahead) > LAST_COUNTED_DAY:
        return ""
    return f"om {ahead}{NBSP}dagar" if ahead > 0 else f"för {-ahead}{NBSP}dagar sedan"


def unbroken(title: str) -> str:
    """The title with a no-break hyphen after one or two letters: 'e-tjänst' stays on one line."""
    return re.sub(r"\b([^\W\d_]{1,2})-(?=[^\W\d_])", "\\1\N{NON-BREAKING HYPHEN}", title)


def posts(count: int) -> str:
    """'1 post', '19 poster'."""
    return f"{count}{NBSP}post" if count == 1 else f"{count}{NBSP}poster"


def counted(count: int) -> str:
    """'tre' of what is called 'en', '13': numbers to twelve are written as words."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def capitalised(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
