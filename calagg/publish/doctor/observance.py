"""STANDARD and DAYLIGHT of a VTIMEZONE -> on which instants the clocks change, and by how much.

Only the rules that calendars use are followed: yearly, in a month, on the nth weekday, on one of some days, or on a day
of the month. What a zone should be is in `zone`. Source: RFC 5545, 3.6.5.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from calagg.publish.doctor.tree import Component
from calagg.publish.doctor.values import read_day, read_offset, read_rule, read_time

_FOLLOWED = {"FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "INTERVAL", "WKST"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(rf"([+-]?[1-5])?({'|'.join(_WEEKDAYS)})")
_DAYS_OF_MONTH = frozenset(range(1, 32))
_NEVER = datetime(9990, 1, 1)  # noqa: DTZ001 - compared with what clocks show


@dataclass(frozen=True, slots=True)
class Onset:
    """An instant, in UTC, from which a clock is `after` ahead of UTC; till then it was `before`."""

    at: datetime
    before: timedelta
    after: timedelta


@dataclass(frozen=True, slots=True)
class _Yearly:
    month: int
    weekday: int | None
    nth: int | None
    days: frozenset[int]

    def day_in(self, year: int) -> int | None:
        """The day of the month on which the rule falls that year."""
        length = calendar.monthrange(year, self.month)[1]
        for day in range(1, length + 1):
            if day not in self.days and day - length - 1 not in self.days:
                continue
            if self.weekday is not None and calendar.weekday(year, self.month, day) != self.weekday:
                continue
            nth = (day - 1) // 7 + 1 if (self.nth or 0) > 0 else -((length - day) // 7 + 1)
            if self.nth in (None, nth):
                return day
        return None


def list_onsets(observance: Component, years: range) -> list[Onset] | None:
    """The changes that the observance tells: by its rule in those years and in the last of the rule, and each by date.

    None where a part of it can't be read or its rule is of another kind. The component has all that it must have.
    """
    before, after = (read_offset(observance.value(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    started = read_time(observance.value("DTSTART"))
    walls = list(_walls(observance, years))
    if before is None or after is None or started is None or None in walls:
        return None
    try:
        return [Onset(wall.replace(tzinfo=UTC) - before, before, after) for wall in (started[0], *walls) if wall]
    except OverflowError:
        return None


def _walls(observance: Component, years: range) -> Iterator[datetime | None]:
    """What the clock shows at each change but the first; None is one that can't be read."""
    started = read_time(observance.value("DTSTART"))
    for found in observance.all("RDATE"):
        for text in found.value.split(","):
            told = read_time(text.strip())
            yield told[0] if told else None
    for found in observance.all("RRULE"):
        parts = read_rule(found.value.strip())
        yearly = _read_yearly(parts) if parts else None
        if parts is None or yearly is None or started is None:
            yield None
            return
        until = _until(parts)
        for year in sorted({*years, until.year}):
            day = yearly.day_in(year)
            wall = started[0].replace(year=year, month=yearly.month, day=day) if day else None
            if wall and started[0] < wall <= until + timedelta(hours=14):
                yield wall


def _until(parts: dict[str, str]) -> datetime:
    text = parts.get("UNTIL", "")
    told = read_time(text)
    until = told[0] if told else read_day(text)
    return min(until or _NEVER, _NEVER)


def _read_yearly(parts: dict[str, str]) -> _Yearly | None:
    if parts.get("FREQ") != "YEARLY" or not parts.keys() <= _FOLLOWED or parts.get("INTERVAL", "1") != "1":
        return None
    month, on = parts.get("BYMONTH", ""), _BYDAY.fullmatch(parts.get("BYDAY", ""))
    days = _read_days(parts.get("BYMONTHDAY"))
    if not re.fullmatch("0?[1-9]|1[0-2]", month) or days is None or ("BYDAY" in parts and on is None):
        return None
    if on is None:
        return _Yearly(int(month), None, None, days) if len(days) == 1 else None
    nth = int(on[1]) if on[1] else None
    return None if nth is None and "BYMONTHDAY" not in parts else _Yearly(int(month), _WEEKDAYS.index(on[2]), nth, days)


def _read_days(text: str | None) -> frozenset[int] | None:
    """The days of BYMONTHDAY, negative from the end of the month; all days without one."""
    if text is None:
        return _DAYS_OF_MONTH
    if not re.fullmatch(r"[+-]?[0-9]{1,2}(?:,[+-]?[0-9]{1,2}){0,40}", text):
        return None
    return frozenset(map(int, text.split(",")))
