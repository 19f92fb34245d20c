"""Time expressions: `15 maj 09.00 – 15.00` -> Mention(span, Value(2024-05-15T09:00, 2024-05-15T15:00, minute)).

All times are local wall time in the configured zone; nothing here knows a zone or today.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Grain(StrEnum):
    """How exact a time expression is, finest first."""

    MINUTE = "minute"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"

    @property
    def coarse(self) -> bool:
        """Coarser than a week: no day that one could be reminded of."""
        return self in COARSE


COARSE = (Grain.MONTH, Grain.SEASON, Grain.YEAR)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a document's text: [start, end)."""

    start: int
    end: int

    def __contains__(self, other: "Span | int") -> bool:
        if isinstance(other, int):
            return self.start <= other < self.end
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Moment:
    """A local day, or with `clock` a minute of it. `str()` gives YYYY-MM-DD or YYYY-MM-DDTHH:MM."""

    day: date
    clock: time | None = None

    def __str__(self) -> str:
        return self.day.isoformat() + (f"T{self.clock:%H:%M}" if self.clock else "")

    @classmethod
    def parse(cls, text: str) -> "Moment":
        """The moment that `str()` wrote. Raises ValueError for anything else."""
        day, _, minute = text.partition("T")
        return cls(date.fromisoformat(day), time.fromisoformat(minute) if minute else None)

    @property
    def sort_key(self) -> tuple[date, time]:
        """Orders moments; a whole day comes before its minutes."""
        return self.day, self.clock or time.min


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What an expression means against a reference day.

    `end` is inclusive for whole days (the last day) and the closing minute for times; None where the text gives
    none. `implied` names the fields that the text leaves out and the reference filled ('year', 'month', 'day', …).
    """

    start: Moment
    end: Moment | None = None
    grain: Grain = Grain.DAY
    implied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One time expression found in a document; `value` is None where the text alone can't settle it."""

    text: str
    span: Span
    rule: str
    value: Value | None = None
