"""A Cue finds what its pattern finds by itself, blind to case: in all documents, and in any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calagg.extract import clues, cues, extraction, phrase, place, surroundings, task, title
from calagg.extract.cues import Cue
from tests.extract.measure import keys

MODULES = (cues, clues, extraction, phrase, place, surroundings, task, title)
CUES = {name: cue for module in MODULES for name, cue in vars(module).items() if isinstance(cue, Cue)}
DOCUMENTS = [key.text for key in keys(range(1, 98))]
LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéü"
WORDS = st.sampled_from(sorted({word for text in DOCUMENTS[::7] for word in text.split()}))
# letters with a case of their own: two in lower case, or taken for an i, an s, a k and an å
ODD = st.sampled_from(
    [
        "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}",
        "\N{LATIN SMALL LETTER DOTLESS I}",
        "\N{LATIN SMALL LETTER LONG S}",
        "\N{KELVIN SIGN}",
        "\N{ANGSTROM SIGN}",
        "\n",
    ]
)
TEXTS = st.lists(st.one_of(WORDS, WORDS.map(str.upper), ODD, st.text(max_size=4))).map(" ".join)


def assert_as_plain(cue: Cue, text: str, start: int = 0) -> None:
    """The spans of the matches are those of the pattern by itself."""
    plain = re.compile(cue.pattern, re.IGNORECASE)
    spans = [m.span() for m in plain.finditer(text)]
    first, between = cue.search(text), cue.search_between(text, start, len(text))
    assert [m.span() for m in cue.finditer(text)] == spans
    assert [m.span() for m in (first,) if m] == spans[:1]
    assert (between and between.span()) == ((m := plain.search(text, start)) and m.span())
    assert cue.count(text) == len(spans)
    assert cue.sub(" ", text) == plain.sub(" ", text)


@pytest.mark.parametrize("name", sorted(CUES))
def test_a_cue_finds_in_all_documents_what_its_pattern_finds(name: str) -> None:
    for text in DOCUMENTS:
        for line in (*text.split("\n"), text.upper()[:2000]):
            assert_as_plain(CUES[name], line, start=len(line) // 2)


@given(text=TEXTS)
def test_a_cue_finds_in_any_text_what_its_pattern_finds(text: str) -> None:
    for cue in CUES.values():
        assert_as_plain(cue, text, start=len(text) // 2)
