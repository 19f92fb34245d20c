"""Clues and days -> how much all of them speak for each day: `Clue(near, 2024-05-06)` speaks most for 6 May.

The days come as ordinals, all of them at once: a text has hundreds of candidates, and each clue is asked of every one.
What a clue is, is in `clues`; which day is chosen, in `reference`.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from calagg.extract.clues import Clue

NEAR = 400
LEAST = 0.1
FAR = 550
USUAL = 21
NEVER = 10**8  # days


@dataclass(frozen=True, slots=True)
class Yearless:
    """A date without a year, with the days it may be (sorted), its tense and what else tells of the reference."""

    days: tuple[date, ...]
    ahead: bool
    weight: float
    weekday: int | None
    offset: int | None
    agreeing: tuple[date, ...]  # those of `days` that are the weekday


def weights(clues: list[Clue], yearless: list[Yearless], days: list[int]) -> list[float]:
    """How much the clues and the dates without a year together speak for each of the days."""
    said = [0.0] * len(days)
    for clue in clues:
        said = [s + w for s, w in zip(said, speaks_for(clue, days), strict=True)]
    fits = [0.0] * len(days)
    for y in yearless:
        fits = _with_fits(y, days, fits)
    return [s + f for s, f in zip(said, fits, strict=True)]


def speaks_for(clue: Clue, days: list[int]) -> list[float]:
    """How much one clue speaks for each of the days; below zero where it speaks against it."""
    at, weight = clue.day.toordinal(), clue.weight
    if clue.how == "limit":
        return [0.0 if d <= at else -weight for d in days]
    if clue.how == "year":
        first, last = date(clue.day.year, 1, 1).toordinal(), date(clue.day.year, 12, 31).toordinal()
        return [weight if first <= d <= last else 0.0 for d in days]
    if clue.how == "at":
        beside = weight * 0.3
        return [weight if d == at else beside * _closeness(d - at) for d in days]
    if clue.how == "before":
        return [weight * _foresight(at - d) if d < at else 0.0 if d == at else -weight for d in days]
    if clue.how == "after":
        return [weight * _closeness(d - at) if d > at else 0.0 if d == at else -weight for d in days]
    return [weight * (near if (near := 1 - abs(d - at) / NEAR) > LEAST else LEAST) for d in days]


def _foresight(ahead: int) -> float:
    """How likely a text speaks of a day `ahead` of it: most of all some weeks ahead, seldom of tomorrow."""
    return _closeness(max(0, ahead - USUAL)) * (0.8 + 0.2 * min(ahead, USUAL) / USUAL)


def _closeness(apart: int) -> float:
    """1 for the same day, falling to 0.1 for a year and more away."""
    near = 1 - abs(apart) / NEAR
    return near if near > LEAST else LEAST


def _with_fits(y: Yearless, days: list[int], fits: list[float]) -> list[float]:
    """The fits, to which is added how well the date lies around each of the days, and whether its weekday agrees."""
    meant, agreeing = [d.toordinal() for d in y.days], [d.toordinal() for d in y.agreeing]
    right = frozenset(meant if y.weekday is None else agreeing)
    values = _nearest(meant, days, ahead=y.ahead)
    if y.weekday is not None:  # one whose weekday agrees, where that is not years away
        better = _nearest(agreeing, days, ahead=y.ahead)
        values = [b if abs(b - d) <= FAR else v for b, v, d in zip(better, values, days, strict=True)]
    if y.offset is not None:  # "i dag, tisdagen den 15 oktober", "i övermorgon, torsdag den 24 april"
        said = [v == d + y.offset and v in right for v, d in zip(values, days, strict=True)]
        return [f + 6.0 if s else f for f, s in zip(fits, said, strict=True)]
    apart = [abs(v - d) for v, d in zip(values, days, strict=True)]
    near = [
        f if a > FAR else f + y.weight * (n if (n := 1 - a / 240) > 0.0 else 0.0)
        for f, a in zip(fits, apart, strict=True)
    ]
    if y.weekday is None:
        return near
    return [
        n if a > FAR else n + (1.5 if a < 300 and v in right else -1.0)
        for n, a, v in zip(near, apart, values, strict=True)
    ]


def _nearest(group: list[int], days: list[int], *, ahead: bool) -> list[int]:
    """The day of the group that is meant as seen from each of the days; one that is far from all where none is."""
    ends = [-NEVER, *group, NEVER]
    if ahead:
        return [ends[bisect_left(ends, d)] for d in days]
    return [ends[bisect_right(ends, d) - 1] for d in days]
