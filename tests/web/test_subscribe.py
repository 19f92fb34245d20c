"""Asking for reminders on the web: the form, what it refuses, who may send it and how often; on both databases."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import text
from werkzeug.test import TestResponse

from calagg.config import Config, Web
from calagg.remind import tick
from calagg.store import Store
from calagg.web.app import create_app
from tests.web.conftest import NOW, Clock
from tests.web.minutes import each, keep, told, words
from tests.web.subscribing import TYPED, ask, asked, heading, ingress, send, stored, subscribed

EXAMPLE = "till exempel namn@example.com."
NO_SUCH = f"Adressen går inte att skicka till. Skriv hela adressen, {EXAMPLE}"


def test_the_panel_on_the_first_page(browser: FlaskClient, store: Store) -> None:
    keep(store, ("Möte den {3 december} i Storåker.", told("Möte", "2026-12-03")))
    panel = LexborHTMLParser(browser.get("/").text).css_first("aside section")
    assert panel is not None
    assert words(panel) == (
        "Påminnelser med e-post Högst ett mejl om dagen, vardagar kl. 07.30–09.00. Dagar i förväg 14 7 1 "
        "Din e-postadress Skicka bekräftelselänk "
        "Du får ett mejl med en länk. Påminnelserna börjar när du har bekräftat. "
        "Välj typer, arrangör eller ett mejl i veckan"
    )
    boxes = [(n.attributes["value"], "checked" in n.attributes) for n in panel.css("input[type=checkbox]")]
    assert boxes == [("14", True), ("7", True), ("1", True)]
    answer = send(browser, "/", to="/prenumeration", typed=TYPED)
    assert (answer.status_code, heading(answer)) == (200, "Bekräfta i ditt mejl")
    assert stored(store) == [("anna@example.se", "all", (14, 7, 1), False, False)]


def test_from_the_form_to_the_mail_and_its_link(
    browser: FlaskClient,
    store: Store,
    mailing: Config,
    clock: Clock,
    tmp_path: Path,
) -> None:
    assert ask(browser, epost=" Anna@Example.SE ", dagar=["7"]).status_code == 200
    assert (tick(store, mailing, NOW).sent.sent, tick(store, mailing, NOW).sent.sent) == (1, 0)
    [mail] = (tmp_path / "outbox" / "new").iterdir()
    text = mail.read_bytes().replace(b"=\r\n", b"").replace(b"=\n", b"").decode()
    link = next(line for line in text.splitlines() if line.endswith("/bekrafta"))
    clock.at += timedelta(hours=47)
    answer = send(browser, link.removeprefix("http://localhost"))
    assert (answer.status_code, heading(answer)) == (200, "Påminnelserna är på")
    assert stored(store) == [("anna@example.se", "all", (7,), True, False)]


def test_the_answer_is_the_same_for_a_known_address(browser: FlaskClient, store: Store) -> None:
    first = ask(browser)
    waiting = ask(browser)
    subscribed(store, "all")
    known = ask(browser)
    assert {(a.status_code, a.text) for a in (first, waiting, known)} == {(200, first.text)}
    assert stored(store) == [("anna@example.se", "all", (14, 7, 1), True, False)]


def test_asking_eight_times_at_once_makes_one_subscription_and_one_mail(
    app: Flask,
    store: Store,
    mailing: Config,
) -> None:
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: ask(app.test_client()).status_code, range(8)))
    assert codes == [200] * 8
    assert stored(store) == [("anna@example.se", "all", (14, 7, 1), False, False)]
    assert tick(store, mailing, NOW).sent.sent == 1


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("kerstin.lindevik.example", "Adressen saknar @. Skriv hela adressen, till exempel namn@example.com."),
        ("", "Adressen saknas. Skriv din e-postadress, till exempel namn@example.com."),
        ('"a@x, v@x"', "Det står mer än en adress. Skriv en enda, till exempel namn@example.com."),
        ("a@example.se, v@example.se", "Det står mer än en adress. Skriv en enda, till exempel namn@example.com."),
        ("a@exa\x00mple.se", NO_SUCH),
        ("a@example.se\r\nBcc: b", NO_SUCH),
        ("a@exa\u202emple.se", NO_SUCH),
        ("a..b@example.se", NO_SUCH),
        ("a@-example.se", NO_SUCH),
        ("<b>@example.se", NO_SUCH),
        (f"{'a' * 65}@example.se", NO_SUCH),
        (
            f"a@{'b' * 400}.se",
            "Adressen är för lång. Skriv hela adressen och inget mer, till exempel namn@example.com.",
        ),
    ],
)
def test_an_address_that_is_none(browser: FlaskClient, store: Store, typed: str, fault: str) -> None:
    answer = ask(browser, epost=typed, dagar=["7"])
    page = LexborHTMLParser(answer.text)
    field = page.css_first("#epost")
    assert field is not None
    assert (answer.status_code, each(page, ".error")) == (422, [fault])
    assert (field.attributes["aria-invalid"], field.attributes["aria-describedby"]) == ("true", "epost-fel epost-hjalp")
    assert [n.attributes["value"] for n in page.css("input[type=checkbox][checked]")] == ["7"] * 4  # a row a kind
    assert stored(store) == []


def test_what_was_typed_is_kept_and_is_no_markup(browser: FlaskClient) -> None:
    typed = '"><script>alert(1)</script>'
    page = LexborHTMLParser(ask(browser, epost=typed).text)
    field = page.css_first("#epost")
    assert field is not None
    assert field.attributes["value"] == typed
    assert page.css("script:not([src])") == []


def test_two_faults_are_named_on_top(browser: FlaskClient, store: Store) -> None:
    answer = ask(browser, epost="anna", dagar=["3", "x"])
    page = LexborHTMLParser(answer.text)
    assert each(page, "[role=alert]") == [
        "2 fält behöver rättas. Ingen dag är vald. Välj minst en. "
        "Adressen saknar @. Skriv hela adressen, till exempel namn@example.com."
    ]
    for link in page.css("[role=alert] a"):
        assert page.css_first(str(link.attributes["href"])) is not None
    assert (answer.status_code, stored(store)) == (422, [])


def test_a_form_of_another_site_is_not_taken(app: Flask, browser: FlaskClient, store: Store) -> None:
    stranger = app.test_client()
    page = LexborHTMLParser(stranger.get("/prenumeration").text)
    field = page.css_first("input[name=formular]")
    assert field is not None
    proof = field.attributes["value"]
    browser.get("/prenumeration")
    for sent in ({}, {"formular": ""}, {"formular": "x"}, {"formular": "å"}, {"formular": proof}):
        answer = browser.post("/prenumeration", data={**TYPED, **sent})
        shown = LexborHTMLParser(answer.text)
        assert (answer.status_code, each(shown, "[role=alert]")) == (
            400,
            ["Formuläret hade blivit för gammalt och inget har ändrats. Tryck på knappen en gång till."],
        )
        kept = shown.css_first("#epost")
        assert kept is not None
        assert kept.attributes["value"] == "anna@example.se"
    assert app.test_client().post("/prenumeration", data={**TYPED, "formular": proof}).status_code == 400
    assert stored(store) == []
    assert stranger.post("/prenumeration", data={**TYPED, "formular": proof}).status_code == 200


def test_the_proof_of_one_form_is_none_for_another(browser: FlaskClient, store: Store) -> None:
    address = f"/prenumeration/{asked(store)}/bekrafta"
    assert send(browser, "/prenumeration", to=address).status_code == 400
    assert stored(store) == [("anna@example.se", "all", (14, 7, 1), False, False)]


@pytest.mark.parametrize(
    ("base", "cookie"),
    [
        ("http://localhost", "calagg-form={}; HttpOnly; Path=/; SameSite=Lax"),
        ("https://kalender.example.se", "__Host-calagg-form={}; Secure; HttpOnly; Path=/; SameSite=Lax"),
    ],
)
def test_the_cookie(store: Store, mailing: Config, base: str, cookie: str) -> None:
    browser = create_app(store, replace(mailing, web=Web(base_url=base)), now=lambda: NOW).test_client()
    answer = browser.get("/prenumeration", base_url=base)
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    key = rest.partition(";")[0]
    assert (name + rest[len(key) :], len(key)) == (cookie.replace("={}", ""), 43)
    assert key not in answer.text
    assert "Set-Cookie" not in browser.get("/prenumeration", base_url=base).headers
    keep(store, ("Möte den {3 december} i Storåker.", told("Möte", "2026-12-03")))
    first = browser.get("/", base_url=base)
    assert (first.headers["Cache-Control"], first.headers["Vary"]) == ("private, no-cache", "Cookie, Accept-Encoding")


def test_one_client_asks_thirty_times_in_ten_minutes_and_all_a_hundred_and_fifty(
    app: Flask,
    store: Store,
    clock: Clock,
) -> None:
    def post(browser: FlaskClient, host: str) -> TestResponse:
        return browser.post("/prenumeration", data=TYPED, environ_base={"REMOTE_ADDR": host})

    browser = app.test_client()
    assert {post(browser, "192.0.2.1").status_code for _ in range(30)} == {400}
    clock.at += timedelta(seconds=30)
    answer = post(browser, "192.0.2.1")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "570")
    assert ingress(answer) == "För många försök. Vänta 570 sekunder."
    assert browser.get("/prenumeration", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 200
    assert {post(browser, f"192.0.2.{host}").status_code for host in range(2, 6) for _ in range(30)} == {400}
    assert post(browser, "192.0.2.9").headers["Retry-After"] == "570"
    clock.at += timedelta(seconds=569.5)
    assert ingress(post(browser, "192.0.2.9")) == "För många försök. Vänta 1 sekund."
    clock.at += timedelta(seconds=0.5)
    assert [post(browser, host).status_code for host in ("192.0.2.1", "192.0.2.9")] == [400, 400]
    assert stored(store) == []


def test_no_address_and_no_token_stands_in_a_log(
    app: Flask,
    browser: FlaskClient,
    store: Store,
    mailing: Config,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def break_down(token: str) -> str:
        raise ZeroDivisionError

    app.add_url_rule("/prenumeration/<token>/bug", view_func=break_down)
    with caplog.at_level(logging.DEBUG):
        ask(browser)
        ask(browser, epost="anna@exa\x00mple.se")
        browser.post("/prenumeration", data=TYPED)
        token = asked(store)
        send(browser, f"/prenumeration/{token}/bekrafta")
        browser.get(f"/prenumeration/{token}/bug")
        tick(store, mailing, NOW)
        with store.write() as session:
            session.execute(text("ALTER TABLE subscription RENAME TO lost"))
        assert ask(browser).status_code == 500
    assert "anna" not in caplog.text
    said = [record.getMessage() for record in caplog.records]
    assert [line.rpartition(" ")[0] for line in said if "bug" in line] == [
        "GET /prenumeration/…/bug: bug",
        "POST /prenumeration: bug",
    ]
    assert [line for line in said if "anna" in line or token in line] == []


def test_the_pages_keep_the_strict_policy(browser: FlaskClient, store: Store) -> None:
    token = asked(store)
    for address in ("/prenumeration", f"/prenumeration/{token}/bekrafta", f"/prenumeration/{token}/avsluta"):
        answer = browser.get(address)
        page = LexborHTMLParser(answer.text)
        assert page.css("[style], style, script:not([src]), [onclick], [onsubmit]") == []
        assert "form-action 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert len(page.css("h1")) == 1
