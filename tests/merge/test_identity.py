"""Which readings are one occasion, and which only look so."""

import pytest

from calagg.merge.identity import same_occasion, speaks_of_move
from calagg.merge.wording import titles_alike
from calagg.model import Entry, Kind
from tests.merge.minutes import told

ALIKE = [
    ("Styrgruppsmöte", "styrgruppsmöte"),
    ("Styrgruppsmöte", "Styrgruppens möte"),
    ("Workshop om mottagande", "Workshopen om mottagande"),
    ("Workshop", "Workshop om mottagande i Storåker"),
    ("Ansökan om mottagningsbidrag", "Ansökan om mottagningsbidraget"),
    ("Nätverksträff för samordnare", "Samordnare: nätverksträff"),
]
DIFFERENT = [
    ("Öppet hus i Norrvik", "Öppet hus i Lindevik"),
    ("Informationsträff om nya bidragsregler i Norrvik", "Informationsträff om nya bidragsregler i Lindevik"),
    ("Ansökan etapp 1", "Ansökan etapp 2"),
    ("Utlysning A", "Utlysning B"),
    ("Möte med styrgruppen", "Möte med referensgruppen"),
    ("Vårmöte", "Höstmöte"),
    ("Budget 2027", "Budget 2028"),
    ("Seminarium", "Workshop"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_titles_that_are_alike(one: str, other: str) -> None:
    assert titles_alike(one, other)
    assert titles_alike(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_titles_that_differ(one: str, other: str) -> None:
    assert not titles_alike(one, other)
    assert not titles_alike(other, one)


WORKSHOP = told("Workshop", "2027-01-15T09:00", end="2027-01-15T12:00")
WINDOW = told("Ansökan om bidrag", "2027-02-15", end="2027-04-03", kind=Kind.WINDOW)
CASES = [
    ("the same", WORKSHOP, WORKSHOP, True),
    ("one without a time", WORKSHOP, told("Workshop", "2027-01-15"), True),
    ("a time within", WORKSHOP, told("Workshop", "2027-01-15T10:00"), True),
    ("a time after", WORKSHOP, told("Workshop", "2027-01-15T13:00"), False),
    ("another day", WORKSHOP, told("Workshop", "2027-01-16T09:00"), False),
    ("the day alone", WORKSHOP, told("Seminarium", "2027-01-15T09:00"), False),
    ("told as a milestone", WORKSHOP, told("Workshop", "2027-01-15", kind=Kind.MILESTONE), True),
    ("the last day to register for it", WORKSHOP, told("Workshop", "2027-01-15", kind=Kind.DEADLINE), False),
    ("a window and its last day", WINDOW, told("Ansökan om bidrag", "2027-04-03", kind=Kind.DEADLINE), True),
    ("a window and a deadline on its first day", WINDOW, told("Ansökan", "2027-02-15", kind=Kind.DEADLINE), False),
]


@pytest.mark.parametrize(("one", "other", "same"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_occasions(one: Entry, other: Entry, same: bool) -> None:
    assert same_occasion(one, other) is same
    assert same_occasion(other, one) is same


@pytest.mark.parametrize(
    ("quote", "moves"),
    [
        ("Workshopen den 15/1 flyttas till den 29/1.", True),
        ("Mötet får nytt datum: 29/1.", True),
        ("Sista ansökningsdag är ändrad till den 3 april.", True),
        ("Workshop den 29/1 kl. 9.", False),
        ("Förändringsledning, kurs den 29/1.", False),
    ],
)
def test_sentences_that_move_something(quote: str, moves: bool) -> None:
    assert speaks_of_move(told("Workshop", "2027-01-29", quote=quote)) is moves


PLACES = [
    ("Storåker", "Storåkers kulturhus", True),
    ("Storåker", "Rådhuset", True),
    ("Storåker", "Teams", True),
    ("Stadshuset, A-salen", "Stadshuset, Storåker", True),
    ("Kulturhuset, Storåker", "Storåkers kulturhus", True),
    ("Norrvik", "Lindevik", False),
    ("Stadshuset, Storåker", "Kulturhuset, Storåker", False),
    ("Vårdcentralen i Norrvik", "Vårdcentralen i Ekby", False),
]


@pytest.mark.parametrize(("place", "other", "same"), PLACES)
def test_places(place: str, other: str, same: bool) -> None:
    one, two = (told("Föreläsning om demens", "2027-01-15", location=p) for p in (place, other))
    assert (same_occasion(one, two), same_occasion(two, one)) == (same, same)
