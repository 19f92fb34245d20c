"""Recurrence(first Wednesdays until 4 November) + 09:00 -> RRULE:FREQ=MONTHLY;UNTIL=20261104T080000Z;BYDAY=1WE.

A series is one VEVENT: its start is local with its zone, so that its hour stays when the clocks change; its end is an
instant, as RFC 5545, 3.3.10, wants it beside such a start. The days are in `calagg.model.recurrence`.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Event
from icalendar.prop import vRecur

from calagg.clock import STOCKHOLM, instant
from calagg.model import Entry


def add_repeats(event: Event, entry: Entry, *, timed: bool, zone: ZoneInfo) -> None:
    """Adds the RRULE and the EXDATE of a series; nothing to what takes place once."""
    recurrence = entry.recurrence
    if recurrence is None:
        return
    at = entry.start.clock if timed else None
    rule: vRecur = vRecur.from_ical(str(recurrence.pattern))
    if recurrence.until is not None:
        rule["UNTIL"] = instant(recurrence.until, at, zone) if at else recurrence.until
    else:
        rule["COUNT"] = recurrence.count
    event.add("rrule", rule)
    if not recurrence.without:
        return
    if at is None:
        event.add("exdate", list(recurrence.without), parameters={"VALUE": "DATE"})
        return
    moments: list[date | datetime] = [instant(day, at, zone).astimezone(STOCKHOLM) for day in recurrence.without]
    event.add("exdate", moments)
