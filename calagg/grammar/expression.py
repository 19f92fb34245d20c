"""`15 maj 09.00 – 15.00` -> Expression(start=Stated(day=15, month=5, clock=09:00), end=Stated(clock=15:00)).

What the text states, before anybody knows the year: the grammar finds expressions, `resolve` gives them values.
"""

from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum

from calagg.model.recurrence import Pattern
from calagg.model.timex import Grain, Span


class Unit(StrEnum):
    """The units that relative expressions count in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the text states of one moment; None is what it leaves out.

    `weekday` counts from Monday = 0. `offset` is a distance from the reference day in `unit`. `feast` names a day of
    the Swedish calendar. `part` is the stretch of a coarse period: 'early', 'mid', 'late', 'spring', 'autumn', ….
    `nth` counts a month's weekdays: 1 is its first, -1 its last.
    `anchor` is what `offset` counts from where that is not the reference: "sammanträdet".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    week: int | None = None
    clock: time | None = None
    offset: int | None = None
    unit: Unit | None = None
    feast: str | None = None
    part: str | None = None
    nth: int | None = None
    anchor: str | None = None

    @property
    def dated(self) -> bool:
        """Whether it tells a day (or a week) and not only a time of day."""
        return self.anchor is None and (
            self.day is not None
            or self.week is not None
            or self.weekday is not None
            or self.offset is not None
            or self.feast is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """A pattern that the text states, as "varannan fredag"; `even_weeks` is None unless it says which weeks."""

    pattern: Pattern
    even_weeks: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """One time expression in a text; `end` is inclusive and None where the text gives none.

    `rule` names the rule that found it. `shared` marks one of a list that shares month, year or time with its
    neighbours. `quoted` marks a date inside an address, a file name or a code: it supports, it is no entry.
    `every` is the pattern of one that names no day at all.
    """

    span: Span
    text: str
    rule: str
    start: Stated
    end: Stated | None = None
    grain: Grain = Grain.DAY
    shared: bool = False
    quoted: bool = False
    stamp: bool = False
    every: Every | None = None

    @property
    def dated(self) -> bool:
        """Whether it tells a day or a week, not only a time of day and not only a month or a season."""
        return self.start.dated and not self.grain.coarse

    @property
    def timed(self) -> bool:
        """Whether it tells a time of day."""
        return self.start.clock is not None

    def grown(self, text: str, span: Span, **changes: object) -> "Expression":
        """This expression over a larger `span` of `text`, with other fields changed."""
        return replace(self, span=span, text=span.of(text), **changes)  # type: ignore[arg-type]  # fields by name
