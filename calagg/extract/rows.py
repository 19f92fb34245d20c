"""`"Onsdag 3/12 | 13.00 | Nätverksträff | Teams"` -> "Nätverksträff": the name in a row of a table."""

import re

from calagg.extract import cues
from calagg.extract.context import Context, on_one_line
from calagg.extract.passages import Passage, Shape
from calagg.extract.phrase import says_something, shorten, tidy, uncued
from calagg.extract.surroundings import heading_of
from calagg.extract.wording import unmarked, without_addresses
from calagg.grammar import Expression
from calagg.model.timex import Span

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
OUTER = re.compile(r"\s*\|\s*")
CELL_BREAK = re.compile(r"\s*\|\s*|\t+| {3,}")
NO_NAME = re.compile(r"\A[\W\d]*\Z|\A(?:kl\.?|v\.?|vecka)?\s*[\d:.–-]*\Z", I)
_MONTHS = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,6}\.?"
ONLY_MONTH = re.compile(rf"\A{_MONTHS}(?:\s?[–/-]\s?{_MONTHS})?(?:\s20\d\d)?\Z", I)
NAME_COLUMN = re.compile(
    r"\A(?:aktivitet\w*|vad|möte\w*|ärende\w*|händelse\w*|rubrik|ämne|tema|evenemang|titel|"
    r"beskrivning|innehåll|uppgift|moment|steg)\Z",
    I,
)
JUST_DATE = re.compile(
    r"\A(?:datum|dag|när|tid|vecka|v\.?|klockan|kl\.?|månad|datum\s+och\s+tid|dag\s+och\s+tid|"
    r"veckodag|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w{0,6}\.?(?:\s20\d\d)?|start|slut|klart?|från|till|period|\W*)\Z",
    I,
)
HEADER_TIME = re.compile(r"\s*,?\s*\(?(?:kl\.?|klockan)\s?\d[\d.:–-]*\)?", I)
PARENTHESIS = re.compile(r"\([^)]*\)")
BEGINS = re.compile(r"\A(?:start\w*|från|fr\.?o\.?m\.?|börjar|öppnar|begynner)\W*\Z", I)
ENDS = re.compile(r"\A(?:slut\w*|till|t\.?o\.?m\.?|klar\w*|stänger|färdig\w*|avslut\w*)\W*\Z", I)
TOWN_COLUMN = re.compile(r"\A(?:ort|kommun|stad|var|plats|lokal|region)\Z", I)
PLACE_COLUMN = re.compile(r"\A(?:plats|lokal|var|mötesplats)\Z", I)


def name_in_row(c: Context) -> str:
    """The cell that names the thing: the date's own cell where it has more words, else the named or first telling
    one."""
    if purpose := column_of(c):
        name = column_named(c, NAME_COLUMN) or _first_cell(c)
        return shorten(tidy(f"{purpose} – {name}" if name else purpose))
    own, column = "", -1
    cells = cells_of(c.page.text, c.passage)
    for i, (start, end) in enumerate(cells):
        if start <= c.expression.span.start < end:
            own, column = _without_mentions(c, start, end), i
    bare = PARENTHESIS.sub("", own).strip()
    if len(bare.split()) >= 2 and not NO_NAME.match(own) and len(bare) > 8:
        return shorten(own)
    named = column_named(c, NAME_COLUMN)
    if named and not NO_NAME.match(named):
        return shorten(tidy(named))
    others = [
        words
        for i, (a, b) in enumerate(cells)
        if i != column
        and (words := _without_mentions(c, a, b))
        and not NO_NAME.match(words)
        and not ONLY_MONTH.match(words)
    ]
    telling = [w for w in others if cues.EVENT_NOUN.search(w) or cues.HAND_IN.match(w) or cues.STEP.search(w)]
    name = (telling or [w for w in others if says_something(w)] or others or [own])[0]
    if not says_something(name) and (head := _header_row(c)) and head[0] and column != 0:
        name = f"{head[0]} {name}"  # "A (nr 12)" in the column "Trapphus"
    town = column_named(c, TOWN_COLUMN)
    if town and name == tidy(town) and (heading := heading_of(c)):  # of a row of towns the heading tells what is there
        return shorten(f"{tidy(heading)} – {name}")
    return "" if ONLY_MONTH.match(name) else shorten(name)


def _first_cell(c: Context) -> str:
    """The words of the row's first cell where they name what the row is of, as "LOK-stöd" or "KS"; else ''."""
    start, end = cells_of(c.page.text, c.passage)[0]
    if start <= c.expression.span.start < end or any(start <= o.span.start < end for o in c.others):
        return ""
    words = tidy(on_one_line(without_addresses(unmarked(c.page.text[start:end]))))
    head = (_header_row(c) or [""])[0]
    named = says_something(words) and not NO_NAME.match(words) and not ONLY_MONTH.match(words)
    return words if named and not JUST_DATE.match(head) else ""


def column_named(c: Context, header: re.Pattern[str]) -> str:
    """The cell of the mention's row under the column whose header matches; '' where there is none."""
    titles = _header_row(c)
    cells = cells_of(c.page.text, c.passage)
    for i, name in enumerate(titles):
        if header.match(name) and i < len(cells):
            return on_one_line(without_addresses(unmarked(c.page.text[slice(*cells[i])])))
    return ""


def begins_and_ends(first: Context, last: Context) -> bool:
    """Whether the two mentions stand in one row, under "Start" and "Klart"."""
    if first.passage is not last.passage or first.passage.shape is not Shape.ROW:
        return False
    return bool(BEGINS.match(_own_header(first)) and ENDS.match(_own_header(last)))


def _own_header(c: Context) -> str:
    titles = _header_row(c)
    for i, (start, end) in enumerate(cells_of(c.page.text, c.passage)):
        if start <= c.expression.span.start < end and i < len(titles):
            return titles[i]
    return ""


def column_of(c: Context) -> str:
    """The header of the mention's own column where it says what the date is for ("Handlingar in"); '' for "Datum"."""
    title = HEADER_TIME.sub("", _own_header(c)).strip()
    says_what_for = any(ch.isalpha() for ch in title) and not JUST_DATE.match(title) and not NAME_COLUMN.match(title)
    return title if says_what_for else ""


def clock_of_column(c: Context) -> Expression | None:
    """The time that the header of the mention's own column gives: "Nämnd (kl 17.30)"; None where it gives none."""
    head = c.page.passages[c.page.table_heads.get(c.passage.index, c.passage.index)]
    if head is c.passage:
        return None
    cells = cells_of(c.page.text, head)
    for i, (start, end) in enumerate(cells_of(c.page.text, c.passage)):
        if start <= c.expression.span.start < end and i < len(cells):
            times = c.page.expressions_in(Span(*cells[i]))
            return times[0] if len(times) == 1 and times[0].timed and not times[0].dated else None
    return None


def cells_of(text: str, row: Passage) -> list[tuple[int, int]]:
    """(start, end) of the row's cells in the text."""
    start, end = row.span.start, row.span.end
    if (m := OUTER.match(text, start, end)) is not None:
        start = m.end()
    while end > start and text[end - 1] in "| ":
        end -= 1
    cells, at = [], start
    for m in CELL_BREAK.finditer(text, start, end):
        cells.append((at, m.start()))
        at = m.end()
    return [*cells, (at, end)]


def _header_row(c: Context) -> list[str]:
    head = c.page.passages[c.page.table_heads.get(c.passage.index, c.passage.index)]
    if head is c.passage or any(e.dated for e in c.page.expressions_in(head.span)):
        return []
    return [unmarked(on_one_line(c.page.text[a:b])).strip(" :*") for a, b in cells_of(c.page.text, head)]


def _without_mentions(c: Context, start: int, end: int) -> str:
    """The cell without its mentions; what comes before the first mention when that is a name already."""
    text = c.page.text
    spans = sorted((o.span for o in (c.expression, *c.others) if start <= o.span.start < end), key=lambda s: s.start)
    if len(spans) > 1 and start <= c.expression.span.start < end:
        begin = max((s.end for s in spans if s.end <= c.expression.span.start), default=start)
        segment = tidy(without_addresses(uncued(text[begin : c.expression.span.start])))
        if len(segment) > 4:
            return segment
    parts, at = [], start
    for span in spans:
        parts.append(uncued(text[at : span.start]))
        at = max(at, min(span.end, end))
    head = tidy(without_addresses(" ".join(parts)))
    return head if len(head) > 12 else tidy(without_addresses(" ".join([*parts, text[at:end]])))
