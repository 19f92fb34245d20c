"""A reader of the subscription pages: opens a page, sends its form, has the tokens of the mails.

`ask(browser)` fills in the form of /prenumeration and sends it; `stored(store)` is what came of it.
"""

from collections.abc import Mapping
from datetime import timedelta

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse

from calagg.store import Store
from calagg.store.outbox import claim_mail, create_mail
from calagg.store.subscriptions import (
    Subscription,
    add_subscription,
    confirmation_key,
    list_subscriptions,
    vouch_for,
)
from tests.web.conftest import NOW
from tests.web.minutes import words

TYPED = {"epost": "anna@example.se", "dagar": ["14", "7", "1"]}
ALL = "påminnelser 14, 7 och 1 dagar i förväg för: alla poster"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def stored(store: Store) -> list[tuple[str, str, tuple[int, ...], bool, bool]]:
    """(address, selection, leads, confirmed, ended) of every subscription."""
    with store.read() as session:
        found = list_subscriptions(session, active=False)
    return [(s.address, s.selection, s.leads, s.confirmed_at is not None, s.ended_at is not None) for s in found]


def send(
    browser: FlaskClient,
    address: str,
    *,
    to: str = "",
    typed: Mapping[str, object] | None = None,
) -> TestResponse:
    """Opens the page at `address` and sends its form, the one that posts `to` that path, with what is typed."""
    page = LexborHTMLParser(browser.get(address).text)
    forms = [form for form in page.css("form") if form.attributes.get("action") == (to or address)]
    fields = (forms[0] if forms else page).css("input[type=hidden]")
    hidden = {str(node.attributes["name"]): str(node.attributes["value"]) for node in fields}
    return browser.post(to or address, data={**hidden, **(typed or {})})


def ask(browser: FlaskClient, **typed: object) -> TestResponse:
    return send(browser, "/prenumeration", typed={**TYPED, **typed})


def token_of(store: Store, kind: str, key: str, address: str = "anna@example.se") -> str:
    """The token of a mail's links, as the one who sends it gets it."""
    with store.write() as session:
        create_mail(
            session,
            address=address,
            kind=kind,
            key=key,
            domain="example.se",
            at=NOW,
            expires_at=NOW + timedelta(hours=48),
        )
        claim = claim_mail(session, worker="w", at=NOW, lease=timedelta(hours=1))
    assert claim is not None
    return claim.token


def asked(store: Store) -> str:
    """The token of the confirmation mail of a new subscription."""
    with store.write() as session:
        added = add_subscription(session, "anna@example.se", "all", (14, 7, 1), at=NOW)
    return token_of(store, "confirm", confirmation_key(added))


def subscribed(store: Store, *selections: str) -> tuple[list[Subscription], str]:
    """Confirmed subscriptions of one reader and the token of a digest."""
    added = []
    for number, selection in enumerate(selections):
        with store.write() as session:
            at = NOW - timedelta(hours=9 - number)
            one = add_subscription(session, "anna@example.se", selection, (14, 7, 1), at=at)
            vouch_for(session, one.id, at=at)
            added.append(one)
    return added, token_of(store, "digest", "2026-11-20")


def heading(answer: TestResponse) -> str:
    return words(LexborHTMLParser(answer.text).css_first("h1"))


def ingress(answer: TestResponse) -> str:
    return words(LexborHTMLParser(answer.text).css_first(".ingress"))
