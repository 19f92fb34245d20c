"""`full_day(2026-12-03)` -> "torsdag 3 december 2026": days, times and distances as a Swedish reader writes them."""

import re
import unicodedata
from datetime import date, datetime, time

from calagg.model import Kind
from calagg.model.calendar_words import MONTHS, WEEKDAYS

_NUMBERS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
KIND_NOUNS = {
    Kind.EVENT: ("en händelse", "händelser"),
    Kind.DEADLINE: ("en sista dag", "sista dagar"),
    Kind.WINDOW: ("en utlysning", "utlysningar"),
    Kind.MILESTONE: ("en milstolpe", "milstolpar"),
}
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


def clean_line(text: str) -> str:
    """The text on one line, without what a mail header or a reader's eye must not meet: control and direction
    characters, lone surrogates, line separators."""
    kept = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c
        for c in text
        if c not in _BIDI and unicodedata.category(c) != "Cs"
    )
    return re.sub(" +", " ", kept).strip()


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def number_word(number: int) -> str:
    """2 -> "två"; in figures from thirteen on."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def day_in_year(day: date, today: date) -> str:
    """ "27 november", with the year where it is not the current one."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if day.year != today.year else "")


def row_day(day: date, today: date) -> str:
    """ "fredag 27 november", with the year where it is not the current one."""
    return f"{WEEKDAYS[day.weekday()]} {day_in_year(day, today)}"


def full_day(day: date) -> str:
    """ "fredag 27 november 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def moment(at: datetime, here: datetime) -> str:
    """ "kl. 07.31" of the local day `here` is in, of another "tisdag 6 oktober kl. 07.31"; both are local."""
    day = "" if at.date() == here.date() else f"{row_day(at.date(), here.date())} "
    return day + clock_range(at.time(), None)


def week_of(day: date) -> str:
    """ "v. 48", the ISO week, with a no-break space."""
    return f"v.\u00a0{day.isocalendar().week}"


def clock_range(start: time | None, end: time | None) -> str:
    """ "kl. 09.00–12.00", "kl. 09.00", or nothing where the text gives no time."""
    if start is None:
        return ""
    return f"kl.\u00a0{start:%H.%M}" + (f"–{end:%H.%M}" if end else "")


def distance(day: date, today: date) -> str:
    """ "idag", "i morgon", "om 7 dagar" up to 99 days, then nothing; "pågår" for what has begun."""
    days = (day - today).days
    if days < 0:
        return "pågår"
    if days < 2:
        return ("idag", "i morgon")[days]
    return f"om {days} dagar" if days <= 99 else ""
