"""Pattern(MONTHLY, weekdays=(2,), nths=(1,)) until 30 November -> its first Wednesdays: how a series repeats.

A series is one entry: its `start` is its first day, its recurrence tells the others. In words it is in
`recurrence_words`, as a property of a calendar in `calagg.publish`. Source: RFC 5545, 3.3.10 and 3.8.5.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr

MOST_DAYS = 400
"""More often no series of minutes takes place: each working day of a year and a half."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EXCEPT = " EXDATE="


class Frequency(StrEnum):
    """What the interval of a pattern counts, as RFC 5545 names it."""

    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Which days: every `interval`th week or month, on `weekdays` (Monday = 0) or on the month's `month_day`.

    `nths` count a month's weekdays: 1 is its first, -1 its last. A weekly pattern without weekdays leaves its day to
    the first of the series.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    month_day: int | None = None

    def __str__(self) -> str:
        """The parts of an RRULE that say which days, without its end."""
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            nths = [str(nth) for nth in self.nths] or [""]
            parts.append("BYDAY=" + ",".join(nth + _DAYS[day] for nth in nths for day in self.weekdays))
        if self.month_day is not None:
            parts.append(f"BYMONTHDAY={self.month_day}")
        return ";".join(parts)

    @classmethod
    def parse(cls, text: str) -> "Pattern":
        """The pattern that `str()` wrote. Raises ValueError or KeyError for anything else."""
        parts = dict(part.split("=") for part in text.split(";"))
        days = parts["BYDAY"].split(",") if "BYDAY" in parts else []
        return cls(
            frequency=Frequency(parts["FREQ"]),
            interval=int(parts.get("INTERVAL", 1)),
            weekdays=tuple(dict.fromkeys(_DAYS.index(day[-2:]) for day in days)),
            nths=tuple(dict.fromkeys(int(day[:-2]) for day in days if day[:-2])),
            month_day=int(parts["BYMONTHDAY"]) if "BYMONTHDAY" in parts else None,
        )

    def days(self, first: date, last: date) -> tuple[date, ...]:
        """The days of the pattern from `first`, from which its intervals are counted, to `last`, both inclusive; the
        first 400 of them."""
        return _days_of(self, first, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """How an entry repeats, from its `start` on: to `until`, inclusive, or `count` times, of which those on the days in
    `without` do not take place. One of `until` and `count` is given."""

    pattern: Pattern
    until: date | None = None
    count: int | None = None
    without: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for a series that has no end, or two."""
        if (self.until is None) is (self.count is None):
            raise ValueError(f"{self.pattern}: a series ends on a day or after a number of times; give one of the two")

    def __str__(self) -> str:
        """One line to be kept; `parse` gives it back."""
        end = f"UNTIL={self.until:%Y%m%d}" if self.until else f"COUNT={self.count}"
        without = _EXCEPT + ",".join(f"{day:%Y%m%d}" for day in self.without) if self.without else ""
        return f"{self.pattern};{end}{without}"

    @classmethod
    def parse(cls, text: str) -> "Recurrence":
        """The recurrence that `str()` wrote. Raises ValueError or KeyError for anything else."""
        rule, _, without = text.partition(_EXCEPT)
        pattern, _, end = rule.rpartition(";")
        name, _, value = end.partition("=")
        return cls(
            pattern=Pattern.parse(pattern),
            until=_day(value) if name == "UNTIL" else None,
            count=int(value) if name == "COUNT" else None,
            without=tuple(_day(day) for day in without.split(",")) if without else (),
        )

    @property
    def parts(self) -> dict[str, Any]:
        """As other programs read it, as JSON: the parts of an RRULE that say which days, the last day, inclusive, or
        the number of times, and the days left out."""
        return {
            "pattern": str(self.pattern),
            "until": self.until.isoformat() if self.until else None,
            "count": self.count,
            "without": [day.isoformat() for day in self.without],
        }

    def days(self, start: date) -> tuple[date, ...]:
        """The days on which it takes place, from `start` on, in order; 400 at most."""
        return tuple(day for day in self._all_days(start) if day not in self.without)

    def begin(self, start: date) -> date:
        """The first day of the pattern from `start` on, from which it counts, though it be left out; `start` where
        there is none."""
        return next(iter(self._all_days(start)), start)

    def _all_days(self, start: date) -> tuple[date, ...]:
        last = self.until or date.max.replace(year=start.year + 20)
        return self.pattern.days(start, last)[: self.count]

    def but(self, day: date) -> "Recurrence":
        """The same, without that day."""
        return replace(self, without=tuple(sorted({*self.without, day})))


@lru_cache(maxsize=1024)
def _days_of(pattern: Pattern, first: date, last: date) -> tuple[date, ...]:
    rule = rrulestr(f"{pattern};UNTIL={last:%Y%m%d}", dtstart=datetime.combine(first, time.min))
    return tuple(at.date() for at in islice(rule, MOST_DAYS))


def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
