"""Doubling a text at most multiplies the time by 2.6, also where the text was made to be slow.

Each pair is timed in one run, the shorter and the doubled text side by side, in processor time, and the best of
several pairs counts, so that a busy machine changes nothing; what is quadratic takes four times as long in every pair.
"""

import gc
from time import process_time

import pytest

from calagg.grammar import find_expressions
from calagg.resources import sample_minutes
from calagg.samples import SUFFIXES

LIMIT = 2.6
TURNS = 10
TOO_SHORT = 0.001  # seconds; below it the clock and the caches are measured, not the grammar
KB = 1024

HOSTILE = {
    "dotted ones": "1.1.1.1",
    "den": "den ",
    "figures": "1234567890",
    "slashed ones": "1/1/1/1",
    "kl": "kl ",
    "weekdays": "måndag ",
    "addresses": "a@a@",
    "twelves": "12.12.",
    "dashes": "- ",
    "spaces": " ",
    "stars": "*",
    "lines": "\n",
    "weeks": "v. ",
    "figures and commas": "1,",
    "iso": "2024-01-01",
    "parentheses": "(",
    "from and to": "mellan den 1 och ",
    "first advents": "första ",
    "every other": "varannan ",
    "no-break spaces": "1\u00a0",
}
# an expression every few characters: much work for each, so the texts are shorter
DENSE = {
    "months": "maj ",
    "days of May": "1 maj ",
    "listed days": "1, ",
    "hours": "9-10 ",
    "relative": "om två veckor ",
    "links": "https://example.se/2024-01-01/",
    "fences": "```\n1 maj\n",
    "listed slashes": "6/9, ",
    "ranged slashes": "6/9–",
    "patterns": "varje måndag, ",
}
LONGEST = ("dotted ones", "den", "figures", "slashed ones", "kl", "weekdays", "addresses", "twelves", "dashes")


def _seconds(text: str) -> float:
    """The processor time that reading takes; what else the machine does is not in it."""
    start = process_time()
    find_expressions(text)
    return process_time() - start


def _growth(short: str) -> float:
    """How many times longer the doubled text takes: the best of several pairs, each timed side by side."""
    best = float("inf")
    for _ in range(TURNS):
        once = _seconds(short)
        best = min(best, _seconds(short + short) / max(once, TOO_SHORT))
        if best <= LIMIT:
            break
    return best


def _assert_linear(unit: str, sizes: tuple[int, ...]) -> None:
    gc.collect()
    gc.disable()
    try:
        for size in sizes:
            short = (unit * (size // len(unit) + 1))[:size]
            growth = _growth(short)
            assert growth <= LIMIT, f"{unit!r}: {size} to {2 * size} characters multiplies the time by {growth:.2f}"
    finally:
        gc.enable()


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_repetition_is_read_in_linear_time(unit: str) -> None:
    _assert_linear(unit, (64 * KB,))


@pytest.mark.parametrize("unit", DENSE.values(), ids=DENSE.keys())
def test_a_text_of_nothing_but_expressions_is_read_in_linear_time(unit: str) -> None:
    _assert_linear(unit, (16 * KB,))


@pytest.mark.parametrize("name", LONGEST)
def test_a_hostile_repetition_of_a_megabyte_is_read_in_linear_time(name: str) -> None:
    _assert_linear(HOSTILE[name], (512 * KB,))


def test_ordinary_minutes_are_read_in_linear_time() -> None:
    templates = [p for p in sorted(sample_minutes().iterdir()) if p.suffix in SUFFIXES]
    minutes = "\n\n".join(p.read_text(encoding="utf-8") for p in templates)
    _assert_linear(minutes.replace("{{", "den 15 maj kl. 13 ").replace("}}", ""), (512 * KB,))
