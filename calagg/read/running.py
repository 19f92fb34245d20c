"""The pages of a PDF -> the same without what is repeated on their edges, and that once: running headers and footers.

A page number may differ from page to page, and nothing else: "3 december" at the top of a page is no header.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from calagg.read.page import Page
from calagg.read.run import Run

EDGE = 0.12  # of the page's height, above and below
PAGE_NUMBER = re.compile(r"[-–\s]*(?:sida|sid|s)?\.?\s*\(?#\)?\s*(?:\(#\)|av\s*#|/\s*#)?[-–\s]*", re.IGNORECASE)

_OURS = r"(?<![\d.:/-])(?:{})(?![\d.:-])"


def without_running(pages: Sequence[Page]) -> tuple[list[Page], str, str]:
    """The pages without their running headers and footers, and those as text, each once: above and below."""
    seen = Counter(
        key for page in pages for key in {key for run, zone in _edge(page) for key in _keys(run, zone, page)}
    )
    often = max(2, (len(pages) + 1) // 2)
    kept: dict[str, dict[str, Run]] = {"above": {}, "below": {}}
    stripped = []
    for page in pages:
        running = set()
        for run, zone in _edge(page):
            as_is, unnumbered = _keys(run, zone, page)
            if PAGE_NUMBER.fullmatch(_without_number(run.text, page.number, len(pages))):
                running.add(run)
            elif max(seen[as_is], seen[unnumbered]) >= often:
                running.add(run)
                kept[zone].setdefault(unnumbered[1] if seen[unnumbered] > seen[as_is] else as_is[1], run)
        stripped.append(replace(page, runs=tuple(run for run in page.runs if run not in running)))
    return stripped, _as_lines(kept["above"].values()), _as_lines(kept["below"].values())


def _edge(page: Page) -> list[tuple[Run, str]]:
    high, low = page.height * (1 - EDGE), page.height * EDGE
    return [(run, "above" if run.bottom > high else "below") for run in page.runs if run.bottom > high or run.top < low]


def _keys(run: Run, zone: str, page: Page) -> tuple[tuple[str, str], tuple[str, str]]:
    """What the run has in common with those on other pages: its text, or that without the page's number."""
    return (zone, " ".join(run.text.split())), (zone, _without_last(run.text, page.number))


def _without_number(text: str, *numbers: int) -> str:
    """The text with these numbers as "#" where they are no part of a date, a time or a longer number."""
    ours = "|".join(map(str, numbers))
    return re.sub(_OURS.format(ours), "#", " ".join(text.split()))


def _without_last(text: str, number: int) -> str:
    """The text with the last of this number as "#": "Box 1, sida 1" and, on page 2, "Box 1, sida 2" are alike."""
    text = " ".join(text.split())
    found = list(re.finditer(_OURS.format(number), text))
    return f"{text[: found[-1].start()]}#{text[found[-1].end() :]}" if found else text


def _as_lines(runs: Iterable[Run]) -> str:
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (-r.top, r.left)):
        if lines and lines[-1][0].overlaps(run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return "\n".join(" ".join(run.text.strip() for run in sorted(line, key=lambda r: r.left)) for line in lines)
