"""A registration is named with what is registered for, where the text says it just before."""

import pytest

from calagg.model.entry import Kind
from tests.extract.tables import read, told

REGISTRATIONS = [
    (
        "Anmälan – Utbildningsdag för nya ledamöter",
        "Utbildningsdag för nya ledamöter 15 maj. Anmälan görs före den 9 maj.",
    ),
    (
        "Anmälan till kansliet – Årsmöte",
        "Vi kallar till årsmöte 15 maj kl. 13 Lokal: Salen Anmälan: senast 9 maj till kansliet",
    ),
    ("Anmälan till höstens läger", "Seminarium om skog hålls den 15 maj. Anmälan till höstens läger senast den 9 maj."),
    ("O.S.A. till Maja – Årsmöte", "Vi kallar till årsmöte 15 maj kl. 13. O.S.A. senast 9 maj till Maja."),
    ("OSA, 60 platser – Fiskedag på Hotell Linden", "Fiskedag 15 maj på Hotell Linden. OSA 9/5, 60 platser."),
    ("Säg till Maja – Fiskedag på Hotell Linden", "Fiskedag 15 maj på Hotell Linden. Säg till Maja senast 9/5."),
    ("Anmälan öppnar – Fiskedag på Hotell Linden", "Fiskedag 15 maj på Hotell Linden. Anmälan öppnar den 9 april."),
    ("Anmälan", "Seminarium om skog hålls den 15 maj.\n\nAnmälan senast den 9 maj."),
]


@pytest.mark.parametrize(("title", "text"), REGISTRATIONS)
def test_a_registration_says_for_what(title: str, text: str) -> None:
    extraction = read(text)
    assert [e.title for e in extraction.entries if e.kind is not Kind.EVENT] == [title], told(extraction)
