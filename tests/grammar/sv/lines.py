"""`corpus/dates.toml` -> [Wording("den 15 maj", values=("2024-05-15",), …), …]: the corpus as lines to test.

A file holds one concept: `reference`, the day that everything in it is read against; `[[value]]` tables, the value
first and then every wording that means it; `[[sentence]]` tables, expressions in running text; `[[negative]]` tables,
what is no time expression, by family. A wording under `not_yet` is right Swedish that the grammar does not read yet;
its test fails as soon as the grammar does, so that the line is moved.

How a value is written: `2024-05-15`, `2024-05-15T09:00`, with an end `2024-05-15T09:00/2024-05-15T15:00` (the end of
whole days is the last day), a time alone `T09:00`. A week is its Monday to its Sunday. What has no day is written as
its grain and what it states: `month: month=6 part=late`. A pattern is written as the parts of an RRULE:
`FREQ=WEEKLY;BYDAY=TU`, with ` even weeks` or ` odd weeks` behind it.
"""

import tomllib
from dataclasses import dataclass, fields
from datetime import date, time
from pathlib import Path
from typing import Any

from calagg.grammar import Expression, Stated, resolve
from calagg.model.timex import Grain

CORPUS = Path(__file__).parent / "corpus"
TIMES_ALLOWED = "only-times"
COARSE_ALLOWED = "only-coarse"


@dataclass(frozen=True)
class Wording:
    """One wording and all the values that it means, in order; found by one of `rules`."""

    file: str
    text: str
    values: tuple[str, ...]
    rules: frozenset[str]
    reference: date
    not_yet: bool = False


@dataclass(frozen=True)
class Sentence:
    """Running text, the expressions in it as they stand there, and their values."""

    file: str
    text: str
    finds: tuple[str, ...]
    values: tuple[str, ...]
    reference: date
    not_yet: bool = False


@dataclass(frozen=True)
class Negative:
    """A text of a family of numbers and words that are no time; `rules` are those that it tempts."""

    file: str
    family: str
    text: str
    rules: frozenset[str]
    reference: date
    not_yet: bool = False


@dataclass(frozen=True)
class Corpus:
    """All files of the corpus together."""

    wordings: tuple[Wording, ...]
    sentences: tuple[Sentence, ...]
    negatives: tuple[Negative, ...]


def read_corpus() -> Corpus:
    """Every line of `corpus/*.toml`, in the order of the files."""
    wordings: list[Wording] = []
    sentences: list[Sentence] = []
    negatives: list[Negative] = []
    for path in sorted(CORPUS.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        reference = date.fromisoformat(table["reference"])
        for value in table.get("value", []):
            wordings += _wordings(path.stem, value, reference)
        for entry in table.get("sentence", []):
            sentences.append(_sentence(path.stem, entry, reference))
        for family in table.get("negative", []):
            negatives += _negatives(path.stem, family, reference)
    return Corpus(tuple(wordings), tuple(sentences), tuple(negatives))


def _wordings(file: str, value: dict[str, Any], reference: date) -> list[Wording]:
    rule = value["rule"]
    rules = frozenset([rule] if isinstance(rule, str) else rule)
    on = date.fromisoformat(value["reference"]) if "reference" in value else reference
    values = tuple(value["all"]) if "all" in value else (value["is"],)
    return [
        Wording(file, text, values, rules, on, not_yet=key == "not_yet")
        for key in ("wordings", "not_yet")
        for text in value.get(key, [])
    ]


def _negatives(file: str, family: dict[str, Any], reference: date) -> list[Negative]:
    return [
        Negative(file, family["family"], text, frozenset(family["rules"]), reference, not_yet=key == "not_yet")
        for key in ("texts", "not_yet")
        for text in family.get(key, [])
    ]


def _sentence(file: str, entry: dict[str, Any], reference: date) -> Sentence:
    on = date.fromisoformat(entry["reference"]) if "reference" in entry else reference
    return Sentence(file, entry["text"], tuple(entry["finds"]), tuple(entry["is"]), on, bool(entry.get("not_yet")))


def written(e: Expression, reference: date) -> str:
    """The value of `e` against `reference` in the corpus's notation."""
    value = resolve(e, reference)
    if value is not None:
        return f"{value.start}/{value.end}" if value.end else f"{value.start}"
    if e.every is not None:
        return str(e.every.pattern) + {True: " even weeks", False: " odd weeks", None: ""}[e.every.even_weeks]
    if e.timed and not e.dated:
        return _clock(e.start.clock) + (f"/{_clock(e.end.clock)}" if e.end else "")
    return f"{e.grain}: {_stated(e.start)}" + (f" / {_stated(e.end)}" if e.end else "")


def _clock(clock: time | None) -> str:
    return f"T{clock:%H:%M}" if clock else "T?"


def _stated(stated: Stated) -> str:
    pairs = [(f.name, getattr(stated, f.name)) for f in fields(stated)]
    return " ".join(f"{name}={value}" for name, value in pairs if value is not None)


def told(found: list[Expression], reference: date) -> str:
    """What was found, one expression a line, for the message of a failing test."""
    if not found:
        return "  nothing"
    return "\n".join(
        f"  {e.text!r} [{e.span.start}:{e.span.end}] by {e.rule} = {written(e, reference)}"
        f"{' (quoted)' if e.quoted else ''}"
        for e in found
    )


def is_time_of_day(e: Expression) -> bool:
    """Whether `e` tells a time and nothing that could become a day."""
    return e.timed and not e.dated


def is_coarse(e: Expression) -> bool:
    """Whether `e` tells only a month, a season or a year."""
    return e.grain in (Grain.MONTH, Grain.SEASON, Grain.YEAR)
