"""The reader's own page: what it shows, and that only its forms change anything; on both databases."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import func, select, update

from calagg.config import Config
from calagg.model import Entry, Kind
from calagg.remind import tick
from calagg.store import Store
from calagg.store.done import list_done
from calagg.store.schema import DoneRow, EntryRow, MailRow, ReminderRow, SubscriptionRow
from calagg.store.subscriptions import add_subscription, find_subscription, list_of_reader, vouch_for
from tests.web.conftest import NOW, Clock
from tests.web.minutes import each, keep, told, words
from tests.web.subscribing import heading, send, subscribed, token_of

ANNA, BO = "anna@example.se", "bo@example.se"


def day(number: int) -> str:
    return str(NOW.date() + timedelta(days=number))


def kept(store: Store, entry: Entry) -> str:
    """Stores the entry as minutes tell it; its id."""
    keep(store, ("Så {står} det i anteckningarna.", entry))
    with store.read() as session:
        return session.scalars(select(EntryRow.id)).one()


def own(token: str) -> str:
    return f"/prenumeration/{token}"


@pytest.fixture
def token(store: Store) -> str:
    return subscribed(store, "all")[1]


@pytest.fixture
def entry_id(store: Store) -> str:
    return kept(store, told("Anmälan", day(10), kind=Kind.DEADLINE))


def test_the_page_shows_what_one_has_what_comes_and_what_was_sent(
    browser: FlaskClient, store: Store, mailing: Config, entry_id: str, clock: Clock
) -> None:
    subscribed(store, "all")
    tick(store, mailing, NOW)
    sent = NOW + timedelta(days=3)
    tick(store, mailing, sent.replace(hour=7))
    clock.at = sent
    page = LexborHTMLParser(browser.get(own(token_of(store, "digest", "later"))).text)
    assert each(page, "h1, h2") == ["Dina påminnelser", "Alla poster", "På väg till dig", "Skickat till dig"]
    assert "De skickas till anna@example.se." in words(page.css_first(".ingress"))
    assert len(each(page, ".mailed li")) == 2


def test_opening_the_pages_changes_nothing(browser: FlaskClient, store: Store, token: str, entry_id: str) -> None:
    with store.read() as session:
        [one] = list_of_reader(session, ANNA)
    for path in ("", f"/andra/{one.id}", f"/klar/{entry_id}", "/radera"):
        answer = browser.get(own(token) + path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    with store.read() as session:
        assert list_of_reader(session, ANNA) == [one]
        assert list_done(session, ANNA) == []


def test_the_page_says_that_mails_came_back(browser: FlaskClient, store: Store, token: str) -> None:
    with store.write() as session:
        session.execute(update(SubscriptionRow).values(bounced_at=NOW))
    page = LexborHTMLParser(browser.get(own(token)).text)
    said = "Pausad, eftersom mejl till dig kom tillbaka. Prenumerera på nytt för att få dem igen."
    assert said in words(page.css_first("section"))


@pytest.mark.parametrize("path", ["", "/andra/x", "/klar/x", "/radera"])
def test_an_unknown_link_says_so(browser: FlaskClient, store: Store, path: str) -> None:
    assert browser.get(own("x" * 32) + path).status_code == 410


def test_changing_what_and_when(browser: FlaskClient, store: Store, token: str) -> None:
    with store.read() as session:
        [before] = list_of_reader(session, ANNA)
    path = f"{own(token)}/andra/{before.id}"
    typed = {
        "urval": "eget",
        "typ": ["sista-dag", "utlysning"],
        "arrangor": "Länsstyrelsen",
        "ord": "bidrag, stöd",
        "dagar-sista-dag": ["14", "1"],
        "dagar-utlysning": ["14", "1"],
        "dagar-handelse": ["7"],
        "takt": "vecka",
        "paus": "vecka",
    }
    answer = send(browser, path, typed=typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{own(token)}?sparat=andrad")
    with store.read() as session:
        after = find_subscription(session, before.id)
    assert after is not None
    assert after.selection == ("?kind=deadline&kind=window&organiser=L%C3%A4nsstyrelsen&q=bidrag&q=st%C3%B6d")
    assert (after.leads, after.kind_leads) == ((14, 1), {"event": (7,), "milestone": ()})
    assert (after.weekly, after.paused_until) == (True, NOW.date() + timedelta(days=6))
    assert after.confirmed_at == NOW
    page = LexborHTMLParser(browser.get(answer.headers["Location"]).text)
    assert words(page.css_first("[role=status]")) == "Ändringen är sparad."
    form = LexborHTMLParser(browser.get(path).text)
    checked = [n.attributes["value"] for n in form.css("input[checked]")]
    assert checked == [
        *(after.selection, "sista-dag", "utlysning", "7", "14", "1", "14", "1", "vecka", "kvar"),
    ]
    assert "Pausad till och med" in words(page.css_first("section"))


def test_a_selection_that_one_has_already_is_refused(browser: FlaskClient, store: Store) -> None:
    [first, _], token = subscribed(store, "all", "deadlines")
    answer = send(browser, f"{own(token)}/andra/{first.id}", typed={"urval": "deadlines", "dagar": ["7"]})
    assert answer.status_code == 409
    assert "Du har redan påminnelser för det urvalet." in answer.text


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"urval": "eget", "dagar": ["7"]}, "Det egna urvalet är tomt. Ange en typ, en arrangör eller ett ord."),
        ({"urval": "finns-inte", "dagar": ["7"]}, "Urvalet finns inte längre. Välj ett annat."),
        ({"urval": "?kind=middag", "dagar": ["7"]}, "Urvalet finns inte längre. Välj ett annat."),
        ({"urval": "all"}, "Ingen dag är vald. Välj minst en."),
        (
            {"urval": "all", "ord": "bidrag", "dagar": ["7"]},
            "Du har fyllt i ett eget urval. Välj ”Eget urval” ovanför, eller töm fälten.",
        ),
        (
            {"urval": "eget", "ord": ",".join(map(str, range(30))), "dagar": ["7"]},
            "Urvalet är för långt. Skriv högst 10 ord på högst 100 tecken vart.",
        ),
    ],
)
def test_what_cant_be_saved_is_said_and_kept(
    browser: FlaskClient, store: Store, token: str, typed: dict[str, object], fault: str
) -> None:
    with store.read() as session:
        [before] = list_of_reader(session, ANNA)
    answer = send(browser, f"{own(token)}/andra/{before.id}", typed=typed)
    assert (answer.status_code, each(LexborHTMLParser(answer.text), ".error")) == (422, [fault])
    with store.read() as session:
        assert list_of_reader(session, ANNA) == [before]


def test_the_subscription_of_another_reader_is_out_of_reach(browser: FlaskClient, store: Store, token: str) -> None:
    with store.write() as session:
        other = add_subscription(session, BO, "all", (7,), at=NOW)
        vouch_for(session, other.id, at=NOW)
    path = f"{own(token)}/andra/{other.id}"
    assert browser.get(path).status_code == 410
    assert browser.post(path, data={"urval": "deadlines", "dagar": "1"}).status_code == 410
    with store.read() as session:
        [kept] = list_of_reader(session, BO)
    assert kept.selection == "all"


def test_done_and_back(browser: FlaskClient, store: Store, token: str, entry_id: str) -> None:
    path = f"{own(token)}/klar/{entry_id}"
    assert heading(browser.get(path)) == "Markera som klar"
    assert send(browser, path, typed={}).status_code == 303
    with store.read() as session:
        assert list_done(session, ANNA) == [entry_id]
    assert "Markerat som klart" in browser.get(own(token)).text
    assert heading(browser.get(path)) == "Ångra klar"
    assert send(browser, path, typed={}).status_code == 303
    with store.read() as session:
        assert list_done(session, ANNA) == []


def test_done_of_what_is_not_there(browser: FlaskClient, store: Store, token: str) -> None:
    assert browser.get(f"{own(token)}/klar/nothing").status_code == 404


def test_a_post_without_the_pages_own_form_changes_nothing(
    browser: FlaskClient, store: Store, token: str, entry_id: str
) -> None:
    with store.read() as session:
        [before] = list_of_reader(session, ANNA)
    for path in (f"/andra/{before.id}", f"/klar/{entry_id}", "/radera"):
        answer = browser.post(own(token) + path, data={"urval": "all", "dagar": "7", "lage": "klar"})
        assert answer.status_code == 400
        assert "Formuläret hade blivit för gammalt" in answer.text
    with store.read() as session:
        assert list_of_reader(session, ANNA) == [before]
        assert list_done(session, ANNA) == []


def test_erasing_leaves_nothing_of_the_reader_and_all_of_the_others(
    browser: FlaskClient, store: Store, mailing: Config, entry_id: str, token: str
) -> None:
    with store.write() as session:
        other = add_subscription(session, BO, "all", (7,), at=NOW)
        vouch_for(session, other.id, at=NOW)
    send(browser, f"{own(token)}/klar/{entry_id}", typed={})
    tick(store, mailing, NOW)
    answer = send(browser, f"{own(token)}/radera", typed={})
    assert (answer.status_code, heading(answer)) == (200, "Allt är raderat")
    with store.read() as session:
        addresses = {
            table: set(session.scalars(select(table.address))) for table in (SubscriptionRow, MailRow, DoneRow)
        }
        reminders = session.scalar(select(func.count()).where(ReminderRow.subscription_id != other.id))
    assert addresses[SubscriptionRow] == {BO}
    assert ANNA not in addresses[MailRow] | addresses[DoneRow]
    assert reminders == 0
    assert browser.get(own(token)).status_code == 410


def test_asking_for_one_entry(browser: FlaskClient, store: Store, entry_id: str) -> None:
    page = LexborHTMLParser(browser.get(f"/entries/{entry_id}").text)
    link = page.css_first("#paminn ~ p a")
    assert link is not None
    path = str(link.attributes["href"])
    asked = LexborHTMLParser(browser.get(path).text)
    assert [words(n.parent) for n in asked.css("input[name=urval][checked]") if n.parent] == ["Bara ”Anmälan”"]
    typed = {"epost": ANNA, "urval": f"entry:{entry_id}", "dagar": ["7"]}
    assert send(browser, path, to="/prenumeration", typed=typed).status_code == 200
    with store.read() as session:
        [one] = list_of_reader(session, ANNA)
    assert (one.selection, one.leads) == (f"entry:{entry_id}", (7,))


def test_asking_for_what_is_not_published_tells_nothing_of_it(browser: FlaskClient, store: Store) -> None:
    hidden = kept(store, told("Hemligt", "2026-12-03", confidence=0.1))
    answer = browser.get(f"/prenumeration?urval=entry:{hidden}")
    assert "Hemligt" not in answer.text
    assert "Urvalet finns inte längre." in answer.text


def test_a_pause_in_the_past_is_over(browser: FlaskClient, store: Store) -> None:
    [one], token = subscribed(store, "all")
    with store.write() as session:
        session.get_one(SubscriptionRow, one.id).paused_until = date(2020, 1, 1)
    page = LexborHTMLParser(browser.get(f"{own(token)}/andra/{one.id}").text)
    assert [n.attributes["value"] for n in page.css("input[name=paus][checked]")] == ["nej"]
