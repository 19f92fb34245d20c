"""`{{+12 torsdag: d MMMM}}` -> "3 december": the sample minutes, their dates worked out from the day of laying out.

The minutes beside this file are invented, people and places too. A date in them is written as a distance in days from
the day on which they are laid out, then, where it matters, the weekday to move to ("vardag": a working day), then
Babel's date pattern: `{{+12 torsdag: d MMMM}}`. With a length it is a range: `{{+12 torsdag 2: d MMMM}}` gives
"3–4 december". Why minutes are laid out at all is in `calagg.pipeline`.
"""

import re
from datetime import date, timedelta
from pathlib import Path

from babel.dates import format_date
from holidays import country_holidays

from calagg.errors import OutputError
from calagg.model.calendar_words import WEEKDAYS
from calagg.resources import sample_minutes

SUFFIXES = (".txt", ".md", ".html")

_PLACEHOLDER = re.compile(r"\{\{([+-]\d+)(?: ([^\W\d]+))?(?: (\d+))?: ([^{}]+)\}\}")
_ANY_WORKING_DAY = "vardag"
_FREE = country_holidays("SE", categories=("public", "de_facto"), include_sundays=False)
_DOT_OF_ABBREVIATION = re.compile(r"(?<=[a-zå])\.")


def lay_out(folder: Path, today: date) -> list[Path]:
    """The sample minutes in `folder`, written there with dates around `today`; a file that is there is left alone.

    Raises OutputError where the folder can't be written.
    """
    laid_out = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for template in sorted(sample_minutes().iterdir()):
            if template.suffix not in SUFFIXES:
                continue
            target = folder / template.name
            if not target.exists():
                half_written = target.with_name(f".{target.name}.part")
                half_written.write_text(fill_in(template.read_text(encoding="utf-8"), today), encoding="utf-8")
                half_written.replace(target)
            laid_out.append(target)
    except OSError as error:
        raise OutputError(
            f"{folder}: the sample minutes can't be written ({error.strerror}); start calagg in a folder "
            "that you may write to"
        ) from None
    return laid_out


def fill_in(text: str, today: date) -> str:
    """`text` with each placeholder replaced by its date. Raises ValueError for a weekday that is none."""

    def shown(found: re.Match[str]) -> str:
        distance, weekday, length, pattern = found.groups()
        first = _moved(today + timedelta(days=int(distance)), weekday, forward=int(distance) >= 0)
        if length is None:
            return _written(first, pattern)
        last = first + timedelta(days=int(length) - 1)
        same_month = (first.year, first.month) == (last.year, last.month)
        return f"{_written(first, 'd' if same_month else pattern)}–{_written(last, pattern)}"

    return _PLACEHOLDER.sub(shown, text)


def _moved(day: date, weekday: str | None, *, forward: bool) -> date:
    """The nearest day of that kind from `day` on (or back, for what has been); nobody meets on a feast day."""
    if weekday is None:
        return day
    step = timedelta(days=1 if forward else -1)
    wanted = range(5) if weekday == _ANY_WORKING_DAY else (WEEKDAYS.index(weekday),)
    while day.weekday() not in wanted or (day.weekday() < 5 and day in _FREE):
        day += step
    return day


def _written(day: date, pattern: str) -> str:
    if pattern == "w":  # Babel counts weeks otherwise than ISO 8601 at the turn of the year
        return str(day.isocalendar().week)
    return _DOT_OF_ABBREVIATION.sub("", format_date(day, pattern, locale="sv"))
