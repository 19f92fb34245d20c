"""Minutes of 14 September, a meeting on 12 October -> Coverage(last_on=2026-09-14, awaited_on=2026-10-12, …).

An organiser's minutes are awaited after the next meeting that it has announced, else after as long as there usually is
between two of its minutes. July counts as no time: hardly any body meets then. Nothing is read here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from math import ceil
from statistics import median

FEWEST = 3  # minutes, before their distances are taken for a habit
DORMANT_DAYS = 180
_DAY = timedelta(days=1)
_JULY = 7


class State(Enum):
    """Whether the minutes come: as awaited, not at all lately, not for so long that they hardly will; or nobody knows
    when to await any."""

    COMING = "coming"
    MISSING = "missing"
    DORMANT = "dormant"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """An organiser's minutes. `last_on` is the day that the last ones are of; `usual_days` how far apart they usually
    are, July not counted, None before there are enough; `meeting_on` the announced meeting that decides `awaited_on`.
    """

    organiser: str
    last_on: date
    count: int
    usual_days: int | None = None
    meeting_on: date | None = None
    awaited_on: date | None = None
    state: State = State.UNKNOWN


def weigh_coverage(
    organiser: str, minutes: Iterable[date], meetings: Iterable[date], *, today: date, grace_days: int
) -> Coverage:
    """What is known at `today` from the days of an organiser's minutes, at least one, and of its announced meetings.

    They are missing when `grace_days` have gone by since the day that they are awaited after.
    """
    days = sorted(set(minutes))
    last = days[-1]
    usual = _usual_days(days)
    meeting = min((day for day in meetings if day > last), default=None)
    if meeting and usual and meeting > later(last, 2 * usual):
        meeting = None  # too far away to be the next: the habit says more
    awaited = meeting or (later(last, usual) if usual else None)
    return Coverage(
        organiser=organiser,
        last_on=last,
        count=len(days),
        usual_days=usual,
        meeting_on=meeting,
        awaited_on=awaited,
        state=_state(later(awaited, grace_days), today) if awaited else State.UNKNOWN,
    )


def later(day: date, days: int) -> date:
    """The day that is so many days later, those in July not counted."""
    for _ in range(days):
        day += _DAY
        while day.month == _JULY:
            day += _DAY
    return day


def _state(patient_until: date, today: date) -> State:
    if today <= patient_until:
        return State.COMING
    return State.MISSING if (today - patient_until).days <= DORMANT_DAYS else State.DORMANT


def _usual_days(days: list[date]) -> int | None:
    """The median of the distances, rounded up; None before there are enough."""
    if len(days) < FEWEST:
        return None
    return max(ceil(median(_distance(first, second) for first, second in pairwise(days))), 1)


def _distance(first: date, second: date) -> int:
    """The days from the one to the other, those in July not counted."""
    in_july = sum((first + n * _DAY).month == _JULY for n in range(1, (second - first).days + 1))
    return (second - first).days - in_july
