"""The pages about the calendar: what it is, what it knows of people, and the accessibility statement that the law asks
for."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.config import About, Config, Mail
from calagg.store import Store
from calagg.web.app import create_app
from tests.web.minutes import words

NORRVIK = About(organisation="Norrviks kommun", contact="kalender@example.se", accessibility_day="2027-01-15")


@pytest.fixture
def norrvik(opened: Store, config: Config) -> FlaskClient:
    """A calendar whose owner has told who they are."""
    return create_app(opened, replace(config, about=NORRVIK, mail=Mail(transport="smtp"))).test_client()


def text_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return words(LexborHTMLParser(answer.text).css_first("main"))


def test_who_stands_behind_it_and_whom_to_ask(norrvik: FlaskClient) -> None:
    about, accessibility = text_of(norrvik, "/om"), text_of(norrvik, "/tillganglighet")
    assert "Norrviks kommun ansvarar för kalendern." in about
    assert "Norrviks kommun är personuppgiftsansvarig." in about
    assert "mindre säkert på än 50 procent" in about
    assert "få påminnelser med e-post" in about
    assert "Norrviks kommun står bakom webbplatsen" in accessibility
    assert "lagen (2018:1937) om tillgänglighet till digital offentlig service" in accessibility
    assert "Redogörelsen gicks igenom senast 15 januari 2027." in accessibility.replace("\N{NO-BREAK SPACE}", " ")
    for text in (about, accessibility):
        assert "kalender@example.se" in text


def test_what_is_not_told_is_said_so(client: FlaskClient) -> None:
    about, accessibility = text_of(client, "/om"), text_of(client, "/tillganglighet")
    assert "Det är inte angivet vem som ansvarar för kalendern." in about
    assert "Påminnelser med e-post är inte påslagna här." in about
    assert "Det är inte angivet vart du kan vända dig." in accessibility
    assert "Redogörelsen" not in accessibility


def test_every_page_leads_to_them(client: FlaskClient) -> None:
    for path in ("/", "/om", "/tillganglighet", "/nothing"):
        links = LexborHTMLParser(client.get(path).text).css("footer a")
        assert [link.attributes["href"] for link in links] == [
            "/om",
            "/tillganglighet",
            "/om#personuppgifter",
            "/rapportera",
            "/logga-in",
        ]
    assert LexborHTMLParser(client.get("/om").text).css_first("#personuppgifter") is not None


def test_robots_keep_away_from_what_is_one_readers_own(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /prenumeration", "Disallow: /feeds/secret/", "Disallow: /drift"} <= set(lines)
