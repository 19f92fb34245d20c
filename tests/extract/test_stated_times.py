"""`<time datetime>`: the words say what it is, the page when; where they disagree the words stand, less surely."""

import pytest

from calagg.extract import explain, extract
from calagg.model import Entry, Extraction
from calagg.read import read_bytes

TOP = "<p>Publicerad 2027-02-01</p>"
REASON = "tiden angiven i sidans egna uppgifter"


def read(body: str) -> Extraction:
    return extract(read_bytes(f"<!DOCTYPE html><body>{TOP}{body}".encode(), "a.html"))


def told(entries: tuple[Entry, ...]) -> list[tuple[str, str, str, str]]:
    return [(e.kind.value, str(e.start), str(e.end or ""), e.title) for e in entries]


def time(value: str, words: str) -> str:
    return f'<time datetime="{value}">{words}</time>'


CASES = {
    "a weekday": (f"Öppet hus {time('2027-03-12T09:00', 'fredag')}.", ("event", "2027-03-12T09:00", "", "Öppet hus")),
    "figures alone": (f"Öppet hus {time('2027-03-12T09:00', '12')}.", ("event", "2027-03-12T09:00", "", "Öppet hus")),
    "a day": (f"Öppet hus {time('2027-03-12', '12 mars')}.", ("event", "2027-03-12", "", "Öppet hus")),
    "midnight is no hour": (
        f"Öppet hus {time('2027-03-12T00:00:00+01:00', '12 mars')}.",
        ("event", "2027-03-12", "", "Öppet hus"),
    ),
    "with a zone": (
        f"Öppet hus {time('2027-03-12T08:00:00Z', '12 mars')}.",
        ("event", "2027-03-12T09:00", "", "Öppet hus"),
    ),
    "a week": (f"Öppet hus {time('2027-W11', 'vecka 11')}.", ("event", "2027-03-15", "2027-03-21", "Öppet hus")),
    "an hour": (
        f"Öppet hus den 12 mars {time('09:00', 'kl. nio')}.",
        ("event", "2027-03-12T09:00", "", "Öppet hus"),
    ),
    "a day, and the hours in words": (
        f"Öppet hus {time('2027-03-12', 'fredag')} kl. 9–12.",
        ("event", "2027-03-12T09:00", "2027-03-12T12:00", "Öppet hus"),
    ),
    "the year of another spring": (
        f"Öppet hus {time('2028-03-12', '12 mars')}.",
        ("event", "2028-03-12", "", "Öppet hus"),
    ),
    "first and last day": (
        f"Konferens {time('2027-12-30', '30 december')}–{time('2028-01-02', '2 januari')}.",
        ("event", "2027-12-30", "2028-01-02", "Konferens"),
    ),
    "the last day alone": (
        f"Konferens 30 december–{time('2028-01-02', '2 januari')}.",
        ("event", "2027-12-30", "2028-01-02", "Konferens"),
    ),
    "a deadline": (
        f"Anmälan till kursen senast {time('2027-03-12', 'fredag')}.",
        ("deadline", "2027-03-12", "", "Anmälan till kursen"),
    ),
}


@pytest.mark.parametrize(("words", "wanted"), CASES.values(), ids=CASES)
def test_what_the_words_leave_out(words: str, wanted: tuple[str, str, str, str]) -> None:
    (entry,) = read(f"<p>{words}</p>").entries
    assert told((entry,)) == [wanted]
    assert REASON in entry.reasons
    assert entry.contradictions == ()
    assert entry.confidence > 0.8


DISPUTED = {
    "another day": (
        time("2027-03-12", "13 mars"),
        "2027-03-13",
        "”13 mars” säger något annat än sidans egen uppgift, 2027-03-12",
    ),
    "another hour": (
        time("2027-03-12T09:00Z", "12 mars kl. 9"),
        "2027-03-12T09:00",
        "”12 mars kl. 9” säger något annat än sidans egen uppgift, 2027-03-12 10:00",
    ),
    "another weekday": (
        time("2027-03-11", "fredag"),
        "2027-03-12",
        "”fredag” säger något annat än sidans egen uppgift, 2027-03-11",
    ),
    "another week": (
        time("2027-W11", "vecka 12"),
        "2027-03-22",
        "”vecka 12” säger något annat än sidans egen uppgift, 2027-W11",
    ),
}


@pytest.mark.parametrize(("words", "start", "against"), DISPUTED.values(), ids=DISPUTED)
def test_words_that_say_otherwise_stand_less_surely(words: str, start: str, against: str) -> None:
    (entry,) = read(f"<p>Öppet hus {words}.</p>").entries
    assert (str(entry.start), entry.contradictions) == (start, (against,))
    assert entry.confidence < 0.6


DISMISSED = {
    "when it was published": (
        "<p>Öppet hus <time datetime='2027-03-12' class='published'>12 mars</time></p>",
        ("12 mars", "tidsstämpel, inget möte"),
    ),
    "a byline": (
        "<div class='byline'>Eva Ek, <time datetime='2027-03-12T09:00'>12 mars</time></div>",
        ("12 mars", "tidsstämpel, inget möte"),
    ),
    "a month": (f"<p>Öppet hus {time('2027-03', 'mars')}</p>", ("mars", "för vagt för en kalender")),
}


@pytest.mark.parametrize(("body", "wanted"), DISMISSED.values(), ids=DISMISSED)
def test_no_entry(body: str, wanted: tuple[str, str]) -> None:
    extraction = read(body)
    assert extraction.entries == ()
    assert wanted in [(d.mention.text, d.reason) for d in extraction.dismissed]


def test_a_duration_changes_nothing() -> None:
    assert told(read(f"<p>Mötet den 12 mars tar {time('PT2H', '2 timmar')}.</p>").entries) == told(
        read("<p>Mötet den 12 mars tar 2 timmar.</p>").entries
    )


def test_the_day_of_publication_is_what_the_page_is_read_against() -> None:
    page = "<!DOCTYPE html><body><article><header><time datetime='2025-09-01'>1/9</time></header><p>Öppet hus i morgon."
    extraction = extract(read_bytes(page.encode(), "a.html"))
    assert str(extraction.reference.day) == "2025-09-01"
    assert told(extraction.entries) == [("event", "2025-09-02", "", "Öppet hus")]


def test_explain_shows_what_is_stated() -> None:
    shown = explain(read(f"<p>Öppet hus {time('2027-03-12T09:00', '12')}.</p>"))
    assert [(e.text, e.rule, e.value, e.became) for e in shown][1:] == [("12", "stated", "2027-03-12T09:00", "event")]
