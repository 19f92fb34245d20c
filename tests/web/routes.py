"""`known_of(store)` and `every_address(app, known)` -> the path of every route of the application, with real ids in it.

The walk asks the application itself for its routes, so that one which is added later is tested without being named
here; one with a parameter that nobody told the walk about ends it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from calagg.model import Selection
from calagg.model.user import Role
from calagg.store import Store
from calagg.store.documents import list_documents
from calagg.store.entries import entries_awaiting_review
from calagg.store.reports import add_report
from calagg.store.schema import Base
from calagg.store.secret_feeds import add_secret_feed
from calagg.store.subscriptions import add_subscription, confirmation_key
from calagg.store.users import add_user
from tests.web.conftest import NOW
from tests.web.minutes import ids, keep, told
from tests.web.signing_in import PASSWORD
from tests.web.subscribing import subscribed, token_of

READING = frozenset({"GET", "HEAD", "OPTIONS"})
GIVEN = {"name": "all", "written": "2026-12"}
USERS = {"karin": Role.REVIEWER, "astrid": Role.ADMINISTRATOR}
WAITING, SURE = "Samråd om torget", "Julmarknad"


@dataclass(frozen=True, slots=True)
class Known:
    """What the addresses need of a store; the tokens are secrets, as the mails and the operator have them."""

    entry: str
    waiting: str
    document: str
    report: str
    subscription: str
    own: str
    asked: str
    feed: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no log and in no table."""
        return self.own, self.asked, self.feed

    def values(self, rule: Rule) -> dict[str, Any]:
        """The parameters of the route: an entry that waits for those who review, one that is published for the rest."""
        staff = rule.rule.startswith("/granska")
        told_of = GIVEN | {
            "entry_id": self.waiting if staff else self.entry,
            "document_id": self.document,
            "report_id": self.report,
            "subscription_id": self.subscription,
            "token": self.asked if rule.rule.endswith("/bekrafta") else self.own,
            "secret": self.feed,
        }
        return {name: told_of[name] for name in rule.arguments}


def fill_whole(store: Store) -> None:
    """Two entries, one of which waits for the review, and two who may sign in."""
    keep(
        store,
        ("Julmarknad {lördag 5 december kl. 10–15} i Storåker.", told(SURE, "2026-12-05T10:00", organiser="Norrvik")),
        ("Samråd om torget blir kanske {nästa torsdag}.", told(WAITING, "2026-12-03", confidence=0.3)),
    )
    with store.write() as session:
        for name, role in USERS.items():
            add_user(session, name, PASSWORD, role, at=NOW)


def known_of(store: Store) -> Known:
    """Adds a report, a reader with a subscription, one who has not confirmed and a secret calendar, to what is read."""
    with store.read() as session:
        waiting = entries_awaiting_review(session, min_confidence=0.5)[0].id
        document = list_documents(session)[0].id
    entry = next(one for title, one in ids(store).items() if one != waiting)
    with store.write() as session:
        report = add_report(session, entry, "datum", "Det är en söndag.", "bo@example.se", at=NOW)
        _, feed = add_secret_feed(session, "Till nämnden", Selection(), now=NOW)
        asking = add_subscription(session, "erik@example.se", "all", (7,), at=NOW - timedelta(hours=1))
    asked = token_of(store, "confirm", confirmation_key(asking), "erik@example.se")
    (subscription,), own = subscribed(store, "all")
    return Known(entry, waiting, document, report, subscription.id, own, asked, feed)


def every_address(
    app: Flask, known: Known, *, writing: bool = False, but: tuple[str, ...] = ()
) -> Iterator[tuple[Rule, str]]:
    """(route, path) of all that are read, or of all that are written, without the endpoints of a test's own."""
    urls = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if rule.endpoint not in but and bool((rule.methods or set()) - READING) == writing:
            yield rule, urls.build(rule.endpoint, known.values(rule))


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, to be compared."""
    with store.read() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(table.select())), key=repr)
            for table in Base.metadata.sorted_tables
        }
