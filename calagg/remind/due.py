"""`due_values(entry)` -> the moments that readers are reminded of, and whether one of them has passed.

Each time of a series is one, as each end of a window is: of each its readers hear once for each lead.
"""

from datetime import datetime

from calagg.model import CalendarEntry, Kind, Moment, Status


def due_values(entry: CalendarEntry) -> tuple[Moment, ...]:
    """The moments that one is reminded of: the start, of a window also its closing, of a series each of its times; none
    where there is no exact day, nothing takes place or a person has said that it is nothing for the calendar."""
    what = entry.entry
    if what.grain.coarse or what.status is Status.CANCELLED or entry.is_withdrawn:
        return ()
    if what.kind is Kind.WINDOW and what.end and what.end.day != what.start.day:
        return what.start, what.end
    return tuple(Moment(day, what.start.clock) for day in what.days)


def is_left_out(due: Moment, entry: CalendarEntry) -> bool:
    """Whether a series goes on and takes place no more on the day of that value."""
    recurrence = entry.entry.recurrence
    return recurrence is not None and due.day in recurrence.without


def is_past(due: Moment, here: datetime) -> bool:
    """Whether a local time is after the due day, or after its minute where it has one."""
    if due.clock is None:
        return here.date() > due.day
    return (here.date(), here.time()) >= (due.day, due.clock)
