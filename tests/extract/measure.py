"""`python -m tests.extract.measure` -> how the extraction does on the invented documents, each set by itself.

A document's key names its items, mentions and traps; reported entries and items are paired by their day. What is
counted: items found and entries that are right (day F1), those whose times, kind and title are right as well
(calendar-ready F1), false entries that repeat the day of an item (duplicates) and those that stand on a trap.
`-v` tells every item that is missed or wrong and every false entry, of the open sets only: who writes rules is not to
see what the held ones hold. `--given` reads each document against its key's reference.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from calagg.extract import extract
from calagg.model.document import Document, Evidence
from calagg.model.entry import Entry, Extraction, Kind
from calagg.model.timex import Moment

DOCUMENTS = Path(__file__).parent / "documents"
SETS = (
    range(1, 31),
    range(31, 46),
    range(46, 71),
    range(71, 86),
    range(86, 98),
    range(98, 110),
    range(110, 119),
    range(119, 128),
    range(128, 137),
    range(137, 146),
)
HELD: tuple[range, ...] = (range(137, 146),)
LONGEST_TITLE = 90
FILE_DAY = date(2027, 12, 1)


@dataclass(frozen=True, slots=True)
class Item:
    """What a careful coordinator would put in the calendar, with every answer that is as good."""

    quote: str
    starts: tuple[str, ...]
    ends: tuple[str | None, ...]
    kinds: tuple[str, ...]
    titles: tuple[tuple[str, ...], ...]
    required: bool

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Item":
        """The item of a key; its best answers come first."""
        return cls(
            quote=told.get("quote") or told["quotes"][0],
            starts=(told["start"], *told.get("start_any", ())),
            ends=(told["end"], *told.get("end_any", ())),
            kinds=tuple(told["kinds"]),
            titles=tuple(tuple(words) for words in told["title_any"]),
            required=told["required"],
        )

    @property
    def days(self) -> frozenset[str]:
        """The days on which it may start."""
        return frozenset(start[:10] for start in self.starts)

    def timed_like(self, start: Moment, end: Moment | None) -> bool:
        """Whether start and end are right; where the text gives no end, none and one on the same day are."""
        if str(start) not in self.starts:
            return False
        if self.ends[0] is None and (end is None or end.day == start.day):
            return True
        return (str(end) if end else None) in self.ends

    def named_like(self, title: str) -> bool:
        """Whether the title says what it is, in few enough characters."""
        folded = title.casefold()
        said = not self.titles or any(all(word in folded for word in words) for words in self.titles)
        return said and 0 < len(title) <= LONGEST_TITLE


@dataclass(frozen=True, slots=True)
class Key:
    """One document's text and what is to be found in it."""

    name: str
    text: str
    reference: date
    items: tuple[Item, ...]
    traps: tuple[str, ...]

    @property
    def number(self) -> int:
        """The number that its file's name begins with."""
        return int(self.name[:3])


@dataclass(frozen=True, slots=True)
class Pair:
    """An item and the entry that tells it; `last_day` where a window tells it by its end."""

    item: Item
    entry: Entry
    last_day: bool = False

    @property
    def wrong(self) -> tuple[str, ...]:
        """What of 'when', 'kind' and 'title' is not right."""
        start, end, kind = self.entry.start, self.entry.end, self.entry.kind
        if self.last_day and end is not None:
            start, end, kind = end, None, Kind.DEADLINE
        rights = {
            "when": self.item.timed_like(start, end),
            "kind": kind in self.item.kinds,
            "title": self.item.named_like(self.entry.title),
        }
        return tuple(what for what, right in rights.items() if not right)


@dataclass(slots=True)
class Measure:
    """The comparison of extractions with their keys; measures of several documents add up."""

    pairs: list[Pair] = field(default_factory=list)
    missed: list[Item] = field(default_factory=list)
    false: list[Entry] = field(default_factory=list)
    duplicates: list[Entry] = field(default_factory=list)
    trapped: list[Entry] = field(default_factory=list)

    def add(self, other: "Measure") -> None:
        """Takes in the other's comparison."""
        for name in ("pairs", "missed", "false", "duplicates", "trapped"):
            getattr(self, name).extend(getattr(other, name))

    @property
    def day(self) -> float:
        """F1 of the days: recall over required items, precision over all entries."""
        found = [pair for pair in self.pairs if pair.item.required]
        right = len({pair.entry for pair in self.pairs})
        return _f1(len(found), len(found) + len(self.missed), right, right + len(self.false))

    @property
    def ready(self) -> float:
        """F1 of what could go into a calendar as it is; optional items are neither rewarded nor punished."""
        found = [pair for pair in self.pairs if pair.item.required]
        right = sum(not pair.wrong for pair in found)
        return _f1(right, len(found) + len(self.missed), right, len({p.entry for p in found}) + len(self.false))

    def __str__(self) -> str:
        """The figures on one line."""
        return (
            f"day F1 {self.day:.3f}, calendar-ready F1 {self.ready:.3f}, "
            f"missed {len(self.missed)}, false {len(self.false)}, "
            f"duplicates {len(self.duplicates)}, traps {len(self.trapped)}"
        )


def _f1(found: int, wanted: int, right: int, reported: int) -> float:
    recall, precision = found / wanted if wanted else 1.0, right / reported if reported else 1.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def keys(numbers: Iterable[int] = range(1000)) -> list[Key]:
    """The keys of the documents that are there and have one of the numbers, in their order."""
    wanted = frozenset(numbers)
    paths = [p for p in sorted(DOCUMENTS.glob("[0-9][0-9][0-9]-*.json")) if p.with_suffix(".txt").exists()]
    return [_key(path) for path in paths if int(path.name[:3]) in wanted]


def _key(path: Path) -> Key:
    told = json.loads(path.read_text(encoding="utf-8"))
    return Key(
        name=path.stem,
        text=path.with_suffix(".txt").read_text(encoding="utf-8"),
        reference=date.fromisoformat(told["reference"]),
        items=tuple(Item.of(item) for item in told["items"]),
        traps=tuple(trap["quote"] for trap in told["traps"]),
    )


def read(key: Key, reference: date | None = None) -> Extraction:
    """The extraction of the key's document, of which no name tells anything and the file was written long after it."""
    document = Document.from_text(key.text, "document.txt")
    return extract(replace(document, evidence=(Evidence(FILE_DAY, "file"),)), reference)


def measure(key: Key, extraction: Extraction) -> Measure:
    """How the extraction does against the key; each entry tells one item at most, each item is told once."""
    entries = [e for e in extraction.entries if not e.grain.coarse]
    pairs = list(_by_day(key.items, entries))
    told = {id(pair.item) for pair in pairs}
    pairs += _by_last_day([item for item in key.items if id(item) not in told], entries)
    told |= {id(pair.item) for pair in pairs}
    right = {id(pair.entry) for pair in pairs}
    false = [e for e in entries if id(e) not in right]
    days = {day for item in key.items for day in item.days}
    return Measure(
        pairs=pairs,
        missed=[item for item in key.items if item.required and id(item) not in told],
        false=false,
        duplicates=[e for e in false if e.start.day.isoformat() in days],
        trapped=[e for e in false if _stands_on(key, e)],
    )


def _by_day(items: Iterable[Item], entries: list[Entry]) -> Iterator[Pair]:
    """Items and entries of one day, those that agree most first."""
    alike = [Pair(item, e) for item in items for e in entries if e.start.day.isoformat() in item.days]
    items_told: set[int] = set()
    entries_used: set[int] = set()
    for pair in sorted(alike, key=_rank):
        if id(pair.item) not in items_told and id(pair.entry) not in entries_used:
            items_told.add(id(pair.item))
            entries_used.add(id(pair.entry))
            yield pair


def _rank(pair: Pair) -> tuple[int, bool]:
    """Fewest faults first, the title weighing most; required items before optional ones."""
    weights = {"title": 4, "when": 3, "kind": 2}
    return sum(weights[what] for what in pair.wrong), not pair.item.required


def _by_last_day(items: Iterable[Item], entries: list[Entry]) -> Iterator[Pair]:
    """The deadlines that a window tells by its last day."""
    for item in items:
        for e in entries:
            ends = e.kind is Kind.WINDOW and e.end is not None and e.end.day.isoformat() in item.days
            if ends and "deadline" in item.kinds and item.named_like(e.title):
                yield Pair(item, e, last_day=True)
                break


def _stands_on(key: Key, entry: Entry) -> bool:
    """Whether the entry's mention lies in a stretch of the text that is a trap."""
    for trap in key.traps:
        at = key.text.find(trap)
        while at >= 0:
            if at < entry.span.end and entry.span.start < at + len(trap):
                return True
            at = key.text.find(trap, at + 1)
    return False


def _told(result: Measure) -> Iterator[str]:
    """What is missed, wrong or false, a line each."""
    for item in result.missed:
        yield f"  missed {item.starts[0]} {item.quote!r}"
    for pair in result.pairs:
        if pair.wrong and pair.item.required:
            e = pair.entry
            yield (
                f"  wrong {', '.join(pair.wrong)}: {pair.item.starts[0]}/{pair.item.ends[0]} {pair.item.quote!r} "
                f"-> {e.start}/{e.end} {e.kind} {e.title!r}"
            )
    for e in result.false:
        yield f"  false {e.start} {e.kind} {e.title!r} <- {e.mention!r}"


@click.command(help=__doc__)
@click.option("-v", "--verbose", is_flag=True, help="also what is missed, wrong or false in the open sets")
@click.option("--given", is_flag=True, help="read against the reference of the key")
def main(*, verbose: bool, given: bool) -> None:
    """Prints the figures of each set that is there."""
    for numbers in SETS:
        total, found = Measure(), keys(numbers)
        for key in found:
            result = measure(key, read(key, key.reference if given else None))
            total.add(result)
            if verbose and numbers not in HELD:
                click.echo("\n".join([f"{key.name}: {result}", *_told(result)]))
        if found:
            click.echo(f"{numbers[0]:03}–{numbers[-1]:03} ({len(found)} documents): {total}")


if __name__ == "__main__":
    main()
