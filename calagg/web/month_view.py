"""The stored entries and a month -> `MonthView`: its grid, its agenda, and what goes on throughout it.

A window gives a marker on the day it opens and one on the day it closes; one that is open from before the month until
after it stands above the grid, and so does what is known only by month or more coarsely.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from calagg.model import CalendarEntry, Kind, Status
from calagg.model.kind_words import is_call, kind_word, window_words
from calagg.web.dateblock import build_block
from calagg.web.history import is_long_cancelled
from calagg.web.month_agenda import AgendaWeek, OverviewWeek, build_agenda, build_overview
from calagg.web.month_grid import Week, build_weeks
from calagg.web.occurrence import Occurrence, leading_occurrence, list_occurrences, list_times
from calagg.web.timeline import add_months
from calagg.web.wording import (
    capitalised,
    monday,
    month_and_year,
    note_date,
    posts,
    short_weekday,
    unbroken,
)


@dataclass(frozen=True, slots=True)
class Throughout:
    """What goes on the whole month: until when, or what is known of when; `detail_short` has no weekday."""

    entry_id: str
    kind: str
    kind_word: str
    title: str
    detail: str
    detail_short: str
    tentative: bool
    cancelled: bool


@dataclass(frozen=True, slots=True)
class MonthView:
    """The page of a month."""

    title: str
    count: str
    throughout: tuple[Throughout, ...]
    weeks: tuple[Week, ...]
    agenda: tuple[AgendaWeek, ...]
    overview: tuple[OverviewWeek, ...]


def grid_days(month: date) -> tuple[date, date]:
    """The Monday on or before the first of the month and the Sunday on or after its last day."""
    last = add_months(month, 1) - timedelta(days=1)
    return monday(month), monday(last) + timedelta(days=6)


def build_month_view(entries: Iterable[CalendarEntry], month: date, today: date, zone: ZoneInfo) -> MonthView:
    """The month that begins on `month`, as it reads on `today`, of the entries that overlap its grid."""
    first, last = grid_days(month)
    month_last = add_months(month, 1) - timedelta(days=1)
    told = [e for e in entries if not is_long_cancelled(e, today, zone)]
    placed = [
        o
        for e in told
        if not e.entry.grain.coarse
        for o in (list_times(e) if e.entry.recurrence else list_occurrences(e, date.min))
        if o.first <= last and o.last >= first
    ]
    throughout = [e for e in told if _is_throughout(e, month, month_last)]
    inside = {o.stored.id for o in placed if o.first <= month_last and o.last >= month} | {e.id for e in throughout}
    return MonthView(
        title=capitalised(month_and_year(month)),
        count=_count(len(inside), throughout),
        throughout=tuple(_throughout(e, today) for e in throughout),
        weeks=build_weeks(placed, first=first, last=last, month=month, today=today),
        agenda=build_agenda(placed, first=first, last=last, month=month, today=today, zone=zone),
        overview=build_overview(placed, first=first, last=last, month=month, today=today),
    )


def _is_throughout(stored: CalendarEntry, first: date, last: date) -> bool:
    """Whether it is a window open from before `first` until after `last`, or known too coarsely for one day of them."""
    entry = stored.entry
    if entry.grain.coarse:
        whole = _coarse_days(stored)
        return whole.first <= last and whole.last >= first
    return entry.kind is Kind.WINDOW and entry.end is not None and entry.start.day < first and entry.end.day > last


def _coarse_days(stored: CalendarEntry) -> Occurrence:
    """All days that a coarse expression may mean, for a window as for anything else."""
    whole = leading_occurrence(stored, date.min)
    end = stored.entry.end
    return Occurrence(stored, "", whole.first, max(whole.last, end.day) if end else whole.last)


def _throughout(stored: CalendarEntry, today: date) -> Throughout:
    entry = stored.entry
    detail, short = _coarse_detail(stored, today) if entry.grain.coarse else _closing_detail(stored, today)
    return Throughout(
        entry_id=stored.id,
        kind=entry.kind.value,
        kind_word=kind_word(entry),
        title=unbroken(entry.title),
        detail=detail,
        detail_short=short,
        tentative=entry.status is Status.TENTATIVE,
        cancelled=entry.status is Status.CANCELLED,
    )


def _coarse_detail(stored: CalendarEntry, today: date) -> tuple[str, str]:
    """'någon gång i december 2026', twice."""
    whole = _coarse_days(stored)
    block = build_block(whole.first, whole.last, stored.entry.grain, today)
    told = " ".join(part for part in (block.above, block.number, block.below) if part)
    return told, told


def _closing_detail(stored: CalendarEntry, today: date) -> tuple[str, str]:
    """'stänger fre 15/1' and 'stänger 15/1'."""
    entry = stored.entry
    verb, last = window_words(entry).open_until, list_occurrences(stored, date.min)[-1].last
    return f"{verb} {short_weekday(last)} {note_date(last, today)}", f"{verb} {note_date(last, today)}"


def _count(count: int, throughout: list[CalendarEntry]) -> str:
    """'21 poster, varav 2 utlysningar är öppna hela månaden'."""
    open_calls = [
        e
        for e in throughout
        if is_call(e.entry) and not e.entry.grain.coarse and e.entry.status is not Status.CANCELLED
    ]
    if not count:
        return "Inga poster"
    if not open_calls:
        return posts(count)
    told = "utlysning är öppen" if len(open_calls) == 1 else "utlysningar är öppna"
    return f"{posts(count)}, varav {len(open_calls)} {told} hela månaden"
