"""`"Datum: 2024-05-06"` … -> Reference(2024-05-06, stated): the day that a document is read against.

All evidence is laid on one table and weighed: a stated meeting date, running headers, full dates with their tense,
weekdays that fit one year only, dates in addresses and file names, terms ("HT-24"), and last the file's own date.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from calagg.extract.context import Context, Page
from calagg.extract.cues import EVENT_NOUN, OWN_DATE_LABEL, TAKES_PLACE
from calagg.extract.passages import Shape
from calagg.grammar import Direction, Stated, Unit, resolve_day, weekday_disagrees
from calagg.grammar.sv.calendar_day import exists
from calagg.grammar.sv.feasts import feast_day
from calagg.model.document import Evidence
from calagg.model.entry import Reference

STATED_AT = 4.0
NEAR = 400
FAR = 550
USUAL = 21
ADDRESS_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?:/(0[1-9]|[12]\d|3[01]))?/")
BARE_YEAR = re.compile(r"(?<![\d/.,:-])(20[0-4]\d)(?![\d%]|[.,]\d)")
DIARY_YEAR = re.compile(
    r"(?:dnr|diarienummer|diarienr|beteckning)[.: ]{1,3}[A-ZÅÄÖa-z]{0,6}[ -]?(20\d\d)[-/:]\d|"
    r"(?<![\w/])(?:dnr[.: ]{1,3})?\d{1,5}-\d{1,6}-(20\d\d)(?!\d)",
    re.IGNORECASE,
)
TERM_START = {
    "spring": (1, 15),
    "spring-term": (1, 15),
    "summer": (6, 15),
    "autumn": (8, 15),
    "autumn-term": (8, 15),
    "winter": (1, 1),
}
TOP = 9
MOST_CLUES = 30
HEADER_WORDS = re.compile(
    r"(?<!\w)(?:protokoll|anteckningar|minnesanteckningar|mötesanteckningar|möte|nätverk\w*|"
    r"plattform\w*|"
    r"\w*brev|\w*blad|uppdaterad|publicerad|datum|styrelse\w*|beslut\w*|info\w*|"
    r"pressmeddelande)",
    re.IGNORECASE,
)
PLACE_ONLY = re.compile(r"\A[A-ZÅÄÖ][\wåäöÅÄÖ-]+(?:\s[A-ZÅÄÖ][\wåäö-]+)?(?:\s+den)?,?\Z")
LETTERHEAD_GAP = re.compile(r"\s{3,}(?:[A-ZÅÄÖ]\w+\s+)?(?:den\s+)?\Z|[,–-]\s*(?:den\s+)?\Z")
MEETING_HELD = re.compile(r"[\s*#]*(?:tid|dag|datum|när|tid\s+och\s+plats|plats\s+och\s+tid)\b", re.IGNORECASE)
RECORD = re.compile(r"(?<!\w)(?:\w*protokoll|\w*anteckningar)(?!\w)", re.IGNORECASE)
DECIDED = re.compile(r"regeringssammanträde\w*\W*\Z|beslut\w*\s+(?:den\s+)?\Z", re.IGNORECASE)
CALLED = re.compile(r"(?<!\w)(?:inbjudan|kallelse|underrättelse)(?!\w)", re.IGNORECASE)
SETTLED = re.compile(
    r"(?<!\w)(?:fastställ[dt]|beslut(?:ad|at)?|antagen|antaget)(?:\s+av\s+\w+)?(?:\s+den)?\s*\Z", re.IGNORECASE
)
INVITED = re.compile(
    r"(?<!\w)(?:inbjudan|kallelse|underrättelse|inbjuden|bjuder|välkommen|välkomna)(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence: the reference is at `day` ('at'), not before it ('after'), not after it ('before'),
    near it ('near') or in its year ('year')."""

    how: str
    day: date
    weight: float
    why: str


def solve_reference(
    page: Page, contexts: list[Context], evidence: tuple[Evidence, ...] = (), given: date | None = None
) -> Reference:
    """The reference day with its confidence (0 to 1) and reasons; the day itself is a best guess where none is "
    "stated."""
    if given is not None:
        return Reference(day=given, source="given", confidence=1.0, reasons=("angiven vid läsningen",))
    clues = list(_clues(page, contexts))
    stated = [c for c in clues if c.how == "at" and c.weight >= STATED_AT]
    if stated:
        best = _most_said(stated)
        return Reference(day=best.day, source="stated", confidence=0.97, reasons=(best.why,))
    outside = [Clue("at", e.day, 2.0, f"datum i {e.what}") for e in evidence if e.what in ("name", "mail", "property")]
    if not clues and not outside:
        return _from_outside(evidence, contexts)
    strongest = _strongest(clues + outside)
    return _weighed(strongest, _yearless(contexts, strongest))


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


def _clues(page: Page, contexts: list[Context]) -> Iterator[Clue]:
    own_lines = Counter(c.expression.text.strip() for c in contexts if _alone_on_line(c) and _full(c.expression.start))
    for c in contexts:
        e = c.expression
        if e.grain.coarse:
            yield from _from_term(e.start)
        elif _full(e.start):
            yield from _from_full(page, c, own_lines)
    for m in ADDRESS_MONTH.finditer(page.text):
        day = int(m[3] or 15)
        if exists(int(m[1]), int(m[2]), day):
            yield Clue("near", date(int(m[1]), int(m[2]), day), 1.5, f"adressen {m[0]}")
    for m in DIARY_YEAR.finditer(page.text):
        yield Clue("year", date(int(m[1] or m[2]), 7, 1), 1.6, f"diarienummer {m[0].strip()}")
    years = Counter(int(m[1]) for m in BARE_YEAR.finditer(page.text))
    for year, count in years.items():
        yield Clue("year", date(year, 7, 1), min(0.3 * count, 1.2), f"år {year} nämns")


def _from_full(page: Page, c: Context, own_lines: Counter[str]) -> Iterator[Clue]:
    e = c.expression
    day = resolve_day(e.start, date(2000, 1, 1), Direction.NEAREST)
    if day is None:
        return
    if e.start.offset is not None and e.start.unit is Unit.DAY:
        yield Clue("at", day - timedelta(days=e.start.offset), 6.0, f"”{e.text}”")
        return
    if e.quoted:
        yield Clue("near", day, 0.7, f"datum i en adress: {e.text}")
        return
    if e.stamp:
        yield Clue("near", day, 1.0, f"tidsstämpel {e.text}")
        return
    if weight := _stated_weight(page, c, own_lines):
        yield Clue("at", day, weight, f"”{_line(c)[:70]}”")
    said = c.tense
    if said is Direction.FORWARD:
        yield Clue("before", day, 1.0, f"{e.text} är framtid")
    elif said is Direction.BACKWARD:
        yield Clue("after", day, 1.0, f"{e.text} har varit")
    yield Clue("near", day, 0.5, f"{e.text} nämns")


def _stated_weight(page: Page, c: Context, own_lines: Counter[str]) -> float:
    """How strongly the mention looks like the document's own date; 0 where it does not."""
    e, line = c.expression, _line(c)
    if e.end is not None and e.end.dated:
        return 0.0
    rest = line.replace(e.text.strip(), "").strip(" *#_:,.-–|()\t>")
    top = c.passage.index < TOP and c.passage.span.start < max(600, len(page.text) // 5)
    invited = INVITED.search(line) is not None
    label = OWN_DATE_LABEL.search(page.text, max(0, e.span.start - 70), e.span.start)
    if label is not None and not invited:
        if e.timed and not top:
            return 0.0
        return 5.5 if top else 4.0
    if not rest:
        if top:
            return 6.0 if c.passage.index < 4 else 5.0
        return 4.5 if own_lines[e.text.strip()] > 1 else 2.5
    if PLACE_ONLY.match(rest) and line.endswith(e.text.strip()) and not e.timed:
        return 5.0 if top else 4.0
    if top and _is_heading_date(c, line, rest, invited=invited):
        return 5.0
    if top and MEETING_HELD.match(line) and RECORD.search(page.text[:400]) and not CALLED.search(page.text[:400]):
        return 5.2
    if invited and not e.timed and EVENT_NOUN.search(rest) and len(rest) < 40:
        return STATED_AT if not top else 1.0
    before = page.text[max(0, e.span.start - 40) : e.span.start]
    if top and SETTLED.search(before):
        return 4.3
    if DECIDED.search(before) and TAKES_PLACE.search(line) is None:
        return 3.0
    return 0.0


def signed_line(c: Context) -> bool:
    """Whether the mention is the date of a signature: "Storåker 2009-05-20" on a line of its own."""
    if not _full(c.expression.start) or c.expression.timed or c.others:
        return False
    line, text = _line(c), c.expression.text.strip()
    rest = line.replace(text, "").strip(" *#_:,.-–|()\t>")
    return line.endswith(text) and PLACE_ONLY.match(rest) is not None and not EVENT_NOUN.search(rest)


def _is_heading_date(c: Context, line: str, rest: str, *, invited: bool) -> bool:
    """Whether a line at the top gives the document's date: a heading, "Protokoll …", or a letterhead that ends with "
    "it."""
    if c.expression.timed or invited or c.passage.shape is Shape.ITEM:
        return False
    ends = line.rstrip(" *_").endswith(c.expression.text.strip())
    if (
        c.passage.index < 3
        and ends
        and (LETTERHEAD_GAP.search(c.near_before) or HEADER_WORDS.search(rest))
        and len(rest) <= 110
    ):
        return True
    return len(rest) <= 60 and (HEADER_WORDS.search(rest) is not None or c.passage.shape is Shape.HEADING)


def _line(c: Context) -> str:
    """The line of the text that the mention stands on, without its ends, 300 characters either way."""
    text, span = c.page.text, c.expression.span
    start = text.rfind("\n", max(0, span.start - 300), span.start) + 1 or max(0, span.start - 300)
    end = text.find("\n", span.end, span.end + 300)
    return text[start : end if end >= 0 else span.end + 300].strip()


def _alone_on_line(c: Context) -> bool:
    return _line(c).strip(" *#_") == c.expression.text.strip(" *#_")


def _full(stated: Stated) -> bool:
    return stated.year is not None and stated.month is not None and stated.day is not None


def _from_term(stated: Stated) -> Iterator[Clue]:
    if stated.year is None:
        return
    if stated.month is not None:
        yield Clue("near", date(stated.year, stated.month, 15), 0.4, f"{stated.month}/{stated.year} nämns")
    elif stated.part in TERM_START:
        yield Clue("near", date(stated.year, *TERM_START[stated.part]), 0.5, f"termin {stated.year}")


@dataclass(frozen=True, slots=True)
class _Yearless:
    """A date without a year, with the days it may be (sorted), its tense and what else tells of the reference."""

    days: tuple[date, ...]
    ahead: bool
    weight: float
    weekday: int | None
    offset: int | None


def _yearless(contexts: list[Context], clues: list[Clue]) -> list[_Yearless]:
    """The dates without a year, each once; the first thirty tell as much as all."""
    seen = {c.day.year for c in clues}
    years = range(min(seen) - 4, max(seen) + 3) if seen else ()
    found: dict[tuple[Stated, Direction], _Yearless] = {}
    for c in contexts:
        s = c.expression.start
        named = s.month is not None and s.day is not None and s.nth is None
        if s.year is not None or not (named or s.feast) or c.expression.quoted:
            continue
        said = c.tense
        ahead = s.offset > 0 if s.offset is not None else said is not Direction.BACKWARD
        days = tuple(day for y in years if (day := _day_in(s, y)) is not None)
        weight = 0.3 if said is Direction.NEAREST else 0.6
        found.setdefault((s, said), _Yearless(days, ahead, weight, s.weekday, s.offset))
        if len(found) >= MOST_CLUES:
            break
    return list(found.values())


def _day_in(s: Stated, year: int) -> date | None:
    if s.feast is not None:
        return feast_day(s.feast, year)
    return date(year, s.month, s.day) if s.month and s.day and exists(year, s.month, s.day) else None


def _weighed(clues: list[Clue], yearless: list[_Yearless]) -> Reference:
    """The candidate day that the clues together speak for most."""
    scored = [
        (sum(_speaks_for(c, day) for c in clues) + _fits(yearless, day), day) for day in _candidates(clues, yearless)
    ]
    best, day = max(scored, key=lambda s: (round(s[0], 3), s[1]))
    second = max((s for s, d in scored if d.year != day.year), default=0.0)
    sure = 0.5 + min(0.4, max(0.0, best - second) / 8)
    reasons = tuple(c.why for c in sorted(clues, key=lambda c: -_speaks_for(c, day))[:4] if _speaks_for(c, day) > 0)
    return Reference(day=day, source="inferred", confidence=round(sure, 2), reasons=reasons)


def _candidates(clues: list[Clue], yearless: list[_Yearless]) -> list[date]:
    years = {clue.day.year + shift for clue in clues for shift in (-1, 0, 1)}
    days: set[date] = set()
    for clue in clues:
        days |= {clue.day + timedelta(days=shift) for shift in (-60, -21, -1, 0, 1)}
    for y in yearless:
        shifts = (-7, 1) if y.offset is None else (-7, 1, -y.offset)
        telling = y.weekday is not None or y.offset is not None  # only these can speak for a year that no clue names
        days |= {day + timedelta(days=shift) for day in y.days if telling or day.year in years for shift in shifts}
    return sorted(days)


def _speaks_for(clue: Clue, day: date) -> float:
    apart = (day - clue.day).days
    if clue.how == "year":
        return clue.weight if clue.day.year == day.year else 0.0
    if clue.how == "at":
        return clue.weight if apart == 0 else clue.weight * 0.3 * _closeness(apart)
    if clue.how == "before":
        return clue.weight * _foresight(-apart) if apart < 0 else 0.0 if apart == 0 else -clue.weight
    if clue.how == "after":
        return clue.weight * _closeness(apart) if apart > 0 else 0.0 if apart == 0 else -clue.weight
    return clue.weight * _closeness(apart)


def _foresight(ahead: int) -> float:
    """How likely a text speaks of a day `ahead` of it: most of all some weeks ahead, seldom of tomorrow."""
    return _closeness(max(0, ahead - USUAL)) * (0.8 + 0.2 * min(ahead, USUAL) / USUAL)


def _closeness(apart: int) -> float:
    """1 for the same day, falling to 0.1 for a year and more away."""
    return max(0.1, 1 - abs(apart) / NEAR)


def _fits(yearless: list[_Yearless], day: date) -> float:
    """How well the dates without a year lie around `day`, and whether their weekdays agree."""
    score = 0.0
    for y in yearless:
        value = _nearest_of(y, day)
        if value is None:
            continue
        apart = abs((value - day).days)
        agrees = y.weekday is None or value.weekday() == y.weekday
        if y.offset is not None:  # "i dag, tisdagen den 15 oktober", "i övermorgon, torsdag den 24 april"
            score += 6.0 if value == day + timedelta(days=y.offset) and agrees else 0.0
            continue
        score += y.weight * max(0.0, 1 - apart / 240)
        if y.weekday is not None:
            score += 1.5 if agrees and apart < 300 else -1.0
    return score


def _nearest_of(y: _Yearless, day: date) -> date | None:
    """The day meant as seen from `day`: one whose weekday agrees, where that is not years away."""
    for days in (tuple(d for d in y.days if d.weekday() == y.weekday), y.days) if y.weekday is not None else (y.days,):
        index = bisect_left(days, day) if y.ahead else bisect_right(days, day) - 1
        if 0 <= index < len(days) and abs((days[index] - day).days) <= FAR:
            return days[index]
    return None
