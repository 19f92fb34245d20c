"""Searching and filtering the first page: what the address asks for, what is shown, and what is subscribed to."""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.config import Config, Publish, Web
from calagg.model import Kind, Status
from calagg.model.choice import read_choice
from calagg.publish import publish_feeds
from calagg.store import Store
from calagg.store.entries import entries_between
from calagg.web.app import create_app
from tests.web.conftest import NOW
from tests.web.minutes import each, keep, told, without_proof, words
from tests.web.subscribing import TYPED, send, stored
from tests.web.test_upcoming import TODAY, page_of

REGION, KONTOR = "Region Lindevik", "Ängby kontor"


def fill(store: Store) -> None:
    keep(
        store,
        ("Styrgruppsmötet är {3 december} på kaféet.", told("Styrgruppsmöte", "2026-12-03", location="Storåker")),
        (
            "Ansökningarna lämnas {senast 4 december}.",
            told("Ansökan om bidrag", "2026-12-04", kind=Kind.DEADLINE, organiser=REGION, location="Åby"),
        ),
        (
            "Bygdemedel kan sökas {7 december} till 29 januari.",
            told("Bygdemedel", "2026-12-07", "2027-01-29", kind=Kind.WINDOW, organiser=REGION, location="Storåker"),
        ),
        ("Planen är klar {11 december}.", told("Planen klar", "2026-12-11", kind=Kind.MILESTONE, organiser=KONTOR)),
        (
            "Kursen {14 december} är inställd.",
            told("Kurs om möten", "2026-12-14", organiser=KONTOR, location="Åby", status=Status.CANCELLED),
        ),
        (
            "Möte om kulturarv var {3 mars}.",
            told("Möte om kulturarv", "2026-03-03", organiser=KONTOR, location="Tallmo"),
        ),
    )


def titles(page: LexborHTMLParser) -> list[str]:
    return list(dict.fromkeys(each(page, ".row h3 a")))


@pytest.fixture
def filled(client: FlaskClient, opened: Store, config: Config) -> FlaskClient:
    """A browser of the invented entries, published."""
    fill(opened)
    publish_feeds(opened, config, TODAY)
    return client


ALL = ["Styrgruppsmöte", "Ansökan om bidrag", "Bygdemedel", "Planen klar", "Kurs om möten"]
SELECTIONS = {
    "": ALL,
    "typ=sista-dag": ["Ansökan om bidrag"],
    "typ=utlysning&typ=milstolpe": ["Bygdemedel", "Planen klar"],
    "q=möten": ["Styrgruppsmöte", "Kurs om möten"],
    "q=MÖTET+storåkers": ["Styrgruppsmöte"],
    "q=kafe": ["Styrgruppsmöte"],
    "q=ansökningar": ["Ansökan om bidrag"],
    "q=åby": ["Ansökan om bidrag", "Kurs om möten"],
    "q=lindevik": ["Ansökan om bidrag", "Bygdemedel"],
    "q=29": ["Bygdemedel"],
    "arrangor=Region+Lindevik": ["Ansökan om bidrag", "Bygdemedel"],
    "arrangor=region++LINDEVIK&plats=storåker": ["Bygdemedel"],
    "plats=Åby&typ=handelse": ["Kurs om möten"],
}


@pytest.mark.parametrize(("query", "shown"), SELECTIONS.items(), ids=SELECTIONS)
def test_what_is_shown(filled: FlaskClient, query: str, shown: list[str]) -> None:
    page = page_of(filled, f"/?{query}")
    assert titles(page) == shown
    count = f"{len(shown)} post" if len(shown) == 1 else f"{len(shown)} poster"
    assert words(page.css_first(".results p")) == f"{count} till och med 31 december"
    assert page.css_first("title").text().startswith(f"{len(shown)} kommande post")  # type: ignore[union-attr]


def test_calendar_export_and_reminders_hold_what_is_shown(store: Store, tmp_path: Path) -> None:
    """On both databases: the page asks in memory, calendars and exports in the database, reminders in memory."""
    config = replace(
        Config(),
        web=Web(base_url="https://kalender.example.se"),
        publish=Publish(directory=str(tmp_path / "feeds")),
    )
    fill(store)
    publish_feeds(store, config, TODAY)
    browser = create_app(store, config, now=lambda: NOW).test_client()
    with store.read() as session:
        every = entries_between(session, TODAY, TODAY.replace(year=2030), min_confidence=0.0)
    for query, shown in SELECTIONS.items():
        panel = page_of(browser, f"/?{query}").css_first("aside")
        assert panel is not None
        address = urlsplit(panel.css_first("#adress").attributes["value"] or "")  # type: ignore[union-attr]
        exported = json.loads(browser.get(f"/api/entries?{address.query}&from={TODAY}").data)["entries"]
        assert [one["title"] for one in exported] == shown, query
        calendar = browser.get(f"{address.path}?{address.query}")
        assert {title for title in ALL if title.encode() in calendar.data} == set(shown), query
        calendar.close()
        selection = read_choice(panel.css_first("[name=urval]").attributes["value"] or "").selection  # type: ignore[union-attr]
        chosen = [one.entry.title for one in every if selection.matches(one.entry, one.sources)]
        assert chosen == shown, query


def test_the_panel_names_the_selection_and_leads_to_it(filled: FlaskClient) -> None:
    page = page_of(filled, "/?q=m%C3%B6ten+%C3%A5by&arrangor=%C3%84ngby+kontor")
    assert words(page.css_first("aside p")) == (
        "Bara poster, hos Ängby kontor, med orden möten och åby. "
        "Din kalender fylls på av sig själv när nya anteckningar läses in."
    )
    address = "https://kalender.example.se/feeds/custom.ics?organiser=%C3%84ngby+kontor&q=m%C3%B6ten+%C3%A5by"
    assert page.css_first("#adress").attributes["value"] == address  # type: ignore[union-attr]
    outlook = [parse_qs(urlsplit(way.attributes["href"] or "").query)["url"] for way in page.css(".way")[:2]]
    assert outlook == [[address], [address]]
    assert page.css(".way")[2].attributes["href"] == address.replace("https", "webcal")
    assert "INSTÄLLT: Kurs om möten".encode() in filled.get(urlsplit(address).path + "?" + urlsplit(address).query).data


def test_reminders_are_asked_for_what_is_shown(browser: FlaskClient, store: Store) -> None:
    fill(store)
    answer = send(browser, "/?typ=sista-dag&q=ansökan", to="/prenumeration", typed=TYPED)
    assert answer.status_code == 200
    assert stored(store) == [("anna@example.se", "?kind=deadline&q=ans%C3%B6kan", (14, 7, 1), False, False)]
    more = page_of(browser, "/?typ=sista-dag&q=ansökan").css_first("aside form .help a")
    assert more is not None
    form = page_of(browser, more.attributes["href"] or "")
    [ticked] = [n for n in form.css("[name=urval]") if "checked" in n.attributes]
    assert ticked.attributes["value"] == "?kind=deadline&q=ans%C3%B6kan"


def test_the_form_shows_what_is_chosen(filled: FlaskClient) -> None:
    page = page_of(filled, "/?q=bidrag&typ=sista-dag&typ=utlysning&arrangor=region+lindevik&plats=%C3%85by&citat=alla")
    form = page.css_first("form[role=search]")
    assert form is not None
    assert (form.attributes["method"], form.attributes["action"]) == ("get", "/")
    assert each(form, "label, .filter-name") == [
        "Sök",
        "Arrangör",
        "Plats",
        "Typ",
        "Händelse",
        "Sista dag",
        "Utlysning",
        "Milstolpe",
    ]
    assert each(form, "#filter-arrangor option") == ["Alla arrangörer", REGION, KONTOR]
    assert each(form, "#filter-plats option") == ["Alla platser", "Storåker", "Åby"]
    assert [n.text() for n in form.css("option[selected]")] == [REGION, "Åby"]
    assert form.css_first("[name=q]").attributes["value"] == "bidrag"  # type: ignore[union-attr]
    assert [n.attributes["value"] for n in form.css("[name=typ][checked]")] == ["sista-dag", "utlysning"]
    assert [(n.attributes["name"], n.attributes["value"]) for n in form.css("[type=hidden]")] == [("citat", "alla")]
    assert words(page.css_first("details.filter summary")) == "Sök och filtrera 5 val"
    details = page.css_first("details.filter")
    assert details is not None
    assert {"open", "data-chosen"} <= set(details.attributes)
    plain = page_of(filled)
    assert len(plain.css("[name=typ][checked]")) == 4
    assert words(plain.css_first("details.filter summary")) == "Sök och filtrera"
    assert plain.css(".chosen, [data-chosen]") == []


def test_every_choice_can_be_taken_away(filled: FlaskClient) -> None:
    page = page_of(filled, "/?q=om&typ=handelse&typ=sista-dag&plats=%C3%85by&citat=alla")
    chips = {words(a): a.attributes["href"] for a in page.css(".chip")}
    assert chips == {
        "Ta bort Sök: om": "/?typ=handelse&typ=sista-dag&plats=%C3%85by&citat=alla",
        "Ta bort Typ: Händelse": "/?q=om&typ=sista-dag&plats=%C3%85by&citat=alla",
        "Ta bort Typ: Sista dag": "/?q=om&typ=handelse&plats=%C3%85by&citat=alla",
        "Ta bort Plats: Åby": "/?q=om&typ=handelse&typ=sista-dag&citat=alla",
    }
    assert [a.attributes["href"] for a in page.css(".chosen > a")] == ["/?citat=alla"]
    assert words(page.css_first(".chosen > a")) == "Rensa alla"
    links = [a.attributes["href"] for a in page.css(".results a, .past a")]
    assert links == [
        "/?q=om&typ=handelse&typ=sista-dag&plats=%C3%85by",
        "#prenumerera",
        "/tidigare?q=om&typ=handelse&typ=sista-dag&plats=%C3%85by",
    ]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("/?q=&arrangor=&plats=", "/"),
        ("/?q=+&typ=handelse&typ=sista-dag&typ=utlysning&typ=milstolpe&citat=alla", "/?citat=alla"),
        ("/?q=m%C3%B6te&arrangor=&plats=&typ=handelse&till=2027-01", "/?q=m%C3%B6te&typ=handelse&till=2027-01"),
        ("/tidigare?q=&arrangor=%C3%84ngby+kontor&plats=", "/tidigare?arrangor=%C3%84ngby+kontor"),
        ("/?q=&x=%0d%0aSet-Cookie:a=b", "/"),
    ],
)
def test_what_goes_without_saying_is_left_out_of_the_address(filled: FlaskClient, sent: str, kept: str) -> None:
    answer = filled.get(sent, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert (answer.status_code, answer.headers["Location"]) == (302, kept)


@pytest.mark.parametrize(
    "query",
    [
        "typ=hej",
        "typ=event",
        "typ=%00",
        "arrangor=Ingen",
        "arrangor=Region",
        "arrangor=%27+OR+1%3D1",
        "plats=Nowhere",
        "plats=%00",
        "q=%00%01",
        "Q=kurs&TYP=handelse",
    ],
)
@pytest.mark.parametrize("path", ["/", "/tidigare"])
def test_unknown_values_are_ignored(filled: FlaskClient, path: str, query: str) -> None:
    assert without_proof(filled.get(f"{path}?{query}").text) == without_proof(filled.get(path).text)


def test_hostile_words_stay_words(filled: FlaskClient) -> None:
    bad = '"><script>alert(1)</script>'
    for path in ("/", "/tidigare"):
        page = page_of(filled, f"{path}?q={quote(bad)}")
        assert [s.attributes.get("src", "").split("?")[0] for s in page.css("script")] == ["/static/calagg.js"]  # type: ignore[union-attr]
        assert page.css_first("[name=q]").attributes["value"] == bad  # type: ignore[union-attr]
        assert f"”{bad}”" in words(page.css_first(".empty p"))
        assert words(page.css_first(".chip")) == f"Ta bort Sök: {bad}"
    long = page_of(filled, f"/?q={'a' * 5_000}")
    assert long.css_first("[name=q]").attributes["value"] == "a" * 100  # type: ignore[union-attr]
    assert filled.get("/?" + "&".join(f"typ=x{n}&q=b" for n in range(500))).status_code == 200


def test_an_empty_selection_says_what_was_asked_and_three_ways_out(filled: FlaskClient) -> None:
    page = page_of(filled, "/?q=kulturarvet&typ=handelse&plats=%C3%85by")
    assert words(page.css_first(".empty")) == (
        "Inga poster i urvalet Ingen kommande händelse i Åby innehåller ordet ”kulturarvet”. "
        "Ta bort sökordet 1 post Prenumerera ändå så fylls kalendern på när något dyker upp"
    )
    assert page.css_first("title").text() == "Kommande – calagg"  # type: ignore[union-attr]
    page = page_of(filled, "/?q=kulturarv&arrangor=%C3%84ngby+kontor&typ=handelse")
    ways = [(words(a), a.attributes["href"]) for a in page.css(".ways-out a")]
    assert each(page, ".ways-out li") == [
        "Ta bort sökordet 1 post",
        "Sök även bland passerade poster 1 post",
        "Prenumerera ändå så fylls kalendern på när något dyker upp",
    ]
    assert ways == [
        ("Ta bort sökordet", "/?typ=handelse&arrangor=%C3%84ngby+kontor"),
        ("Sök även bland passerade poster", "/tidigare?q=kulturarv&typ=handelse&arrangor=%C3%84ngby+kontor"),
        ("Prenumerera ändå", "/feeds/custom?kind=event&organiser=%C3%84ngby+kontor&q=kulturarv"),
    ]
    assert {filled.get(href or "").status_code for _, href in ways} == {200}
    assert titles(page_of(filled, ways[1][1] or "")) == ["Möte om kulturarv"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("q=xyzzy", "Ingen kommande post innehåller ordet ”xyzzy”."),
        ("q=xyzzy+a", "Ingen kommande post innehåller orden ”xyzzy” och ”a”."),
        ("plats=tallmo", "Ingen kommande post i Tallmo finns i kalendern."),
        (
            "typ=sista-dag&typ=utlysning&arrangor=%C3%84ngby+kontor",
            "Ingen kommande sista dag eller utlysning hos Ängby kontor finns i kalendern.",
        ),
    ],
)
def test_the_sentence_of_an_empty_selection(filled: FlaskClient, query: str, sentence: str) -> None:
    assert words(page_of(filled, f"/?{query}").css_first(".empty p")) == sentence


def test_the_calendar_of_a_selection_is_asked_for_as_the_list_is(filled: FlaskClient) -> None:
    page = page_of(filled, "/?typ=utlysning&q=bygdemedel")
    address = urlsplit(page.css_first("#adress").attributes["value"] or "")  # type: ignore[union-attr]
    assert (address.path, parse_qs(address.query)) == ("/feeds/custom.ics", {"kind": ["window"], "q": ["bygdemedel"]})
