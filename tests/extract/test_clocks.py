"""Times that stand apart from their days, and windows: the start and the end of every entry."""

import pytest

from tests.extract.tables import read, times, told, wordings

THREE = ["2024-09-06T08:30/2024-09-06T12:30", "2024-11-08T08:30/2024-11-08T12:30", "2024-12-06T08:30/2024-12-06T12:30"]
APART = [
    (THREE, ["Styrgruppen ses tre gånger: 6/9, 8/11 och 6/12. Vi kör kl 8.30–12.30 på Teams."]),
    (
        ["2024-09-01"],
        ["Försäljning av Backa 4:12, tillträde den 1 september.", "Fastigheten Norra Backa 1:23 säljs 1/9."],
    ),
    (
        ["2024-05-15T09:00/2024-05-15T12:00", "2024-06-12T09:00/2024-06-12T12:00", "2024-12-15"],
        ["Kommande möten 2024\nAlla kl. 9-12\n 15 maj\n 12 juni\nMötet 15 december 2024 utgår."],
    ),
    (
        THREE,
        [
            "Möten i höst: 6/9, 8/11 och 6/12, kl 8:30-12:30",
            "Höstens möten är 6/9, 8/11 och 6/12, mötena utökas, kl. 8.30–12.30.",
            "Styrelsens möten kl. 8.30–12.30: 6/9, 8/11, 6/12",
            "Mötena hålls kl. 8.30–12.30 följande dagar:\n- 6 september\n- 8 november\n- 6 december",
        ],
    ),
    (
        ["2024-05-15T17:00", "2024-06-12T17:00"],
        [
            "Nämnden sammanträder den 15 maj och den 12 juni. Sammanträdena börjar kl. 17.",
            "Nämndens sammanträden\n- 15 maj\n- 12 juni\n\nSammanträdena börjar klockan 17.00.",
            "Nästa möte är den 15 maj kl. 17. Mötet därefter är den 12 juni, samma tid.",
            "Träff den 15 maj kl. 17.\n\n- 12 juni: Ljudfiler i arkivet. Vad gör vi? (samma tid som vanligt)",
            "# Besök\n\nBesöken börjar klockan 17.00 om inte annat anges.\n\n- Norrvik 15 maj\n- Lindevik 12 juni",
            "Alla kvällar kl. 17.\n\n- 15 maj i Norrvik\n- 12 juni i Lindevik",
            "Sotaren går runt i port 1 den 15 maj och i port 2 den 12 juni, båda dagarna klockan 17.",
        ],
    ),
    (
        ["2024-05-15T09:00", "2024-05-15T13:00"],
        [
            "## Onsdag 15 maj\n\n- 09.00 Föreläsning om vatten\n- 13.00 Studiebesök i hamnen",
            "Onsdag 15 maj\n09.00 Föreläsning om vatten\n13.00 Studiebesök i hamnen",
        ],
    ),
    (
        ["2024-05-15T18:00/2024-05-15T20:00"],
        [
            "Samråd onsdag 15 maj kl. 18–20",
            "Samråd den 15 maj, 18.00–20.00",
            "Samråd den 15 maj mellan kl. 18.00 och 20.00.",
            "Samråd\nDatum: 15 maj\nTid: 18.00–20.00",
            "Samråd den 15 maj klockan 18 till 20.",
            "Samråd om planen hålls den 15 maj i\nVindelns bygdegård, kl. 18–20.",
            "== Byn ==\n\n=== Nästa samråd ===\n\n;När: onsdag 15 maj kl 18-20\n;Tema: planen",
        ],
    ),
]
# a time in the day's own sentence is nearer than one that holds for all days; opening hours belong to no day
OWN = [
    (
        ["2024-05-15T09:30", "2024-05-16T08:30"],
        [
            "# Arkivdagarna\n\n## Onsdag 15 maj\n09.30 Registrering och kaffe\n10.00 Vad är ett arkiv?\n12.00 Lunch\n\n"
            "## Torsdag 16 maj\n08.30 Morgonkaffe\n09.00 Lagändringar\n12.15 Lunch och hemresa",
        ],
    ),
    (
        ["2024-05-15T17:00", "2024-06-12T13:00"],
        [
            "# Besök\n\nBesöken börjar klockan 17 om inte annat anges.\n\n- Norrvik 15 maj\n"
            "- Lindevik 12 juni, obs klockan 13"
        ],
    ),
    (["2024-05-14T17:00", "2024-05-15"], ["Mötet är den 14 maj kl. 17. Valdagen är den 15 maj. Gruppmöten kl. 16.00."]),
    (
        ["2024-04-25T19:00", "2024-06-15T13:00/2024-06-15T15:00"],
        [
            "ANTECKNINGAR\nDatum: 2024-02-09\nTid: 13.00–15.00\n\n1. Vandring\nGenomförs torsdag 25/4 kl. 19.\n"
            "2. Nästa möte\nLördag 15 juni, samma tid.",
        ],
    ),
    (["2024-05-15"], ["Utställningen hänger kvar t.o.m. den 15 maj, galleriet är öppet ons–sön kl. 12–16."]),
    (
        ["2024-05-15T11:30/2024-05-16", "2024-05-16T08:30"],
        [
            "Konferens om lanthandel, 15–16 maj\n\nOnsdag 15 maj\n11.30 Registrering\n13.00 Pass ett\n15.00 Kaffe\n\n"
            "Torsdag 16 maj\n08.30 Kaffe\n09.00 Pass två\n12.00 Lunch",
        ],
    ),
    (["2024-05-15T14:00/2024-05-15T15:00"], ["# 15 maj kl 14-15 Julspecial om data"]),
]
WINDOWS = [
    (
        ["2024-04-15/2024-05-15"],
        [
            "Utlysningen öppnar den 15 april och stänger den 15 maj.",
            "Ansökan är öppen 15 april–15 maj.",
            "Anmälan öppnar 15 april och är öppen till 15 maj.",
            "Nomineringen öppnar måndag 15/4 och avslutas onsdag 15/5.",
        ],
    ),
    (["2024-04-15/2024-05-15T23:59"], ["Ansökan öppnar den 15 april och stänger den 15 maj kl. 23.59."]),
    (["2024-04-15", "2024-05-15"], ["Ansökan öppnar den 15 april. Årsmötet hålls den 15 maj."]),
]


@pytest.mark.parametrize(("value", "text"), wordings(APART))
def test_times_apart_from_their_days(value: list[str], text: str) -> None:
    assert times(extraction := read(text)) == value, told(extraction)


@pytest.mark.parametrize(("value", "text"), wordings(OWN))
def test_which_time_is_the_days_own(value: list[str], text: str) -> None:
    assert times(extraction := read(text)) == value, told(extraction)


@pytest.mark.parametrize(("value", "text"), wordings(WINDOWS))
def test_what_opens_and_closes(value: list[str], text: str) -> None:
    assert times(extraction := read(text)) == value, told(extraction)


def test_a_window_that_is_open_already_tells_its_last_day() -> None:
    (entry,) = read("Ansökan är öppen 15 januari–15 maj.").entries
    assert (str(entry.start), entry.end, entry.kind.value) == ("2024-05-15", None, "deadline")
