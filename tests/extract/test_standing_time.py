"""The hour that a body always meets at, that a header, a lead or a line beside gives: on the days that it holds for."""

import pytest

from calagg.extract.standing_time import names_body
from tests.extract.tables import read, times, told, wordings

PLAN = "| Månad | AU | Nämnd |\n|---|---|---|\n| Mars | 6/3 | 20/3 |\n| April | 3/4 | 17/4 |\n"
GOVERNED = [
    (
        ["2024-03-06T09:00", "2024-03-20T13:30", "2024-04-03T09:00", "2024-04-17T13:30"],
        [
            f"Nämnden sammanträder på onsdagar klockan 13.30 i Skogssalen.\n\n{PLAN}\n"
            "Arbetsutskottet (AU) träffas klockan 09.00.",
            PLAN.replace("AU", "AU (kl 09.00)").replace("Nämnd", "Nämnd (kl. 13.30)"),
            PLAN.replace("AU", "AU kl. 9").replace("Nämnd", "Nämnd kl. 13.30"),
        ],
    ),
    (
        ["2024-03-12T18:00", "2024-04-09T18:00"],
        [
            "Styrelsen sammanträder på tisdagar kl 18 i klubbhuset.\n\n- 12 mars\n- 9 april",
            "Styrelsen sammanträder kl. 18.00.\n\n12 mars\n9 april",
            "Tider för nämnden, kl 18\n12 mars\n9 april",
            "Kurskvällar (alla kl. 18, Stadshuset, sal 2)\n1. 12 mars Introduktion\n2. 9 april Fördjupning",
            "Samtliga kvällar kl. 18 i aulan.\n\n12 mars – Skogens svampar\n9 april – Fåglar i stan",
        ],
    ),
    (
        ["2024-03-12T08:30/2024-03-12T11:30", "2024-04-09T08:30/2024-04-09T11:30"],
        [
            "Datum: 12/3 eller 9/4 (välj ett)\nTid: 08.30–11.30",
            "Utbildning i brandskydd\nTid: 08.30–11.30\nDatum: 12/3 och 9/4",
        ],
    ),
    (
        ["2024-03-12T18:00", "2024-03-12T19:00"],
        [
            "Tisdag 12 mars\nKl. 18.00 Bokcirkel\nKl. 19.00 Sopplunch",
            "Tisdag 12 mars\n18.00 Bokcirkel\n19.00 Sopplunch",
        ],
    ),
    (
        ["2024-03-12T18:00/2024-03-12T20:00", "2024-03-14T18:00/2024-03-14T20:00"],
        ["Tisdagen den 12 mars, Granby, 18–20\nTorsdagen den 14 mars, Storby, 18–20"],
    ),
]
NOT_GOVERNED = [
    # whose days they are is not said, and two bodies give an hour
    (
        ["2024-03-12", "2024-04-09"],
        ["Nämnden sammanträder kl. 13. Utskottet träffas kl. 9.\n\n- 12 mars\n- 9 april"],
    ),
    # another column's, a doing of the group's, what was
    (
        ["2024-03-06", "2024-04-03"],
        ["Nämnden sammanträder kl. 13.\n\n| Månad | Handlingar ut |\n|---|---|\n| Mars | 6/3 |\n| April | 3/4 |"],
    ),
    (["2024-03-12", "2024-04-09"], ["Gruppmöten kl. 12 före sammanträdet.\n\n- 12 mars\n- 9 april"]),
    (["2024-03-12"], ["Ordföranden avslutade mötet kl 20.40.\n\nStorby den 12 mars kommer en ny präst."]),
    (["2024-03-12T18:00", "2024-04-09"], ["Mötet är den 12 mars kl. 18.\n\n- 9 april: Vårfest"]),
]
BODIES = [
    ("KS", "Kommunstyrelsen sammanträder på tisdagar.", True),
    ("KF", "Kommunfullmäktige sammanträder.", True),
    ("AU", "Arbetsutskottet träffas klockan 9.", True),
    ("KSAU", "Arbetsutskottet (KSAU) träffas.", True),
    ("Nämnd", "Nämnden sammanträder.", True),
    ("KS", "Kommunfullmäktige sammanträder.", False),
    ("Handlingar", "Nämnden sammanträder.", False),
    ("Datum", "Nämnden sammanträder.", False),
]


@pytest.mark.parametrize(("value", "text"), wordings(GOVERNED))
def test_the_hour_holds_for_the_days(value: list[str], text: str) -> None:
    assert times(extraction := read(text)) == value, told(extraction)


@pytest.mark.parametrize(("value", "text"), wordings(NOT_GOVERNED))
def test_the_hour_is_of_something_else(value: list[str], text: str) -> None:
    assert times(extraction := read(text)) == value, told(extraction)


@pytest.mark.parametrize(("header", "sentence", "named"), BODIES)
def test_a_header_names_a_body(header: str, sentence: str, *, named: bool) -> None:
    assert names_body(header, sentence) is named
