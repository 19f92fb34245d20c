"""The links of a mail: opened they change nothing, posted they confirm and end; on both databases."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from calagg.store import Store
from calagg.store.subscriptions import add_subscription
from tests.web.conftest import NOW, Clock
from tests.web.minutes import each, words
from tests.web.subscribing import ALL, ONE_CLICK, ask, asked, heading, ingress, send, stored, subscribed

EXPIRED = "Länken har gått ut. Be om en ny."


def test_opening_the_links_changes_nothing(browser: FlaskClient, store: Store) -> None:
    token = asked(store)
    before = stored(store)
    for address in (f"/prenumeration/{token}/bekrafta", f"/prenumeration/{token}/avsluta"):
        for method in ("GET", "HEAD", "OPTIONS"):
            assert browser.open(address, method=method).status_code == 200
        assert browser.put(address).status_code == 405
    assert stored(store) == before == [("anna@example.se", "all", (14, 7, 1), False, False)]
    answer = browser.get(f"/prenumeration/{token}/bekrafta")
    assert (heading(answer), answer.headers["Cache-Control"]) == ("Bekräfta påminnelser", "no-store")
    assert ingress(answer) == f"Någon, troligen du, har bett om {ALL}. Inget skickas förrän du har bekräftat."
    assert each(LexborHTMLParser(answer.text), "button") == ["Ja, påminn mig"]
    assert "anna@example.se" not in answer.text


def test_confirming(browser: FlaskClient, store: Store, clock: Clock) -> None:
    address = f"/prenumeration/{asked(store)}/bekrafta"
    assert browser.post(address).status_code == 400
    assert stored(store) == [("anna@example.se", "all", (14, 7, 1), False, False)]
    answer = send(browser, address)
    assert each(LexborHTMLParser(answer.text), ".note") == [f"Du får {ALL}."]
    assert stored(store) == [("anna@example.se", "all", (14, 7, 1), True, False)]
    clock.at += timedelta(days=3)
    assert heading(browser.get(address)) == "Påminnelserna är på"


def test_a_link_that_says_nothing_any_more(browser: FlaskClient, store: Store, clock: Clock) -> None:
    token = asked(store)
    _, digest = subscribed(store, "deadlines")
    clock.at += timedelta(hours=48)
    expired = [
        browser.get(f"/prenumeration/{token}/bekrafta"),
        send(browser, f"/prenumeration/{token}/bekrafta"),
        browser.post(f"/prenumeration/{token}/bekrafta"),
        browser.get(f"/prenumeration/{digest}/bekrafta"),
        browser.get("/prenumeration/x/bekrafta"),
        browser.get("/prenumeration/x/avsluta"),
        browser.get(f"/prenumeration/{'å' * 500}/avsluta"),
        send(browser, "/prenumeration/x/avsluta"),
    ]
    assert {(a.status_code, ingress(a)) for a in expired} == {(410, EXPIRED)}
    one_click = browser.post("/prenumeration/x/avsluta", data=ONE_CLICK)
    assert (one_click.status_code, one_click.text) == (410, f"{EXPIRED}\n")


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_one_click_ends_all_without_cookie_or_form(browser: FlaskClient, store: Store, content_type: str) -> None:
    _, token = subscribed(store, "all", "deadlines")
    for _ in range(2):
        answer = browser.post(f"/prenumeration/{token}/avsluta", data=ONE_CLICK, content_type=content_type)
        assert (answer.status_code, answer.text) == (200, "Påminnelserna är avslutade.\n")
        assert "Set-Cookie" not in answer.headers
    assert [ended for *_, ended in stored(store)] == [True, True]
    assert heading(browser.get(f"/prenumeration/{token}/avsluta")) == "Påminnelserna är avslutade"


def test_ending_one_of_two(browser: FlaskClient, store: Store) -> None:
    (first, _), token = subscribed(store, "all", "storaker")
    address = f"/prenumeration/{token}/avsluta"
    page = LexborHTMLParser(browser.get(address).text)
    storaker = "påminnelser 14, 7 och 1 dagar i förväg för: Storåker"
    assert [words(page.css_first("h1")), *each(page, ".tick, button")] == [
        "Sluta få påminnelser",
        f"Bara det här urvalet {ALL}",
        f"Bara det här urvalet {storaker}",
        "Alla påminnelser",
        "Sluta",
    ]
    for refused, code in (
        (browser.post(address, data={"urval": "alla"}), 400),
        (send(browser, address), 422),
        (send(browser, address, typed={"urval": "x"}), 422),
    ):
        assert refused.status_code == code
    assert [ended for *_, ended in stored(store)] == [False, False]
    answer = send(browser, address, typed={"urval": first.id})
    assert (heading(answer), ingress(answer)) == ("Påminnelserna är avslutade", f"Du får fortfarande {storaker}.")
    assert sorted((name, ended) for _, name, _, _, ended in stored(store)) == [("all", True), ("storaker", False)]


def test_ending_all_and_nothing_of_another_reader(browser: FlaskClient, store: Store) -> None:
    _, token = subscribed(store, "all", "storaker")
    with store.write() as session:
        other = add_subscription(session, "bo@example.se", "all", (1,), at=NOW)
    address = f"/prenumeration/{token}/avsluta"
    assert send(browser, address, typed={"urval": other.id}).status_code == 422
    answer = send(browser, address, typed={"urval": "alla"})
    assert ingress(answer) == "Inga fler påminnelser kommer till din adress."
    assert sorted((who, name, ended) for who, name, _, _, ended in stored(store)) == [
        ("anna@example.se", "all", True),
        ("anna@example.se", "storaker", True),
        ("bo@example.se", "all", False),
    ]


def test_who_has_ended_may_ask_again(browser: FlaskClient, store: Store) -> None:
    _, token = subscribed(store, "all")
    browser.post(f"/prenumeration/{token}/avsluta", data=ONE_CLICK)
    assert ask(browser).status_code == 200
    assert stored(store) == [("anna@example.se", "all", (14, 7, 1), False, False)]
