"""One entry's page."""

from datetime import UTC, date, datetime

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.config import Config
from calagg.merge import merge_entries
from calagg.model import Grain, Kind, Status
from calagg.publish import publish_feeds
from calagg.store import Store
from calagg.store.entries import review_entry
from tests.web.minutes import each, ids, keep, told, words

TODAY = date(2026, 11, 21)

OCTOBER = date(2026, 10, 8)
READ_AT = datetime(2026, 10, 9, 6, 0, tzinfo=UTC)


def page_of(client: FlaskClient, store: Store, title: str) -> LexborHTMLParser:
    answer = client.get(f"/entries/{ids(store)[title]}")
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def keep_report(store: Store) -> None:
    keep(
        store,
        ("Rapporten ska vara inne {senast 15/1}.", told("Lägesrapport", "2027-01-15", kind=Kind.DEADLINE)),
        origin="minutes/oktober.txt",
        title="Minnesanteckningar 8 oktober 2026",
        reference=OCTOBER,
        now=READ_AT,
    )
    keep(
        store,
        (
            "Sista dag flyttas till {fredagen den 29 januari kl. 16}.",
            told(
                "Lägesrapport",
                "2027-01-29T16:00",
                kind=Kind.DEADLINE,
                organiser="Nätverket",
                url="https://rapport.example.se/",
                reasons=("dagen står i texten", "året uttolkat från 2026-11-12"),
                contradictions=("2027-01-15",),
            ),
        ),
        before="Samira hälsar. ",
    )


def test_an_entry_that_was_moved(client: FlaskClient, opened: Store) -> None:
    keep_report(opened)
    page = page_of(client, opened, "Lägesrapport")
    assert words(page.css_first(".entry-date time")) == "fredag 29 januari 2027 kl. 16.00 v. 4"
    assert words(page.css_first(".row-top")) == "Sista dag Flyttad från 15/1 om 69 dagar"
    assert words(page.css_first(".crumbs")) == "Kommande / januari 2027"
    assert each(page, ".facts div") == [
        "Arrangör Nätverket",
        "Plats Ingen plats nämns",
        "Länk https://rapport.example.se/",
        "Senast ändrad 13 november 2026 kl. 08.10",
    ]
    assert each(page, "h2") == [
        "Så står det i anteckningarna",
        "Vad som har ändrats",
        "Varför vi tror att det stämmer",
        "Lägg i kalendern",
    ]
    assert each(page, ".told blockquote") == [
        "Samira hälsar. Sista dag flyttas till fredagen den 29 januari kl. 16 .",
        "Rapporten ska vara inne senast 15/1 .",
    ]
    assert each(page, ".told .rest") == ["Samira hälsar."]
    assert each(page, "mark") == ["fredagen den 29 januari kl. 16", "senast 15/1"]
    assert each(page, ".history li") == [
        "13 nov 2026 15/1 till 29/1 kl. 16.00"
        " Flyttad från 15/1 till 29/1 kl. 16.00 enligt Minnesanteckningar, Nätverket, 12 november 2026 .",
        "13 nov 2026 Länken tillagd: ”https://rapport.example.se/”"
        " enligt Minnesanteckningar, Nätverket, 12 november 2026 .",
        "13 nov 2026 Arrangören tillagd: ”Nätverket” enligt Minnesanteckningar, Nätverket, 12 november 2026 .",
        "9 okt 2026 Hittad i Minnesanteckningar 8 oktober 2026 .",
    ]
    assert words(page.css_first(".certainty")) == "Säkert"
    assert each(page, ".reasons li") == ["Dagen står i texten", "Året uttolkat från 12 november 2026"]
    assert words(page.css_first(".note")) == (
        "Anteckningarna säger både fredag 15 januari 2027 och fredag 29 januari 2027 kl. 16.00."
        " Kalendern visar fredag 29 januari 2027 kl. 16.00."
    )


def test_the_links_that_add_an_entry(client: FlaskClient, opened: Store) -> None:
    keep(
        opened,
        ("Vi ses {3/12 kl. 9-12}.", told("Möte & fika", "2026-12-03T09:00", "2026-12-03T12:00")),
        ("Svar {senast 4/12 kl. 16}.", told("Svar", "2026-12-04T16:00", kind=Kind.DEADLINE)),
        ("Planen är klar {i december}.", told("Plan", "2026-12-01", "2026-12-31", grain=Grain.MONTH)),
    )
    timed = [a.attributes["href"] or "" for a in page_of(client, opened, "Möte & fika").css(".way")]
    assert "startdt=2026-12-03T09%3A00%3A00%2B01%3A00&enddt=2026-12-03T12%3A00%3A00%2B01%3A00&allday=false" in timed[0]
    assert timed[1] == timed[0].replace("outlook.office.com", "outlook.live.com")
    assert "text=M%C3%B6te+%26+fika" in timed[2]
    assert "ctz=Europe%2FStockholm&dates=20261203T090000%2F20261203T120000" in timed[2]
    assert timed[3] == f"/entries/{ids(opened)['Möte & fika']}.ics"
    whole = [a.attributes["href"] or "" for a in page_of(client, opened, "Svar").css(".way")]
    assert "subject=Sista+dag%3A+Svar" in whole[0]
    assert "startdt=2026-12-04&enddt=2026-12-05&allday=true" in whole[0]
    assert "dates=20261204%2F20261205" in whole[2]
    assert page_of(client, opened, "Plan").css(".way") == []


def test_a_link_that_is_no_web_address_is_only_text(client: FlaskClient, opened: Store) -> None:
    keep(opened, ("Se {3 december}.", told("Möte", "2026-12-03", url="javascript:alert(1)")))
    page = page_of(client, opened, "Möte")
    assert each(page, ".facts div")[1] == "Länk javascript:alert(1)"
    assert page.css("[href^='javascript']") == []


def test_cancelled_and_preliminary(client: FlaskClient, opened: Store) -> None:
    keep(
        opened,
        ("Kursen {26/11} är inställd.", told("Kurs", "2026-11-26", status=Status.CANCELLED)),
        ("Mötet blir preliminärt {27/11}.", told("Styrgrupp", "2026-11-27", status=Status.TENTATIVE)),
    )
    assert words(page_of(client, opened, "Kurs").css_first("h1 s")) == "Kurs"
    assert words(page_of(client, opened, "Kurs").css_first(".label-cancelled")) == "INSTÄLLT"
    assert words(page_of(client, opened, "Styrgrupp").css_first("h1")) == "Styrgrupp (preliminärt)"


def test_what_awaits_review_or_was_rejected_has_no_page(client: FlaskClient, opened: Store, config: Config) -> None:
    keep(
        opened,
        ("Kanske {3 december}.", told("Osäkert", "2026-12-03", confidence=0.3)),
        ("Säkert {4 december}.", told("Säkert", "2026-12-04")),
    )
    known = ids(opened)

    def statuses() -> list[int]:
        publish_feeds(opened, config, TODAY)
        addresses = [f"/entries/{known[title]}{end}" for title in ("Osäkert", "Säkert") for end in ("", ".ics")]
        return [client.get(address).status_code for address in addresses]

    assert statuses() == [404, 404, 200, 200]
    with opened.write() as session:
        review_entry(session, known["Osäkert"], "accepted", reason="", now=READ_AT)
        review_entry(session, known["Säkert"], "rejected", reason="", now=READ_AT)
    assert statuses() == [200, 200, 404, 404]
    assert words(page_of(client, opened, "Osäkert").css_first(".certainty")) == "Granskat"


def test_a_merged_entry_leads_to_the_one_that_stands_for_both(
    client: FlaskClient, opened: Store, config: Config
) -> None:
    keep(opened, ("Vi ses {3 december kl. 9}.", told("Lunchmöte", "2026-12-03T09:00")))
    keep(opened, ("Träff {3 december} på kvällen.", told("Kvällsträff", "2026-12-03")), origin="minutes/annan.txt")
    known = ids(opened)
    with opened.write() as session:
        merge_entries(session, known["Lunchmöte"], known["Kvällsträff"], now=READ_AT)
    publish_feeds(opened, config, TODAY)
    answer = client.get(f"/entries/{known['Kvällsträff']}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/entries/{known['Lunchmöte']}?sammanslagen=1")
    page = LexborHTMLParser(client.get(answer.headers["Location"]).text)
    assert words(page.css_first(".note")) == "Posten har slagits ihop med den här."
    assert any("Sammanslagen för hand med ”Kvällsträff”" in line for line in each(page, ".history li"))
    file = client.get(f"/entries/{known['Kvällsträff']}.ics")
    assert (file.status_code, file.data.count(known["Lunchmöte"].encode() + b"\r\nDTSTAMP")) == (200, 1)
