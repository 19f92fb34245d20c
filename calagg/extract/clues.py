"""`"Datum: 2024-05-06"` -> Clue(at, 2024-05-06, 5.5): what a text lets one know of the day it was written.

How the clues are weighed against each other is in `reference`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from calagg.extract.context import Context, Page
from calagg.extract.cues import EVENT_NOUN, OWN_DATE_LABEL, PAST, TAKES_PLACE, Cue
from calagg.extract.passages import Shape
from calagg.extract.record import ANNOUNCES, CALLED, RECORD, is_record
from calagg.grammar import Direction, Stated, Unit, resolve_day
from calagg.grammar.sv.calendar_day import exists
from calagg.model.timex import Span

STATED_AT = 4.0
NO_LINES: Counter[str] = Counter()
OWN_AT = 5.0  # of a date without a year: one at the top
ADDRESS_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?:/(0[1-9]|[12]\d|3[01]))?/")
# both begin with a literal, which `re` looks for fast: a look behind comes after it
BARE_YEAR = re.compile(r"20[0-4]\d(?<![\d/.,:-]20\d\d)(?![\d%]|[.,]\d)")
DIARY_YEAR = re.compile(r"-(20\d\d)(?!\d)")
DIARY_NUMBER = re.compile(r"(?<![\w/])\d{1,5}-\d{1,6}\Z")
DIARY_WORDS = ("dnr", "diarien", "beteckning")
DIARY_LABELLED = Cue(r"(?:dnr|diarienummer|diarienr|beteckning)[.: ]{1,3}[a-zåäö]{0,6}[ -]?(20\d\d)[-/:]\d")
TERM_START = {
    "spring": (1, 15),
    "spring-term": (1, 15),
    "summer": (6, 15),
    "autumn": (8, 15),
    "autumn-term": (8, 15),
    "winter": (1, 1),
}
TOP = 9
SIGNED_AFTER, SIGNATURE = 3, 4  # passages
WHEN_LINE = re.compile(r"\s*(?:dag|datum|när|tid|tidpunkt)\s*:", re.IGNORECASE)
SHORT_REST = 40
LABELLED_REST = 70
HEADER_WORDS = Cue(
    r"(?<!\w)(?:protokoll|anteckningar|minnesanteckningar|mötesanteckningar|möte|nätverk\w*|"
    r"plattform\w*|"
    r"\w*brev|\w*blad|uppdaterad|publicerad|datum|styrelse\w*|beslut\w*|info\w*|"
    r"pressmeddelande)",
)
TODAYS = Cue(r"(?<!\w)dagens\s+\w+,?\s*\Z")  # "vid dagens sammanträde, den 3 oktober"
PAGE_NUMBER = re.compile(r"\s\d{1,3}\s?\(\d{1,3}\)|\s(?:sida|sid\.?)\s\d{1,3}", re.IGNORECASE)
EARLIER_RECORD = Cue(
    r"(?<!\w)(?:föregående|förra|tidigare|senaste|förevarande)\s+(?:\w+\s+)?(?:protokoll\w*|möte\w*|sammanträde\w*|"
    r"anteckningar\w*|minnesanteckningar\w*)",
)
HELD = re.compile(
    r"(?:\S+\s+){0,3}(?:\w*(?:protokoll|anteckningar)\s+)?(?:\S+\s+){0,2}?\w*(?:möte|sammanträde|stämma|träff)(?:\s+(?:nr\s*)?\d+)?"
    r"(?:\s+den)?",
    re.IGNORECASE,
)
PLACE_ONLY = re.compile(r"\A[A-ZÅÄÖ][\wåäöÅÄÖ-]+(?:\s[A-ZÅÄÖ][\wåäö-]+)?(?:\s+den)?,?\Z")
LETTERHEAD_GAP = re.compile(r"\s{3,}(?:[A-ZÅÄÖ]\w+\s+)?(?:den\s+)?\Z|[,–-]\s*(?:den\s+)?\Z")
MEETING_HELD = re.compile(r"[\s*#]*(?:tid|dag|datum|när|tid\s+och\s+plats|plats\s+och\s+tid)\b", re.IGNORECASE)
REVISED = re.compile(r"(?:senast\s+)?(?:uppdatera|ändra|revidera|skapa|tryckt)", re.IGNORECASE)
DECIDED = Cue(r"regeringssammanträde\w*\W*\Z|beslut\w*\s+(?:den\s+)?\Z")
ATTESTED = re.compile(r"(?:\A|\s{2,}|\|\s?)(?:justeras|justerat|protokollet\s+justeras)\s*:?\s*\Z", re.IGNORECASE)
WHEN = Cue(r"datum(?!\w)")
TIME_OR_PLACE = re.compile(r"(?:tid|klockan|plats|lokal)\Z", re.IGNORECASE)
SETTLED = Cue(
    r"(?<!\w)(?:fastställ[dt]|beslut(?:ad|at)?|antagen|antaget)(?:\s+av\s+\w+)?(?:\s+den)?\s*\Z",
)
INVITED = Cue(
    r"(?<!\w)(?:inbjudan|kallelse|underrättelse|inbjuden|bjuder|välkommen|välkomna)(?!\w)",
)


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence: the reference is at `day` ('at'), not before it ('after'), not after it ('before'),
    near it ('near'), in its year ('year'), or certainly not after it ('limit')."""

    how: str
    day: date
    weight: float
    why: str


def clues_of(page: Page, contexts: list[Context]) -> Iterator[Clue]:
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
    for m in _diary_numbers(page.text):
        yield Clue("year", date(int(m[1]), 7, 1), 1.6, f"diarienummer från {m[1]}")
    years = Counter(int(m[0]) for m in BARE_YEAR.finditer(page.text))
    for year, count in years.items():
        yield Clue("year", date(year, 7, 1), min(0.3 * count, 1.2), f"år {year} nämns")


def _diary_numbers(text: str) -> Iterator[re.Match[str]]:
    """ "851-649-2022" and "Dnr KS 2024/31": the matches, their first group the year."""
    for m in DIARY_YEAR.finditer(text):
        if DIARY_NUMBER.search(text, max(0, m.start() - 14), m.start()):
            yield m
    lowered = text.lower()
    if any(word in lowered for word in DIARY_WORDS):
        yield from DIARY_LABELLED.finditer(text)


def own_dates(page: Page, contexts: list[Context]) -> frozenset[Span]:
    """Where the dates without a year stand that look like the document's own: "Protokoll, tisdag 2/2, 17.15"."""
    yearless = (c for c in contexts if c.expression.start.year is None and _calendar_day(c.expression.start))
    # "25 juni" alone may as well head a programme
    named = (c for c in yearless if not _alone_on_line(c))
    return frozenset(
        c.expression.span
        for c in named
        if TODAYS.search(c.before) or _heads_record(page, c) or signs_at_the_end(page, c)
    )


def _heads_record(page: Page, c: Context) -> bool:
    was = PAST.search(c.line) if c.line.endswith(c.expression.text.strip()) else c.tense is Direction.BACKWARD
    return not was and _stated_weight(page, c, NO_LINES) >= OWN_AT


def signs_at_the_end(page: Page, c: Context) -> bool:
    """Whether a town and the day stand on a line by themselves above the last names: "Tvååker den 12 mars"."""
    line, text = c.line, c.expression.text.strip()
    rest = line.replace(text, "").strip(" *#_:,.-–|()\t>")
    at_the_end = c.passage.index >= max(SIGNED_AFTER, len(page.passages) - SIGNATURE)
    return at_the_end and bool(rest) and line.endswith(text) and not c.expression.timed and _signed_at(c, rest)


def _calendar_day(stated: Stated) -> bool:
    return stated.month is not None and stated.day is not None


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
        yield Clue("at", day, weight, f"”{c.line[:70]}”")
    said = c.tense
    if said is Direction.FORWARD:
        yield Clue("before", day, 1.0, f"{e.text} är framtid")
    elif said is Direction.BACKWARD:
        yield Clue("after", day, 1.0, f"{e.text} har varit")
    elif e.timed or EVENT_NOUN.search(c.near_before[-60:] + " " + c.near_after[:60]):
        yield Clue("before", day, 0.6, f"{e.text} ser ut att komma")
    yield Clue("near", day, 0.5, f"{e.text} nämns")


def _stated_weight(page: Page, c: Context, own_lines: Counter[str]) -> float:
    """How strongly the mention looks like the document's own date; 0 where it does not."""
    e, line = c.expression, c.line
    if (e.end is not None and e.end.dated) or (WHEN_LINE.match(line) and _announced(page, c)):
        return 0.0
    rest = line.replace(e.text.strip(), "").strip(" *#_:,.-–|()\t>")
    top = c.passage.index < TOP and c.passage.span.start < max(600, len(page.text) // 5)
    invited = INVITED.search(line) is not None
    if PAGE_NUMBER.search(line):  # "Kommunstyrelsen  2014-03-04  2 (14)": the head of a page
        return 6.5
    label = OWN_DATE_LABEL.search_between(page.text, max(0, e.span.start - 70), e.span.start)
    earlier = EARLIER_RECORD.search_between(page.text, max(0, e.span.start - 90), e.span.start)
    if label is not None and not invited and not earlier:
        others = RECORD.match(label[0]) and c.passage.index > 1 and not _begins_line(page.text, label.start())
        if (e.timed and not top) or (others and rest) or (WHEN.match(label[0]) and _announced(page, c)):
            return 0.0
        in_passing = REVISED.match(label[0]) is not None or len(rest) > LABELLED_REST
        return 5.5 if top else 2.5 if in_passing else 4.0
    if not rest:
        if top:
            return 6.0 if c.passage.index < 4 else 5.0
        return 4.5 if own_lines[e.text.strip()] > 1 else 2.5
    if _signed_at(c, rest) and line.endswith(e.text.strip()) and not e.timed:
        return 5.0 if top else 4.0
    if c.passage.index < 2 and not invited and not e.timed and line.endswith(e.text.strip()) and len(rest) <= 110:
        return 5.0
    if c.passage.index < 3 and _begins_record(line, e.text):
        return 5.0
    begins = line.lstrip("*#_ ").startswith(e.text.strip())
    meeting = not e.timed or is_record(page)
    if c.passage.index < 4 and begins and len(rest) <= SHORT_REST and meeting and not EVENT_NOUN.search(rest):
        return 5.0
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


def _announced(page: Page, c: Context) -> bool:
    """Whether a "Datum:" stands beside a "Tid:" or "Plats:" in a notice or an invitation: it is the meeting's."""
    near = page.passages[max(0, c.passage.index - 1) : c.passage.index + 2]
    beside = any(p.shape is Shape.FIELD and TIME_OR_PLACE.match(p.label) for p in near if p.index != c.passage.index)
    return beside and ANNOUNCES.search(page.text[: c.passage.span.start]) is not None


def _begins_line(text: str, at: int) -> bool:
    """Whether nothing but marks stands before `at` in its line: a "Protokoll från …" in a sentence is another's."""
    return not any(ch.isalpha() for ch in text[text.rfind("\n", max(0, at - 80), at) + 1 : at])


def _begins_record(line: str, date_text: str) -> bool:
    """Whether a line at the top says that a meeting was held that day: "Styrelsemöte 2011-09-05 i klubblokalen"."""
    before = line.partition(date_text.strip())[0]
    return HELD.fullmatch(before.strip(" *#_:,–-")) is not None


def _signed_at(c: Context, rest: str) -> bool:
    """Whether the rest of the mention's line is a town, as over a signature; a row or a label names what is dated."""
    return c.passage.shape in (Shape.PROSE, Shape.HEADING) and PLACE_ONLY.match(rest) is not None


def signed_line(c: Context) -> bool:
    """Whether the mention is the date of a signature: "Storåker 2009-05-20" on a line of its own."""
    if not _full(c.expression.start) or c.expression.timed or c.others:
        return False
    line, text = c.line, c.expression.text.strip()
    rest = line.replace(text, "").strip(" *#_:,.-–|()\t>")
    signed = _signed_at(c, rest) or ATTESTED.search(line[: -len(text)]) is not None
    return line.endswith(text) and signed and not EVENT_NOUN.search(rest)


def _is_heading_date(c: Context, line: str, rest: str, *, invited: bool) -> bool:
    """Whether a line at the top gives the document's date: a heading, "Protokoll …", or a letterhead that ends with
    it."""
    if c.expression.timed or invited or c.passage.shape is Shape.ITEM:
        return False
    if c.tense is Direction.FORWARD or TAKES_PLACE.search(line):
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


def _alone_on_line(c: Context) -> bool:
    return c.line.strip(" *#_") == c.expression.text.strip(" *#_")


def _full(stated: Stated) -> bool:
    return stated.year is not None and stated.month is not None and stated.day is not None


def _from_term(stated: Stated) -> Iterator[Clue]:
    if stated.year is None:
        return
    if stated.month is not None:
        yield Clue("near", date(stated.year, stated.month, 15), 0.4, f"{stated.month}/{stated.year} nämns")
    elif stated.part in TERM_START:
        yield Clue("near", date(stated.year, *TERM_START[stated.part]), 0.5, f"termin {stated.year}")
