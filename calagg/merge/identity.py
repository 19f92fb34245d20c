"""same_occasion(told, stored) -> whether two readings speak of one occasion; never by the date alone.

"Workshop om mottagande 15/1 kl. 9" and "Workshopen om mottagande den 15 januari" are one; "Öppet hus i Norrvik" and
"Öppet hus i Lindevik" on the same day are two. What follows from it is in `plan`.
"""

import re
from datetime import time

from rapidfuzz import fuzz

from calagg.merge.wording import bodies_fit, names_alike, tells_its_subject, titles_alike
from calagg.model import Entry, Kind

QUOTE_LIKENESS = 85
_MOVED = re.compile(
    r"\bflytta|\bframflytt|\bsenarelägg|\btidigarelägg|\bskjuts (?:upp|fram)|\buppskju|\bnytt datum|\bny tid|\bny dag"
    r"|\bändra[dts]*\b|\bförläng|\bi ?stället\b|\bombok",
    re.IGNORECASE,
)
_DIGITAL = re.compile(r"digital|teams|zoom|online|webb|länk", re.IGNORECASE)
_VENUE = re.compile(
    r"hus|sal|\brum|skol|hall|bibliotek|central|lokal|gård|kyrka|hotell|arena|torg|park|gata|vägen|våning|aula",
    re.IGNORECASE,
)
_TOGETHER = (frozenset({Kind.EVENT, Kind.MILESTONE}), frozenset({Kind.DEADLINE, Kind.WINDOW}))


def same_occasion(told: Entry, stored: Entry) -> bool:
    """Whether kind, day, times, title, place and organiser of two readings fit together."""
    return (
        same_day(told, stored)
        and times_fit(told, stored)
        and places_fit(told, stored)
        and organisers_fit(told, stored)
        and titles_alike(told.title, stored.title, known=told.organiser or "", known_other=stored.organiser or "")
    )


def places_fit(one: Entry, other: Entry) -> bool:
    """Whether the two can be in one place: a hall and a town can, two halls or two towns can't, what is digital is
    anywhere. "Stadshuset, A-salen" and "Stadshuset, Storåker" have a hall in common."""
    if one.location is None or other.location is None:
        return True
    if _DIGITAL.search(one.location) or _DIGITAL.search(other.location):
        return True
    parts, others = one.location.split(","), other.location.split(",")
    left = [part for part in parts if not any(names_alike(part, o) for o in others)]
    left_other = [o for o in others if not any(names_alike(part, o) for part in parts)]
    return not any(_is_venue(part) is _is_venue(o) for part in left for o in left_other)


def _is_venue(place: str) -> bool:
    return _VENUE.search(place) is not None


def organisers_fit(one: Entry, other: Entry) -> bool:
    """Whether the two can be one organiser's: two that differ may hold one thing together, if its title tells of more
    than its form."""
    if one.organiser and other.organiser:
        return names_alike(one.organiser, other.organiser) or tells_its_subject(one.title, other.title)
    held, named = (one, other) if one.organiser else (other, one)
    return not held.organiser or bodies_fit(f"{held.title} {held.organiser}", named.title)


def uids_differ(one: Entry, other: Entry) -> bool:
    """Whether calendars tell the two apart by their UIDs, and by when or where they are: an event that was copied into
    a calendar twice is one all the same."""
    if one.uid is None or other.uid is None or one.uid == other.uid:
        return False
    return (one.start, one.end, one.location) != (other.start, other.end, other.location)


def kinds_fit(one: Entry, other: Entry) -> bool:
    """Whether two readings can mean the same thing: an event may be told as a milestone, a window by its last day."""
    return one.kind == other.kind or frozenset({one.kind, other.kind}) in _TOGETHER


def same_day(one: Entry, other: Entry) -> bool:
    """Whether kinds fit and both start on one day, or one is the deadline on which the other's window closes, or a time
    of the other's series; two series are one where they have a time and the pattern in common."""
    if not kinds_fit(one, other):
        return False
    if one.recurrence or other.recurrence:
        return _share_times(one, other)
    if frozenset({one.kind, other.kind}) == _TOGETHER[1]:
        window, deadline = (one, other) if one.kind is Kind.WINDOW else (other, one)
        return (window.end or window.start).day == deadline.start.day
    return one.start.day == other.start.day


def one_of_many(one: Entry, other: Entry) -> bool:
    """Whether one is a series and the other is none: what moves one of its times does not move the series."""
    return (one.recurrence is None) is not (other.recurrence is None)


def _share_times(one: Entry, other: Entry) -> bool:
    patterns = [e.recurrence.pattern for e in (one, other) if e.recurrence]
    return len(set(patterns)) == 1 and not set(one.days).isdisjoint(other.days)


def times_fit(one: Entry, other: Entry) -> bool:
    """Whether the clock times agree: one has none, they begin alike, or one begins while the other lasts."""
    if Kind.WINDOW in (one.kind, other.kind) or one.start.clock is None or other.start.clock is None:
        return True
    if one.recurrence or other.recurrence:
        return one.start.clock == other.start.clock
    first, second = sorted((one, other), key=lambda e: e.start.clock or time.min)
    if first.start.clock == second.start.clock:
        return True
    if first.end is None or second.start.clock is None:
        return False
    return first.end.sort_key > (second.start.day, second.start.clock)


def quotes_alike(one: str, other: str) -> bool:
    """Whether two proving sentences are versions of one."""
    return bool(one) and bool(other) and fuzz.ratio(one.casefold(), other.casefold()) >= QUOTE_LIKENESS


def speaks_of_move(told: Entry) -> bool:
    """Whether the proving sentence says that something gets another date: "flyttas", "nytt datum", "senareläggs"."""
    return _MOVED.search(told.quote) is not None
