"""`due_values(entry)` -> the moments that readers are reminded of, and whether one of them has passed."""

from datetime import datetime

from calagg.model import CalendarEntry, Kind, Moment, Status


def due_values(entry: CalendarEntry) -> tuple[Moment, ...]:
    """The moments that one is reminded of: the start, and of a window also its closing; none where there is no exact
    day, nothing takes place or a person has said that it is nothing for the calendar."""
    what = entry.entry
    if what.grain.coarse or what.status is Status.CANCELLED or entry.is_withdrawn:
        return ()
    if what.kind is Kind.WINDOW and what.end and what.end.day != what.start.day:
        return what.start, what.end
    return (what.start,)


def is_past(due: Moment, here: datetime) -> bool:
    """Whether a local time is after the due day, or after its minute where it has one."""
    if due.clock is None:
        return here.date() > due.day
    return (here.date(), here.time()) >= (due.day, due.clock)
