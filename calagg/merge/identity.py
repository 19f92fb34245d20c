"""same_occasion(told, stored) -> whether two readings speak of one occasion; never by the date alone.

"Workshop om mottagande 15/1 kl. 9" and "Workshopen om mottagande den 15 januari" are one; "Öppet hus i Norrvik" and
"Öppet hus i Lindevik" on the same day are two. What follows from it is in `plan`.
"""

import re
from datetime import time

from rapidfuzz import fuzz

from calagg.model import Entry, Kind

WORD_LIKENESS = 80
QUOTE_LIKENESS = 85
_STOP = frozenset(
    {
        "och",
        "eller",
        "i",
        "på",
        "om",
        "för",
        "med",
        "av",
        "till",
        "från",
        "den",
        "det",
        "de",
        "en",
        "ett",
        "vid",
        "hos",
        "inom",
        "under",
        "samt",
        "att",
        "som",
        "är",
        "kl",
        "dag",
        "sista",
        "inställt",
        "inställd",
        "preliminärt",
    }
)
_MOVED = re.compile(
    r"\bflytta|\bframflytt|\bsenarelägg|\btidigarelägg|\bskjuts (?:upp|fram)|\buppskju|\bnytt datum|\bny tid|\bny dag"
    r"|\bändra[dts]*\b|\bförläng|\bi stället för\b|\bistället för\b|\bombok",
    re.IGNORECASE,
)
_TOGETHER = (frozenset({Kind.EVENT, Kind.MILESTONE}), frozenset({Kind.DEADLINE, Kind.WINDOW}))


def same_occasion(told: Entry, stored: Entry) -> bool:
    """Whether kind, day, times and title of two readings fit together."""
    return same_day(told, stored) and times_fit(told, stored) and titles_alike(told.title, stored.title)


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
    """Whether kinds fit and both start on one day, or one is the deadline on which the other's window closes."""
    if not kinds_fit(one, other):
        return False
    if frozenset({one.kind, other.kind}) == _TOGETHER[1]:
        window, deadline = (one, other) if one.kind is Kind.WINDOW else (other, one)
        return (window.end or window.start).day == deadline.start.day
    return one.start.day == other.start.day


def times_fit(one: Entry, other: Entry) -> bool:
    """Whether the clock times agree: one has none, they begin alike, or one begins while the other lasts."""
    if Kind.WINDOW in (one.kind, other.kind) or one.start.clock is None or other.start.clock is None:
        return True
    first, second = sorted((one, other), key=lambda e: e.start.clock or time.min)
    if first.start.clock == second.start.clock:
        return True
    if first.end is None or second.start.clock is None:
        return False
    return first.end.sort_key > (second.start.day, second.start.clock)


def titles_alike(one: str, other: str) -> bool:
    """Whether every telling word of the shorter title has its like in the longer; numbers must be equal."""
    if one.casefold() == other.casefold():
        return True
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    left = list(longer)
    unmatched = []
    for word in shorter:
        like = next((w for w in left if _words_alike(word, w)), None)
        if like is None:
            unmatched.append(word)
        else:
            left.remove(like)
    if not shorter:
        return False
    # "styrgruppens möte" and "styrgruppsmöte": what is left over is one compound on one side
    return not unmatched or _compounds_alike("".join(unmatched), "".join(left))


def quotes_alike(one: str, other: str) -> bool:
    """Whether two proving sentences are versions of one."""
    return bool(one) and bool(other) and fuzz.ratio(one.casefold(), other.casefold()) >= QUOTE_LIKENESS


def speaks_of_move(told: Entry) -> bool:
    """Whether the proving sentence says that something gets another date: "flyttas", "nytt datum", "senareläggs"."""
    return _MOVED.search(told.quote) is not None


def title_words(title: str) -> frozenset[str]:
    """The telling words of a title, case-folded: the more, the fuller the title."""
    return frozenset(_words(title))


def _words(title: str) -> list[str]:
    return [w for w in re.findall(r"\w+", title.casefold()) if w not in _STOP]


def _words_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) < 3 or len(other) < 3 or any(c.isdigit() for c in one + other):
        return False
    return fuzz.ratio(one, other) >= WORD_LIKENESS


def _compounds_alike(one: str, other: str) -> bool:
    digits = [re.sub(r"\D", "", text) for text in (one, other)]
    return min(len(one), len(other)) >= 6 and digits[0] == digits[1] and fuzz.ratio(one, other) >= QUOTE_LIKENESS
