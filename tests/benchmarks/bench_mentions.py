"""`python -m tests.benchmarks.bench_mentions` -> tables of MB/s: calagg beside dateparser and a bare `re` scan.

All four read the same text in one process: the packaged sample minutes, their dates filled in, and the plain ones of
the invented documents, over and over; dateparser reads each only once. No test asserts a time; the ratios are what to
look at.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from time import process_time

import click
from dateparser.search import search_dates

from calagg.extract import extract
from calagg.grammar import find_expressions
from calagg.model.document import Document
from calagg.resources import sample_minutes
from calagg.samples import fill_in
from tests.extract.measure import keys

LAID_OUT_ON = date(2024, 2, 9)
REPEATS = 40
TURNS = 3
PLAIN = range(46, 86)
DATEPARSER = "dateparser search_dates(languages=['sv'])"
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


def report(name: str, texts: list[str], turns: int) -> None:
    """Prints the speed of each reader on the texts and how many times faster than dateparser it is."""
    many = texts * turns
    speeds = {
        "calagg, mentions": megabytes_per_second(find_expressions, many),
        "calagg, whole extraction": megabytes_per_second(lambda text: extract(Document.from_text(text)), many),
        DATEPARSER: megabytes_per_second(search, texts),
        "re, runs of figures": megabytes_per_second(FIGURES.findall, many),
    }
    size = sum(len(text.encode()) for text in texts)
    click.echo(
        f"{name}: {len(texts)} documents, {size / 1e3:.1f} kB, {turns} times (dateparser: once), best of {TURNS}"
    )
    for reader, speed in speeds.items():
        click.echo(f"  {reader:44}{speed:10.3f} MB/s{speed / speeds[DATEPARSER]:10.1f} x dateparser")


def main() -> None:
    """Prints the speeds on the sample minutes, which are dense with dates, and on plain documents."""
    samples = sample_texts()
    search(samples[0])  # dateparser loads its languages at the first call
    report("sample minutes", samples, REPEATS)
    report("plain documents", [key.text for key in keys(PLAIN)], turns=2)


if __name__ == "__main__":
    main()
