"""The same selection as JSON, CSV and Atom, held against its description and read by other people's parsers."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from selectolax.lexbor import LexborHTMLParser

from calagg.config import Config
from calagg.model import CalendarEntry, Kind, Status
from calagg.publish import publish_feeds
from calagg.store import Store
from tests.publish.calendar import CREATED, TODAY, stored
from tests.publish.keeping import keep_entries

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = '=HYPERLINK("http://x") ;,"\r\nBEGIN:VEVENT\u2028]]></x>&\x07 811228-9874'


def entries() -> tuple[CalendarEntry, ...]:
    """Every kind, one with hostile text, one long past."""
    return (
        stored(1, title="Workshop om mottagande", organiser="Länsstyrelsen i Norrvik", location="Storåker"),
        stored(2, title="Ansökan om bidrag", kind=Kind.DEADLINE, start="2027-01-29T16:00", end=None),
        stored(
            3, title="Språkcaféer", kind=Kind.WINDOW, start="2027-02-15", end="2027-03-31", url="https://x.example/"
        ),
        stored(4, title=HOSTILE, start="2027-05-04", end=None, status=Status.TENTATIVE, location="-1+1", quote=HOSTILE),
        stored(5, title="Nya regler", kind=Kind.MILESTONE, start="2027-07-01", end=None),
        stored(6, title="Redan varit", start="2020-01-01", end=None),
    )


@pytest.fixture(autouse=True)
def published(opened: Store, config: Config) -> None:
    """The entries, published."""
    keep_entries(opened, *entries())
    publish_feeds(opened, config, TODAY)


@pytest.fixture
def described(client: FlaskClient) -> dict[str, Any]:
    """The description, as it is served."""
    told: dict[str, Any] = json.loads(client.get("/api/openapi.json").data)
    return told


def validator(described: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(
        schema | {"components": described["components"]}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def numbers(client: FlaskClient, query: str) -> list[int]:
    """The entries of an answer, by number."""
    return [int(e["id"][-12:]) for e in json.loads(client.get(f"/api/entries?{query}").data)["entries"]]


def test_the_description_is_valid_and_names_this_server(described: dict[str, Any]) -> None:
    validate(described)
    assert described["servers"] == [{"url": "https://kalender.example.se"}]


def test_the_answer_is_as_described(client: FlaskClient, described: dict[str, Any]) -> None:
    answer = client.get("/api/entries")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json; charset=utf-8")
    told = described["paths"]["/api/entries"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert list(validator(described, told).iter_errors(json.loads(answer.data))) == []


def test_the_description_refuses_what_is_not_given(described: dict[str, Any], client: FlaskClient) -> None:
    told = described["paths"]["/api/entries"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    good = json.loads(client.get("/api/entries").data)
    for broken in (
        {**good, "more": 1},
        {**good, "entries": [{**good["entries"][0], "start": "1 May"}]},
        {**good, "entries": [{k: v for k, v in good["entries"][0].items() if k != "quote"}]},
        {**good, "entries": [{**good["entries"][0], "created_at": "yesterday"}]},
    ):
        assert list(validator(described, told).iter_errors(broken)) != []


def test_every_described_parameter_is_understood_and_every_other_ignored(
    client: FlaskClient, described: dict[str, Any]
) -> None:
    for path, methods in described["paths"].items():
        for parameter in methods["get"]["parameters"]:
            told = parameter
            if "$ref" in parameter:
                told = described["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
            if told["in"] != "query" or told["name"] in ("q", "organiser", "place", "source", "feed"):
                continue
            wrong = client.get(f"{path.replace('{name}', 'all')}?{told['name']}=%00x")
            assert wrong.status_code == 400, (path, told["name"])
            assert len(wrong.text.splitlines()) == 1
        assert client.get(f"{path.replace('{name}', 'all')}?unknown=1").status_code == 200


def test_one_entry_whole(client: FlaskClient) -> None:
    (told,) = json.loads(client.get("/api/entries?q=länsstyrelsen").data)["entries"]
    document = "6d3a6f0e-0000-5000-8000-000000000001"
    assert told == {
        "id": "00000000-0000-5000-8000-000000000001",
        "title": "Workshop om mottagande",
        "kind": "event",
        "status": "confirmed",
        "start": "2027-01-15T09:00",
        "end": "2027-01-15T12:00",
        "recurrence": None,
        "grain": "day",
        "time_zone": "Europe/Stockholm",
        "location": "Storåker",
        "organiser": "Länsstyrelsen i Norrvik",
        "url": None,
        "quote": "Workshopen om mottagande hålls den 15 januari kl. 9–12.",
        "sequence": 0,
        "created_at": "2026-10-09T07:00:00+00:00",
        "changed_at": "2026-11-13T07:00:00+00:00",
        "page": "https://kalender.example.se/entries/00000000-0000-5000-8000-000000000001",
        "documents": [
            {
                "title": "Styrgruppens möte",
                "reference": "2026-11-12",
                "place": "sida 2, avsnitt Mottagande",
                "page": f"https://kalender.example.se/documents/{document}",
            }
        ],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("kind=deadline&kind=milestone", [2, 5]),
        ("feed=deadlines", [2, 3]),
        ("feed=storaker", [1]),
        ("feed=arrangor-lansstyrelsen-i-norrvik", [1]),
        ("from=2020-01-01&to=2020-12-31", [6]),
        ("from=2027-03-31&to=2027-03-31", [3]),
        ("from=2027-03-01&to=2027-03-02", [3]),
        ("limit=2", [1, 2]),
        ("limit=2&offset=3", [4, 5]),
        ("offset=99", []),
    ],
)
def test_which_entries(client: FlaskClient, query: str, found: list[int]) -> None:
    assert numbers(client, query) == found


def test_the_total_counts_what_is_not_shown(client: FlaskClient) -> None:
    told = json.loads(client.get("/api/entries?limit=2&offset=1").data)
    assert (told["total"], told["offset"], len(told["entries"])) == (5, 1, 2)


@pytest.mark.parametrize("query", ["from=1 maj", "limit=0", "limit=501", "limit=²", "offset=-1", "feed=nothing"])
def test_what_can_not_be_understood_is_a_line(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/api/entries?{query}")
    assert (answer.status_code, answer.content_type) == (400, "text/plain; charset=utf-8")


def test_an_answer_that_the_client_has_is_not_sent_again(client: FlaskClient) -> None:
    for address in ("/api/entries", "/api/entries.csv", "/feeds/all.atom", "/api/openapi.json"):
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_table_for_a_swedish_excel(client: FlaskClient) -> None:
    answer = client.get("/api/entries.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="poster.csv"'
    assert answer.data.startswith(b"\xef\xbb\xbfTyp;Titel;Datum;")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 6
    assert rows[1][:9] == [
        "Händelse",
        "Workshop om mottagande",
        "2027-01-15",
        "09:00",
        "2027-01-15",
        "12:00",
        "Storåker",
        "Länsstyrelsen i Norrvik",
        "Bekräftad",
    ]
    hostile = rows[4]
    assert hostile[1] == '\'=HYPERLINK("http://x") ;," BEGIN:VEVENT ]]></x>& ••••••-••••'
    assert (hostile[6], hostile[8]) == ("'-1+1", "Preliminär")


def test_news_as_atom(client: FlaskClient, opened: Store, config: Config) -> None:
    later = stored(7, title="Nyss funnen", start="2027-06-01", end=None)
    later = replace(later, created_at=CREATED + timedelta(days=9))
    keep_entries(opened, later)
    publish_feeds(opened, config, TODAY)
    answer = client.get("/feeds/all.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.data)  # noqa: S314 - our own bytes
    titles = [e.findtext(f"{ATOM}title") for e in feed.iter(f"{ATOM}entry")]
    assert titles[0] == "Nyss funnen, 1 juni 2027"
    assert "Sista dag: Ansökan om bidrag, 29 januari 2027 kl. 16.00" in titles
    assert feed.findtext(f"{ATOM}updated") == (CREATED + timedelta(days=9)).isoformat()
    ids = [e.findtext(f"{ATOM}id") for e in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == 6
    assert "9874" not in answer.text
    (only,) = ET.fromstring(client.get("/feeds/custom.atom?kind=milestone").data).iter(f"{ATOM}entry")  # noqa: S314
    assert only.findtext(f"{ATOM}title") == "Nya regler, 1 juli 2027"
    assert client.get("/feeds/nothing.atom").status_code == 404


def test_an_entrys_page_tells_search_engines(client: FlaskClient) -> None:
    page = LexborHTMLParser(client.get("/entries/00000000-0000-5000-8000-000000000001").text)
    told = json.loads(page.css_first('script[type="application/ld+json"]').text())  # type: ignore[union-attr]
    assert told == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Workshop om mottagande",
        "startDate": "2027-01-15T09:00:00+01:00",
        "endDate": "2027-01-15T12:00:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "description": "Workshopen om mottagande hålls den 15 januari kl. 9–12.",
        "location": {"@type": "Place", "name": "Storåker"},
        "organizer": {"@type": "Organization", "name": "Länsstyrelsen i Norrvik"},
        "url": "https://kalender.example.se/entries/00000000-0000-5000-8000-000000000001",
    }
    deadline = LexborHTMLParser(client.get("/entries/00000000-0000-5000-8000-000000000002").text)
    assert deadline.css_first('script[type="application/ld+json"]') is None
