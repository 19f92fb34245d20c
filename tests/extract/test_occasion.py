"""One occasion is one entry however often it is told; what the text contradicts is kept; what is left out says why."""

import pytest

from calagg.extract import explain
from tests.extract.tables import read, times, told, wordings

ONCE = [
    (
        ["2024-05-15T18:00"],
        [
            "Samråd om hamnen hålls den 15 maj kl. 18. Vi påminner om samrådet om hamnen den 15 maj.",
            "# Samråd om hamnen 15 maj\n\nSamrådet om hamnen är onsdag 15 maj kl. 18.",
            "Samråd om hamnen 15/5\n\nTid: samrådet om hamnen börjar 15 maj kl. 18.",
        ],
    ),
    (
        ["2024-05-15T18:00", "2024-05-15T20:00"],
        ["- Samråd om hamnen 15 maj kl. 18\n- Konsert i kyrkan 15 maj kl. 20"],
    ),
    (
        ["2024-05-03T23:59"],
        [
            "Anmälan till hamndagen görs i formuläret senast fredag den 3 maj.\n\n"
            "## Praktisk information\n\nObligatorisk föranmälan senast fredag den 3 maj kl. 24:00 via länken.",
        ],
    ),
    (
        ["2024-05-03", "2024-05-03"],
        ["Anmälan till hamndagen senast den 3 maj.\n\nAnmälan till skogskursen senast den 3 maj."],
    ),
    (
        ["2024-05-15T18:00"],
        ["Nästa möte är den 15 maj kl. 18. Beslut om lokalen tas på mötet den 15 maj."],
    ),
    (
        ["2024-05-15T10:00/2024-05-16"],
        ["Hamnkonferensen hålls 15–16 maj. Hamnkonferensen börjar 15 maj kl. 10."],
    ),
    (["2024-05-13/2024-05-19", "2024-05-15T10:00"], ["Läger v. 20. Konsert i kyrkan 15 maj kl. 10."]),
    (["2024-05-01", "2024-05-15"], ["Anmälan till samrådet senast den 1 maj. Samrådet hålls den 15 maj."]),
]
REASONS = [
    ("passerat", ["Mötet hölls den 15 januari 2024."]),
    ("för vagt för en kalender", ["Mötet hålls i maj.", "Rapporten kommer i slutet av juni."]),
    ("dokumentets eget datum", ["Norrvik den 1 mars 2024"]),
    ("ett tal för en period, ingen händelse", ["Antal besök 1 mars–31 augusti: 41 200."]),
    ("klockslag utan dag", ["Mötet öppnades kl. 17.00."]),
    ("del av en adress eller ett filnamn", ["Se https://example.se/2024-05-15/protokoll."]),
]


@pytest.mark.parametrize(("value", "text"), wordings(ONCE))
def test_an_occasion_is_told_once(value: list[str], text: str) -> None:
    assert times(extraction := read(text)) == value, told(extraction)


def test_ends_that_differ_are_both_told() -> None:
    text = "- Samråd om hamnen 15 maj kl. 18–20\n\nVälkommen till samråd om hamnen 15 maj kl. 18–21!"
    (entry,) = read(text).entries
    assert (str(entry.start), len(entry.contradictions)) == ("2024-05-15T18:00", 1)


@pytest.mark.parametrize(("reason", "text"), wordings(REASONS))
def test_what_is_left_out_says_why(reason: str, text: str) -> None:
    extraction = read(text)
    assert (extraction.entries, [d.reason for d in extraction.dismissed]) == ((), [reason]), told(extraction)


def test_every_mention_is_explained_once() -> None:
    text = (
        "Protokoll 2024-02-06\n\nFörra mötet hölls den 9 januari. Samråd om hamnen hålls den 15 maj kl. 18.\n"
        "Anmälan till samrådet om hamnen senast den 1 maj. Vi påminner om samrådet om hamnen den 15 maj.\n"
    )
    explained = explain(read(text, None))
    assert [(e.text, e.became) for e in explained] == [
        ("2024-02-06", "dismissed"),
        ("den 9 januari", "dismissed"),
        ("den 15 maj kl. 18", "event"),
        ("den 1 maj", "deadline"),
        ("den 15 maj", "part of"),
    ]
    assert all(e.span.of(text) == e.text and e.why for e in explained)
