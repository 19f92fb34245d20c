"""What holds for any text: nothing is raised, the same text gives the same, spans lie in it, titles tell no mention."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calagg.extract import explain, extract
from calagg.grammar import find_expressions
from calagg.model.document import Document
from tests.extract.tables import READ_ON

PIECES = (
    "den 15 maj", "15/5", "2024-05-15", "kl. 18", "18.00–20.00", "v. 20", "onsdag", "HT-24", "i dag", "senast", "möte",
    "samråd", "Ansökan", "öppnar", "stänger", "hålls", "är inställt", "prel.", "i Norrvik", "Plats:", "Datum:", "# ",
    "- ", "| ", "**", "[", "](https://example.se/2024/05/)", ".", ",", ":", "\n", "\n\n", "> ", "\t", "    ", "och",
    "till", "från", "Länsstyrelsen", "bjuder in till", "träder i kraft", "ska",
    "redovisa", "1.", "§ 3", "75 %", "\u00a0", "–", "\r\n",
)  # fmt: skip
PARTS = st.lists(st.sampled_from(PIECES), max_size=40)
SPACED = PARTS.map(" ".join)
ANY = st.text(max_size=300) | SPACED | PARTS.map("".join)
FEW = settings(max_examples=150, deadline=None)


@FEW
@given(ANY)
def test_no_text_raises_and_every_span_lies_in_it(text: str) -> None:
    extraction = extract(Document.from_text(text))
    spans = [e.span for e in extraction.entries] + [d.mention.span for d in extraction.dismissed]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert len(spans) == len(set(spans))
    assert [(e.span, e.text) for e in explain(extraction)] == [(e.span, e.text) for e in find_expressions(text)]


@FEW
@given(ANY)
def test_the_same_text_gives_the_same(text: str) -> None:
    document = Document.from_text(text)
    assert extract(document) == extract(document)


@FEW
@example("Den 15 maj träder " + "x" * 83 + " i kraft.")
@example("1MAJ:ÖPPNAR :")
@example("DATUM:000;1MAJ" + "0" * 20 + "SAMRÅD'" + "0" * 59)
@given(ANY)
def test_a_title_is_never_empty_and_never_long(text: str) -> None:
    titles = [e.title for e in extract(Document.from_text(text), READ_ON).entries]
    assert [title for title in titles if not 0 < len(title) <= 90 or title != title.strip()] == []


@pytest.mark.xfail(reason="another mention of the same day stays in the title", strict=True)
@FEW
@example("15/5 Länsstyrelsen 15/5 ska")
@given(SPACED)
def test_a_title_does_not_hold_its_mention(text: str) -> None:
    for entry in extract(Document.from_text(text), READ_ON).entries:
        assert entry.mention not in [e.text for e in find_expressions(entry.title)]


@FEW
@given(ANY)
def test_nothing_lies_before_the_reference_and_no_end_before_its_start(text: str) -> None:
    for entry in extract(Document.from_text(text), READ_ON).entries:
        assert entry.start.day >= READ_ON
        assert entry.end is None or entry.end.sort_key >= entry.start.sort_key or entry.end.clock is None
        assert 0 < entry.confidence < 1
