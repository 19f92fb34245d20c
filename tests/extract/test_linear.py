"""Doubling a text multiplies the processor time of its extraction by at most 2.6, also where it was made to be slow.

The shorter text and the doubled one are timed side by side in one run; the best of several pairs counts, so that a
busy machine changes nothing. Quadratic work takes four times as long in every pair. Where a step is slow but linear
the text is shorter, so that all of it stays within a minute.
"""

import gc
from time import process_time

import pytest

from calagg.extract import extract
from calagg.model.document import Document
from tests.extract.measure import keys

LIMIT = 2.6
TURNS = 8
TOO_SHORT = 0.002  # seconds; below it the clock and the caches are measured
KB = 1024

# few or no mentions: many characters in little time
LIGHT = {
    "bare items": "- \n", "bars": "| ", "weekdays": "måndag ", "letters": ". A ", "links": "[a](", "quote marks": ">",
    "quote marks and blanks": "> ", "lines of one letter": "a\n", "letters in a row": "a", "dashes": "- - ",
    "brackets": "[", "stars": "*", "commas": ", ", "cues": "senast ", "modals": "ska ", "events": "möte ",
    "addresses": "https://example.se/ ", "underscores": "_a", "tabs": "a\t", "columns": "a     ",
}  # fmt: skip
# a mention, a heading or an item every few characters
DENSE = {
    "times": "kl. 1 ", "headings": "# \n", "twelves": "12.12. ",
    "items with a date": "- 1 maj möte\n", "rows": "| 1 maj | Möte |\n", "fields": "Datum: 1 maj\n",
    "lines of times": "kl. 9\n", "headings that are dates": "# 1 maj\n\n", "sentences": "Möte den 1 maj. ",
    "full dates": "2024-05-01 Möte\n\n", "windows": "Öppnar den 1 maj och stänger den 2 maj. ",
    "patterns": "Vi ses varje tisdag t.o.m. 15 juni, ",
}  # fmt: skip
# what stands above each, however far up
LISTS = {"of headings": "# 1 maj\n\n", "of fields": "Datum: 1 maj\n", "of items": "- 1 maj\n"}
# hundreds of mentions in one sentence, each read with its surroundings
DENSEST = {"dates": "1 maj ", "fractions": "1/2, "}
ORDINARY = "\n\n".join(key.text for key in keys(range(1, 46)))


def repeated(unit: str, size: int) -> str:
    """The unit over and over, `size` characters of it."""
    return (unit * (size // len(unit) + 1))[:size]


def nested(size: int) -> str:
    """A list whose every item stands deeper than the one before."""
    lines, length, depth = [], 0, 0
    while length < size:
        lines.append(" " * depth + "- a 1 maj\n")
        length, depth = length + len(lines[-1]), depth + 1
    return "".join(lines)[:size]


def one_word_beside(size: int) -> str:
    """A mention between two words that take up the rest, as in a line of base64."""
    return "x" * (size // 2) + " möte 1 maj " + "x" * (size // 2)


def seconds(text: str) -> float:
    """The processor time that the extraction takes; what else the machine does is not in it."""
    start = process_time()
    extract(Document.from_text(text))
    return process_time() - start


def growth(short: str, double: str) -> float:
    """How many times longer the doubled text takes; what is linear is mostly seen at the first pair."""
    gc.collect()
    gc.disable()
    try:
        best = float("inf")
        for _ in range(TURNS):
            once = seconds(short)
            best = min(best, seconds(double) / max(once, TOO_SHORT))
            if best <= LIMIT:
                break
    finally:
        gc.enable()
    return best


@pytest.mark.parametrize("unit", LIGHT.values(), ids=LIGHT.keys())
@pytest.mark.parametrize("size", [16 * KB, 64 * KB])
def test_a_hostile_repetition_is_read_in_linear_time(unit: str, size: int) -> None:
    assert growth(repeated(unit, size), repeated(unit, 2 * size)) <= LIMIT


@pytest.mark.parametrize("unit", DENSE.values(), ids=DENSE.keys())
def test_a_text_of_nothing_but_mentions_is_read_in_linear_time(unit: str) -> None:
    assert growth(repeated(unit, 8 * KB), repeated(unit, 16 * KB)) <= LIMIT


@pytest.mark.parametrize("unit", LISTS.values(), ids=LISTS.keys())
def test_a_long_list_is_read_in_linear_time(unit: str) -> None:
    assert growth(repeated(unit, 32 * KB), repeated(unit, 64 * KB)) <= LIMIT


@pytest.mark.parametrize("unit", DENSEST.values(), ids=DENSEST.keys())
def test_a_line_of_nothing_but_mentions_is_read_in_linear_time(unit: str) -> None:
    assert growth(repeated(unit, 2 * KB), repeated(unit, 4 * KB)) <= LIMIT


def test_ever_deeper_lists_are_read_in_linear_time() -> None:
    assert growth(nested(64 * KB), nested(128 * KB)) <= LIMIT


def test_a_word_without_end_beside_a_mention_is_read_in_linear_time() -> None:
    assert growth(one_word_beside(1 * KB), one_word_beside(2 * KB)) <= LIMIT


@pytest.mark.parametrize("size", [64 * KB, 512 * KB])
def test_ordinary_text_is_read_in_linear_time(size: int) -> None:
    assert growth(repeated(ORDINARY, size), repeated(ORDINARY, 2 * size)) <= LIMIT
