"""`"Datum: 2024-05-06"` … -> Reference(2024-05-06, stated): the day that a document is read against.

All evidence is laid on one table and weighed: a stated meeting date, running headers, full dates with their tense,
weekdays that fit one year only, dates in addresses and file names, terms ("HT-24"), and last the file's own date.
"""

from collections import Counter
from datetime import date, timedelta

from calagg.extract.clues import STATED_AT, Clue, clues_of, own_dates
from calagg.extract.context import Context, Page
from calagg.extract.weighing import Yearless, speaks_for, weights
from calagg.grammar import Direction, Stated, weekday_disagrees
from calagg.grammar.sv.calendar_day import exists
from calagg.grammar.sv.feasts import feast_day
from calagg.model.document import Evidence
from calagg.model.entry import Reference
from calagg.model.timex import Span

SEASON = 100
MOST_CLUES = 30


def solve_reference(
    page: Page, contexts: list[Context], evidence: tuple[Evidence, ...] = (), given: date | None = None
) -> Reference:
    """The reference day with its confidence (0 to 1) and reasons; the day itself is a best guess where none is
    stated."""
    if given is not None:
        return Reference(day=given, source="given", confidence=1.0, reasons=("angiven vid läsningen",))
    clues = list(clues_of(page, contexts))
    stated = [c for c in clues if c.how == "at" and c.weight >= STATED_AT]
    if stated:
        best = _most_said(stated)
        return Reference(day=best.day, source="stated", confidence=0.97, reasons=(best.why,))
    outside = [Clue("at", e.day, 2.0, f"datum i {e.what}") for e in evidence if e.what in ("name", "mail", "property")]
    if not clues and not outside:
        return _from_outside(evidence, contexts)
    # what a file holds was written before the file was
    outside += [Clue("limit", e.day, 3.0, "filens dag") for e in evidence if e.what == "file"]
    strongest = _strongest(clues + outside)
    return _weighed(strongest, _yearless(contexts, strongest, own_dates(page, contexts)))


def _strongest(clues: list[Clue]) -> list[Clue]:
    """Each clue once, the weightiest first, at most thirty: more of the same tells nothing more."""
    distinct: dict[tuple[str, date], Clue] = {}
    for clue in clues:
        key = (clue.how, clue.day)
        if key not in distinct or distinct[key].weight < clue.weight:
            distinct[key] = clue
    return sorted(distinct.values(), key=lambda c: (-c.weight, c.day))[:MOST_CLUES]


def _most_said(stated: list[Clue]) -> Clue:
    """The day with the most weight behind it; the first of them where several have as much."""
    weight: Counter[date] = Counter()
    for clue in stated:
        weight[clue.day] = max(weight[clue.day], round(clue.weight * 100))
    top = max(weight.values())
    return next(c for c in stated if weight[c.day] == top)


def _from_outside(evidence: tuple[Evidence, ...], contexts: list[Context]) -> Reference:
    """The reference of a text that names no year: from its weekdays and the day of its file; unknown without either."""
    if not evidence:
        return Reference(day=date(1970, 1, 1), source="unknown", confidence=0.0, reasons=("inget i texten säger när",))
    last = max(evidence, key=lambda e: (e.what != "file", e.day))
    days = [c.expression.start for c in contexts if c.expression.start.weekday is not None and c.expression.start.day]
    fits = {
        year: sum(_day_in(s, year) is not None and not weekday_disagrees(s, _day_in(s, year) or last.day) for s in days)
        for year in range(last.day.year + 1, last.day.year - 16, -1)
    }
    best = max(fits.values())
    if best == 0 or fits[last.day.year] == best:
        return Reference(day=last.day, source="inferred", confidence=0.4, reasons=(f"inget år i texten; {last.what}",))
    year = next(y for y, count in fits.items() if count == best)
    first = min(day for s in days if (day := _day_in(s, year)) is not None)
    why = f"veckodagarna stämmer senast {year}"
    return Reference(day=first - timedelta(days=7), source="inferred", confidence=0.6, reasons=(why,))


def _yearless(contexts: list[Context], clues: list[Clue], own: frozenset[Span]) -> list[Yearless]:
    """The dates without a year, each once; the first thirty tell as much as all. Those in `own` look like the
    document's own date: they are at no distance from the reference."""
    seen = {c.day.year for c in clues}
    years = range(min(seen) - 4, max(seen) + 3) if seen else ()
    found: dict[tuple[Stated, Direction], Yearless] = {}
    for c in contexts:
        s = c.expression.start
        named = s.month is not None and s.day is not None and s.nth is None
        if s.year is not None or not (named or s.feast) or c.expression.quoted:
            continue
        said = c.tense
        offset = 0 if s.offset is None and c.expression.span in own else s.offset
        ahead = offset > 0 if offset is not None else said is not Direction.BACKWARD
        days = tuple(day for y in years if (day := _day_in(s, y)) is not None)
        weight = 0.3 if said is Direction.NEAREST else 0.6
        agreeing = tuple(d for d in days if d.weekday() == s.weekday)
        found.setdefault((s, said), Yearless(days, ahead, weight, s.weekday, offset, agreeing))
        if len(found) >= MOST_CLUES:
            break
    return list(found.values())


def _day_in(s: Stated, year: int) -> date | None:
    if s.feast is not None:
        return feast_day(s.feast, year)
    return date(year, s.month, s.day) if s.month and s.day and exists(year, s.month, s.day) else None


def _weighed(clues: list[Clue], yearless: list[Yearless]) -> Reference:
    """The candidate day that the clues together speak for most."""
    candidates = _candidates(clues, yearless)
    scored = list(zip(weights(clues, yearless, candidates), candidates, strict=True))
    best, ordinal = max(scored, key=lambda s: (round(s[0], 3), s[1]))
    day = _before_what_is_to_come(date.fromordinal(ordinal), clues, yearless)
    january, december = date(day.year, 1, 1).toordinal(), date(day.year, 12, 31).toordinal()
    second = max((s for s, d in scored if not january <= d <= december), default=0.0)
    sure = 0.5 + min(0.4, max(0.0, best - second) / 8)
    spoken = [(speaks_for(c, [day.toordinal()])[0], c.why) for c in clues]
    reasons = tuple(why for said, why in sorted(spoken, key=lambda s: -s[0])[:4] if said > 0)
    return Reference(day=day, source="inferred", confidence=round(sure, 2), reasons=reasons)


def _before_what_is_to_come(day: date, clues: list[Clue], yearless: list[Yearless]) -> date:
    """The day, moved back before dates that no word calls past, as far as what has been allows: within a season the
    clues tell little of the day, and a date to come that is taken for a past one is lost."""
    if any(c.how == "at" and c.day == day for c in clues) or any(y.offset is not None for y in yearless):
        return day
    been = [c.day for c in clues if c.how == "after" and c.day < day]
    been += [d for y in yearless if not y.ahead for d in y.days if d < day]
    earliest = max(been, default=date.min)
    coming = [d for y in yearless if y.ahead for d in y.days if earliest < d < day and (day - d).days <= SEASON]
    return min(coming) - timedelta(days=1) if coming else day


def _candidates(clues: list[Clue], yearless: list[Yearless]) -> list[int]:
    """The days, as ordinals and sorted, among which the reference must be."""
    years = {clue.day.year + shift for clue in clues for shift in (-1, 0, 1)}
    days: set[int] = set()
    for clue in clues:
        at = clue.day.toordinal()
        days |= {at - 60, at - 21, at - 1, at, at + 1}
    for y in yearless:
        shifts = (-7, 1) if y.offset is None else (-7, 1, -y.offset)
        telling = y.weekday is not None or y.offset is not None  # only these can speak for a year that no clue names
        near = [day.toordinal() for day in y.days if telling or day.year in years]
        days |= {at + shift for at in near for shift in shifts}
    return sorted(days)
