"""Runs of text with their boxes -> blocks in reading order: lines of text, and rows of cells.

A region is cut at a gutter that runs all the way down, else at its widest gap across, and so on. Columns of prose are
read one after the other, the rows of a table each as one line.

Source: Nagy and Seth, "Hierarchical representation of optically scanned documents" (1984), the recursive XY cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from calagg.read.run import Run

_GUTTER = 1.1  # the narrowest gap between two columns, in heights of the font's box
_LINES_OF_PROSE = 4
_FILLED = 0.6  # of its column's width that a line of prose has
_ROW_GAP = 0.6  # of the font's box: a wider gap is between two rows, not within a cell


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line of a column, from left to right. `region` is where its column begins and ends."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    region: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row of a table, those without text left out."""

    cells: tuple[tuple[Line, ...], ...]


def blocks_of(runs: Sequence[Run]) -> list[Line | Row]:
    """The lines and rows of a page in the order in which they are read."""
    order = {run: place for place, run in enumerate(runs)}
    found: list[Line | Row] = []
    waiting = [(list(order), _extent(list(order)))] if order else []
    while waiting:
        region, edges = waiting.pop()
        columns = _columns(region)
        if len(columns) > 1:
            if _are_prose(columns, order):
                waiting.extend((column, _extent(column)) for column in reversed(columns))
            else:
                found.extend(_rows(columns))
            continue
        halves = _halves(region)
        if halves:
            waiting.extend((half, edges) for half in reversed(halves))
        else:
            found.extend(_lines(region, edges))
    return found


def _extent(region: list[Run]) -> tuple[float, float]:
    return min(run.left for run in region), max(run.right for run in region)


def _columns(region: list[Run]) -> list[list[Run]]:
    """The region cut at every gutter that no run crosses."""
    gutter = _GUTTER * median(run.size for run in region)
    columns: list[list[Run]] = []
    reach = float("-inf")
    for run in sorted(region, key=lambda r: r.left):
        if columns and run.left - reach < gutter:
            columns[-1].append(run)
        else:
            columns.append([run])
        reach = max(reach, run.right)
    return _with_marks(columns)


def _with_marks(columns: list[list[Run]]) -> list[list[Run]]:
    """The columns, those of nothing but list marks joined with the text that they stand before."""
    joined: list[list[Run]] = []
    for column in columns:
        if joined and all(len(run.text.strip()) <= 3 and not run.text.strip().isalpha() for run in joined[-1]):
            joined[-1] = [*joined[-1], *column]
        else:
            joined.append(column)
    return joined


def _halves(region: list[Run]) -> list[list[Run]]:
    """The region cut at its widest gap across; nothing where it is one line or its lines touch."""
    descending = sorted(region, key=lambda r: -r.top)
    widest, at, low = 0.0, 0, descending[0].bottom
    for index, run in enumerate(descending[1:], start=1):
        if low - run.top > widest:
            widest, at = low - run.top, index
        low = min(low, run.bottom)
    return [descending[:at], descending[at:]] if at else []


def _are_prose(columns: list[list[Run]], order: dict[Run, int]) -> bool:
    """Whether the columns are read one after the other: the file has them so, and their lines are filled."""
    places = [(min(order[r] for r in column), max(order[r] for r in column)) for column in columns]
    if any(before[1] > after[0] for before, after in pairwise(places)):
        return False
    return all(_is_filled(list(_lines(column, _extent(column)))) for column in columns)


def _is_filled(lines: list[Line]) -> bool:
    if len(lines) < _LINES_OF_PROSE:
        return False
    left, right = lines[0].region
    return median(line.right - line.left for line in lines) >= _FILLED * (right - left)


def _rows(columns: list[list[Run]]) -> Iterator[Line | Row]:
    """The rows of a table; what stands alone in one is lines, as a heading between rows is.

    A new row begins after a wide gap, or where there is text both in the first cell and in others, unless the row has
    waited for its first cell: cells may be set at the foot of their row.
    """
    lines = sorted(
        ((line, number) for number, column in enumerate(columns) for line in _lines(column, _extent(column))),
        key=lambda pair: -pair[0].top,
    )
    row: list[tuple[Line, int]] = []
    low = lines[0][0].bottom
    for band in _bands(lines):
        top = max(line.top for line, _ in band)
        numbers = {number for _, number in band}
        begins = 0 in numbers and len(numbers) > 1 and any(number == 0 for _, number in row)
        if row and (begins or low - top > _ROW_GAP * band[0][0].size):
            yield from _row(row, len(columns))
            row = []
        row.extend(band)
        low = min(line.bottom for line, _ in row)
    yield from _row(row, len(columns))


def _bands(lines: list[tuple[Line, int]]) -> Iterator[list[tuple[Line, int]]]:
    """The lines of all cells that stand at one height."""
    band: list[tuple[Line, int]] = []
    for line, number in lines:
        if band and min(band[0][0].top, line.top) - max(band[0][0].bottom, line.bottom) <= 0:
            yield band
            band = []
        band.append((line, number))
    yield band


def _row(held: list[tuple[Line, int]], columns: int) -> Sequence[Line | Row]:
    cells = [tuple(line for line, number in held if number == column) for column in range(columns)]
    filled = tuple(cell for cell in cells if cell)
    return filled[0] if len(filled) == 1 else [Row(filled)]


def _lines(region: list[Run], edges: tuple[float, float]) -> Iterator[Line]:
    """The lines of a column, or of a part of it, from the top down; `edges` are the column's."""
    line: list[Run] = []
    for run in sorted(region, key=lambda r: -(r.top + r.bottom)):
        if line and not line[0].overlaps(run):
            yield _line(line, edges)
            line = []
        line.append(run)
    yield _line(line, edges)


def _line(runs: list[Run], region: tuple[float, float]) -> Line:
    text = ""
    reach = runs[0].left
    runs = sorted(runs, key=lambda r: r.left)
    for run in runs:
        apart = text and not text.endswith(" ") and not run.text.startswith(" ") and run.left - reach > 0.1 * run.size
        text += (" " if apart else "") + run.text
        reach = run.right
    return Line(
        " ".join(text.split()),
        runs[0].left,
        min(run.bottom for run in runs),
        max(run.right for run in runs),
        max(run.top for run in runs),
        max(runs, key=lambda r: len(r.text)).size,
        all(run.bold for run in runs),
        region,
    )
