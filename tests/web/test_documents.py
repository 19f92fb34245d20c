"""The list of documents, and a document's text with its mentions marked."""

from datetime import date

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.merge.apply import save_unread
from calagg.model import Document, Outcome
from calagg.store import Store
from tests.web.minutes import READ_AT, each, keep, told, words


def test_a_document_with_its_mentions(client: FlaskClient, opened: Store) -> None:
    keep(
        opened,
        ("Vi ses {den 3 december kl. 9} i Storåker.", told("Möte", "2026-12-03T09:00")),
        ("Kanske {i mars} också.", told("Uppföljning", "2027-03-01", confidence=0.2)),
        before="Ett <b>första</b> stycke.\n\n",
    )
    listing = LexborHTMLParser(client.get("/documents").text)
    assert each(listing, "tbody tr") == ["Minnesanteckningar, Nätverket 12 november 2026 natverk Läst"]
    address = listing.css_first("tbody a")
    assert address is not None
    page = LexborHTMLParser(client.get(address.attributes["href"] or "").text)
    assert words(page.css_first("h1")) == "Minnesanteckningar, Nätverket"
    assert each(page, ".document-facts div") == [
        "Mötesdag torsdag 12 november 2026",
        "Läst 13 november 2026 kl. 08.10",
        "Källa natverk",
        "Format Text",
        "Original natverk.txt",
    ]
    assert words(page.css_first(".legend")) == "datum blev post (2)"
    assert each(page, ".page-break") == ["Sida 1"]
    assert each(page, ".text") == [
        "Ett <b>första</b> stycke.",
        "Vi ses den 3 december kl. 9 post 1 i Storåker.",
        "Kanske i mars post 2 också.",
    ]
    assert each(page, ".index li") == [
        "Till texten, post 1 Händelse Möte tor 3 december 2026 kl. 09.00",
        "Till texten, post 2 Händelse Uppföljning mån 1 mars 2027 Väntar på granskning",
    ]
    assert [a.attributes["href"] for a in page.css(".index-title a")] == [
        page.css(".index li")[0].attributes["id"].replace("post-", "/entries/"),  # type: ignore[union-attr]
    ]
    for link in page.css("[href^='#']"):
        assert page.css_first((link.attributes["href"] or "").replace("#", "[id='") + "']") is not None


def test_a_document_that_could_not_be_read(client: FlaskClient, opened: Store) -> None:
    scan = Document(
        name="skannad.pdf",
        text="",
        origin="minutes/skannad.pdf",
        format="pdf",
        sha256="0" * 64,
        outcome=Outcome.NO_TEXT,
        detail="skannad.pdf: is a scanned PDF without text; ask for the original",
    )
    with opened.write() as session:
        save_unread(session, scan, source_name="natverk", now=READ_AT, engine="1")
    listing = LexborHTMLParser(client.get("/documents").text)
    assert each(listing, "tbody tr") == ["skannad.pdf natverk Skannad PDF utan text"]
    page = LexborHTMLParser(client.get(listing.css_first("tbody a").attributes["href"] or "").text)  # type: ignore[union-attr]
    assert words(page.css_first(".note")) == (
        "Dokumentet har ingen text att visa. Skannad PDF utan text. Be avsändaren om originalfilen."
    )


def test_an_older_version_says_so_and_is_not_listed(client: FlaskClient, opened: Store) -> None:
    keep(opened, ("Vi ses {3 december}.", told("Möte", "2026-12-03")))
    first = LexborHTMLParser(client.get("/documents").text).css_first("tbody a")
    assert first is not None
    keep(opened, ("Vi ses {3 december} i Norrvik.", told("Möte", "2026-12-03")), reference=date(2026, 11, 12))
    assert len(LexborHTMLParser(client.get("/documents").text).css("tbody tr")) == 1
    page = LexborHTMLParser(client.get(first.attributes["href"] or "").text)
    assert words(page.css_first(".note")) == "Det finns en nyare version av dokumentet. Så här såg den äldre ut."


def test_no_documents(client: FlaskClient) -> None:
    page = LexborHTMLParser(client.get("/documents").text)
    assert words(page.css("main p")[1]) == "Inga anteckningar är inlästa ännu."
