"""`python -m tests.benchmarks.bench_bulk --size 1000 --size 10000` -> documents a second as a store grows, by tenths.

Invented minutes of many organisers are read and stored, one process, in the batches that `calagg ingest` stores: each
tells of a deadline of its own, of a meeting that three others tell of too, and one in ten moves a meeting. They lie in
the same twenty years however many they are, so that the days fill. What is measured is whether a document costs more at
the end than at the beginning: the processor time of reading and of storing, which is all in this process since the
store is SQLite. A machine that others use too may be half as fast ten minutes later, so the last tenth takes turns,
batch by batch, with the first tenth once more, in a store that is empty again. No test asserts a time.
"""

import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass
class Spent:
    """What so many documents took: milliseconds of processor time to read and to store, and seconds that passed."""

    documents: int = 0
    reading: float = 0.0
    storing: float = 0.0
    seconds: float = 0.0

    def __str__(self) -> str:
        return f"reading {self.reading / self.documents:.1f} ms, storing {self.storing / self.documents:.1f} ms"

    def times(self, other: "Spent") -> float:
        """How many times as much a document of these took as one of the other."""
        ours, theirs = ((s.reading + s.storing) / s.documents for s in (self, other))
        return ours / theirs


def ingest(store: Store, numbers: range, spent: Spent) -> None:
    """Reads and stores the documents of these numbers in one batch, and adds what that takes."""
    passing, began = perf_counter(), process_time()
    contents = [minutes(number) for number in numbers]
    made = [(Step(number=1, path=Path(c.name), source_name=None, content=c), read_one(c)) for c in contents]
    read = process_time()
    if any(one.outcome != "ok" for one in keep_steps(store, made, now=clock.now())):
        raise AssertionError("a document could not be read")
    spent.documents += len(numbers)
    spent.reading += 1000 * (read - began)
    spent.storing += 1000 * (process_time() - read)
    spent.seconds += perf_counter() - passing


def batches(first: int, end: int) -> Iterator[range]:
    """The documents from `first` on, as many at a time as `calagg ingest` stores."""
    for start in range(first, end, MOST_AT_ONCE):
        yield range(start, min(start + MOST_AT_ONCE, end))


def grow(store: Store, anew: Store, documents: int) -> tuple[list[Spent], Spent]:
    """Fills the store: what each tenth took, and what the first took in the other store while the last was stored."""
    each, tenths, first = documents // TENTHS, [Spent() for _ in range(TENTHS)], Spent()
    for number, spent in enumerate(tenths):
        last = number == TENTHS - 1
        for numbers in batches(number * each, (number + 1) * each):
            ingest(store, numbers, spent)
            if last:
                ingest(anew, range(numbers.start - number * each, numbers.stop - number * each), first)
        click.echo(f"{(number + 1) * each} of {documents}: {spent}", err=True)
    return tenths, first


@click.command()
@click.option("--size", "sizes", multiple=True, type=click.IntRange(min=TENTHS), default=SIZES, show_default=True)
def main(sizes: tuple[int, ...]) -> None:
    """Measures and prints."""
    for size in sizes:
        with (
            TemporaryDirectory(prefix="calagg-bench-") as held,
            open_store(f"sqlite:///{held}/calagg.db") as store,
            open_store(f"sqlite:///{held}/anew.db") as anew,
        ):
            tenths, first = grow(store, anew, size)
        rate = sum(spent.documents for spent in tenths) / sum(spent.seconds for spent in tenths)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024) / 1024
        click.echo(f"{size} documents: {rate:.1f} a second, at most {memory:.2f} GiB")
        click.echo(f"  the first tenth, by turns with the last: {first}")
        click.echo(f"  the last tenth: {tenths[-1]}; {tenths[-1].times(first):.2f} times")


if __name__ == "__main__":
    main()
