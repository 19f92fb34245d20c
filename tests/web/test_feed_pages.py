"""The page of a calendar, the list of them, and what is counted of those who fetch."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.config import Config, Web
from calagg.errors import StoreError
from calagg.model import Change, Kind, Selection, Status
from calagg.publish import publish_feeds
from calagg.publish.named import NamedFeed
from calagg.store import Store
from calagg.store.fetches import Fetches, count_fetches, fetches_of
from calagg.store.secret_feeds import add_secret_feed
from calagg.web.app import create_app
from calagg.web.clients import client_of
from calagg.web.feed_view import describe_feed, describe_selection
from calagg.web.fetch_log import FetchLog
from tests.publish.calendar import CHANGED, TODAY, stored
from tests.publish.keeping import keep_entries
from tests.web.conftest import NOW
from tests.web.minutes import each, words

CANCELLED = Change(at=CHANGED, what="status", before="confirmed", after="cancelled", reason="")
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"
AGENTS: dict[str, list[str | None]] = {
    "outlook": [
        "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)",
        "Microsoft Office/16.0 (Microsoft Outlook Mail 16.0; Pro)",
    ],
    "outlook-web": ["Microsoft.Exchange.Calendar/15.20", "Exchange/15.20 (OutlookService/Calendar.Subscription)"],
    "google": ["Google-Calendar-Importer"],
    "apple": [
        "iOS/17.4 (21E219) dataaccessd/1.0",
        "macOS/14.4 (23E214) CalendarAgent/988",
        "Mac+OS+X/10.15 (19A583)",
    ],
    "thunderbird": ["Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.9"],
    "evolution": ["Evolution/3.50.3"],
    "nextcloud": ["Nextcloud Server Crawler"],
    "home-assistant": ["HomeAssistant/2026.11 aiohttp/3.9"],
    "browser": [CHROME],
    "other": ["curl/8.5", "", None],
}


@pytest.fixture
def published(opened: Store, config: Config) -> None:
    """Four entries, published."""
    keep_entries(
        opened,
        stored(1, title="Workshop om mottagande", organiser="Länsstyrelsen i Norrvik", location="Storåker"),
        stored(2, title="Ansökan om bidrag", kind=Kind.DEADLINE, start="2026-12-01T16:00", end=None),
        stored(3, title="Språkcaféer", kind=Kind.WINDOW, start="2026-10-01", end="2027-03-31"),
        stored(4, title="Studiebesök", status=Status.CANCELLED, start="2027-05-04", end=None, changes=(CANCELLED,)),
        stored(5, title="Redan varit", start="2026-11-01", end=None),
    )
    publish_feeds(opened, config, TODAY)


def page(client: FlaskClient, address: str) -> LexborHTMLParser:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    return LexborHTMLParser(answer.text)


@pytest.mark.usefixtures("published")
def test_the_page_says_what_is_in_the_calendar_and_how_to_get_it(client: FlaskClient) -> None:
    shown = page(client, "/feeds/all")
    assert words(shown.css_first("h1")) == "Alla datum ur protokollen"
    assert words(shown.css_first(".ingress")) == "Alla typer, arrangörer och platser. 5 poster just nu."
    assert each(shown, "[aria-labelledby=narmast] a") == [
        "Ansökan om bidrag",
        "Workshop om mottagande",
        "Språkcaféer",
        "Studiebesök",
    ]
    assert each(shown, "[aria-labelledby=narmast] .label") == ["INSTÄLLT"]
    assert each(shown, ".ways .way-name") == [
        "Outlook, arbete eller skola",
        "Outlook, privat",
        "Apple Kalender och klassiska Outlook, webcal",
        "Google Kalender",
    ]
    field = shown.css_first("#adress")
    assert field is not None
    assert field.attributes["value"] == "https://kalender.example.se/feeds/all.ics"


@pytest.mark.usefixtures("published")
def test_a_selection_has_a_page_with_its_own_address(client: FlaskClient) -> None:
    shown = page(client, "/feeds/custom?kind=deadline&kind=window&q=bidrag&q=språk&alarm=1d")
    assert words(shown.css_first(".ingress")) == (
        "Bara sista dagar och utlysningar, med orden bidrag eller språk. 2 poster just nu."
    )
    field = shown.css_first("#adress")
    assert field is not None
    assert field.attributes["value"] == (
        "https://kalender.example.se/feeds/custom.ics?kind=deadline&kind=window&q=bidrag&q=spr%C3%A5k&alarm=1d"
    )
    assert "Utan påminnelse i kalendern" in each(shown, "[aria-labelledby=annat] li")
    assert page(client, "/feeds/custom?q=ingenting").css_first("[aria-labelledby=narmast] .help") is not None


@pytest.mark.usefixtures("published")
def test_a_local_address_says_that_nobody_else_can_reach_it(opened: Store, config: Config, client: FlaskClient) -> None:
    local = create_app(opened, replace(config, web=Web()), now=lambda: NOW).test_client()
    assert "Adressen nås bara från den här datorn." in words(page(local, "/feeds/all").css_first(".panel .note"))
    assert page(client, "/feeds/all").css_first(".panel .note") is None


@pytest.mark.usefixtures("published")
def test_the_list_of_calendars(client: FlaskClient) -> None:
    shown = page(client, "/feeds/")
    assert each(shown, "tbody tr") == [
        "Alla datum ur protokollen Alla typer, arrangörer och platser. 5 poster",
        "Sista dagar ur protokollen Bara sista dagar och utlysningar. 2 poster",
        "Storåker Bara poster, i Storåker. 1 post",
        "Länsstyrelsen i Norrvik Allt som Länsstyrelsen i Norrvik står för. 1 post",
    ]
    assert words(page(client, "/feeds/arrangor-lansstyrelsen-i-norrvik").css_first("h1")) == "Länsstyrelsen i Norrvik"


def test_before_anything_is_published_the_list_says_so(client: FlaskClient) -> None:
    assert each(page(client, "/feeds/"), ".cell-posts") == ["Publiceras inom en minut"] * 3


@pytest.mark.parametrize("address", ["/feeds/nothing", "/feeds/secret-1", "/feeds/arrangor-x"])
def test_an_unknown_calendar_is_a_page_that_says_so(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_what_can_not_be_understood_is_a_page_that_says_so(client: FlaskClient) -> None:
    answer = client.get("/feeds/custom?kind=x")
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert "kind kan vara event" in answer.text


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        (Selection(), "Alla typer, arrangörer och platser."),
        (Selection(kinds=("event",)), "Bara händelser."),
        (Selection(words=("bidrag",)), "Bara poster, med ordet bidrag."),
        (
            Selection(kinds=("deadline", "milestone"), organisers=("Länsstyrelsen",), places=("Storåker", "Norrvik")),
            "Bara sista dagar och milstolpar, hos Länsstyrelsen, i Storåker eller Norrvik.",
        ),
        (Selection(sources=("natverk",)), "Bara poster, ur källan natverk."),
    ],
)
def test_a_selection_in_words(selection: Selection, sentence: str) -> None:
    assert describe_selection(selection) == sentence


def test_an_organisers_feed_in_words() -> None:
    assert describe_feed(NamedFeed(name="arrangor-x", title="X", organiser="X")) == "Allt som X står för."


@pytest.mark.parametrize(("key", "agent"), [(key, agent) for key, agents in AGENTS.items() for agent in agents])
def test_kinds_of_programs(key: str, agent: str | None) -> None:
    assert client_of(agent).key == key


@pytest.mark.usefixtures("published")
def test_fetches_are_counted_by_kind_and_shown(opened: Store, config: Config) -> None:
    fetches = FetchLog()
    client = create_app(opened, config, now=lambda: NOW, fetches=fetches).test_client()
    outlook = {"User-Agent": AGENTS["outlook"][0] or "", "X-Forwarded-For": "192.0.2.7"}
    tag = client.get("/feeds/all.ics", headers=outlook).headers["ETag"]
    client.get("/feeds/all.ics", headers=outlook | {"If-None-Match": tag})
    client.get("/feeds/all.ics", headers={"User-Agent": "Google-Calendar-Importer"})
    client.get("/feeds/nothing.ics", headers=outlook)
    client.get("/feeds/custom.ics?q=a", headers=outlook)
    fetches.write(opened)
    fetches.write(opened)
    with opened.read() as session:
        assert fetches_of(session, "all") == {"google": Fetches(1, 0, NOW), "outlook": Fetches(2, 1, NOW)}
        assert fetches_of(session, "nothing") == {}
        assert fetches_of(session, "custom") == {"outlook": Fetches(1, 0, NOW)}
    rows = each(page(client, "/feeds/all"), "[aria-labelledby=hamtas] tbody tr")
    assert "Klassiska Outlook när programmet är öppet, ungefär en gång i timmen idag kl. 14.05 2 gånger" in rows
    assert "Apple Kalender varje timme till varje vecka, efter mottagarens val inte ännu" in rows


def test_counts_add_up_on_both_databases(store: Store) -> None:
    later = NOW + timedelta(hours=1)
    for at in (later, NOW):
        with store.write() as session:
            count_fetches(session, {("all", "outlook"): Fetches(2, 1, at), ("all", "google"): Fetches(1, 0, at)})
    with store.read() as session:
        assert fetches_of(session, "all") == {"google": Fetches(2, 0, later), "outlook": Fetches(4, 2, later)}


def test_no_fetch_is_lost_between_threads(opened: Store) -> None:
    log = FetchLog()

    def fetch() -> None:
        for _ in range(200):
            log.note("all", "outlook", unchanged=False, at=NOW)

    threads = [Thread(target=fetch) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        log.write(opened)
    for thread in threads:
        thread.join()
    log.write(opened)
    with opened.read() as session:
        assert fetches_of(session, "all")["outlook"].count == 800


def test_what_can_not_be_written_now_is_written_later(opened: Store, tmp_path: object, config: Config) -> None:
    log = FetchLog()
    log.note("all", "outlook", unchanged=True, at=datetime(2026, 11, 21, tzinfo=UTC))

    class Silent:
        def write(self) -> object:
            raise StoreError("away")

    log.write(Silent())  # type: ignore[arg-type]  # a database that does not answer
    log.note("all", "outlook", unchanged=False, at=NOW)
    log.write(opened)
    with opened.read() as session:
        assert fetches_of(session, "all") == {"outlook": Fetches(2, 1, NOW)}


@pytest.mark.usefixtures("published")
def test_a_secret_feed_is_counted_without_its_secret(opened: Store, config: Config) -> None:
    fetches = FetchLog()
    with opened.write() as session:
        made, secret = add_secret_feed(session, "Styrgruppen", Selection(), now=NOW)
    client = create_app(opened, config, now=lambda: NOW, fetches=fetches).test_client()
    assert client.get(f"/feeds/secret/{secret}.ics").status_code == 200
    fetches.write(opened)
    with opened.read() as session:
        assert fetches_of(session, made.counted_as) == {"other": Fetches(1, 0, NOW)}
