"""Windows and a day -> the axis of months they are drawn on, and for each its bars, in percent of the axis.

Percent stretch with the page, so a strip needs no script and no style of its own. What the windows are called is in
`calls_view`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from calagg.web.wording import NBSP, month_and_year, short_month

MOST_MONTHS_BACK, MOST_MONTHS = 2, 8
# a label this near an end of the axis, in percent, stands beside its line instead of astride it
NEAR_END = 14
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which something is open, inclusive; `closes` is None where it is not known.

    `sure` is False for what is preliminary or known only by month or more coarsely.
    """

    opens: date
    closes: date | None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class MonthMark:
    """The line at the first of a month; `year` is empty but at the first one and in January."""

    x: str
    name: str
    year: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the axis; `shape` is 'elapsed', 'left', 'coming' or 'unsure'."""

    x: str
    width: str
    shape: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One row of the figure. `wall` is where a window closes, empty where that is not known or not on the axis.

    `before` and `after` say that it goes on outside the axis.
    """

    bars: tuple[Bar, ...]
    wall: str
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole months from `first` to the day before `end`, and today's place between them."""

    first: date
    end: date
    today: date

    @property
    def months(self) -> tuple[MonthMark, ...]:
        """The line and the name of each month."""
        starts = []
        at = self.first
        while at < self.end:
            starts.append(at)
            at = add_months(at, 1)
        return tuple(
            MonthMark(
                self.percent(at), short_month(at), str(at.year) if at in (self.first, at.replace(month=1)) else ""
            )
            for at in starts
        )

    @property
    def today_x(self) -> str:
        """Where today begins."""
        return self.percent(self.today)

    @property
    def today_label(self) -> str:
        """'Idag 21 nov'."""
        return f"Idag {self.today.day}{NBSP}{short_month(self.today)}"

    @property
    def today_side(self) -> str:
        """Where the label stands by today's line: 'start' to the right of it, 'end' to the left, else 'middle'."""
        at = self._share(self.today)
        return "start" if at < NEAR_END else "end" if at > 100 - NEAR_END else "middle"

    @property
    def caption(self) -> str:
        """What the figure is, for those who do not see it."""
        last = self.end - DAY
        return (
            f"Tidslinje från {month_and_year(self.first)} till {month_and_year(last)}."
            " Samma uppgifter står i tabellen nedanför."
        )

    def percent(self, day: date) -> str:
        """Where the day begins, as '41.32%'."""
        return f"{self._share(day):.2f}%"

    def strip(self, window: Window) -> Strip:
        """The bars of a window: what has passed and what is left, or what is to come."""
        ends = window.closes + DAY if window.closes else None
        if window.sure and window.opens <= self.today:
            bars = [self._bar(window.opens, min(self.today, ends or self.today), "elapsed")]
            if ends:
                bars.append(self._bar(self.today, ends, "left"))
        else:
            bars = [self._bar(window.opens, ends or window.opens + DAY, "coming" if window.sure else "unsure")]
        open_now = window.sure and window.opens <= self.today
        return Strip(
            tuple(bar for bar in bars if bar),
            self.percent(ends) if open_now and ends and ends <= self.end else "",
            before=window.opens < self.first,
            after=bool(ends and ends > self.end),
        )

    def _bar(self, first: date, end: date, shape: str) -> Bar | None:
        start, stop = max(first, self.first), min(end, self.end)
        if start >= stop:
            return None
        return Bar(self.percent(start), f"{self._share(stop) - self._share(start):.2f}%", shape)

    def _share(self, day: date) -> float:
        return 100 * (day - self.first).days / (self.end - self.first).days


def build_axis(windows: Iterable[Window], today: date) -> Axis:
    """From the month of the earliest window that is open, at most two months back, to that of the last closing day.

    It is eight months long at most, and holds this month always.
    """
    told = list(windows)
    this_month = today.replace(day=1)
    earliest = min((w.opens for w in told if w.opens <= today), default=today).replace(day=1)
    first = max(earliest, add_months(this_month, -MOST_MONTHS_BACK))
    latest = max((w.closes or w.opens for w in told), default=today)
    end = max(latest, today).replace(day=1)
    return Axis(first, min(add_months(end, 1), add_months(first, MOST_MONTHS)), today)


def add_months(first: date, count: int) -> date:
    """The first of the month that lies `count` months after that of `first`."""
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return date(year, month + 1, 1)
