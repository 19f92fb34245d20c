"""Two mentions of one lunch meeting -> one entry, the fuller, with what the text contradicts: one occasion, one entry.

The same day alone joins nothing; the words of the titles and quotes, the times and the kinds decide.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from calagg.extract.cues import EVENT_NOUN
from calagg.model.entry import Entry, Kind
from calagg.model.timex import Grain

MOST_ALIKE = 60
MOST_SAID = 20  # reasons or contradictions of one entry
GLUE = frozenset(
    [
        "och",
        "eller",
        "att",
        "som",
        "för",
        "med",
        "till",
        "från",
        "den",
        "det",
        "de",
        "ett",
        "en",
        "är",
        "har",
        "ska",
        "kan",
        "kommer",
        "blir",
        "inom",
        "vid",
        "under",
        "över",
        "efter",
        "före",
        "samt",
        "även",
        "mer",
        "information",
        "senast",
        "datum",
        "dag",
        "dagen",
        "kring",
        "gällande",
        "angående",
        "sker",
        "hålls",
        "nästa",
        "planerat",
        "planerad",
        "sökas",
        "söka",
        "sökbara",
        "möjlighet",
        "lämna",
        "digitalt",
        "digital",
        "träff",
        "möte",
        "mötet",
        "sammanträde",
        "inbjudan",
        "kallelse",
        "anmälan",
        "tid",
        "plats",
        "klockan",
        "nya",
        "ny",
        "alla",
        "detta",
        "denna",
        "våra",
        "vårt",
        "deltar",
        "informera",
        "informerar",
        "fram",
    ]
)
ENDINGS = re.compile(r"(?:arnas|ernas|ornas|arna|erna|orna|ens|ets|ans|ar|er|or|en|et|an|na|s|n|t|a)\Z")


def one_entry_each(entries: list[Entry]) -> list[Entry]:
    """The entries with those of one occasion joined, in the order of the text."""
    kept: list[Entry] = []
    by_day: dict[date, list[int]] = {}
    for entry in entries:
        near = [i for day in _days_near(entry) for i in by_day.get(day, ())[-MOST_ALIKE:]]
        index = next((i for i in sorted(near) if same_occasion(kept[i], entry)), None)
        if index is None:
            by_day.setdefault(entry.start.day, []).append(len(kept))
            kept.append(entry)
        else:
            joined = _joined(kept[index], entry)
            if joined.start.day != kept[index].start.day:
                by_day.setdefault(joined.start.day, []).append(index)
            kept[index] = joined
    return kept


def _days_near(entry: Entry) -> list[date]:
    """The days on which an entry of the same occasion may start: its own, and those of its week."""
    monday = entry.start.day - timedelta(days=entry.start.day.weekday())
    return sorted(
        {entry.start.day, monday}
        | ({monday + timedelta(days=d) for d in range(7)} if entry.grain is Grain.WEEK else set())
    )


def same_occasion(a: Entry, b: Entry) -> bool:
    """Whether both tell of one thing: same day, times that don't exclude each other, kinds and words that agree."""
    if not _kinds_agree(a, b):
        return False
    if a.start.day != b.start.day:
        return _week_of(a, b) or _week_of(b, a)
    if a.start.clock and b.start.clock and a.start.clock != b.start.clock:
        return False
    if a.span == b.span:
        return False
    alike = likeness(a, b)
    if a.kind is Kind.DEADLINE and b.kind is Kind.DEADLINE and _same_task(a, b):
        return True
    if a.start.clock and a.start == b.start and a.kind is Kind.EVENT:
        return alike > 0 or not (words_of(a.title) and words_of(b.title))
    return alike >= 0.3 or _bare(a) or _bare(b)


THE_MEETING = re.compile(  # a meeting that another sentence names
    r"(?:mötet|sammanträdet|träffen|(?:nämndens|styrelsens|fullmäktiges|utskottets|gruppens)\s(?:möte|sammanträde))(?!\w)(?!\s(?:om|med)\s)",
    re.IGNORECASE,
)
SIGN_UP = re.compile(r"(?<!\w)(?:(?:för)?anmäl\w*|o\.?s\.?a)", re.IGNORECASE)


def _same_task(a: Entry, b: Entry) -> bool:
    """Whether both are the sign-up to something that only one of them names."""
    if not (SIGN_UP.search(a.title) and SIGN_UP.search(b.title)):
        return False
    named = [words_of(SIGN_UP.sub("", e.title)) - SIGN_UP_WORDS for e in (a, b)]
    return not all(named) or bool(named[0] & named[1])


def _week_of(week: Entry, day: Entry) -> bool:
    """Whether one tells of the other more vaguely: "kalas nästa vecka" of "kalas 8 september"."""
    return (
        week.grain is Grain.WEEK
        and day.grain is not Grain.WEEK
        and week.end is not None
        and week.start.day <= day.start.day <= week.end.day
        and likeness(week, day) >= 0.5
    )


def likeness(a: Entry, b: Entry) -> float:
    """0 to 1: how much of the shorter one's telling words the other has, in title or quote."""
    mine, theirs = words_of(a.title), words_of(b.title)
    if not mine or not theirs:
        return 0.0
    wide_mine, wide_theirs = mine | words_of(a.quote), theirs | words_of(b.quote)
    return (
        max(len(mine & wide_theirs) / len(mine), len(theirs & wide_mine) / len(theirs))
        if mine & theirs
        else (0.5 * max(len(mine & wide_theirs) / len(mine), len(theirs & wide_mine) / len(theirs)))
    )


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The telling words of a text, their endings taken off: "nätverksmötena" and "nätverksmöten" are one."""
    found = (w for w in re.findall(r"[^\W\d_]{2,}", text) if w.casefold() not in GLUE and (len(w) > 3 or w.isupper()))
    return frozenset(ENDINGS.sub("", w.casefold()) if len(w) > 5 else w.casefold() for w in found)


def _kinds_agree(a: Entry, b: Entry) -> bool:
    if a.kind is b.kind:
        return True
    soft = {Kind.EVENT, Kind.MILESTONE}
    return a.kind in soft and b.kind in soft


def _bare(entry: Entry) -> bool:
    """Whether the title names nothing of its own: "Möte", "Nästa möte"."""
    return entry.kind is Kind.EVENT and (not words_of(entry.title) or THE_MEETING.match(entry.title) is not None)


def _joined(a: Entry, b: Entry) -> Entry:
    """The fuller of the two, with what only the other knows; where both state an end and differ, both are told."""
    fuller, other = (b, a) if _fullness(b) > _fullness(a) else (a, b)
    against = [*other.contradictions]
    if fuller.end and other.end and fuller.end != other.end:
        against.append(f"slutar {other.end} enligt ”{other.mention}”")
    return replace(
        fuller,
        title=_better_title(fuller.title, other.title),
        kind=Kind.EVENT if Kind.EVENT in (a.kind, b.kind) else fuller.kind,
        end=fuller.end or (other.end if fuller.start == other.start or _goes_on(other) else None),
        location=fuller.location or other.location,
        organiser=fuller.organiser or other.organiser,
        url=fuller.url or other.url,
        confidence=min(0.99, max(a.confidence, b.confidence) + 0.02),
        reasons=_with(fuller.reasons, [f"nämns också som ”{other.mention}”"]),
        contradictions=_with(fuller.contradictions, against),
    )


def _with(said: tuple[str, ...], more: list[str]) -> tuple[str, ...]:
    """What is said with what is new in it: what a text repeats a thousand times is no longer for that."""
    return (said + tuple(one for one in more if one not in said))[: max(MOST_SAID, len(said))]


def _goes_on(entry: Entry) -> bool:
    """Whether it tells a further day than its first: the days of a conference, of which the programme has the hour."""
    days = entry.grain is not Grain.WEEK and entry.start.clock is None
    return days and entry.end is not None and entry.end.day > entry.start.day


def _better_title(fuller: str, other: str) -> str:
    """The fuller entry's, unless only the other one names a gathering, or anything at all."""
    if not words_of(fuller) and words_of(other):
        return other
    return other if EVENT_NOUN.search(other) is not None and EVENT_NOUN.search(fuller) is None else fuller


def _fullness(entry: Entry) -> tuple[bool, bool, bool, bool, int]:
    return (
        entry.grain is not Grain.WEEK,
        entry.start.clock is not None,
        entry.end is not None,
        bool(words_of(entry.title)),
        len(words_of(entry.title)),
    )


SIGN_UP_WORDS = words_of(
    "obligatorisk föranmälan anmälningsformuläret via e-post epost länken formuläret görs "
    "separat begränsat antal platser praktisk praktiska"
)
