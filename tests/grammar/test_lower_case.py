"""A pattern that is tried in lower case first finds what it finds by itself, blind to case."""

import re
import sys

import pytest

from calagg.grammar.engine import ANNOUNCED
from calagg.grammar.lower_case import AnyCase, in_lower_case
from calagg.grammar.sv.calendar_day import NO_DATE_BEFORE
from calagg.grammar.sv.dates import ORDINAL_LEFT
from calagg.grammar.sv.weeks import BEFORE_WEEK
from tests.extract.measure import keys

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéü"
REACH = 28
BEFORE_A_FIGURE = {"announced": ANNOUNCED, "no date": NO_DATE_BEFORE, "week": BEFORE_WEEK, "ordinal": ORDINAL_LEFT}


@pytest.mark.parametrize("pattern", BEFORE_A_FIGURE.values(), ids=BEFORE_A_FIGURE.keys())
def test_what_stands_before_a_word_or_figure_is_found_in_any_case(pattern: AnyCase) -> None:
    plain = re.compile(pattern.pattern, re.IGNORECASE)
    for text in (key.text for key in keys(range(1, 98))):
        for cased in (text, text.upper()):
            for m in re.finditer(r"\b\w", cased):
                start = max(0, m.start() - REACH)
                found, expected = pattern.search_between(cased, start, m.start()), plain.search(cased, start, m.start())
                assert (found and found.span()) == (expected and expected.span())


def test_lower_case_has_each_letter_that_a_pattern_blind_to_case_takes_for_it() -> None:
    blind = re.compile(f"[{LETTERS}]", re.IGNORECASE)
    for character in filter(blind.match, map(chr, range(sys.maxunicode + 1))):
        letters = [letter for letter in LETTERS if re.match(letter, character, re.IGNORECASE)]
        assert in_lower_case(character) in (None, *letters), character


def test_lower_case_leaves_words_blanks_and_figures_what_they_are() -> None:
    kinds = [re.compile(kind) for kind in (r"\w", r"\s", r"\d")]
    for character in map(chr, range(sys.maxunicode + 1)):
        lower = character.lower()
        if lower != character and len(lower) == 1:
            assert [bool(k.match(lower)) for k in kinds] == [bool(k.match(character)) for k in kinds], character


def test_a_pattern_with_a_capital_is_refused() -> None:
    with pytest.raises(ValueError, match="write it in lower case"):
        AnyCase(r"(?<!\w)Senast")
