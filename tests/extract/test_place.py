"""Where an entry takes place, who holds it and which address belongs to it."""

import pytest

from tests.extract.tables import read, told, wordings

PLACES = [
    (
        "Norrvik",
        ["Samråd hålls den 15 maj i Norrvik.", "Den 15 maj i Norrvik hålls samråd.", "- 15 maj: samråd i Norrvik"],
    ),
    ("Folkets hus", ["Samråd 15 maj\nPlats: Folkets hus", "Plats: Folkets hus\nTid: 15 maj kl. 18"]),
    ("Stora salen", ["Vi kallar till samråd 15 maj kl. 13 Lokal: Stora salen Målgrupp: alla boende"]),
    ("Teams", ["Samråd den 15 maj kl. 9 på Teams.", "Nästa möte: 15 maj kl. 9 via Teams"]),
    ("Digitalt", ["Digitalt samråd den 15 maj kl. 9.", "Samrådet den 15 maj är digitalt."]),
    ("Kuben", ["| Datum | Vad | Plats |\n|---|---|---|\n| 15 maj | Samråd | Kuben |"]),
    (None, ["Samråd hålls den 15 maj.", "Samråd i maj hålls den 15 maj i vanlig ordning."]),
]
ORGANISERS = [
    (
        "Länsstyrelsen",
        ["Länsstyrelsen anordnar samråd den 15 maj.", "# Länsstyrelsen\n\n- Samråd den 15 maj"],
    ),
    ("Norrviks kommun", ["Norrviks kommun bjuder in till samråd den 15 maj."]),
    (None, ["Samråd hålls den 15 maj."]),
]
LINKS = [
    (
        "https://example.se/samrad",
        [
            "Samråd den 15 maj, se https://example.se/samrad.",
            "[Samråd den 15 maj](https://example.se/samrad)",
            "Samråd den 15 maj.\nhttps://example.se/samrad",
            "Samråd den 15 maj ([anmälan](https://example.se/samrad)).",
        ],
    ),
    (None, ["Samråd den 15 maj.", "Samråd den 15 maj.\n\nNågot annat finns på https://example.se/annat i stället."]),
]


@pytest.mark.parametrize(("place", "text"), wordings(PLACES))
def test_the_place(place: str | None, text: str) -> None:
    extraction = read(text)
    assert [e.location for e in extraction.entries] == [place], told(extraction)


def test_a_list_of_dates_has_one_place() -> None:
    extraction = read("Samråd hålls 15/5, 22/5 och 29/5 kl. 18 i Folkets hus.")
    assert [e.location for e in extraction.entries] == ["Folkets hus"] * 3, told(extraction)


@pytest.mark.parametrize(("organiser", "text"), wordings(ORGANISERS))
def test_the_organiser(organiser: str | None, text: str) -> None:
    extraction = read(text)
    assert [e.organiser for e in extraction.entries] == [organiser], told(extraction)


@pytest.mark.parametrize(("url", "text"), wordings(LINKS))
def test_the_link(url: str | None, text: str) -> None:
    extraction = read(text)
    assert [e.url for e in extraction.entries] == [url], told(extraction)
