"""Patterns with a begin and an end are series; what leaves their days in doubt is proposed, the rest is dismissed."""

import pytest

from calagg.model import Entry, Extraction
from tests.extract.tables import read, told, wordings

SERIES = [
    (
        "2024-09-04T09:00/2024-09-04T11:00 FREQ=MONTHLY;BYDAY=1WE;UNTIL=20241106",
        [
            "Nätverket träffas första onsdagen i månaden kl 9–11 under hösten.",
            "Nätverket träffas kl 9–11 den första onsdagen i varje månad under hösten 2024.",
            "# Höstens träffar\n\nNätverket träffas första onsdagen i månaden kl 9–11.",
            "Nätverket träffas första onsdagen i månaden september–november 2024 kl 9–11.",
        ],
    ),
    (
        "2024-02-13T18:00/2024-02-13T20:00 FREQ=WEEKLY;BYDAY=TU;UNTIL=20240611",
        [
            "Språkcafé varje tisdag kl 18–20 t.o.m. 15 juni.",
            "Språkcafé varje tisdag t.o.m. 15 juni kl 18–20 på biblioteket.",
            "Språkcafé tisdagar kl 18–20, till och med den 15 juni.",
        ],
    ),
    (
        "2024-02-09T21:00/2024-02-10T01:00 FREQ=WEEKLY;BYDAY=FR;UNTIL=20240531",
        ["Nattvandring varje fredag kl 21–01 fram till 31 maj."],
    ),
    (
        "2025-02-10 FREQ=MONTHLY;BYDAY=2MO;UNTIL=20250512",
        ["Nämndens sammanträden andra måndagen i månaden februari–maj 2025."],
    ),
    (
        "2025-01-30 FREQ=MONTHLY;BYDAY=-1TH;UNTIL=20251127 EXDATE=20250731",
        [
            "Styrelsen möts sista torsdagen varje månad under 2025, dock ej i juli och december.",
            "# Sammanträden 2025\n\nStyrelsen möts sista torsdagen i månaden. Uppehåll i juli och december.",
        ],
    ),
    (
        "2024-09-06T09:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20241129",
        [
            "Fredagsfrukost varannan fredag kl 9 under hösten med start 6/9.",
            "Fredagsfrukost fredagar jämna veckor kl 9 under hösten.",
        ],
    ),
    (
        "2024-09-10T18:30 FREQ=WEEKLY;BYDAY=TU;COUNT=6",
        ["Kören övar på tisdagar kl 18.30 fr.o.m. 10 september, sex gånger."],
    ),
    (
        "2024-03-07T13:00/2024-03-07T16:00 FREQ=WEEKLY;BYDAY=TH;UNTIL=20240425",
        [
            "Utbildningen ges på torsdagar 13–16 i mars och april.",
            "Utbildningen ges på torsdagar kl. 13–16 med start den 7 mars. Sista gången är den 25 april.",
            "Utbildning från och med mars till och med april: på torsdagar kl. 13–16.",
        ],
    ),
    (
        "2024-02-13T16:00/2024-02-13T18:00 FREQ=WEEKLY;BYDAY=TU;UNTIL=20240528 EXDATE=20240227,20240416",
        ["Läxhjälp: tisdagar 16-18, vecka 7-22, ej vecka 9 och 16."],
    ),
    (
        "2024-02-15 FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20241115",
        ["Sista ansökningsdag är den 15:e varje månad till och med november 2024."],
    ),
    (
        "2024-08-27T18:00/2024-08-27T19:30 FREQ=WEEKLY;BYDAY=TU;UNTIL=20241203 EXDATE=20240924,20241029",
        [
            "Träning tisdagar kl 18–19.30, 27/8–3/12, ej 24/9 och 29/10.",
            "Träning tisdagar kl 18–19.30 från 27/8 till 3/12, med uppehåll den 24 september och v. 44.",
            "| Vad | När | Period |\n|---|---|---|\n| Träning | tisdagar kl 18–19.30 | 27/8–3/12, utom 24/9, 29/10 |",
        ],
    ),
    (
        "2024-09-27 FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20241129",
        ["Lägesrapport lämnas senast sista fredagen varje månad under hösten 2024."],
    ),
]
PROPOSED = [
    (
        "texten säger inte vilken fredag som är den första",
        ["Fredagsfrukost varannan fredag kl 9 under hösten."],
    ),
    ("undantaget ”ej på lov” säger inte vilka dagar", ["Promenad varje måndag kl 10 under hösten, ej på lov."]),
    (
        "veckornas nummer byter mellan jämna och udda vid årsskiftet",
        ["Gruppen möts onsdagar jämna veckor kl 9, 2 december 2026–10 februari 2027."],
    ),
    ("2024-09-05 är inte en dag i serien", ["Frukostmöte varannan fredag kl 9 med start 5/9, till 29 november."]),
]
DISMISSED = [
    (
        "återkommer, men texten säger inte till när",
        [
            "Språkkafé varje tisdag kl 18–20.",
            "# Styrelsemöte 4, VT24\n\nAfterwork varje torsdag från 16 i Kuben.",
            "# Höstens program\n\nAfterwork varje torsdag kl 16 som vanligt.",
            "# Mötestider 2024\n\nVi möts den 7 mars och den 4 april. Mötena är på torsdagar kl 9.",
            "Föräldragruppen startar 13 november, därefter varannan vecka.",
            "Rapport lämnas den 5:e varje månad.",
        ],
    ),
    (
        "återkommer bara ungefär; dagarna är öppna",
        [
            "Vi ses ungefär varannan vecka.",
            "Gruppen ses ungefär varje onsdag kl 9 under våren.",
            "Mötena planeras på onsdagar eller fredagar under hösten.",
        ],
    ),
    ("återkommer, men texten säger inte från när", ["Kursen hålls varje tisdag kl 18, sex gånger."]),
    ("återkommer, men texten säger inte vilken dag", ["Vi ses varannan vecka under hösten."]),
    ("återkommer; dagarna står i texten", ["Vi ses varannan torsdag: 11/4, 25/4 och 9/5."]),
    ("återkommer, men är ingen sammankomst", ["Biblioteket är öppet varje tisdag kl 9–11 under våren."]),
    ("det som återkommer hålls inte", ["Inga möten hålls på fredagar under sommaren."]),
    ("återkommer inte mer än en gång", ["Gruppen träffas första onsdagen i månaden kl 9 i mars."]),
    ("passerat", ["Vi träffades varje tisdag under hösten.", "Cirkeln möttes varje tisdag under våren 2023."]),
]


def series(extraction: Extraction) -> list[Entry]:
    return [e for e in extraction.entries if e.recurrence]


@pytest.mark.parametrize(("value", "text"), wordings(SERIES))
def test_a_pattern_with_begin_and_end_is_one_entry(value: str, text: str) -> None:
    found = read(text)
    written = [f"{e.start}{f'/{e.end}' if e.end else ''} {e.recurrence}" for e in found.entries]
    assert written == [value], told(found)
    assert found.entries[0].confidence >= 0.5, found.entries[0].reasons


@pytest.mark.parametrize(("doubt", "text"), wordings(PROPOSED))
def test_a_doubt_on_its_days_makes_it_a_proposal(doubt: str, text: str) -> None:
    found = read(text)
    assert [(e.confidence, doubt in e.reasons) for e in found.entries] == [(0.4, True)], told(found)


@pytest.mark.parametrize(("reason", "text"), wordings(DISMISSED))
def test_what_names_no_days_is_dismissed(reason: str, text: str) -> None:
    found = read(text)
    assert (series(found), reason in [d.reason for d in found.dismissed]) == ([], True), told(found)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Språkcafé på biblioteket", "Språkcafé varje tisdag t.o.m. 15 juni kl 18–20 på biblioteket."),
        ("Styrelsemöte", "Styrelsemöten hålls den första torsdagen i varje månad kl. 18, utom juli, under 2025."),
        ("Träning", "Träning tisdagar kl 18–19.30, 27/8–3/12, ej 24/9 och 8/10."),
    ],
)
def test_its_title_has_nothing_of_its_days(title: str, text: str) -> None:
    assert [e.title for e in read(text).entries] == [title]


WEDNESDAYS = "Nätverket ses första onsdagen i månaden kl 9 under hösten. "


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (
            "Nästa möte är onsdag 4 september kl 9.",
            [("2024-09-04T09:00", "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20241106")],
        ),
        (
            "\n\nMötet den 2 oktober är inställt.",
            [("2024-09-04T09:00", "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20241106 EXDATE=20241002")],
        ),
        (
            "\n\nMötet den 4 september är inställt.",
            [("2024-09-04T09:00", "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20241106 EXDATE=20240904")],
        ),
        (
            "\n\nNätverket ses den 2 oktober kl 13 i Norrvik.",
            [
                ("2024-09-04T09:00", "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20241106 EXDATE=20241002"),
                ("2024-10-02T13:00", "None"),
            ],
        ),
        (
            "\n\nÅrsmötet hålls den 2 oktober kl 18.",
            [("2024-09-04T09:00", "FREQ=MONTHLY;BYDAY=1WE;UNTIL=20241106"), ("2024-10-02T18:00", "None")],
        ),
    ],
)
def test_a_single_time_of_a_series_is_not_told_twice(text: str, entries: list[tuple[str, str]]) -> None:
    assert [(str(e.start), str(e.recurrence)) for e in read(WEDNESDAYS + text).entries] == entries
