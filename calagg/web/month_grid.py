"""Occurrences and a month -> its weeks of seven cells: numbers, names of days, bars that break at week ends, entries.

What is known only by month or more coarsely has no place in a grid; where it stands is in `month_view`. The narrow
page shows the same occurrences as `month_agenda`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from calagg.model import Status
from calagg.model.kind_words import kind_word, window_words
from calagg.web.listing import day_anchor
from calagg.web.occurrence import Occurrence
from calagg.web.red_days import day_names, is_red
from calagg.web.soft_hyphens import soften
from calagg.web.timeline import add_months
from calagg.web.wording import (
    NBSP,
    day_and_month,
    days,
    full_date,
    long_date,
    short_month,
    unbroken,
    week,
)

MOST_LANES = 4
# a day with more entries than it can show shows two and the number of the others
MOST_SHOWN, SHOWN_OF_MORE = 3, 2
DAY = timedelta(days=1)
SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class CellEntry:
    """One entry in a cell; `does` is what a window does on that day, `until` the end of what found no room as a bar."""

    entry_id: str
    kind: str
    kind_word: str
    clock: str
    title: str
    does: str
    until: str
    tentative: bool
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a bar that lies in one week: `span` columns in `lane`, both from 1.

    `before` and `after` say that it goes on outside the week. `told` is False for what continues: it belongs to its
    first day and is read there, with `dates`; `seen` is what is written after its title.
    """

    entry_id: str
    kind: str
    kind_word: str
    title: str
    seen: str
    dates: str
    column: int
    span: int
    lane: int
    before: bool
    after: bool
    told: bool
    tentative: bool
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. `name` is its holiday or, outside the month, the month's; `label` is the whole for who does not see it.

    `lanes` is how many rows of bars its entries stand under. `more` counts the entries that are not shown, `more_href`
    leads to them.
    """

    machine: str
    column: int
    number: int
    name: str
    label: str
    is_red: bool
    is_outside: bool
    is_today: bool
    bars: tuple[Stretch, ...]
    lanes: int
    entries: tuple[CellEntry, ...]
    more: int
    more_href: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing is told of the day."""
        return not self.entries and not self.more and not any(bar.told for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven cells; `lanes` is how many rows of bars lie under their numbers."""

    number: int
    name: str
    lanes: int
    cells: tuple[Cell, ...]


def build_weeks(
    occurrences: Iterable[Occurrence], *, first: date, last: date, month: date, today: date
) -> tuple[Week, ...]:
    """The weeks from Monday `first` to Sunday `last`, which hold the month that begins on `month`."""
    told = sorted(occurrences, key=lambda o: o.sort_key)
    mondays = (first + timedelta(days=7 * n) for n in range(((last - first).days + 1) // 7))
    return tuple(_build_week(told, start, first, month, today) for start in mondays)


def is_bar(occurrence: Occurrence) -> bool:
    """Whether it lies on several days."""
    return occurrence.first < occurrence.last


def _build_week(told: Sequence[Occurrence], start: date, grid_first: date, month: date, today: date) -> Week:
    lanes: list[date] = []
    bars: list[Stretch] = []
    crowded: list[Occurrence] = []
    for o in told:
        if not is_bar(o) or o.last < start or o.first > start + SIX_DAYS:
            continue
        begins = max(o.first, start)
        lane = next((n for n, free_from in enumerate(lanes) if free_from <= begins), len(lanes))
        if lane == MOST_LANES:
            crowded.append(o)
            continue
        lanes[lane : lane + 1] = [min(o.last, start + SIX_DAYS) + DAY]
        bars.append(_stretch(o, start, lane + 1, month, today, told=begins == max(o.first, grid_first)))
    cells = tuple(
        _build_cell(
            start + timedelta(days=n),
            [bar for bar in bars if bar.column <= n + 1 < bar.column + bar.span],
            [o for o in told if not is_bar(o) and o.first == start + timedelta(days=n)]
            + [o for o in crowded if max(o.first, grid_first) == start + timedelta(days=n)],
            month,
            today,
        )
        for n in range(7)
    )
    return Week(start.isocalendar().week, week(start), len(lanes), cells)


def _build_cell(day: date, bars: list[Stretch], found: list[Occurrence], month: date, today: date) -> Cell:
    """The cell of a day that `bars` lie on and that the occurrences of `found` stand in."""
    names = ", ".join(day_names(day))
    is_outside = (day.year, day.month) != (month.year, month.month)
    # the list begins today, so what has passed is shown here in full
    is_cut = len(found) > MOST_SHOWN and day >= today
    shown = found[:SHOWN_OF_MORE] if is_cut else found
    return Cell(
        machine=day.isoformat(),
        column=day.weekday() + 1,
        number=day.day,
        name=soften(names) or (short_month(day) if is_outside else ""),
        label=f"{full_date(day)}, {names}" if names else full_date(day),
        is_red=is_red(day),
        is_outside=is_outside,
        is_today=day == today,
        bars=tuple(bar for bar in bars if bar.column == day.weekday() + 1),
        lanes=max((bar.lane for bar in bars), default=0),
        entries=tuple(_cell_entry(o, today) for o in shown),
        more=len(found) - len(shown),
        more_href=_place_in_list(day, today) if is_cut else "",
    )


def _place_in_list(day: date, today: date) -> str:
    """The address of the day on the first page, which goes to the end of the next month by itself."""
    is_beyond = day >= add_months(today.replace(day=1), 2)
    return f"/{f'?till={day:%Y-%m}' if is_beyond else ''}#{day_anchor(day)}"


def _cell_entry(o: Occurrence, today: date) -> CellEntry:
    entry = o.stored.entry
    words = window_words(entry)
    return CellEntry(
        entry_id=o.stored.id,
        kind=entry.kind.value,
        kind_word=kind_word(entry),
        clock=f"{o.clock:%H.%M}" if o.clock else "",
        title=soften(unbroken(entry.title)),
        does={"opens": words.opens, "closes": words.closes}.get(o.role, ""),
        until=day_and_month(o.last, today) if is_bar(o) else "",
        tentative=entry.status is Status.TENTATIVE,
        cancelled=entry.status is Status.CANCELLED,
    )


def _stretch(o: Occurrence, start: date, lane: int, month: date, today: date, *, told: bool) -> Stretch:
    entry = o.stored.entry
    begins, ends = max(o.first, start), min(o.last, start + SIX_DAYS)
    return Stretch(
        entry_id=o.stored.id,
        kind=entry.kind.value,
        kind_word=kind_word(entry),
        title=unbroken(entry.title),
        seen=_seen(o, ends, month, today) if told else "",
        dates=_dates(o, today),
        column=begins.weekday() + 1,
        span=(ends - begins).days + 1,
        lane=lane,
        before=o.first < start,
        after=o.last > ends,
        told=told,
        tentative=entry.status is Status.TENTATIVE,
        cancelled=entry.status is Status.CANCELLED,
    )


def _seen(o: Occurrence, ends: date, month: date, today: date) -> str:
    """'under v. 51', or 'till 13 december' where the bar does not show its end in the month."""
    if o.is_week:
        return _dates(o, today)
    is_told = o.last > ends or (o.last.year, o.last.month) != (month.year, month.month)
    return f"till {day_and_month(o.last, today)}" if is_told else ""


def _dates(o: Occurrence, today: date) -> str:
    """'10-11 december' with an en dash, with the year where it is another one; 'under v. 51' of a week."""
    if o.is_week and o.last - o.first <= SIX_DAYS:
        return f"under {week(o.first)}"
    if o.first.year == o.last.year:
        return days(o.first, o.last) + ("" if o.first.year == today.year else f"{NBSP}{o.first.year}")
    return f"{long_date(o.first)} till {long_date(o.last)}"
