"""A series on Wednesdays + "mötet den 7 oktober är inställt" -> the series without 7 October: one entry of many times.

What a document tells of a single time neither moves the series nor cancels it. When two readings are one series, or one
of them a time of it, is in `identity`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from calagg.model import Entry, Status
from calagg.store.known import KnownSighting


def series_of(entry: Entry, repeated: Sequence[KnownSighting], single: Sequence[KnownSighting]) -> Entry:
    """The series that the tellings in `repeated` make, `entry` being what follows from these, with what those in
    `single` say of its times; both in the order of their weight, the last one holds most.

    Of times that were over on its day a document no longer tells: the begin that an earlier one told of stays.
    """
    recurrence, lead = entry.recurrence, repeated[-1]
    if recurrence is None:
        return entry
    without = set(recurrence.without)
    for earlier in repeated if recurrence.count is None else ():
        told, repeats = earlier.told, earlier.told.recurrence
        if repeats is None or repeats.pattern != recurrence.pattern or told.start.day >= lead.reference_on:
            continue
        begins, day = told.start.day, entry.start.day
        if begins < day and day in recurrence.pattern.days(begins, day):
            entry = replace(entry, start=told.start, end=told.end)
            without |= {left_out for left_out in repeats.without if left_out < lead.told.start.day}
    without = _without_cancelled(without, single)
    return replace(entry, recurrence=replace(recurrence, without=tuple(sorted(without))))


def _without_cancelled(without: set[date], single: Sequence[KnownSighting]) -> set[date]:
    """Also those that are cancelled, and not those that take place again after all."""
    cancelled: set[date] = set()
    for t in single:
        day = t.told.start.day
        if t.told.status is Status.CANCELLED:
            cancelled.add(day)
        else:
            cancelled.discard(day)
    return without | cancelled
