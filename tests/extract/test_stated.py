"""Events that a page states for programs: their values are taken as they stand, the words are the proof."""

import json

import pytest

from calagg.extract import extract
from calagg.model import Entry
from calagg.read import read_bytes

WORDS = "<h1>Evenemang</h1><p>Publicerad 2027-02-01</p><p>Öppet hus på Kulturskolan den 1 mars kl. 17.</p>"
EVENT = {
    "@context": "https://schema.org",
    "@type": "Event",
    "name": "Öppet hus på Kulturskolan",
    "startDate": "2027-03-01T16:00:00Z",
    "endDate": "2027-03-01T19:00+01:00",
    "location": {"@type": "Place", "name": "Aulan"},
    "url": "https://example.org/e/1",
}


def found(words: str, *scripts: object) -> tuple[Entry, ...]:
    """The entries of a page with these objects in it as JSON-LD."""
    held = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in scripts)
    return extract(read_bytes(f"<!DOCTYPE html>{held}<body>{words}".encode(), "a.html")).entries


def told(entries: tuple[Entry, ...]) -> list[tuple[str, str, str, str | None]]:
    return [(e.title, str(e.start), str(e.end or ""), e.location) for e in entries]


MARKET = {"@type": "Event", "name": "Marknad"}
STATED = [("Öppet hus på Kulturskolan", "2027-03-01T17:00", "2027-03-01T19:00", "Aulan")]


def test_words_and_statement_are_one_entry() -> None:
    (entry,) = found(WORDS, EVENT)
    assert told((entry,)) == STATED
    assert (entry.url, entry.confidence, entry.mention) == ("https://example.org/e/1", 0.99, "den 1 mars kl. 17")
    assert entry.quote == "Öppet hus på Kulturskolan den 1 mars kl. 17."
    assert entry.reasons == ("angivet i sidans egna uppgifter om evenemanget",)


CASES = {
    "no date in words": ("<p>Välkommen: Öppet hus på Kulturskolan!</p>", [EVENT], STATED),
    "in a graph": ("<p>Öppet hus på Kulturskolan", [{"@graph": [{"@type": "WebPage"}, EVENT]}], STATED),
    "in a list": ("<p>Öppet hus på Kulturskolan", [[EVENT, EVENT]], STATED),
    "of a kind of its own": ("<p>Öppet hus på Kulturskolan", [EVENT | {"@type": ["EducationEvent"]}], STATED),
    "a whole day": (
        "<p>Marknad i Ånäs",
        [
            {
                "@type": "Event",
                "name": "Marknad",
                "startDate": "2027-05-07",
                "endDate": "2027-05-08",
                "location": "Torget",
            }
        ],
        [("Marknad", "2027-05-07", "2027-05-08", "Torget")],
    ),
    "an end before the start": (
        "<p>Marknad",
        [MARKET | {"startDate": "2027-05-07T10:00", "endDate": "2027-05-06T10:00"}],
        [("Marknad", "2027-05-07T10:00", "", None)],
    ),
    "that nobody can see": ("<p>Hej", [EVENT], []),
    "without a day": ("<p>Öppet hus på Kulturskolan", [EVENT | {"startDate": "snart"}], []),
    "no event": ("<p>Öppet hus på Kulturskolan", [EVENT | {"@type": "Product"}, "x", 3, None], []),
}


@pytest.mark.parametrize(("words", "scripts", "wanted"), CASES.values(), ids=CASES)
def test_schema_org(words: str, scripts: list[object], wanted: list[tuple[str, str, str, str | None]]) -> None:
    assert told(found(words, *scripts)) == wanted


def test_cancelled_and_broken() -> None:
    (entry,) = found("<p>Öppet hus på Kulturskolan", EVENT | {"eventStatus": "https://schema.org/EventCancelled"})
    assert entry.status == "cancelled"
    deep = (
        '<script type="application/ld+json">' + "[" * 200_000 + "</script><script type='application/ld+json'>{</script>"
    )
    page = f"<!DOCTYPE html>{deep}<p>Publicerad 2027-02-01</p><p>Vi ses den 1 mars kl. 17."
    assert [str(e.start) for e in extract(read_bytes(page.encode(), "a.html")).entries] == ["2027-03-01T17:00"]


def test_h_event() -> None:
    page = (
        '<div class="h-event"><h2 class="p-name">Städdag i Ånäs</h2><time class="dt-start" datetime="2027-04-24 10:00">'
        '24 april</time>–<time class="dt-end" datetime="2027-04-24T14:00">14</time>, <span class="p-location">Bryggan'
        '</span></div><div class="h-event"><p class="p-name">Utan dag</p></div>'
    )
    assert told(found(page)) == [("Städdag i Ånäs", "2027-04-24T10:00", "2027-04-24T14:00", "Bryggan")]
