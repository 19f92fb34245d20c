"""A window from 15 February to 31 March -> "Öppnar: …" on the first day and "Stänger: …" on the last: what is shown.

A marker is one VEVENT to be: which days or minutes it covers and its summary. Most entries have one. How it becomes
iCalendar is in `ical`.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from calagg.clock import instant
from calagg.model import CalendarEntry, Entry, Grain, Kind, Moment, Status
from calagg.model.entry import OPENS
from calagg.publish.text import moment_words, plain


class Busy(StrEnum):
    """Microsoft's word for how a calendar shows the time."""

    FREE = "FREE"
    TENTATIVE = "TENTATIVE"
    BUSY = "BUSY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One VEVENT to be. `first` and `last` are whole days, inclusive; `starts` and `ends` UTC instants of a timed one.

    `through` is the last day of a series, of which the marker is the first time, None of what takes place once.
    `uid` is the entry's id, with a suffix for a window's opening. `guessed_minutes` is the length that was given to a
    timed event whose text gives none, else None.
    """

    uid: str
    summary: str
    first: date
    last: date
    through: date | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    busy: Busy = Busy.FREE
    guessed_minutes: int | None = None


def list_markers(stored: CalendarEntry, *, zone: ZoneInfo, event_minutes: int, window_bars: bool) -> list[Marker]:
    """The entry's markers in the order of their days; none for one that is known to the month or coarser.

    A window has its closing day under the entry's own id, so that it keeps its place when the opening has passed.
    """
    entry = stored.entry
    if entry.grain.coarse:
        return []
    if entry.recurrence is not None:  # a person may have given it another first day than one of its own
        stored = replace(stored, entry=entry.on(entry.recurrence.begin(entry.start.day)))
    match entry.kind:
        case Kind.WINDOW:
            return _bar(stored) if window_bars else _ends_of_window(stored)
        case Kind.EVENT if entry.start.clock and (entry.end is None or _closes_by_the_clock(entry)):
            return [_timed(stored, zone, event_minutes)]
        case _:
            return [_whole_days(stored)]


def _closes_by_the_clock(entry: Entry) -> bool:
    """Not "15 maj kl. 9 till 16 maj": its end is a day, so that it is shown on whole days with the hour in words."""
    return entry.end is not None and (entry.end.clock is not None or entry.end.day <= entry.start.day)


def _timed(stored: CalendarEntry, zone: ZoneInfo, event_minutes: int) -> Marker:
    entry = stored.entry
    starts = instant(entry.start.day, entry.start.clock or time.min, zone)
    ends = instant(entry.end.day, entry.end.clock, zone) if entry.end and entry.end.clock else starts
    guessed = ends <= starts
    cancelled = entry.status is Status.CANCELLED
    busy = Busy.FREE if cancelled else Busy.TENTATIVE if entry.status is Status.TENTATIVE else Busy.BUSY
    return Marker(
        uid=stored.id,
        summary=_summary(entry, plain(entry.title)),
        first=entry.start.day,
        last=max(entry.start.day, entry.end.day) if entry.end else entry.start.day,
        through=_through(entry),
        starts=starts.astimezone(UTC),
        ends=starts + timedelta(minutes=event_minutes) if guessed else ends,
        busy=busy,
        guessed_minutes=event_minutes if guessed else None,
    )


def _whole_days(stored: CalendarEntry) -> Marker:
    entry = stored.entry
    title = plain(entry.title)
    if entry.kind is Kind.DEADLINE and not title.casefold().startswith("sista dag"):
        title = f"Sista dag: {title}"
    first = entry.start.day
    last = max(first, entry.end.day) if entry.end else first
    if entry.grain is Grain.WEEK:
        first -= timedelta(days=first.weekday())
        last += timedelta(days=6 - last.weekday())
    attended = entry.kind is Kind.EVENT and entry.grain is not Grain.WEEK and entry.status is not Status.CANCELLED
    busy = Busy.FREE if not attended else Busy.TENTATIVE if entry.status is Status.TENTATIVE else Busy.BUSY
    hours = _hours(entry.start, entry.end if entry.kind is Kind.EVENT else None)
    return Marker(
        uid=stored.id,
        summary=_summary(entry, title + hours),
        first=first,
        last=last,
        through=_through(entry),
        busy=busy,
    )


def _through(entry: Entry) -> date | None:
    return entry.days[-1] if entry.recurrence else None


def _ends_of_window(stored: CalendarEntry) -> list[Marker]:
    entry = stored.entry
    title, start, end = plain(entry.title), entry.start, entry.end
    until = f" (stänger {moment_words(end, beside=start.day)})" if end else ""
    opens = Marker(
        uid=stored.id + OPENS,
        summary=_summary(entry, f"Öppnar: {title}{_hours(start)}{until}"),
        first=start.day,
        last=start.day,
    )
    if end is None:
        return [opens]
    since = f" (öppnar {moment_words(start, beside=end.day)})"
    closes = Marker(
        uid=stored.id,
        summary=_summary(entry, f"Stänger: {title}{_hours(end)}{since}"),
        first=end.day,
        last=end.day,
    )
    return [opens, closes]


def _bar(stored: CalendarEntry) -> list[Marker]:
    entry = stored.entry
    start, end = entry.start, entry.end
    if end is None:
        return _ends_of_window(stored)
    open_ = f"{plain(entry.title)} (öppet {moment_words(start, beside=end.day)}–{moment_words(end)})"
    return [Marker(uid=stored.id, summary=_summary(entry, open_), first=start.day, last=max(start.day, end.day))]


def _hours(start: Moment, end: Moment | None = None) -> str:
    """ " kl. 16.00", " till kl. 12.00" or nothing: what a whole day can't show otherwise."""
    if start.clock:
        return f" kl. {start.clock:%H.%M}"
    return f" till kl. {end.clock:%H.%M}" if end and end.clock else ""


def _summary(entry: Entry, summary: str) -> str:
    """Few programs show STATUS, so that it stands in words (FEEDS: what 22 clients did)."""
    if entry.status is Status.TENTATIVE:
        return f"{summary} (preliminärt)"
    return f"INSTÄLLT: {summary}" if entry.status is Status.CANCELLED else summary
