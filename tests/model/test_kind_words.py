"""What an entry is called: a window is a call only where something can be applied for."""

import pytest

from calagg.model import Entry, Kind, Moment
from calagg.model.kind_words import kind_word, window_words


def entry(title: str, kind: Kind = Kind.WINDOW, quote: str = "") -> Entry:
    return Entry(title=title, kind=kind, start=Moment.parse("2027-02-15"), quote=quote)


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (entry("Utlysning av utvecklingsmedel"), "Utlysning"),
        (entry("Bidrag till språkcaféer"), "Utlysning"),
        (entry("Portalen", quote="Medlen kan sökas 3 mars–11 april."), "Utlysning"),
        (entry("Stipendium för unga"), "Utlysning"),
        (entry("Samrådet"), "Period"),
        (entry("Avstängning av bron"), "Period"),
        (entry("Rundvisning för besökare"), "Period"),
        (entry("Kontroll av läkemedel och livsmedel"), "Period"),
        (entry("Ansökan om bidrag", Kind.DEADLINE), "Sista dag"),
        (entry("Möte", Kind.EVENT), "Händelse"),
        (entry("Ny lag", Kind.MILESTONE), "Milstolpe"),
    ],
)
def test_the_word(told: Entry, word: str) -> None:
    assert kind_word(told) == word


def test_a_call_opens_and_closes_and_a_consultation_begins_and_ends() -> None:
    call, consultation = window_words(entry("Utlysning av medel")), window_words(entry("Samråd om en detaljplan"))
    assert (call.opens, call.closes, call.open_since, call.open_until) == (
        "öppnar",
        "stänger",
        "öppen sedan",
        "stänger",
    )
    assert (consultation.opens, consultation.closes) == ("börjar", "slutar")
    assert (consultation.open_since, consultation.open_until) == ("pågår sedan", "pågår till")
