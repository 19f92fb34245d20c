"""The payloads in what leaves the site: mails, calendars and Atom hold each as text, and no element but their own."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from calagg.config import Config
from calagg.model import CalendarEntry, Kind
from calagg.publish import publish_feeds
from calagg.read.clean import clean
from calagg.remind.chosen import Chosen
from calagg.remind.compose import Envelope, compose_confirmation, compose_digest
from calagg.remind.digest import Line
from calagg.store import Store
from calagg.store.entries import entries_with_ids
from tests.remind.seeds import config_for
from tests.web.conftest import NOW
from tests.web.minutes import ids, keep, told
from tests.web.payloads import PAYLOADS

TITLES = [f"{clean(payload)} {number}" for number, payload in enumerate(PAYLOADS)]
MAILED = config_for(Path("outbox"))
ENVELOPE = Envelope(address="anna@example.se", message_id="<1@example.se>", created_at=NOW, token="T" * 32)


@pytest.fixture
def hostile(opened: Store) -> list[CalendarEntry]:
    """An entry of each payload, in all its fields."""
    for number, (payload, title) in enumerate(zip(map(clean, PAYLOADS), TITLES, strict=True)):
        at = f"2026-12-{1 + number % 28:02}"
        entry = told(title, at, kind=Kind.DEADLINE, location=payload, organiser=payload, url=payload)
        keep(opened, (f"{payload} {{den {number}:e}} {payload}", entry), origin=f"m/{number}.txt", title=payload)
    with opened.read() as session:
        return sorted(entries_with_ids(session, ids(opened).values()), key=lambda one: one.entry.start.day)


def shape(mail: EmailMessage) -> tuple[set[str], set[str], set[str]]:
    """The elements of its HTML, their attributes, and how its links begin."""
    body = mail.get_body(("html",))
    assert body is not None
    page = LexborHTMLParser(body.get_content())
    nodes = page.css("*")
    links = {re.match(r"[a-z]+:(//[^/]*)?", str(n.attributes["href"]))[0] for n in page.css("[href]")}  # type: ignore[index]
    return {str(n.tag) for n in nodes}, {name for n in nodes for name in n.attributes}, links


def compose(entries: list[CalendarEntry], words: str) -> EmailMessage:
    lines = [Line(one, one.entry.start) for one in entries]
    return compose_digest(ENVELOPE, lines, [Chosen((7, 1), words)], MAILED, now=NOW)


def test_a_mail_holds_them_as_text(hostile: list[CalendarEntry]) -> None:
    plain = [
        replace(one, entry=replace(one.entry, title="Möte", organiser="Norrvik", location="Hus")) for one in hostile
    ]
    mail, harmless = compose(hostile, PAYLOADS[0]), compose(plain, "alla poster")
    assert shape(mail) == shape(harmless)
    html = LexborHTMLParser(mail.get_body(("html",)).get_content())  # type: ignore[union-attr]
    assert html.body is not None
    said = "".join(html.body.text().replace("\N{NON-BREAKING HYPHEN}", "-").split())
    assert [title for title in TITLES if "".join(title.split()) not in said] == []
    assert sorted(set(mail.keys())) == sorted(set(harmless.keys()))
    raw = mail.as_bytes()
    assert b"\r\nSet-Cookie" not in raw.partition(b"\r\n\r\n")[0]
    for payload in PAYLOADS:
        asked = compose_confirmation(ENVELOPE, Chosen((7,), payload), MAILED)
        assert shape(asked) == shape(compose_confirmation(ENVELOPE, Chosen((7,), "alla poster"), MAILED))


def test_calendars_and_atom_hold_them_as_text(
    hostile: list[CalendarEntry], opened: Store, client: FlaskClient, config: Config
) -> None:
    publish_feeds(opened, config, NOW.date())
    assert len(hostile) == len(PAYLOADS)
    feed = Calendar.from_ical(client.get("/feeds/custom.ics?kind=deadline").data)
    events = feed.walk("VEVENT")
    names = {name for event in events for name in event}
    summaries = "\n".join(" ".join(str(event["SUMMARY"]).split()) for event in events)
    assert [title for title in TITLES if " ".join(title.split()) not in summaries] == []
    assert not names & {"ATTACH", "SET-COOKIE", "X-ALT-DESC"}
    for event in events:
        assert re.match(r"https?://", str(event.get("URL", config.web.address)))
    answer = client.get("/feeds/custom.atom?kind=deadline")
    told_of = ET.fromstring(answer.data)  # noqa: S314 - our own
    texts = " ".join(node.text or "" for node in told_of.iter())
    listed = [title for title in TITLES if title in texts]
    assert len(listed) >= 20
    assert {node.tag.rpartition("}")[2] for node in told_of.iter()} <= {
        *("feed", "id", "title", "updated", "link", "author", "name", "entry", "published", "content", "summary"),
        *("category", "subtitle", "generator", "rights", "icon", "div", "p", "blockquote", "mark", "strong"),
    }
