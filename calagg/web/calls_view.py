"""The stored entries and a day -> `CallsView`: what can be applied for, now and soon, as a figure and as a table.

A window that is no call, a consultation say, is left out. Nothing here reads the store or the time; where the bars
stand is in `timeline`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from calagg.model import CalendarEntry, Status
from calagg.model.kind_words import is_call
from calagg.web.dateblock import build_block
from calagg.web.history import is_long_cancelled
from calagg.web.timeline import Axis, Strip, Window, build_axis
from calagg.web.wording import (
    NBSP,
    capitalised,
    clock,
    counted,
    distance,
    short_date,
    short_month,
    short_weekday,
    unbroken,
)

SOON_DAYS = 14
# how long a call whose closing day nobody tells counts as open
DAYS_WITHOUT_END = 90
WINTER, SPRING, SUMMER, AUTUMN = {12, 1, 2}, {3, 4, 5}, {6, 7, 8}, {9, 10, 11}
SEASONS = (("vintern", WINTER), ("våren", SPRING), ("sommaren", SUMMER), ("hösten", AUTUMN))


class State(Enum):
    """How a call stands: the heading of its group and its word in the table."""

    SOON = ("Stänger snart", "Stänger snart")
    OPEN = ("Öppna nu", "Öppen")
    COMING = ("Kommande", "Kommande")
    ENDED = ("Avslutade", "Avslutad")

    @property
    def heading(self) -> str:
        """'Öppna nu'."""
        return self.value[0]

    @property
    def word(self) -> str:
        """'Öppen'."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Call:
    """One call in words; texts are empty where unknown.

    `next` is what comes of it, `away` how far off that is and `day` when.
    """

    id: str
    title: str
    organiser: str
    state: str
    cancelled: bool
    tentative: bool
    next: str
    away: str
    day: str
    soon: bool
    opens: str
    closes: str
    closes_at: str
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class CallGroup:
    """One heading of the figure and its rows."""

    id: str
    title: str
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class CallsView:
    """The page: its groups, all calls for the table, and the axis of the figure."""

    summary: str
    groups: tuple[CallGroup, ...]
    calls: tuple[Call, ...]
    axis: Axis


def build_calls_view(
    entries: Iterable[CalendarEntry], today: date, zone: ZoneInfo, *, ended: bool = False
) -> CallsView:
    """The calls that are open or coming, each group by its next day; with `ended` the table has the ended ones too."""
    told = [e for e in entries if is_call(e.entry) and not is_long_cancelled(e, today, zone)]
    by_state = {state: sorted_calls(told, state, today) for state in State}
    drawn = [e for state in (State.SOON, State.OPEN, State.COMING) for e in by_state[state]]
    axis = build_axis((_window(e) for e in drawn if not _is_cancelled(e)), today)
    groups = tuple(
        CallGroup(state.name.lower(), state.heading, tuple(_build_call(e, state, axis) for e in by_state[state]))
        for state in (State.SOON, State.OPEN, State.COMING)
        if by_state[state]
    )
    past = tuple(_build_call(e, State.ENDED, axis) for e in by_state[State.ENDED]) if ended else ()
    return CallsView(_summarise(by_state), groups, (*(call for group in groups for call in group.calls), *past), axis)


def sorted_calls(entries: Iterable[CalendarEntry], state: State, today: date) -> list[CalendarEntry]:
    """Those in that state by the day that comes next; the ended ones with the last to close first."""
    found = [e for e in entries if _state(e, today) is state]
    found.sort(key=lambda e: (e.entry.title, e.id))
    if state is State.ENDED:
        return sorted(found, key=_last_day, reverse=True)
    return sorted(found, key=lambda e: e.entry.start.day if state is State.COMING else _last_day(e))


def _state(stored: CalendarEntry, today: date) -> State:
    """A call known only by month or more coarsely counts as coming until its last month is over."""
    if _last_day(stored) < today:
        return State.ENDED
    if stored.entry.start.day > today or stored.entry.grain.coarse:
        return State.COMING
    end = stored.entry.end
    return State.SOON if end and (end.day - today).days <= SOON_DAYS else State.OPEN


def _last_day(stored: CalendarEntry) -> date:
    start, end = stored.entry.start.day, stored.entry.end
    return max(start, end.day) if end else start + timedelta(days=DAYS_WITHOUT_END)


def _is_cancelled(stored: CalendarEntry) -> bool:
    return stored.entry.status is Status.CANCELLED


def _window(stored: CalendarEntry) -> Window:
    entry = stored.entry
    sure = not entry.grain.coarse and (entry.status is not Status.TENTATIVE)
    return Window(entry.start.day, max(entry.start.day, entry.end.day) if entry.end else None, sure)


def _build_call(stored: CalendarEntry, state: State, axis: Axis) -> Call:
    entry, today = stored.entry, axis.today
    is_drawn = state is not State.ENDED and not _is_cancelled(stored)
    moment = entry.start if state is State.COMING else entry.end
    period = _period(stored, today) if entry.grain.coarse else ""
    day = period or (_short_day(moment.day, today) if moment else "")
    if moment and moment.clock and not period:
        day = f"{day} {clock(moment.clock)}"
    return Call(
        id=stored.id,
        title=unbroken(entry.title),
        organiser=entry.organiser or "",
        state=state.word,
        cancelled=_is_cancelled(stored),
        tentative=entry.status is Status.TENTATIVE,
        next="öppnar" if state is State.COMING else "stänger",
        away=_away(stored, state, today),
        day=day,
        soon=state is State.SOON,
        opens=period or short_date(entry.start.day),
        closes=short_date(entry.end.day) if entry.end and not period else "",
        closes_at=clock(entry.end.clock) if entry.end and entry.end.clock and not period else "",
        strip=axis.strip(_window(stored)) if is_drawn else None,
    )


def _away(stored: CalendarEntry, state: State, today: date) -> str:
    """'om 10 dagar'; empty beyond 99 days and where the day is not known."""
    entry = stored.entry
    moment = entry.start if state is State.COMING else entry.end
    return distance(moment.day, moment.day, today, entry.grain) if moment else ""


def _period(stored: CalendarEntry, today: date) -> str:
    """'någon gång i mars 2027', 'under VT 2027 januari-juni': what is known of when a call is open."""
    entry = stored.entry
    block = build_block(entry.start.day, _last_day(stored) if entry.end else entry.start.day, entry.grain, today)
    return " ".join(part for part in (block.above, block.number, block.below) if part)


def _short_day(day: date, today: date) -> str:
    """'tis 1 dec', with the year where it is another one."""
    written = f"{short_weekday(day)} {day.day}{NBSP}{short_month(day)}"
    return written if day.year == today.year else f"{written}{NBSP}{day.year}"


def _summarise(by_state: dict[State, list[CalendarEntry]]) -> str:
    """'Två stänger inom två veckor, tre till är öppna och tre öppnar under vintern.'; the cancelled are not counted."""
    soon, now, coming = (
        [e for e in by_state[state] if not _is_cancelled(e)] for state in (State.SOON, State.OPEN, State.COMING)
    )
    parts = []
    if soon:
        parts.append(f"{counted(len(soon))} stänger inom två veckor")
    if now:
        more = " till" if soon else ""
        parts.append(f"{counted(len(now))}{more} är {'öppen' if len(now) == 1 else 'öppna'}")
    if coming:
        parts.append(f"{counted(len(coming))} öppnar {_when(coming)}")
    if not parts:
        return "Ingen utlysning är öppen eller på väg."
    told = ", ".join(parts[:-1])
    return capitalised(f"{told} och {parts[-1]}." if told else f"{parts[0]}.")


def _when(coming: list[CalendarEntry]) -> str:
    """'under vintern' where all open in one season that comes within a year, else 'senare'."""
    days = [e.entry.start.day for e in coming]
    near = (max(days) - min(days)).days < 100
    named = (f"under {name}" for name, months in SEASONS if near and {day.month for day in days} <= months)
    return next(named, "senare")
