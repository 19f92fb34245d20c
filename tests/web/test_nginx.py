"""The README's nginx, with other paths and ports, in front of a real `calagg serve`: both answer alike."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from calagg.config import Config, Publish
from calagg.model import Selection
from calagg.publish.feeds import publish_feeds
from calagg.store import open_store
from calagg.store.secret_feeds import add_secret_feed, revoke_secret_feed
from tests.conftest import migrated_sqlite
from tests.web.minutes import READ_AT, keep, told
from tests.web.nginx import NAME, Answer, Ports, ask, nginx_in_front, require

TODAY = date(2026, 11, 21)
WRITTEN = datetime(2026, 11, 20, 10, tzinfo=UTC)
HTTP_TIME = "%a, %d %b %Y %H:%M:%S GMT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The two ways to the same feeds, and what is in them."""

    ports: Ports
    secret: str
    revoked: str
    folder: Path

    def by_nginx(
        self, path: str, method: str = "GET", *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        return ask(self.ports.plain, path, method, headers=headers, body=body)

    def by_https(self, path: str, method: str = "GET") -> Answer:
        return ask(self.ports.secure, path, method, secure=True)

    def alone(
        self, path: str, method: str = "GET", *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        return ask(self.ports.calagg, path, method, headers=headers, body=body)


def fill(folder: Path) -> tuple[str, str]:
    """Publishes feeds in the folder, all of them written at WRITTEN; a secret feed, and one that is revoked."""
    config = replace(Config(), publish=Publish(directory=str(folder / "feeds")))
    with open_store(migrated_sqlite(folder)) as store:
        proof = "Vi ses {den 3 december kl. 9} i Storåker."
        keep(store, (proof, told("Möte", "2026-12-03T09:00", location="Storåker", organiser="Region Norrvik")))
        publish_feeds(store, config, TODAY)
        with store.write() as session:
            _, kept = add_secret_feed(session, "Till nämnden", Selection(), now=READ_AT)
            former, gone = add_secret_feed(session, "Till förra nämnden", Selection(), now=READ_AT)
            revoke_secret_feed(session, former.id, now=READ_AT)
    for path in (folder / "feeds").iterdir():
        os.utime(path, (WRITTEN.timestamp(), WRITTEN.timestamp()))
    (folder / "feeds" / ".all.ics.17.tmp").write_bytes(b"half a calen")
    return kept, gone


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ways]:
    """Published feeds, and both ways to them."""
    require("nginx", "nginx-light")
    require("openssl", "openssl")
    folder = tmp_path_factory.mktemp("calagg")
    secret, revoked = fill(folder)
    with nginx_in_front(folder) as ports:
        yield Ways(ports=ports, secret=secret, revoked=revoked, folder=folder)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("name", ["all", "arrangor-region-norrvik"])
def test_a_published_feed(ways: Ways, method: str, name: str) -> None:
    path, data = f"/feeds/{name}.ics", (ways.folder / "feeds" / f"{name}.ics").read_bytes()
    by_nginx, alone = ways.by_nginx(path, method), ways.alone(path, method)
    assert by_nginx.but_for("Etag") == alone.but_for("Etag")
    assert (by_nginx.status, by_nginx.body) == (200, data if method == "GET" else b"")
    assert by_nginx.headers["Content-Length"] == str(len(data))
    assert by_nginx.headers["Last-Modified"] == WRITTEN.strftime(HTTP_TIME)
    assert re.fullmatch(r'"[^"]+"', by_nginx.headers["Etag"])  # a strong one
    assert ways.by_https(path, method) == by_nginx


def test_what_a_program_says_of_itself_changes_nothing(ways: Ways) -> None:
    told_much = {
        "Authorization": "Basic b3V0bG9vazpvdXRsb29r",
        "Accept": "text/html",
        "Accept-Encoding": "gzip, br",
        "User-Agent": "Microsoft Office/16.0",
        "Range": "bytes=0-9",
        "Cookie": "session=1",
    }
    for path in ("/feeds/all.ics", "/feeds/custom.ics"):
        assert ways.by_nginx(path, headers=told_much) == ways.by_nginx(path)
    assert ways.alone("/feeds/all.ics", headers=told_much) == ways.alone("/feeds/all.ics")


CONDITIONS = (
    ({"If-None-Match": "{tag}"}, 304),
    ({"If-None-Match": "W/{tag}"}, 304),
    ({"If-None-Match": '"other", {tag}'}, 304),
    ({"If-None-Match": '"other", W/{tag}, "third"'}, 304),
    ({"If-None-Match": "*"}, 304),
    ({"If-None-Match": '"other"'}, 200),
    ({"If-None-Match": ""}, 200),
    ({"If-Modified-Since": "{equal}"}, 304),
    ({"If-Modified-Since": "{newer}"}, 304),
    ({"If-Modified-Since": "{older}"}, 200),
    ({"If-Modified-Since": "yesterday"}, 200),
    ({"If-Modified-Since": "Fri, 99 Nov 2026 10:00:00 GMT"}, 200),
    ({"If-None-Match": "{tag}", "If-Modified-Since": "{equal}"}, 304),
    ({"If-None-Match": '"other"', "If-Modified-Since": "{newer}"}, 200),
)
ONCE_MORE_THAN_NEEDED = (
    {"If-None-Match": "{tag}", "If-Modified-Since": "{older}"},
    {"If-None-Match": "{tag}", "If-Modified-Since": "yesterday"},
)


def written_out(headers: Mapping[str, str], tag: str) -> dict[str, str]:
    """The headers with that ETag and the times before, at and after WRITTEN."""
    known = {"{tag}": tag} | {
        name: (WRITTEN + timedelta(seconds=after)).strftime(HTTP_TIME)
        for name, after in (("{older}", -1), ("{equal}", 0), ("{newer}", 3600))
    }
    return {name: re.sub(r"\{\w+\}", lambda found: known[found[0]], value) for name, value in headers.items()}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(("headers", "status"), CONDITIONS, ids=str)
def test_conditional_requests(ways: Ways, method: str, headers: dict[str, str], status: int) -> None:
    path = "/feeds/all.ics"
    answers = []
    for way in (ways.by_nginx, ways.alone):
        tag = way(path).headers["Etag"]
        answers.append(way(path, method, headers=written_out(headers, tag)))
    assert [answer.status for answer in answers] == [status, status]
    told_twice = ("Last-Modified",) if status == 304 else ()  # nginx says it with a 304 as well
    assert answers[0].but_for("Etag", *told_twice) == answers[1].but_for("Etag")
    assert answers[0].headers["Etag"] == ways.by_nginx(path).headers["Etag"]


@pytest.mark.parametrize("headers", ONCE_MORE_THAN_NEEDED, ids=str)
def test_nginx_heeds_both_conditions(ways: Ways, headers: dict[str, str]) -> None:
    """The README says so; should a newer nginx follow RFC 9110, 13.2.2, that sentence goes."""
    path = "/feeds/all.ics"
    statuses = [
        way(path, headers=written_out(headers, way(path).headers["Etag"])).status for way in (ways.by_nginx, ways.alone)
    ]
    assert statuses == [200, 304]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/all.ics?alarm=1d", 200),
        ("/feeds/all.ics?alarm=often", 400),
        ("/feeds/all.ics?from=mail", 200),
        ("/feeds/custom.ics?kind=deadline", 200),
        ("/feeds/secret/{secret}.ics", 200),
        ("/feeds/secret/{revoked}.ics", 410),
        ("/feeds/secret/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics", 404),
        ("/feeds/nothing.ics", 404),
        ("/feeds/.ics", 404),
        ("/feeds/ALL.ics", 404),
        ("/feeds/..%2fall.ics", 404),
        ("/feeds/.all.ics.17.tmp", 404),
        ("/feeds/manifest.json", 404),
        ("/feeds/manifest.ics", 404),
        ("/feeds/all.ics/", 404),
        ("/calagg.db", 404),
        ("/feeds/%2e%2e/calagg.db", 404),
        ("/feeds/", 200),
        ("/feeds/all", 200),
        ("/feeds/all.atom", 200),
        ("/documents", 200),
        ("/healthz", 200),
        ("/api/entries", 200),
    ],
)
def test_all_else_is_calaggs_own_answer(ways: Ways, path: str, status: int) -> None:
    path = path.format(secret=ways.secret, revoked=ways.revoked)
    by_nginx = ways.by_https(path)
    assert by_nginx == ways.alone(path)
    assert by_nginx.status == status


def test_the_folder_is_shown_to_nobody(ways: Ways) -> None:
    (ways.folder / "feeds" / "hand-made.txt").write_text("of no concern", encoding="utf-8")
    listed = ways.by_https("/feeds/").body
    for hidden in (b"manifest.json", b".tmp", b"hand-made"):
        assert hidden not in listed
    assert ways.by_https("/feeds/hand-made.txt").status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_what_is_not_reading_is_answered_by_calagg(ways: Ways, method: str) -> None:
    by_nginx, alone = (way("/feeds/all.ics", method, body=b"a=1") for way in (ways.by_nginx, ways.alone))
    assert by_nginx.but_for("Allow") == alone.but_for("Allow")
    for answer in (by_nginx, alone):  # in any order
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_pages_are_sent_to_https_and_calendars_are_not(ways: Ways) -> None:
    for path in ("/", "/prenumeration?a=1", "/drift"):
        answer = ways.by_nginx(path)
        assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}{path}")
    for path in ("/feeds/all.ics", "/feeds/custom.ics", f"/feeds/secret/{ways.secret}.ics"):
        assert ways.by_nginx(path).status == 200


def test_a_redirect_of_calaggs_own_names_no_host(ways: Ways) -> None:
    answer = ways.by_https("/feeds")
    assert (answer.status, answer.headers["Location"]) == (308, "/feeds/")


def test_operations_are_for_the_own_network(ways: Ways) -> None:
    for path in ("/drift", "/metrics"):
        assert ways.by_https(path).status == 403
        assert ways.alone(path).status == 200


def test_each_reader_has_a_limit_of_its_own_whatever_it_claims(ways: Ways) -> None:
    def post(source: str, claimed: str) -> int:
        headers = {"X-Forwarded-For": claimed, "Content-Type": "application/x-www-form-urlencoded"}
        return ask(
            ways.ports.secure, "/prenumeration", "POST", headers=headers, body=b"epost=", secure=True, source=source
        ).status

    assert [post("127.0.0.2", f"192.0.2.{number}") for number in range(30)] == [400] * 30
    assert post("127.0.0.2", "192.0.2.99") == 429
    assert post("127.0.0.3", "127.0.0.2") == 400


def test_a_feed_that_changes_is_new_at_once(ways: Ways) -> None:
    path = ways.folder / "feeds" / "deadlines.ics"
    before, kept = ways.by_nginx("/feeds/deadlines.ics"), path.read_bytes()
    fresh = kept.replace(b"PRODID:-//", b"PRODID:+//")
    assert fresh != kept
    path.write_bytes(fresh)
    after = ways.by_nginx("/feeds/deadlines.ics", headers={"If-None-Match": before.headers["Etag"]})
    assert (after.status, after.body) == (200, fresh)
    assert ways.alone("/feeds/deadlines.ics").body == fresh
