"""when_words(2027-03-12T09:00, 2027-03-12T11:00) -> "fredag 12 mars 2027 kl. 09.00–11.00": a stated time in words."""

from calagg.model import Moment
from calagg.model.calendar_words import MONTHS, WEEKDAYS


def when_words(start: Moment, end: Moment | None) -> str:
    """From when to when, in Swedish; `end` is as in `Entry`."""
    if end is None:
        return _words(start)
    if end.day == start.day and start.clock and end.clock:
        return f"{_words(start)}–{end.clock:%H.%M}"
    return f"{_words(start)} till {_words(end)}"


def _words(moment: Moment) -> str:
    day = moment.day
    clock = f" kl. {moment.clock:%H.%M}" if moment.clock else ""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}{clock}"
