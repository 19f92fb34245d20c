"""A window from 1 October to 1 December -> 'opens' on 1 October and 'closes' on 1 December: where an entry stands.

A series has one on each of its days, of which a list shows the next. Every other entry has one occurrence. An
occurrence is a day or a stretch of days; its clock times are local.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta

from calagg.model import CalendarEntry, Grain, Kind

# whole days of one date stand in this order
KIND_ORDER = (Kind.DEADLINE, Kind.WINDOW, Kind.MILESTONE, Kind.EVENT)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An entry on the days `first` to `last`, inclusive. `role` is 'opens' or 'closes' for a window's ends, else ''."""

    stored: CalendarEntry
    role: str
    first: date
    last: date
    clock: time | None = None
    until: time | None = None

    @property
    def grain(self) -> Grain:
        """How exactly the days are known."""
        return self.stored.entry.grain

    @property
    def is_week(self) -> bool:
        """Whether only the week is known."""
        return self.grain is Grain.WEEK

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Orders the rows of a page: by day, the exactly known first, whole days by kind, then by time."""
        entry = self.stored.entry
        exactness = list(Grain).index(Grain.DAY if self.grain is Grain.MINUTE else self.grain)
        return (
            self.first,
            exactness,
            self.last,
            self.clock is not None,
            self.clock or time.min,
            KIND_ORDER.index(entry.kind),
            entry.title,
            self.stored.id,
            self.role,
        )

    def is_over(self, today: date) -> bool:
        """Whether its last day is before `today`."""
        return self.last < today


def list_occurrences(stored: CalendarEntry, today: date) -> tuple[Occurrence, ...]:
    """Where the entry stands: once, of a series the next time or else its last one, or twice for a window whose opening
    has not passed and whose end is known."""
    entry = stored.entry
    start, end = entry.start, entry.end
    if entry.kind is not Kind.WINDOW:
        every = list_times(stored)
        return (next((o for o in every if not o.is_over(today)), every[-1]),)
    opens = Occurrence(stored, "opens", start.day, start.day, start.clock)
    if end is None:
        return (opens,)
    closes = Occurrence(stored, "closes", end.day, end.day, end.clock)
    return (closes,) if start.day < today else (opens, closes)


def list_times(stored: CalendarEntry) -> tuple[Occurrence, ...]:
    """Every occurrence of what is no window: of a series one on each of its days, in order."""
    found = []
    for entry in map(stored.entry.on, stored.entry.days):
        start, end = entry.start, entry.end
        last = max(end.day, start.day) if end else _last_of(start.day, entry.grain)
        until = end.clock if end and end.day == start.day else None
        found.append(Occurrence(stored, "", start.day, last, start.clock, until))
    return tuple(found)


def _last_of(first: date, grain: Grain) -> date:
    """The last day that an expression without an end may mean: of its week, its month or its year."""
    if grain is Grain.WEEK:
        return first + timedelta(days=6 - first.weekday())
    if grain is Grain.MONTH:
        return first.replace(day=monthrange(first.year, first.month)[1])
    return first.replace(month=12, day=31) if grain is Grain.YEAR else first


def leading_occurrence(stored: CalendarEntry, today: date) -> Occurrence:
    """The occurrence that an entry's own page shows large: the first that is not over, else the last."""
    every = list_occurrences(stored, today)
    return next((o for o in every if not o.is_over(today)), every[-1])
