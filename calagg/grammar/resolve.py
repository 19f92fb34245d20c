"""`Expression(day=15, month=5)` against 2024-02-09 -> Value(2024-05-15, implied={'year'}).

A date without a year gets the nearest one on or after the reference for what is to come, the nearest before it for
what has been; a named weekday must agree. Nothing here reads the clock: the reference is an argument.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum

from calagg.grammar.expression import Expression, Stated, Unit
from calagg.grammar.sv.calendar_day import exists
from calagg.grammar.sv.feasts import feast_day
from calagg.model.timex import Grain, Moment, Value

YEARS_EITHER_WAY = 6
FAR_AWAY = timedelta(days=550)


class Direction(Enum):
    """Which way from the reference a date without a year is looked for."""

    FORWARD = 1
    BACKWARD = -1
    NEAREST = 0


def resolve(e: Expression, reference: date, direction: Direction = Direction.FORWARD) -> Value | None:
    """What the expression means against `reference`; None for a mere time of day or a vague period.

    A week is its Monday to its Sunday. The end of a timed expression falls on the day it starts.
    """
    start = resolve_day(e.start, reference, direction)
    if start is None:
        return None
    implied = frozenset({"year"} if e.start.year is None and e.start.offset is None else ())
    if e.grain is Grain.WEEK:
        last = (
            resolve_day(replace(e.end, year=e.end.year or e.start.year), start, Direction.FORWARD) if e.end else start
        )
        return Value(
            start=Moment(start), end=Moment((last or start) + timedelta(days=6)), grain=e.grain, implied=implied
        )
    if e.grain.coarse:
        return None
    return Value(
        start=Moment(start, e.start.clock),
        end=_end(e, start),
        implied=implied,
        grain=Grain.MINUTE if e.timed else Grain.DAY,
    )


def _end(e: Expression, start: date) -> Moment | None:
    if e.end is None:
        return None
    if e.end.dated:
        last = resolve_day(e.end, start, Direction.FORWARD)
        return Moment(last, e.end.clock) if last is not None and last >= start else None
    past_midnight = e.start.clock is not None and e.end.clock is not None and e.end.clock <= e.start.clock
    return Moment(start + timedelta(days=1) if past_midnight else start, e.end.clock)


def resolve_day(stated: Stated, reference: date, direction: Direction) -> date | None:
    """The day that is stated; a week gives its Monday. None where no day fits."""
    if stated.anchor is not None:
        return None
    if stated.feast is not None:
        return _nearest(
            (feast_day(stated.feast, y) for y in _years(stated, reference)), reference, _towards(stated, direction)
        )
    if stated.month is not None and stated.day is not None:
        return _calendar_day(stated, stated.month, stated.day, reference, direction)
    if stated.nth is not None and stated.month is not None and stated.weekday is not None:
        days = (_nth(y, stated.month, stated.weekday, stated.nth) for y in _years(stated, reference))
        return _nearest(days, reference, _towards(stated, direction))
    if stated.day is not None and stated.weekday is not None:
        return _nearest(_days_on(stated.day, stated.weekday, reference), reference, direction)
    if stated.day is not None:
        return _nearest(_days_on(stated.day, None, reference), reference, direction)
    if stated.week is not None:
        return _week_day(stated, stated.week, reference, direction)
    if stated.offset is not None and stated.unit is not None:
        return _offset_day(stated, stated.offset, stated.unit, reference)
    if stated.weekday is not None:
        ahead = (stated.weekday - reference.weekday()) % 7
        return reference + timedelta(days=ahead or (7 if direction is Direction.FORWARD else 0))
    return None


def _years(stated: Stated, reference: date) -> list[int]:
    if stated.year is not None:
        return [stated.year]
    return list(range(reference.year - YEARS_EITHER_WAY, reference.year + YEARS_EITHER_WAY + 1))


def _towards(stated: Stated, direction: Direction) -> Direction:
    """A stated year leaves no choice of direction."""
    return Direction.NEAREST if stated.year is not None else direction


def _calendar_day(stated: Stated, month: int, day: int, reference: date, direction: Direction) -> date | None:
    if stated.year is not None:
        return date(stated.year, month, day) if exists(stated.year, month, day) else None
    reach = YEARS_EITHER_WAY if (month, day) == (2, 29) else 2
    days = [
        date(y, month, day) for y in range(reference.year - reach, reference.year + reach + 1) if exists(y, month, day)
    ]
    if stated.weekday is not None:
        near = _nearest((d for d in days if d.weekday() == stated.weekday), reference, direction)
        # a weekday that fits only years away is more likely a slip of the pen than a plan for then
        if near is not None and abs(near - reference) <= FAR_AWAY:
            return near
    return _nearest(days, reference, direction)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """The `nth` such weekday of the month, the last for -1."""
    first = date(year, month, 1) + timedelta(days=(weekday - date(year, month, 1).weekday()) % 7)
    if nth > 0:
        return first + timedelta(weeks=nth - 1)
    fifth = first + timedelta(weeks=4)
    return fifth if fifth.month == month else fifth - timedelta(weeks=1)


def _days_on(day: int, weekday: int | None, reference: date) -> list[date]:
    """The days within a year either way that are the `day`th of a month, and that weekday unless it is None."""
    months = (
        (reference.year + (reference.month - 1 + n) // 12, (reference.month - 1 + n) % 12 + 1) for n in range(-12, 13)
    )
    days = (date(y, m, day) for y, m in months if exists(y, m, day))
    return [d for d in days if weekday is None or d.weekday() == weekday]


def weekday_disagrees(stated: Stated, resolved: date) -> bool:
    """Whether the text names a weekday that the resolved day is not."""
    return stated.weekday is not None and stated.day is not None and resolved.weekday() != stated.weekday


def _week_day(stated: Stated, week: int, reference: date, direction: Direction) -> date | None:
    def days() -> Iterator[date]:
        for year in _years(stated, reference):
            try:
                yield date.fromisocalendar(year, week, (stated.weekday or 0) + 1)
            except ValueError:  # no week 53 in that year
                continue

    direction = _towards(stated, direction)
    if direction is Direction.FORWARD:  # a week that the reference lies in is still to come
        return _nearest(days(), reference - timedelta(days=reference.weekday()), direction)
    return _nearest(days(), reference, direction)


def _offset_day(stated: Stated, offset: int, unit: Unit, reference: date) -> date | None:
    if unit is Unit.DAY:
        return reference + timedelta(days=offset)
    if unit is Unit.WEEK:
        monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=offset)
        return monday + timedelta(days=stated.weekday or 0)
    months = reference.month - 1 + offset * (12 if unit is Unit.YEAR else 1)
    year, month = reference.year + months // 12, months % 12 + 1
    return date(year, month, 1) if 1 <= year <= 9999 else None


def _nearest(days: Iterable[date], reference: date, direction: Direction) -> date | None:
    """The day nearest to the reference on the side that `direction` points to; None where there is none."""
    candidates = list(days)
    if direction is Direction.FORWARD:
        candidates = [d for d in candidates if d >= reference]
    elif direction is Direction.BACKWARD:
        candidates = [d for d in candidates if d <= reference]
    return min(candidates, key=lambda d: abs(d - reference), default=None)
