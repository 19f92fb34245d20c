"""Occurrences and a month -> its weeks as the list has them, with a small overview: what a narrow page shows.

The wide page shows the same occurrences as `month_grid`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from calagg.web.listing import DayRows, day_anchor, share_blocks
from calagg.web.occurrence import Occurrence
from calagg.web.red_days import day_names, is_red
from calagg.web.wording import days, monday, week, weekday_and_day

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A line for a day that has a name."""

    machine: str
    day: str
    names: str


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Rows that share a date block, or a day with a name."""

    rows: DayRows | None
    named: NamedDay | None


@dataclass(frozen=True, slots=True)
class AgendaWeek:
    """One heading and what stands under it."""

    id: str
    title: str
    detail: str
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class OverviewDay:
    """A number of the overview; 0 outside the month. `anchor` is empty where nothing begins or closes on the day."""

    number: int
    label: str
    anchor: str
    is_red: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class OverviewWeek:
    """A row of the overview."""

    number: int
    days: tuple[OverviewDay, ...]


def build_agenda(
    occurrences: Iterable[Occurrence], *, first: date, last: date, month: date, today: date, zone: ZoneInfo
) -> tuple[AgendaWeek, ...]:
    """The weeks from Monday `first` to Sunday `last` that have something; what began earlier stands in the first."""
    by_week: dict[date, list[Occurrence]] = {first + WEEK * n: [] for n in range(((last - first).days + 1) // 7)}
    for occurrence in sorted(occurrences, key=lambda o: o.sort_key):
        by_week[monday(max(occurrence.first, first))].append(occurrence)
    weeks = (
        AgendaWeek(
            f"agenda-{start:%Y-%m-%d}",
            week(start),
            days(start, start + timedelta(days=6)),
            tuple(_items(found, start, month, today, zone)),
        )
        for start, found in by_week.items()
    )
    return tuple(week for week in weeks if week.items)


def build_overview(
    occurrences: Iterable[Occurrence], *, first: date, last: date, month: date, today: date
) -> tuple[OverviewWeek, ...]:
    """The numbers of the month, a row for each week."""
    marked = {occurrence.first for occurrence in occurrences}
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(
        OverviewWeek(start.isocalendar().week, tuple(_overview_day(day, month, today, marked) for day in told))
        for start, told in groupby(every, key=monday)
    )


def _items(found: list[Occurrence], start: date, month: date, today: date, zone: ZoneInfo) -> list[AgendaItem]:
    """Rows and named days of one week by date; a day's name stands before what takes place on it."""
    keyed: list[tuple[date, AgendaItem]] = [
        (day, AgendaItem(None, NamedDay(day.isoformat(), weekday_and_day(day), ", ".join(names))))
        for day in (start + timedelta(days=n) for n in range(7))
        if (names := day_names(day)) and (day.year, day.month) == (month.year, month.month)
    ]
    for first, rows in groupby(found, key=lambda o: o.first):
        for shared in share_blocks(rows, f"{first.isoformat()}-rad", today, zone):
            unquoted = tuple(replace(row, quote=None) for row in shared.rows)
            keyed.append((first, AgendaItem(replace(shared, rows=unquoted), None)))
    return [item for _, item in sorted(keyed, key=lambda pair: pair[0])]


def _overview_day(day: date, month: date, today: date, marked: set[date]) -> OverviewDay:
    if (day.year, day.month) != (month.year, month.month):
        return OverviewDay(0, "", "", is_red=False, is_today=False)
    anchor = day_anchor(day) if day in marked else ""
    return OverviewDay(day.day, weekday_and_day(day), anchor, is_red=is_red(day), is_today=day == today)
