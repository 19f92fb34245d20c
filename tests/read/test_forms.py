"""The same minutes in every form give the same entries, and each quote stands on the page that is told."""

from collections.abc import Callable

import pytest

from calagg.extract import extract
from calagg.model import Entry
from calagg.read import read_bytes
from tests.read.forms import STEERING, WHERE, Block, as_mail, as_pdf, as_text, as_word

FORMS: dict[str, Callable[[list[Block]], bytes]] = {"a.docx": as_word, "a.pdf": as_pdf, "a.eml": as_mail}


def told(entries: tuple[Entry, ...]) -> list[tuple[str, str, str, str]]:
    return [(str(e.start), str(e.end or ""), e.kind.value, e.title) for e in entries]


@pytest.mark.parametrize(("name", "made"), FORMS.items(), ids=FORMS)
def test_the_same_minutes_give_the_same_entries(name: str, made: Callable[[list[Block]], bytes]) -> None:
    plain = extract(read_bytes(as_text(STEERING), "a.md"))
    other = extract(read_bytes(made(STEERING), name))
    assert {str(e.start) for e in plain.entries} == set(WHERE)
    assert told(other.entries) == told(plain.entries)
    assert other.document.title == plain.document.title
    assert (other.reference.day, other.reference.source) == (plain.reference.day, "stated")
    for entry in other.entries:
        assert entry.span.of(other.document.text) != ""
        assert entry.mention in " ".join(other.document.text.split())


def test_a_quote_stands_on_the_page_that_is_told() -> None:
    document = read_bytes(as_pdf(STEERING), "a.pdf")
    assert [a.label for a in document.anchors if a.kind == "page"] == ["1", "2"]
    pages = {}
    for entry in extract(document).entries:
        page = document.anchor_at(entry.span.start, "page")
        heading = document.anchor_at(entry.span.start, "heading")
        pages[str(entry.start)] = page.label if page else ""
        assert heading is not None
    assert pages == WHERE
