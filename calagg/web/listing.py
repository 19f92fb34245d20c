"""The stored entries and a day -> `Listing`: what the first page shows, grouped as Idag, I morgon, Denna vecka …

An entry gives one row, a window one on the day it opens and one on the day it closes. Nothing here reads the store
or the time. How a row is worded is in `rows`.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from calagg.model import CalendarEntry
from calagg.web.dateblock import DateBlock, build_block
from calagg.web.history import is_long_cancelled
from calagg.web.occurrence import Occurrence, list_occurrences
from calagg.web.rows import Row, build_row
from calagg.web.wording import capitalised, days, monday, month, month_and_year, weekday_and_day, weeks

TODAY, TOMORROW, THIS_WEEK, NEXT_WEEK, LATER, MONTH = range(6)
GroupKey = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class DayRows:
    """The rows that share one date block; `id` is what their titles are described by.

    `anchor` is the address of their first day on the page, empty where it is not known or others begin on it before.
    """

    id: str
    anchor: str
    block: DateBlock
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of the list. `earlier` counts the rows of this week that have passed and are not shown."""

    id: str
    title: str
    detail: str
    days: tuple[DayRows, ...]
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class More:
    """The next month that has entries beyond the end of the list; `till` is its value in the address."""

    till: str
    anchor: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The groups up to and including `last`, and how many entries they hold."""

    groups: tuple[Group, ...]
    count: int
    last: date
    more: More | None


def build_listing(
    entries: Iterable[CalendarEntry], today: date, zone: ZoneInfo, *, till: date | None = None, earlier: bool = False
) -> Listing:
    """The list from `today` to the end of the month of `till`; None: to the end of the next month.

    With `earlier` the days of this week that have passed are shown, else they are counted.
    """
    shown = [entry for entry in entries if not is_long_cancelled(entry, today, zone)]
    ahead, passed = _sort_out(shown, today)
    last = _last_day(ahead, today, till)
    inside = [o for o in ahead if _stands_on(o, today) <= last]
    keyed: dict[GroupKey, list[Occurrence]] = {}
    for occurrence in [*(passed if earlier else []), *inside]:
        keyed.setdefault(group_key(occurrence, today), []).append(occurrence)
    hidden = 0 if earlier else len(passed)
    if hidden:
        keyed.setdefault((THIS_WEEK, 0, 0), [])
    groups = tuple(
        _build_group(key, keyed[key], today, zone, earlier=hidden if key[0] == THIS_WEEK else 0)
        for key in sorted(keyed)
    )
    return Listing(groups, len({o.stored.id for o in inside}), last, _find_more(ahead, today, last))


def group_key(occurrence: Occurrence, today: date) -> GroupKey:
    """Which group a row belongs to, first match; keys sort as the groups stand on the page."""
    if occurrence.grain.coarse:
        on = _stands_on(occurrence, today)
        return (LATER, 0, 0) if (on.year, on.month) == (today.year, today.month) else (MONTH, on.year, on.month)
    this_week = monday(today)
    if occurrence.is_over(today) or (occurrence.is_week and occurrence.first <= today):
        return THIS_WEEK, 0, 0
    on = max(occurrence.first, today)
    if not occurrence.is_week and on <= today + timedelta(days=1):
        return (TODAY if on == today else TOMORROW), 0, 0
    if on < this_week + timedelta(days=7):
        return THIS_WEEK, 0, 0
    if on < this_week + timedelta(days=14):
        return NEXT_WEEK, 0, 0
    return (LATER, 0, 0) if (on.year, on.month) == (today.year, today.month) else (MONTH, on.year, on.month)


def _sort_out(entries: list[CalendarEntry], today: date) -> tuple[list[Occurrence], list[Occurrence]]:
    """The occurrences that are not over, and those of this week that are; both in the order of the page."""
    every = sorted((o for entry in entries for o in list_occurrences(entry, today)), key=lambda o: o.sort_key)
    ahead = [o for o in every if not o.is_over(today)]
    passed = [o for o in every if o.is_over(today) and o.first >= monday(today)]
    return ahead, passed


def _stands_on(occurrence: Occurrence, today: date) -> date:
    return max(occurrence.first, today)


def month_end(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def last_asked(today: date, till: date | None) -> date:
    """The end of the next month, or of the one that was asked for where that is later."""
    next_month = month_end(month_end(today) + timedelta(days=1))
    return max(next_month, month_end(till)) if till else next_month


def _last_day(ahead: list[Occurrence], today: date, till: date | None) -> date:
    """The end of the month that was asked for, never before the next one and never before the first row."""
    wanted = last_asked(today, till)
    first = min((_stands_on(o, today) for o in ahead), default=wanted)
    return max(wanted, month_end(first))


def _find_more(ahead: list[Occurrence], today: date, last: date) -> More | None:
    beyond = [o for o in ahead if _stands_on(o, today) > last]
    if not beyond:
        return None
    first = min(_stands_on(o, today) for o in beyond)
    count = len({o.stored.id for o in beyond if _stands_on(o, today) <= month_end(first)})
    return More(f"{first:%Y-%m}", _group_id((MONTH, first.year, first.month)), month_and_year(first), count)


def _build_group(key: GroupKey, found: list[Occurrence], today: date, zone: ZoneInfo, *, earlier: int) -> Group:
    title, detail = _name_group(key, today)
    ordered = sorted(found, key=lambda o: (o.grain.coarse, o.sort_key))
    group_id = _group_id(key)
    return Group(group_id, title, detail, share_blocks(ordered, group_id, today, zone), earlier)


def share_blocks(ordered: Iterable[Occurrence], prefix: str, today: date, zone: ZoneInfo) -> tuple[DayRows, ...]:
    """The rows of occurrences in the order of the page, those of the same days under one block."""
    days_of: list[DayRows] = []
    anchored: set[date] = set()
    shared = groupby(ordered, key=lambda o: (o.first, o.grain.coarse, build_block(o.first, o.last, o.grain, today)))
    for number, ((first, coarse, block), rows) in enumerate(shared, 1):
        anchor = "" if coarse or first in anchored else day_anchor(first)
        anchored.add(first)
        days_of.append(DayRows(f"{prefix}-{number}", anchor, block, tuple(build_row(o, today, zone) for o in rows)))
    return tuple(days_of)


def day_anchor(day: date) -> str:
    """The id of the place where the rows that begin on a day stand: 'dag-2026-12-03'."""
    return f"dag-{day.isoformat()}"


def _group_id(key: GroupKey) -> str:
    names = {TODAY: "idag", TOMORROW: "i-morgon", THIS_WEEK: "denna-vecka", NEXT_WEEK: "nasta-vecka", LATER: "senare"}
    return names.get(key[0], f"m-{key[1]}-{key[2]:02}")


def _name_group(key: GroupKey, today: date) -> tuple[str, str]:
    rank, year, number = key
    this_week, next_week = monday(today), monday(today) + timedelta(days=7)
    if rank == TODAY:
        return "Idag", weekday_and_day(today)
    if rank == TOMORROW:
        return "I morgon", weekday_and_day(today + timedelta(days=1))
    if rank in (THIS_WEEK, NEXT_WEEK):
        start = this_week if rank == THIS_WEEK else next_week
        end = start + timedelta(days=6)
        return ("Denna vecka" if rank == THIS_WEEK else "Nästa vecka"), f"{weeks(start, end)} · {days(start, end)}"
    if rank == LATER:
        rest = min(next_week + timedelta(days=7), month_end(today))
        return f"Senare i {month(today)}", weeks(rest, month_end(today))
    first = date(year, number, 1)
    return capitalised(month_and_year(first)), weeks(first, month_end(first))
