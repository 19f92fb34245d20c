"""`| | Jan | Feb |` over `| Nämnden | 24 | 21 |` -> 24 January, 21 February; `| Mars | 6 | 20 |` -> 6 and 20 March.

The plans of a year that give only the day in a cell: its month stands at the head of the column or of the row. A row
of months is read only where the table or the line over it speaks of meetings: else its figures may be counts.
"""

import re
from collections.abc import Iterator

from calagg.grammar.expression import Expression, Stated
from calagg.grammar.sv.calendar_day import exists, full_year
from calagg.grammar.sv.lexicon import MONTH, MONTHS, YEAR
from calagg.model.timex import Span

BREAK = re.compile(r"\s*\|\s*|\t+| {3,}")
MONTH_CELL = re.compile(rf"\W{{0,4}}(?P<month>{MONTH})(?:\s(?P<year>{YEAR}))?\W{{0,4}}", re.IGNORECASE)
DAYS_CELL = re.compile(r"\W{0,4}(?:3[01]|[12]\d|[1-9])(?:\s?(?:,|och|&|samt|\+)\s?(?:3[01]|[12]\d|[1-9])){0,4}\W{0,4}")
EMPTY_CELL = re.compile(r"[\W_]*")
FIGURES = re.compile(r"\d+")
OF_MEETINGS = re.compile(
    r"sammantr|möte|nämnd|styrelse|utskott|fullmäktige|presidi|beredning|träff|datum|dagar|\b(?:KS|KF|AU|KSAU)\b",
    re.IGNORECASE,
)
ABOVE = 200
MOST_ROWS = 60
Cell = tuple[int, int]


def days_in_month_tables(text: str) -> list[Expression]:
    """The days whose month is at the head of their column or row, in order."""
    if "|" not in text and "\t" not in text and "   " not in text:
        return []
    return [e for rows in _tables(text) for e in (_by_column(text, rows) or _by_row(text, rows))]


def _tables(text: str) -> Iterator[list[list[Cell]]]:
    """The runs of lines with two cells or more; a line of dashes belongs to its table."""
    rows: list[list[Cell]] = []
    at = 0
    for line in text.split("\n"):
        cells = _cells(line, at) if "|" in line or "\t" in line or "   " in line else []
        if len(cells) > 1 and len(rows) < MOST_ROWS:
            rows.append(cells)
        elif rows:
            yield rows
            rows = []
        at += len(line) + 1
    if rows:
        yield rows


def _cells(line: str, at: int) -> list[Cell]:
    start, end = 0, len(line.rstrip())
    if line[:1] == "|":
        start = 1
    if line[:end].endswith("|"):
        end -= 1
    cells = []
    for m in BREAK.finditer(line, start, end):
        cells.append((at + start, at + m.start()))
        start = m.end()
    return [*cells, (at + start, at + end)]


def _month(text: str, cell: Cell) -> tuple[int, int | None] | None:
    m = MONTH_CELL.fullmatch(text, *cell)
    return (MONTHS[m["month"].lower().rstrip(".")], full_year(m["year"])) if m else None


def _by_column(text: str, rows: list[list[Cell]]) -> list[Expression]:
    heads = [_month(text, cell) for cell in rows[0]]
    if sum(head is not None for head in heads) < 2:
        return []
    return [
        e
        for row in rows[1:]
        for head, cell in zip(heads, row, strict=False)
        if head is not None
        for e in _days(text, cell, head)
    ]


def _by_row(text: str, rows: list[list[Cell]]) -> list[Expression]:
    above = text[max(0, rows[0][0][0] - ABOVE) : rows[0][-1][1]]
    months = [(head, row[1:]) for row in rows if (head := _month(text, row[0])) is not None]
    if len(months) < 2 or OF_MEETINGS.search(above) is None:
        return []
    return [e for head, cells in months for cell in cells for e in _days(text, cell, head)]


def _days(text: str, cell: Cell, head: tuple[int, int | None]) -> Iterator[Expression]:
    month, year = head
    if EMPTY_CELL.fullmatch(text, *cell) or not DAYS_CELL.fullmatch(text, *cell):
        return
    for m in FIGURES.finditer(text, *cell):
        if exists(year, month, int(m[0])):
            stated = Stated(year=year, month=month, day=int(m[0]))
            yield Expression(span=Span(*m.span()), text=m[0], rule="month-table", start=stated, shared=True)
