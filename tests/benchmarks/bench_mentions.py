"""`python -m tests.benchmarks.bench_mentions` -> a table of MB/s: calagg beside dateparser and a bare `re` scan.

All four read the same text in one process: the packaged sample minutes, their dates filled in, over and over;
dateparser reads each only once. No test asserts a time; the ratios are what to look at.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from time import process_time

import click
from dateparser.search import search_dates  # type: ignore[import-untyped]  # dateparser ships no types

from calagg.extract import extract
from calagg.grammar import find_expressions
from calagg.model.document import Document
from calagg.resources import sample_minutes
from calagg.samples import fill_in

LAID_OUT_ON = date(2024, 2, 9)
REPEATS = 40
TURNS = 3
FIGURES = re.compile(r"\d+")


def sample_texts() -> list[str]:
    """The plain sample minutes with dates around a fixed day; the same in every run."""
    files = sorted(p for p in sample_minutes().iterdir() if p.suffix in (".txt", ".md"))
    return [fill_in(p.read_text(encoding="utf-8"), LAID_OUT_ON) for p in files]


def megabytes_per_second(read: Callable[[str], object], texts: Iterable[str], turns: int = TURNS) -> float:
    """The best of several turns over all the texts, in millions of bytes of UTF-8 for each second of the processor."""
    texts = list(texts)
    best = float("inf")
    for _ in range(turns):
        start = process_time()
        for text in texts:
            read(text)
        best = min(best, process_time() - start)
    return sum(len(text.encode()) for text in texts) / best / 1e6


def search(text: str) -> object:
    """What dateparser finds, with the reference day that calagg has."""
    return search_dates(text, languages=["sv"], settings={"RELATIVE_BASE": datetime(2024, 2, 9)})  # noqa: DTZ001 - dateparser wants it naive


def main() -> None:
    """Prints the speed of each reader and how many times faster than dateparser it is."""
    texts = sample_texts()
    many = texts * REPEATS
    search(texts[0])  # dateparser loads its languages at the first call
    speeds = {
        "calagg, mentions": megabytes_per_second(find_expressions, many),
        "calagg, whole extraction": megabytes_per_second(lambda text: extract(Document.from_text(text)), many),
        "dateparser search_dates(languages=['sv'])": megabytes_per_second(search, texts),
        "re, runs of figures": megabytes_per_second(FIGURES.findall, many),
    }
    size = sum(len(text.encode()) for text in texts)
    click.echo(f"{len(texts)} documents, {size / 1e3:.1f} kB, {REPEATS} times (dateparser: once), best of {TURNS}\n")
    slowest = speeds["dateparser search_dates(languages=['sv'])"]
    for name, speed in speeds.items():
        click.echo(f"{name:44}{speed:10.3f} MB/s{speed / slowest:10.1f} x dateparser")


if __name__ == "__main__":
    main()
