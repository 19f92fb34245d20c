"""Feeds over HTTP: what calendar programs send and what they must get."""

import hashlib
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from calagg.config import Config
from calagg.publish.feeds import publish_feeds
from calagg.store import Store
from calagg.web.app import create_app
from tests.web.minutes import ids, keep, told

TODAY = date(2026, 11, 21)
WRITTEN = "Fri, 20 Nov 2026 10:00:00 GMT"
EARLIER = "Fri, 20 Nov 2026 09:59:59 GMT"
LATER = "Sat, 21 Nov 2026 00:00:00 GMT"


@pytest.fixture
def body(opened: Store, config: Config) -> bytes:
    """The bytes of the published feed `all`, written at WRITTEN."""
    keep(opened, ("Vi ses {den 3 december kl. 9} i Storåker.", told("Möte", "2026-12-03T09:00", location="Storåker")))
    publish_feeds(opened, config, TODAY)
    path = Path(config.publish.directory) / "all.ics"
    os.utime(path, (1_795_168_800, 1_795_168_800))
    return path.read_bytes()


def test_a_feed_is_the_published_file_with_true_headers(client: FlaskClient, body: bytes) -> None:
    for answer in (client.get("/feeds/all.ics"), client.head("/feeds/all.ics")):
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Content-Disposition"] == 'inline; filename="all.ics"'
        assert answer.headers["Content-Length"] == str(len(body))
        assert answer.headers["Cache-Control"] == "public, max-age=900"
        assert answer.headers["Last-Modified"] == WRITTEN
        assert answer.headers["ETag"] == f'"{hashlib.sha256(body).hexdigest()}"'
        for absent in ("Content-Encoding", "Set-Cookie", "Location", "Vary", "Cross-Origin-Resource-Policy"):
            assert absent not in answer.headers
    assert client.get("/feeds/all.ics").data == body
    assert client.head("/feeds/all.ics").data == b""


def test_what_a_program_says_of_itself_changes_nothing(client: FlaskClient, body: bytes) -> None:
    plain = client.get("/feeds/all.ics")
    told_much = client.get(
        "/feeds/all.ics",
        headers={
            "Authorization": "Basic b3V0bG9vazpvdXRsb29r",
            "Accept": "text/html",
            "Accept-Encoding": "gzip, br",
            "User-Agent": "Microsoft Office/16.0",
            "Range": "bytes=0-9",
            "Cookie": "session=1",
        },
    )
    assert (told_much.status_code, told_much.data, dict(told_much.headers)) == (200, body, dict(plain.headers))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": '"{tag}"'}, 304),
        ({"If-None-Match": 'W/"{tag}"'}, 304),
        ({"If-None-Match": '"other", "{tag}"'}, 304),
        ({"If-None-Match": '"other", W/"{tag}", "third"'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"other"'}, 200),
        ({"If-None-Match": ""}, 200),
        ({"If-Modified-Since": WRITTEN}, 304),
        ({"If-Modified-Since": LATER}, 304),
        ({"If-Modified-Since": EARLIER}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
        ({"If-Modified-Since": "Fri, 99 Nov 2026 10:00:00 GMT"}, 200),
        ({"If-None-Match": '"other"', "If-Modified-Since": LATER}, 200),
        ({"If-None-Match": '"{tag}"', "If-Modified-Since": EARLIER}, 304),
        ({"If-None-Match": '"{tag}"', "If-Modified-Since": "yesterday"}, 304),
    ],
    ids=str,
)
def test_conditional_requests(client: FlaskClient, body: bytes, headers: dict[str, str], status: int) -> None:
    tag = hashlib.sha256(body).hexdigest()
    sent = {name: value.replace("{tag}", tag) for name, value in headers.items()}
    for method in ("GET", "HEAD"):
        answer = client.open("/feeds/all.ics", method=method, headers=sent)
        assert answer.status_code == status
        assert answer.headers["ETag"] == f'"{tag}"'
        assert answer.headers["Cache-Control"] == "public, max-age=900"
        assert answer.data == (body if (method, status) == ("GET", 200) else b"")


@pytest.mark.parametrize(
    "address",
    [
        "/feeds/nothing.ics",
        "/feeds/.ics",
        "/feeds/..%2fall.ics",
        "/feeds/%2e%2e%2f%2e%2e%2fetc%2fpasswd.ics",
        "/feeds/left-over.ics",
        "/feeds/arrangor-ingen.ics",
        "/feeds/secret/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics",
        "/feeds/secret/.ics",
        "/feeds/secret/ä.ics",
        "/feeds/ALL.ics",
    ],
)
def test_an_unknown_feed_is_a_line_of_text(client: FlaskClient, config: Config, body: bytes, address: str) -> None:
    (Path(config.publish.directory) / "left-over.ics").write_bytes(body)
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (404, "text/plain; charset=utf-8")
    assert len(answer.text.splitlines()) == 1


@pytest.mark.parametrize("address", ["/feeds/nothing", "/feeds/all.ics%00", "/feeds/../calagg.db", "/feeds/manifest"])
def test_an_unknown_page_of_a_feed_is_a_page(client: FlaskClient, body: bytes, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_a_configured_feed_has_its_own_file(client: FlaskClient, body: bytes) -> None:
    answer = client.get("/feeds/storaker.ics")
    assert (answer.status_code, answer.headers["Content-Disposition"]) == (200, 'inline; filename="storaker.ics"')
    assert client.get("/feeds/deadlines.ics").data.startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_feed_that_is_not_published_yet_is_asked_for_again(client: FlaskClient) -> None:
    answer = client.get("/feeds/all.ics")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.text == "Kalendern är inte publicerad ännu. Försök igen om en minut.\n"
    assert answer.content_type == "text/plain; charset=utf-8"


def test_a_feed_that_cannot_be_read_is_asked_for_again(client: FlaskClient, config: Config) -> None:
    (Path(config.publish.directory) / "all.ics").mkdir(parents=True)
    answer = client.get("/feeds/all.ics")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_feeds_go_on_without_a_database(config: Config, body: bytes, opened: Store) -> None:
    opened.close()
    app = create_app(opened, replace(config))
    assert app.test_client().get("/feeds/all.ics").data == body


def test_nothing_but_reading_is_allowed(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/feeds/all.ics")
    assert (answer.status_code, answer.content_type) == (405, "text/plain; charset=utf-8")


def test_one_entry_as_a_file(client: FlaskClient, opened: Store, body: bytes) -> None:
    entry_id = ids(opened)["Möte"]
    answer = client.get(f"/entries/{entry_id}.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{entry_id}.ics"'
    assert answer.data.count(b"BEGIN:VEVENT") == 1
    again = client.get(f"/entries/{entry_id}.ics", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
