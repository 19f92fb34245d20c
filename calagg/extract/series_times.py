"""A series on Wednesdays + "mötet den 1 oktober är inställt" -> the series without that day: one event for each day.

A single time of a series that the text tells of once more is not told twice; one that differs stands for itself, and
the series leaves that day out.
"""

from dataclasses import replace

from calagg.extract.occasion import THE_MEETING, likeness, words_of
from calagg.model.entry import Entry, Kind, Status

ALIKE = 0.5


def with_series(entries: list[Entry], series: list[Entry]) -> list[Entry]:
    """The entries and the series, in any order, those entries left out that a series tells of."""
    kept = list(entries)
    for one in series:
        told, left = one, list[Entry]()
        for entry in kept:
            if not _is_time_of(entry, one):
                left.append(entry)
                continue
            assert told.recurrence is not None  # noqa: S101 - it is a series
            differs = entry.status is not one.status or _says_otherwise(entry, one)
            if differs:
                told = replace(told, recurrence=told.recurrence.but(entry.start.day))
            if differs and entry.status is not Status.CANCELLED:
                left.append(entry)
            else:
                told = replace(told, reasons=(*told.reasons, f"nämns också som ”{entry.mention}”"))
        kept = [*left, told]
    return kept


def _is_time_of(entry: Entry, series: Entry) -> bool:
    """Whether an entry is one of the days of the series and named like it."""
    if series.recurrence is None or entry.recurrence is not None or entry.kind is not Kind.EVENT is not series.kind:
        return False
    if entry.end is not None and entry.end.day != entry.start.day:
        return False
    bare = not words_of(entry.title) or THE_MEETING.match(entry.title) is not None
    named = bare or likeness(entry, series) >= ALIKE
    return named and entry.start.day in series.recurrence.days(series.start.day)


def _says_otherwise(entry: Entry, series: Entry) -> bool:
    """Whether it gives another hour or another place than the series."""
    other_hour = entry.start.clock is not None and entry.start.clock != series.start.clock
    return other_hour or (entry.location is not None and entry.location != series.location)
