"""The page of what has been: newest first, by month, as many months at a time as hold enough."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from calagg.model import Grain, Kind, Status
from calagg.store import Store
from tests.web.minutes import each, keep, told, words
from tests.web.test_upcoming import outline, page_of


def fill(store: Store) -> None:
    keep(
        store,
        ("Idag {21/11}.", told("Idag", "2026-11-21")),
        ("Frukost {20/11 kl. 8}.", told("Frukost", "2026-11-20T08:00")),
        ("Sista dag {20/11}.", told("Svar", "2026-11-20", kind=Kind.DEADLINE)),
        ("Enkät {under v. 46}.", told("Enkät", "2026-11-09", "2026-11-15", grain=Grain.WEEK)),
        ("Öppet {1 januari till 30 september}.", told("Medel", "2026-01-01", "2026-09-30", kind=Kind.WINDOW)),
        ("Öppet {1 oktober till 1 december}.", told("Stöd", "2026-10-01", "2026-12-01", kind=Kind.WINDOW)),
        ("Kurs {28 september}-2 oktober.", told("Kurs", "2026-09-28", "2026-10-02")),
        ("Inställt {1 september}.", told("Inställt", "2026-09-01", status=Status.CANCELLED)),
        ("Längesedan {3 maj 2019}.", told("Gammalt möte", "2019-05-03", organiser="Norrviks kommun")),
    )


def test_newest_first_by_month(client: FlaskClient, opened: Store) -> None:
    fill(opened)
    page = page_of(client, "/tidigare")
    assert outline(page) == [
        "# November 2026 v. 44–49",
        "| fredag 20 november v. 47",
        "- Sista dag: Svar",
        "- Händelse: Frukost",
        "| under v. 46 9–15 nov",
        "- Händelse: Enkät",
        "# September 2026 v. 36–40",
        "| onsdag 30 september v. 40",
        "- Utlysning stänger: Medel",
        "| mån–fre 28/9–2/10 sep–okt v. 40",
        "- Händelse: Kurs",
        "| tisdag 1 september v. 36",
        "- Händelse: Inställt",
        "# Maj 2019 v. 18–22",
        "| fredag 3 maj 2019 v. 18",
        "- Händelse: Gammalt möte",
    ]
    assert each(page, ".distance")[:2] == ["i går", "i går"]
    assert words(page.css_first(".results p")) == "7 poster från maj 2019 till november 2026"
    assert each(page, ".meta") == ["kl. 08.00", "från 1 januari", "Norrviks kommun"]
    assert page.css(".more") == []
    assert [a.attributes["href"] for a in page.css(".crumbs a")] == ["/"]
    assert page.css_first("title").text() == "Passerade poster – calagg"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=möten", ["Gammalt möte"]),
        ("typ=utlysning", ["Medel"]),
        ("arrangor=norrviks+kommun", ["Gammalt möte"]),
        ("till=2026-10", ["Medel", "Kurs", "Inställt", "Gammalt möte"]),
        ("till=2026-10&typ=handelse", ["Kurs", "Inställt", "Gammalt möte"]),
        ("till=2019-04", []),
        ("till=0001-01", []),
        ("typ=milstolpe", []),
    ],
)
def test_what_is_chosen(client: FlaskClient, opened: Store, query: str, found: list[str]) -> None:
    fill(opened)
    page = page_of(client, f"/tidigare?{query}")
    assert each(page, ".row h3") == found
    if not found:
        assert words(page.css_first(".empty h2")) == "Inga poster i urvalet"


def test_months_that_can_not_be_shown_are_ignored(client: FlaskClient, opened: Store) -> None:
    fill(opened)
    plain = client.get("/tidigare").text
    for till in ("2026-11", "2027-01", "9999-12", "x", "2026-13", "%00"):
        assert client.get(f"/tidigare?till={till}").text == plain, till


def test_every_entry_stands_on_one_of_the_pages(client: FlaskClient, opened: Store) -> None:
    days = [date(2026, 11, 20) - timedelta(days=9 * n) for n in range(160)]
    keep(opened, *((f"Möte {{{day}}}.", told(f"Möte {n}", day.isoformat())) for n, day in enumerate(days)))
    address, seen, pages = "/tidigare?citat=alla", [], 0
    while address:
        page = page_of(client, address)
        seen += each(page, ".row h3")
        pages += 1
        older = page.css_first(".more a")
        address = older.attributes["href"] or "" if older else ""
    assert seen == [f"Möte {n}" for n in range(160)]
    assert pages == 4
    assert [a.attributes["href"] for a in page.css(".results a")][1] == "/tidigare?citat=alla"


def test_without_documents_there_is_nothing(client: FlaskClient) -> None:
    page = page_of(client, "/tidigare")
    assert words(page.css_first(".empty")) == (
        "Inga poster i urvalet Ingen passerad post finns i kalendern. Sök bland kommande poster"
    )
