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
        _add_fits(y, days, fits)
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


def _add_fits(y: Yearless, days: list[int], fits: list[float]) -> None:
    """Adds to `fits` how well the date lies around each of the days, and whether its weekday agrees."""
    meant, agreeing = [d.toordinal() for d in y.days], [d.toordinal() for d in y.agreeing]
    right = frozenset(meant if y.weekday is None else agreeing)
    groups = (meant,) if y.weekday is None else (agreeing, meant)
    for index, day in enumerate(days):
        value = _nearest(groups, day, ahead=y.ahead)
        if value is None:
            continue
        if y.offset is not None:  # "i dag, tisdagen den 15 oktober", "i övermorgon, torsdag den 24 april"
            fits[index] += 6.0 if value == day + y.offset and value in right else 0.0
            continue
        apart = abs(value - day)
        fits[index] += y.weight * max(0.0, 1 - apart / 240)
        if y.weekday is not None:
            fits[index] += 1.5 if apart < 300 and value in right else -1.0


def _nearest(groups: tuple[list[int], ...], day: int, *, ahead: bool) -> int | None:
    """The day meant as seen from `day`, of the first group that has one not years away."""
    for group in groups:
        index = bisect_left(group, day) if ahead else bisect_right(group, day) - 1
        if 0 <= index < len(group) and abs(group[index] - day) <= FAR:
            return group[index]
    return None
