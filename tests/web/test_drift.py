"""The page of operations: whole, empty, and when the scheduler is silent; never an address, never a change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import update

from calagg.config import Config, Source, read_cadence
from calagg.remind.forecast import MailDay
from calagg.store import Store
from calagg.store.heartbeat import beat, pause
from calagg.store.schema import SubscriptionRow
from calagg.store.sources import note_read
from calagg.store.tables import TABLES
from calagg.web.app import create_app
from calagg.web.drift_moment import describe_age, describe_moment
from calagg.web.drift_reminders import next_mail
from calagg.web.drift_sources import describe_cadence
from tests.web.conftest import NOW, Clock
from tests.web.minutes import each, words
from tests.web.operating import READERS, run_for_a_week


@pytest.fixture
def sources(mailing: Config) -> Config:
    return replace(mailing, source=tuple(Source(name=name) for name in ("natverk", "fonden", "webben")))


@pytest.fixture
def operated(store: Store, sources: Config, clock: Clock) -> Iterator[FlaskClient]:
    """A browser of a calagg that has run for a week, on each of the two databases."""
    run_for_a_week(store)
    yield create_app(store, sources, now=clock).test_client()


def page(client: FlaskClient) -> LexborHTMLParser:
    answer = client.get("/drift")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    return LexborHTMLParser(answer.text)


def test_the_whole_page(operated: FlaskClient) -> None:
    shown = page(operated)
    assert words(shown.css_first("title")) == "Drift – calagg"
    assert words(shown.css_first(".ingress")) == "Lördag 21 november 2026 kl. 14.05"
    assert words(shown.css_first(".verdict strong")) == "Tre saker behöver din uppmärksamhet."
    assert each(shown, ".verdict li") == [
        "Ett mejl har misslyckats för gott kl. 08.05: adressen finns inte. De skickas inte igen. Se efter med calagg "
        "subscribers list om en adress är fel eller har upphört.",
        "Källan ”fonden” har inte gett något nytt på 51 dagar, sedan torsdag 1 oktober. Kommer det fortfarande "
        "anteckningar dit? Annars kan [[source]] tas bort ur config.toml. Inget ställs in för att en källa tystnar.",
        "Källan ”webben” har inte kunnat läsas sedan kl. 11.05. Finns det som källan pekar på, och får calagg läsa "
        "det? Rätta det eller [[source]] i config.toml.",
    ]
    assert each(shown, ".figures div") == [
        "Senaste körning 14.00 för 5 minuter sedan",
        "Dokument idag 4 varav 2 inte gick att läsa",
        "Nya och ändrade poster 4 4 nya, 0 ändrade, 0 inställda",
        "Kvar att granska 1 Öppna granskningen",
    ]
    weeks = "nya poster per vecka, äldst först:"
    assert each(shown, "[aria-labelledby=kallor] tbody tr") == [
        f"fonden mapp Tyst i 51 dagar idag 14.00 tor 1 okt {weeks} 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 inget",
        f"natverk mapp, 15 dokument Läst idag 14.00 idag 13.05 {weeks} 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 4 2 i veckan",
        f"webben mapp Kan inte läsas: mappen finns inte idag 11.05 inget än {weeks} "
        "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 inget",
    ]
    assert each(shown, ".ledger > div") == [
        "Planerade 15",
        "Skickade 7 1 kan ha kommit två gånger",
        "Överhoppade 5 3 posten kom efter dagen för påminnelsen, 1 datumet har flyttats, 1 för sent",
        "Misslyckade 1 1 adressen finns inte",
        "Osäkra 1 1 okänt om mejlet kom fram",
        "Väntar 1",
    ]
    assert each(shown, ".days .hidden") == [
        f"{day}: {mails} mejl"
        for day, mails in (
            ("lördag 21 november", 0),
            ("söndag 22 november", 0),
            ("måndag 23 november", 5),
            ("tisdag 24 november", 6),
            ("onsdag 25 november", 3),
            ("torsdag 26 november", 5),
            ("fredag 27 november", 9),
            ("lördag 28 november", 0),
            ("söndag 29 november", 0),
            ("måndag 30 november", 5),
            ("tisdag 1 december", 6),
            ("onsdag 2 december", 3),
            ("torsdag 3 december", 7),
            ("fredag 4 december", 8),
        )
    ]
    assert words(shown.css_first(".next")) == "Nästa utskick måndag 23 november kl. 07.30, 5 mottagare ."
    assert each(shown, "[aria-labelledby=floden] tbody tr") == [
        "Outlook på webben och nya Outlook 412 0 idag 13.05 var 3:e till 24:e timme",
        "Apple Kalender 191 162 idag 13.05 varje timme till varje vecka, efter mottagarens val",
        "Andra program 9 0 17 okt 2025 –",
    ]
    assert each(shown, "[aria-labelledby=olasta] tbody tr") == [
        "protokoll-skannat-nov.pdf Ingen text, troligen en inskannad bild Be avsändaren om originalfilen",
        "underlag-budget.docx Skyddad med lösenord Spara om filen utan lösenord i samma mapp",
    ]
    link = shown.css_first("[aria-labelledby=olasta] tbody a")
    assert link is not None
    assert operated.get(link.attributes["href"] or "").status_code == 200


def test_the_states_of_sources_of_every_kind(store: Store, mailing: Config, clock: Clock) -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    address = "https://www.example.se/"
    kinds = (
        Source(name="adress", kind="url", url=address),
        Source(name="brevlada", kind="mailbox", host="imap.example.se", user="a", schedule="var 5:e minut"),
        Source(name="sida", kind="page", url=address, schedule="daily 06:30"),
        Source(name="tomt", kind="calendar", url=address, schedule="2h"),
    )
    with store.write() as session:
        for name, kind, told in (
            (
                "adress",
                "url",
                {"error": "https://hemligt.example/: answers 503 Busy; it is tried again", "next_at": NOW + hour},
            ),
            ("brevlada", "mailbox", {}),
            ("sida", "page", {"missed": "https://www.example.se/hemligt.pdf: answers 404", "shown": 3}),
            ("tomt", "calendar", {"shown": 1}),
        ):
            note_read(session, name, at=NOW - day, changed=True, kind=kind, **told)
        note_read(session, "tomt", at=NOW - hour, changed=False, kind="calendar", shown=0)
    client = create_app(store, replace(mailing, source=kinds), now=clock).test_client()
    shown = page(client)
    rows = [row.partition(" nya poster")[0] for row in each(shown, "[aria-labelledby=kallor] tbody tr")]
    assert rows == [
        "adress webbadress, varje timme Kan inte läsas: servern svarar 503, nytt försök idag 15.05 aldrig fre 20 nov",
        "brevlada brevlåda, var 5:e minut Läst fre 20 nov fre 20 nov",
        "sida webbsida med länkar, varje dag kl. 06.30 Läst, men något saknas fre 20 nov fre 20 nov",
        "tomt kalenderflöde, varannan timme Tom sedan idag 13.05 idag 13.05 fre 20 nov",
    ]
    assert "hemligt" not in str(shown.html)
    assert "Källan ”tomt” är tom sedan kl. 13.05; före det gav den ett dokument." in words(shown.css_first(".verdict"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *(
            ("", ""),
            ("1m", "varje minut"),
            ("15m", "var 15:e minut"),
            ("21m", "var 21:a minut"),
            ("90m", "var 90:e minut"),
        ),
        *(("1h", "varje timme"), ("60m", "varje timme"), ("2h", "varannan timme"), ("3h", "var 3:e timme")),
        *(("24h", "varje dag"), ("7d", "var 7:e dag"), ("daily 6:30", "varje dag kl.\N{NO-BREAK SPACE}06.30")),
    ],
)
def test_how_often_in_words(text: str, told: str) -> None:
    cadence = read_cadence(text)
    assert cadence is not None
    assert describe_cadence(cadence) == told


def test_what_was_planned_is_what_became_of_it(operated: FlaskClient) -> None:
    planned, *ended = [int(count) for count in each(page(operated), ".ledger dd:not(.why)")]
    assert planned == sum(ended)


@pytest.mark.parametrize("address", ["/drift", "/metrics"])
def test_no_address_no_path_and_no_words_of_a_server(operated: FlaskClient, store: Store, address: str) -> None:
    with store.write() as session:
        pause(session, "outbox", NOW, until=NOW, detail=f"mail server mail.example.se said 535 {READERS[1]} is refused")
    told = operated.get(address).text
    stored = ["norrvik.example", "lasare0", "lasare1", "/srv/hemligt", "mail.example.se", "is unknown", "is refused"]
    assert [word for word in (*stored, "@") if word in told] == []


def test_it_neither_writes_nor_loads_itself_again(operated: FlaskClient, store: Store) -> None:
    def rows() -> list[object]:
        with store.read() as session:
            return [session.execute(table.select()).all() for table in TABLES.sorted_tables]

    before = rows()
    answer = operated.get("/drift")
    operated.get("/metrics")
    assert rows() == before
    assert "Refresh" not in answer.headers
    shown = LexborHTMLParser(answer.text)
    assert shown.css("meta[http-equiv], [style], style, script:not([src])") == []
    robots = shown.css_first("meta[name=robots]")
    assert robots is not None
    assert robots.attributes["content"] == "noindex"
    assert operated.post("/drift").status_code == 405


def test_nothing_in_the_menu_leads_there(client: FlaskClient) -> None:
    assert "/drift" not in client.get("/").text


def test_an_empty_calagg_that_has_just_started(client: FlaskClient) -> None:
    shown = page(client)
    assert words(shown.css_first(".verdict")) == "Schemaläggaren har just startats och har inte gjort någon körning än."
    assert each(shown, ".figures div") == [
        "Senaste körning – ingen än",
        "Dokument idag 0 inget nytt",
        "Nya och ändrade poster 0 0 nya, 0 ändrade, 0 inställda",
        "Kvar att granska 0 inget väntar",
    ]
    assert each(shown, ".drift .help")[1:] == [
        "Ingen källa är läst än. Lägg anteckningar i mappen minutes, eller ange [[source]] i config.toml.",
        "Inget protokoll med en organisatör är läst än. När några har kommit visas här när nästa väntas.",
        "Senaste 7 dagarna",
        "Kommande 14 dagar, antal mejl",
        "Alla hämtningar av alla kalendrar sedan räkningen började. Adresser och personer lagras inte.",
        "Ingen kalender är hämtad än.",
        "Alla dokument gick att läsa.",
    ]
    assert words(shown.css_first(".next")) == "Inget väntar på att skickas."


def test_readers_who_are_paused_are_counted_and_not_named(operated: FlaskClient, store: Store) -> None:
    with store.write() as session:
        since = NOW - timedelta(days=9)
        session.execute(update(SubscriptionRow).where(SubscriptionRow.id.in_(["s1", "s2"])).values(bounced_at=since))
    shown = page(operated)
    assert each(shown, "[aria-labelledby=paminnelser] p")[-1] == (
        "Två mottagare får inga mejl, eftersom mejl till dem studsar."
    )
    assert words(shown.css_first(".verdict strong")) == "Tre saker behöver din uppmärksamhet."  # old news is none
    assert "@" not in operated.get("/drift").text
    assert "calagg_readers_paused 2" in operated.get("/metrics").text


def test_all_is_well(client: FlaskClient, opened: Store) -> None:
    with opened.write() as session:
        beat(session, "tick", NOW - timedelta(seconds=40))
    shown = page(client)
    assert words(shown.css_first(".note-success")) == "Allt fungerar."
    assert each(shown, ".figures div")[0] == "Senaste körning 14.04 nyss"


@pytest.mark.parametrize(
    ("beat_at", "said"),
    [
        (NOW - timedelta(minutes=30), "Schemaläggaren har inte hört av sig sedan kl. 13.35."),
        (NOW - timedelta(days=2), "Schemaläggaren har inte hört av sig sedan 19 november 2026 kl. 14.05."),
        (None, "Schemaläggaren har aldrig hört av sig."),
    ],
)
def test_a_scheduler_that_is_silent(
    opened: Store, config: Config, clock: Clock, beat_at: datetime | None, said: str
) -> None:
    clock.at = NOW - timedelta(hours=1)
    client = create_app(opened, config, now=clock).test_client()
    clock.at = NOW
    if beat_at:
        with opened.write() as session:
            beat(session, "tick", beat_at)
    shown = page(client)
    assert words(shown.css_first(".note-error strong")) == "En sak behöver din uppmärksamhet."
    assert each(shown, ".verdict li") == [
        f"{said} Inget läses och inga mejl skickas. Starta calagg up, eller den timer som kör calagg tick."
    ]


@pytest.mark.parametrize(
    ("ago", "moment", "age"),
    [
        (timedelta(seconds=59), "idag 14.04", "nyss"),
        (timedelta(minutes=1), "idag 14.04", "för 1 minut sedan"),
        (timedelta(hours=3), "idag 11.05", "för 3 timmar sedan"),
        (timedelta(days=1), "fre 20 nov", "för 1 dag sedan"),
        (timedelta(days=400), "17 okt 2025", "för 400 dagar sedan"),
    ],
)
def test_when_something_was(ago: timedelta, moment: str, age: str) -> None:
    here = (NOW + timedelta(hours=1)).replace(tzinfo=None)
    shown = describe_moment(here - ago, here), describe_age(here - ago, here)
    assert tuple(word.replace("\N{NO-BREAK SPACE}", " ") for word in shown) == (moment, age)


@pytest.mark.parametrize(
    ("hour", "said"), [(6, "idag kl. 07.30, 3 mottagare"), (8, "idag, 3 mottagare")], ids=["before", "within"]
)
def test_the_next_mail_is_today(hour: int, said: str) -> None:
    here = datetime(2026, 11, 20, hour)  # noqa: DTZ001 - a wall time
    shown = next_mail([MailDay(here.date(), 3)], here.replace(hour=7, minute=30).time(), here)
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == said
