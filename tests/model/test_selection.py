"""Which entries a selection carries."""

import pytest

from calagg.config import Config, Feed
from calagg.model import Entry, Kind, Moment
from calagg.model.selection import Selection
from calagg.store.selection import selection_named

ENTRY = Entry(
    title="Ansökan om bidrag till boende",
    kind=Kind.DEADLINE,
    start=Moment.parse("2027-01-29"),
    organiser="Länsstyrelsen i Norrvik",
    location="Storåker",
    quote="Sista dag är den 29 januari för ÄLDRES boende.",
)
CASES = [
    ("nothing is asked", Selection(), True),
    ("its kind", Selection(kinds=("window", "deadline")), True),
    ("another kind", Selection(kinds=("event",)), False),
    ("a part of its organiser", Selection(organisers=("länsstyrelsen",)), True),
    ("another organiser", Selection(organisers=("Region Lindevik",)), False),
    ("one word of two", Selection(words=("integration", "BIDRAG")), True),
    ("a word of the quote", Selection(words=("äldres",)), True),
    ("a word of the place", Selection(words=("storåker",)), True),
    ("no such word", Selection(words=("integration",)), False),
    ("its place", Selection(places=("storåker",)), True),
    ("its organiser is no place", Selection(places=("norrvik",)), False),
    ("all must hold", Selection(kinds=("deadline",), places=("lindevik",)), False),
]


@pytest.mark.parametrize(("selection", "carried"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_selections(selection: Selection, carried: bool) -> None:
    assert selection.matches(ENTRY) is carried


def test_sources_are_compared_whole() -> None:
    assert Selection(sources=("Natverk",)).matches(ENTRY, ("natverk", "annan"))
    assert not Selection(sources=("nat",)).matches(ENTRY, ("natverk",))
    assert not Selection(sources=("natverk",)).matches(ENTRY)


def test_names() -> None:
    config = Config(feed=(Feed(name="boende", kinds=("deadline",), words=("boende",)),))
    assert selection_named("all", config) == Selection()
    assert selection_named("deadlines", config) == Selection(kinds=("deadline", "window"))
    assert selection_named("boende", config) == Selection(kinds=("deadline",), words=("boende",))
    assert selection_named("annat", config) is None
