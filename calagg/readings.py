"""readings_of(entry, …) -> when it may take place, as read first: for a person to choose among, each with its reason.

Where documents contradict themselves or each other, each has its say; a date without a year may be that of the year
before or after, and "nästa torsdag" the Thursday a week before or after.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calagg.grammar import Expression, find_expressions
from calagg.model import Entry, Moment
from calagg.model.lock import Field, text_of

MOST = 8
AS_READ, ELSEWHERE, BOTH = "så är den läst", "enligt {document}", "står också i texten"
OTHER_YEAR, WEEK_BEFORE, WEEK_AFTER = "samma datum {year}", "veckan före", "veckan efter"
YEAR, CLOCK, DAY = "year", "clock", "day"


@dataclass(frozen=True, slots=True)
class Reading:
    """One moment or span: `when` as `lock.text_of` writes it, `reason` in Swedish."""

    when: str
    reason: str


def readings_of(entry: Entry, told: Iterable[tuple[str, Entry]], mention: str) -> tuple[Reading, ...]:
    """The entry's own reading and then the others, each moment once, at most MOST.

    `told` is (the document's title, the entry as it tells it) of each document that tells of it now.
    """
    found = {text_of(entry, Field.WHEN): AS_READ}
    told = tuple(told)
    elsewhere = {other.start for _, other in told}
    others = (*_by_documents(entry, told), *_by_contradiction(entry, elsewhere), *_by_wording(entry, mention))
    for when, reason in others:
        found.setdefault(when, reason)
    return tuple(Reading(when, reason) for when, reason in found.items())[:MOST]


def implied_by(mention: str) -> frozenset[str]:
    """What of a date the words leave out: YEAR, CLOCK, and DAY where it is told by a weekday or a distance alone."""
    whole = _expression(mention)
    if whole is None:
        return frozenset()
    at = whole.start
    named = at.day is not None or at.week is not None or at.feast is not None
    missing = {YEAR: named and at.year is None, CLOCK: not whole.timed, DAY: not named}
    return frozenset(what for what, is_missing in missing.items() if is_missing)


def _by_documents(entry: Entry, told: Iterable[tuple[str, Entry]]) -> Iterator[tuple[str, str]]:
    for document, other in told:
        if other.start != entry.start:
            yield text_of(other, Field.WHEN), ELSEWHERE.format(document=document)


def _by_contradiction(entry: Entry, elsewhere: Set[Moment]) -> Iterator[tuple[str, str]]:
    """What is said besides, where no document tells the same day and hour in its own right."""
    for text in entry.contradictions:
        try:
            other = Moment.parse(text)
        except ValueError:  # what contradicts is no moment: an hour, a weekday
            continue
        if other.clock is None or other not in elsewhere:
            yield _when(entry, Moment(other.day, other.clock or entry.start.clock)), BOTH


def _by_wording(entry: Entry, mention: str) -> Iterator[tuple[str, str]]:
    whole = _expression(mention)
    if whole is None:
        return
    at, day = whole.start, entry.start.day
    if at.day is not None and at.month is not None and at.year is None:
        for year in (day.year - 1, day.year + 1):
            other = _in_year(day, year)
            if other is not None:
                yield _when(entry, Moment(other, entry.start.clock)), OTHER_YEAR.format(year=year)
    elif at.day is None and at.weekday is not None and at.week is None:
        for weeks, reason in ((-1, WEEK_BEFORE), (1, WEEK_AFTER)):
            yield _when(entry, Moment(day + timedelta(weeks=weeks), entry.start.clock)), reason


def _expression(mention: str) -> Expression | None:
    """The first expression of the mention that tells a day."""
    return next((e for e in find_expressions(mention) if e.dated), None)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return None


def _when(entry: Entry, start: Moment) -> str:
    """The entry's span, moved so that it begins at `start`."""
    end = entry.end
    if end is not None:
        end = replace(end, day=end.day + (start.day - entry.start.day))
    return text_of(replace(entry, start=start, end=end), Field.WHEN)
