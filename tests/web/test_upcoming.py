"""The first page: groups, rows, quotes, states, and what its address can ask for."""

import json
from datetime import UTC, date, datetime

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.config import Config
from calagg.model import Grain, Kind, Status
from calagg.publish import publish_feeds
from calagg.store import Store
from tests.web.minutes import each, ids, keep, told, without_proof, words

TODAY = date(2026, 11, 21)

NOVEMBER_5 = date(2026, 11, 5)


def page_of(client: FlaskClient, address: str = "/") -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def outline(page: LexborHTMLParser) -> list[str]:
    """The list in a line each: `# group`, `| date block`, `- kind: title`."""
    lines = []
    for node in page.css(".group h2, .day .date, .row"):
        if node.tag == "h2":
            lines.append(f"# {words(node)}")
        elif node.tag == "time":
            lines.append(f"| {words(node)}")
        else:
            lines.append(f"- {words(node.css_first('.kind'))}: {words(node.css_first('h3'))}")
    return lines


def fill(store: Store) -> None:
    keep(
        store,
        ("Frukost var {tisdag 17/11 kl. 8}.", told("Frukost", "2026-11-17T08:00")),
        ("Anmälan görs {senast lördag 21/11}.", told("Anmälan till nätverksdagen", "2026-11-21", kind=Kind.DEADLINE)),
        ("Tältet står {21/11 kl. 10-15}.", told("Informationstält", "2026-11-21T10:00", "2026-11-21T15:00")),
        ("Synpunkter {söndag 22/11}.", told("Synpunkter", "2026-11-22", kind=Kind.DEADLINE)),
        (
            "Enkäten skickas {under v. 47}.",
            told("Enkät", "2026-11-16", "2026-11-22", kind=Kind.MILESTONE, grain=Grain.WEEK),
        ),
        ("Mötet är {24/11 kl. 13-16}.", told("Möte", "2026-11-24T13:00", "2026-11-24T16:00")),
        ("Resan är {30/11-4/12}.", told("Studieresa", "2026-11-30", "2026-12-04")),
        (
            "Klimatsteget är öppet {1 oktober till 1 december kl. 16}.",
            told("Klimatsteget", "2026-10-01", "2026-12-01T16:00", kind=Kind.WINDOW),
        ),
        (
            "Bygdemedel öppnar {7 december} och stänger 29 januari.",
            told("Bygdemedel", "2026-12-07", "2027-01-29", kind=Kind.WINDOW),
        ),
        ("Internatet blir {10-11 december}.", told("Internat", "2026-12-10T10:00", "2026-12-11")),
        (
            "Planen är klar {i december}.",
            told("Planen klar", "2026-12-01", "2026-12-31", kind=Kind.MILESTONE, grain=Grain.MONTH),
        ),
        ("Kursen går {VT 2027}.", told("Kurs", "2027-01-01", "2027-06-30", grain=Grain.SEASON)),
    )


def test_groups_days_and_rows(client: FlaskClient, opened: Store) -> None:
    fill(opened)
    page = page_of(client)
    assert outline(page) == [
        "# Idag lördag 21 november",
        "| lördag 21 november v. 47",
        "- Sista dag: Anmälan till nätverksdagen",
        "- Händelse: Informationstält",
        "# I morgon söndag 22 november",
        "| söndag 22 november v. 47",
        "- Sista dag: Synpunkter",
        "# Denna vecka v. 47 · 16–22 november",
        "| under v. 47 16–22 nov",
        "- Milstolpe: Enkät",
        "# Nästa vecka v. 48 · 23–29 november",
        "| tisdag 24 november v. 48",
        "- Händelse: Möte",
        "# Senare i november v. 49",
        "| mån–fre 30/11–4/12 nov–dec v. 49",
        "- Händelse: Studieresa",
        "# December 2026 v. 49–53",
        "| tisdag 1 december v. 49",
        "- Utlysning stänger: Klimatsteget",
        "| måndag 7 december v. 50",
        "- Utlysning öppnar: Bygdemedel",
        "| tor–fre 10–11 december v. 50",
        "- Händelse: Internat",
        "| någon gång i december 2026",
        "- Milstolpe: Planen klar",
    ]
    assert each(page, ".distance") == [
        "idag",
        "idag",
        "i morgon",
        "pågår",
        "om 3 dagar",
        "om 9 dagar",
        "om 10 dagar",
        "om 16 dagar",
        "om 19 dagar",
    ]
    assert each(page, ".meta") == [
        "kl. 10.00–15.00",
        "kl. 13.00–16.00",
        "kl. 16.00 öppen sedan 1 oktober",
        "stänger 29 januari 2027",
        "start 10.00",
    ]
    assert words(page.css_first(".results p")) == "10 poster till och med 31 december"
    assert page.css_first("title").text() == "10 kommande poster – calagg"  # type: ignore[union-attr]
    assert [t.attributes["datetime"] for t in page.css(".date")] == [
        "2026-11-21",
        "2026-11-22",
        "2026-W47",
        "2026-11-24",
        "2026-11-30",
        "2026-12-01",
        "2026-12-07",
        "2026-12-10",
        "2026-12",
    ]


def test_the_address_holds_the_whole_state(client: FlaskClient, opened: Store) -> None:
    fill(opened)
    first = page_of(client)
    links = [a.attributes["href"] for a in first.css(".results a, .earlier a, .more a")]
    assert links == ["/?citat=alla", "#prenumerera", "/?tidigare=veckan#denna-vecka", "/?till=2027-01#m-2027-01"]
    assert each(first, ".earlier, .more") == ["Visa 1 tidigare i veckan", "Visa januari 2027 2 poster"]
    more = page_of(client, "/?till=2027-01&tidigare=veckan&citat=alla")
    assert outline(more)[7:12] == [
        "# Denna vecka v. 47 · 16–22 november",
        "| under v. 47 16–22 nov",
        "- Milstolpe: Enkät",
        "| tisdag 17 november v. 47",
        "- Händelse: Frukost",
    ]
    assert outline(more)[-5:] == [
        "# Januari 2027 v. 53–4",
        "| fredag 29 januari 2027 v. 4",
        "- Utlysning stänger: Bygdemedel",
        "| under VT 2027 januari–juni",
        "- Händelse: Kurs",
    ]
    assert words(more.css_first(".results p")) == "11 poster till och med 31 januari 2027"
    assert {"open" in d.attributes for d in more.css("details")} == {True}
    assert more.css(".more") == []


def test_values_that_mean_nothing_in_the_address_are_ignored(client: FlaskClient, opened: Store) -> None:
    fill(opened)
    plain = without_proof(client.get("/").text)
    for query in ("?till=hej", "?till=1999-01", "?till=9999-12", "?till=2026-13", "?citat=x", "?tidigare=1", "?x=<b>"):
        assert without_proof(client.get(f"/{query}").text) == plain, query


def test_the_quote_shows_its_mention_and_its_document(client: FlaskClient, opened: Store) -> None:
    keep(
        opened,
        ("Vi ses {den 3 december kl. 9} i Storåker.", told("Möte", "2026-12-03T09:00")),
        reference=NOVEMBER_5,
        origin="minutes/gammal.txt",
        title="Äldre anteckningar",
    )
    keep(opened, ("Nätverket ses {3 december kl. 9}, Storåker.", told("Möte", "2026-12-03T09:00")))
    page = page_of(client)
    quote = page.css_first("details.quote")
    assert quote is not None and "open" not in quote.attributes
    assert words(quote.css_first("summary")) == "Citat ur anteckningarna: Möte"
    assert words(quote.css_first("blockquote")) == "Nätverket ses 3 december kl. 9 , Storåker."
    assert each(quote, "mark") == ["3 december kl. 9"]
    assert words(quote.css_first("figcaption")) == (
        "Markerat: 3 december kl. 9. Minnesanteckningar, Nätverket, 12 november 2026 , sida 1"
        " och i 1 tidigare anteckning"
    )
    link = quote.css_first("figcaption a")
    assert link is not None
    assert client.get(link.attributes["href"] or "").status_code == 200


def test_states_preliminary_cancelled_and_moved(client: FlaskClient, opened: Store) -> None:
    keep(
        opened,
        ("Mötet är {2/12 kl. 13}.", told("Styrgrupp", "2026-12-02T13:00")),
        ("Kursen är {26/11 kl. 9}.", told("Grundkurs", "2026-11-26T09:00")),
        reference=NOVEMBER_5,
    )
    keep(
        opened,
        ("Mötet är flyttat, nu {9/12 kl. 13}.", told("Styrgrupp", "2026-12-09T13:00", status=Status.TENTATIVE)),
        ("Kursen {26/11 kl. 9} är inställd.", told("Grundkurs", "2026-11-26T09:00", status=Status.CANCELLED)),
        now=datetime(2026, 11, 14, 7, 0, tzinfo=UTC),
    )
    page = page_of(client)
    assert each(page, ".row-top") == ["Händelse INSTÄLLT om 5 dagar", "Händelse Flyttad från 2/12 om 18 dagar"]
    assert each(page, ".row h3") == ["Grundkurs", "Styrgrupp (preliminärt)"]
    assert each(page, ".row h3 s") == ["Grundkurs"]


def test_every_row_is_described_by_its_date(client: FlaskClient, opened: Store) -> None:
    fill(opened)
    page = page_of(client)
    names = [node.attributes["id"] for node in page.css("[id]")]
    assert len(names) == len(set(names))
    described = [a.attributes["aria-describedby"] for a in page.css(".row h3 a")]
    assert len(described) == 10
    assert set(described) <= set(names)
    assert [h.tag for h in page.css("h1, h2")][:2] == ["h1", "h2"]
    assert len(page.css("h1")) == 1
    assert [page.css_first(tag) is not None for tag in ("header", "nav", "main", "footer", "aside")] == [True] * 5
    assert page.css_first("a").attributes["href"] == "#innehall"  # type: ignore[union-attr]


def test_the_links_to_subscribe_begin_at_the_configured_address(client: FlaskClient, opened: Store) -> None:
    fill(opened)
    page = LexborHTMLParser(client.get("/", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}).text)
    assert [a.attributes["href"] for a in page.css(".way")] == [
        "https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2Fkalender.example.se%2Ffeeds%2Fall.ics"
        "&name=Alla+datum+ur+protokollen",
        "https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fkalender.example.se%2Ffeeds%2Fall.ics"
        "&name=Alla+datum+ur+protokollen",
        "webcal://kalender.example.se/feeds/all.ics",
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fkalender.example.se%2Ffeeds%2Fall.ics",
    ]
    assert page.css_first("#adress").attributes["value"] == "https://kalender.example.se/feeds/all.ics"  # type: ignore[union-attr]
    assert "evil.example" not in page.html  # type: ignore[operator]


def test_hostile_words_are_shown_as_words(client: FlaskClient, opened: Store) -> None:
    bad = "<script>alert(1)</script>"
    keep(
        opened,
        (
            f"Se {{3 december}} {bad}<img src=x onerror=alert(2)>.",
            told(f"Möte {bad}", "2026-12-03", location='"><svg onload=alert(3)>', organiser=bad),
        ),
        title=f"Protokoll {bad}",
    )
    page = page_of(client)
    assert words(page.css_first("h3")) == f"Möte {bad}"
    assert [s.attributes.get("src", "").split("?")[0] for s in page.css("script")] == ["/static/calagg.js"]  # type: ignore[union-attr]
    assert page.css("main img, main [onload], [onerror], [style], style") == []
    entry = LexborHTMLParser(client.get(f"/entries/{ids(opened)[f'Möte {bad}']}").text)
    assert len(entry.css("script:not([type])")) == 1
    told_to_machines = entry.css_first("script[type]").text()  # type: ignore[union-attr]
    assert "<" not in told_to_machines
    assert json.loads(told_to_machines)["name"] == f"Möte {bad}"


def test_personal_identity_numbers_are_masked(client: FlaskClient, opened: Store, config: Config) -> None:
    keep(
        opened,
        ("Anmäl 811228-9874 till kursen {3 december}.", told("Kurs för 811228-9874", "2026-12-03")),
        before="Närvarande: 19811228-9874, orgnr 556677-8899.\n\n",
    )
    entry_id = ids(opened)["Kurs för 811228-9874"]
    publish_feeds(opened, config, TODAY)
    page = page_of(client)
    document = page.css_first("figcaption a").attributes["href"]  # type: ignore[union-attr]
    for address in ("/", f"/entries/{entry_id}", f"/entries/{entry_id}.ics", document or ""):
        text = client.get(address).text
        assert "-9874" not in text, address
        assert "••••••-••••" in text, address
    assert "556677-8899" in client.get(document or "").text


def test_without_documents_the_page_says_what_to_do(client: FlaskClient) -> None:
    page = page_of(client)
    assert words(page.css_first(".empty h2")) == "Inga anteckningar är inlästa ännu."
    assert "Lägg minnesanteckningar i mappen ”minutes”." in words(page.css_first(".empty"))
    assert page.css_first("title").text() == "Kommande – calagg"  # type: ignore[union-attr]


def test_with_nothing_ahead_the_page_leads_to_the_documents(client: FlaskClient, opened: Store) -> None:
    keep(opened, ("Mötet var {3 mars}.", told("Möte", "2026-03-03")))
    page = page_of(client)
    assert words(page.css_first(".empty h2")) == "Inga kommande poster"
    assert [a.attributes["href"] for a in page.css(".empty a")] == ["/documents", "/tidigare"]


def test_every_link_within_the_site_leads_somewhere(client: FlaskClient, opened: Store, config: Config) -> None:
    fill(opened)
    publish_feeds(opened, config, TODAY)
    seen, waiting = set(), ["/?till=2027-01", "/nowhere"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = client.get(address, follow_redirects=address == "/kalender")
        assert answer.status_code == (404 if address == "/nowhere" else 200), address
        page = LexborHTMLParser(answer.text if answer.mimetype == "text/html" else "")
        answer.close()
        for node in page.css("[href^='/'], [src^='/']"):
            target = (node.attributes.get("href") or node.attributes.get("src") or "").split("#")[0]
            is_far = target.startswith("/kalender/") and not target.startswith("/kalender/2026-")
            if target not in seen and target not in waiting and not is_far:
                waiting.append(target)
        for node in page.css("[href^='#']"):
            assert page.css_first(node.attributes["href"] or "") is not None, (address, node.html)
    assert len(seen) > 20
