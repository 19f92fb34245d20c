"""`"Onsdag 3/12 | 13.00 | Nätverksträff | Teams"` -> "Nätverksträff": the name in a row of a table."""

import re

from calagg.extract import cues
from calagg.extract.context import Context, on_one_line
from calagg.extract.passages import Passage
from calagg.extract.phrase import says_something, shorten, tidy, uncued
from calagg.extract.surroundings import heading_of
from calagg.extract.wording import unmarked, without_addresses

I = re.IGNORECASE  # noqa: E741 - the name that re itself gives it
OUTER = re.compile(r"\s*\|\s*")
CELL_BREAK = re.compile(r"\s*\|\s*|\t+| {4,}")
NO_NAME = re.compile(r"\A[\W\d]*\Z|\A(?:kl\.?|v\.?|vecka)?\s*[\d:.–-]*\Z", I)
NAME_COLUMN = re.compile(
    r"\A(?:aktivitet\w*|vad|möte\w*|ärende\w*|händelse\w*|rubrik|ämne|tema|evenemang|titel|"
    r"beskrivning|innehåll|uppgift|moment|steg)\Z",
    I,
)
JUST_DATE = re.compile(
    r"\A(?:datum|dag|när|tid|vecka|v\.?|klockan|kl\.?|månad|datum\s+och\s+tid|dag\s+och\s+tid|"
    r"veckodag|start|slut|från|till|period|\W*)\Z",
    I,
)
PARENTHESIS = re.compile(r"\([^)]*\)")
TOWN_COLUMN = re.compile(r"\A(?:ort|kommun|stad|var|plats|lokal|region)\Z", I)
PLACE_COLUMN = re.compile(r"\A(?:plats|lokal|var|mötesplats)\Z", I)


def name_in_row(c: Context) -> str:
    """The cell that names the thing: the date's own cell where it has more words, else the named or first telling "
    "one."""
    if purpose := column_of(c):
        return shorten(tidy(f"{purpose} – {name}" if (name := column_named(c, NAME_COLUMN)) else purpose))
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
        if i != column and (words := _without_mentions(c, a, b)) and not NO_NAME.match(words)
    ]
    telling = [w for w in others if cues.EVENT_NOUN.search(w) or cues.HAND_IN.match(w) or cues.STEP.search(w)]
    name = (telling or [w for w in others if says_something(w)] or others or [own])[0]
    town = column_named(c, TOWN_COLUMN)
    if town and name == tidy(town) and (heading := heading_of(c)):  # of a row of towns the heading tells what is there
        return shorten(f"{tidy(heading)} – {name}")
    return shorten(name)


def column_named(c: Context, header: re.Pattern[str]) -> str:
    """The cell of the mention's row under the column whose header matches; '' where there is none."""
    titles = _header_row(c)
    cells = cells_of(c.page.text, c.passage)
    for i, name in enumerate(titles):
        if header.match(name) and i < len(cells):
            return on_one_line(without_addresses(unmarked(c.page.text[slice(*cells[i])])))
    return ""


def column_of(c: Context) -> str:
    """The header of the mention's own column where it says what the date is for ("Handlingar in"); '' for "Datum"."""
    titles = _header_row(c)
    for i, (start, end) in enumerate(cells_of(c.page.text, c.passage)):
        if start <= c.expression.span.start < end and i < len(titles):
            return (
                ""
                if JUST_DATE.match(titles[i])
                or NAME_COLUMN.match(titles[i])
                or not any(ch.isalpha() for ch in titles[i])
                else titles[i]
            )
    return ""


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
    if head is c.passage or head.index in c.page.dated_passages:
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
