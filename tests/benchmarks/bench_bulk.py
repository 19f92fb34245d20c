"""`python -m tests.benchmarks.bench_bulk --size 1000 --size 10000` -> documents a second as a store grows, by tenths.

Invented minutes of many organisers are read and stored, one process, in the batches that `calagg ingest` stores: each
tells of a deadline of its own, of a meeting that three others tell of too, and one in ten moves a meeting. They lie in
the same twenty years however many they are, so that the days fill. What is measured is whether a document costs more at
the end than at the beginning: the processor time of reading and of storing, which is all in this process since the
store is SQLite, and does not depend on what else the machine does. No test asserts a time.
"""

import resource
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import click

from calagg import clock
from calagg.intake import MOST_AT_ONCE, Step, keep_steps
from calagg.model.calendar_words import MONTHS
from calagg.read import Content, hash_bytes
from calagg.reading import read_one
from calagg.store import Store, open_store

SIZES = (1_000, 10_000)
YEARS = 20
FIRST = date(2010, 1, 4)
PLACES = ("Storåker", "Tallmo", "Lindevik", "Norrvik", "Björkfors", "Granhult", "Sjövik")
THEMES = (
    "mottagande",
    "boende",
    "språk",
    "skola",
    "hälsa",
    "arbete",
    "kultur",
    "fritid",
    "trafik",
    "miljö",
    "näringsliv",
)
WHO = ("Region", "Länsstyrelsen i", "Kommunförbundet", "Nätverket för integration i", "Samordningsförbundet")
BEGINNINGS = ("Alm", "Björk", "Ek", "Gran", "Hassel", "Lind", "Lönn", "Sten", "Sälg", "Tall", "Vide", "Äng")
ENDINGS = ("berga", "by", "fors", "hed", "holm", "lunda", "mo", "näs", "sjö", "torp", "vik", "ås")
TENTHS = 10


def day(on: date) -> str:
    """As minutes write it."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def village(number: int) -> str:
    """One of 144 places: what documents ask for is each one's own, though many ask on the same day."""
    return BEGINNINGS[number // 11 % len(BEGINNINGS)] + ENDINGS[number // 132 % len(ENDINGS)]


def minutes(number: int) -> Content:
    """One of the documents; four in a row tell of the same meeting."""
    group = number // 4
    held = FIRST + timedelta(days=group * 7919 % (YEARS * 365))
    met, due = held - timedelta(days=20 + number % 4), held + timedelta(days=30 + number % 9)
    theme, place = THEMES[group % len(THEMES)], PLACES[group % len(PLACES)]
    organiser = f"{WHO[group % len(WHO)]} {place}" + (f" {group % 97}" if group % 3 else "")
    lines = [
        f"# Protokoll {number}, {organiser}",
        f"Möte {met.isoformat()}, {place}. Ärendet har diarienummer KS {number:06}.",
        f"Nästa nätverksträff om {theme} hålls den {day(held)} kl. 09.00 i {place}.",
        f"Svar på enkäten om {THEMES[number % len(THEMES)]} i {village(number)} lämnas in senast den {day(due)}.",
    ]
    if number % 10 == 9:
        later = held + timedelta(days=14)
        lines.append(f"Mötet om enkäten i {village(number)} den {day(due)} flyttas till den {day(later)}.")
    data = "\n\n".join(lines).encode()
    origin = f"minutes/{number:07}.md"
    return Content(data=data, name=f"{number:07}.md", origin=origin, sha256=hash_bytes(data), changed_on=met)


def ingest(store: Store, documents: int) -> Iterator[tuple[float, float]]:
    """For each tenth of the documents the milliseconds of processor time of reading and of storing one."""
    now = clock.now()
    each = documents // TENTHS
    for tenth in range(TENTHS):
        reading = storing = 0.0
        end = (tenth + 1) * each
        for first in range(tenth * each, end, MOST_AT_ONCE):
            began = process_time()
            contents = [minutes(number) for number in range(first, min(first + MOST_AT_ONCE, end))]
            made = [(Step(number=1, path=Path(c.name), source_name=None, content=c), read_one(c)) for c in contents]
            read = process_time()
            if any(one.outcome != "ok" for one in keep_steps(store, made, now=now)):
                raise AssertionError("a document could not be read")
            reading += read - began
            storing += process_time() - read
        spent = 1000 * reading / each, 1000 * storing / each
        click.echo(f"{end} of {documents}: reading {spent[0]:.1f} ms, storing {spent[1]:.1f} ms", err=True)
        yield spent


@click.command()
@click.option("--size", "sizes", multiple=True, type=int, default=SIZES, show_default=True)
def main(sizes: tuple[int, ...]) -> None:
    """Measures and prints."""
    first: list[tuple[float, float]] = []
    for size in sizes:
        began = perf_counter()
        with TemporaryDirectory(prefix="calagg-bench-") as held, open_store(f"sqlite:///{held}/calagg.db") as store:
            tenths = list(ingest(store, size))
        rate = size / (perf_counter() - began)
        first = first or tenths
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024) / 1024
        click.echo(f"{size} documents: {rate:.1f} a second, at most {memory:.2f} GiB")
        for what, index in (("reading", 0), ("storing", 1)):
            begins, ends = tenths[0][index], tenths[-1][index]
            whole, before = (sum(one[index] for one in some) / TENTHS for some in (tenths, first))
            click.echo(
                f"  {what}: first tenth {begins:5.1f} ms, last {ends:5.1f} ms, {ends / begins:.2f} times; "
                f"{whole:5.1f} ms on the whole, {whole / before:.2f} times that of {sizes[0]} documents"
            )


if __name__ == "__main__":
    main()
