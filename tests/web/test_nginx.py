"""The README's nginx, with other paths and ports, in front of a real `calagg serve`: both answer alike."""

import http.client
import os
import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from calagg.config import Config, Publish
from calagg.model import Selection
from calagg.publish.feeds import publish_feeds
from calagg.store import open_store
from calagg.store.secret_feeds import add_secret_feed, revoke_secret_feed
from tests.cli.test_bad_input import free_port
from tests.cli.test_up import SECONDS, started
from tests.web.minutes import READ_AT, keep, told

ROOT = Path(__file__).parent.parent.parent
NAME = "kalender.example.se"
TODAY = date(2026, 11, 21)
WRITTEN = datetime(2026, 11, 20, 10, tzinfo=UTC)
HTTP_TIME = "%a, %d %b %Y %H:%M:%S GMT"
OF_THE_HOP = ("Date", "Server", "Via", "Connection", "Keep-Alive")
ALONE = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 2;
events {{ }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    gzip on;
    gzip_types text/calendar text/plain;
    gzip_proxied any;
    {site}
}}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the headers are those of the message, not of the connection."""

    status: int
    headers: dict[str, str]
    body: bytes

    def but_for(self, *names: str) -> "Answer":
        return replace(self, headers={name: told for name, told in self.headers.items() if name not in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The ports of nginx, by http and by https, and of calagg itself."""

    plain: int
    secure: int
    calagg: int
    secret: str
    revoked: str
    folder: Path

    def by_nginx(self, path: str, method: str = "GET", **more: object) -> Answer:
        return ask(self.plain, path, method, **more)  # type: ignore[arg-type]  # passed on as they are

    def alone(self, path: str, method: str = "GET", **more: object) -> Answer:
        return ask(self.calagg, path, method, **more)  # type: ignore[arg-type]  # passed on as they are


def ask(
    port: int,
    path: str,
    method: str = "GET",
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    secure: bool = False,
    source: str = "127.0.0.1",
) -> Answer:
    """The answer to one request that comes from the address `source`."""
    connection: http.client.HTTPConnection
    if secure:
        anybody = ssl.create_default_context()
        anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=30, source_address=(source, 0), context=anybody
        )
    else:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source, 0))
    try:
        connection.request(method, path, body=body, headers={"Host": NAME, **(headers or {})})
        answered = connection.getresponse()
        kept = {name.title(): value for name, value in answered.getheaders()}
        return Answer(answered.status, {n: v for n, v in kept.items() if n not in OF_THE_HOP}, answered.read())
    finally:
        connection.close()


def require(program: str, package: str) -> str:
    """The path of the program. Skips, or in CI fails, where it is not installed."""
    path: str | None = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if path is not None:
        return path
    why = f"{program} is not installed; Debian's package is {package}"
    if os.environ.get("CI"):
        pytest.fail(f"{why}; CI needs it")
    pytest.skip(why)


def make_certificate(openssl: str, folder: Path) -> None:
    """kalender.pem and kalender.key, signed by themselves."""
    wanted = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={NAME}"
    subprocess.run(  # noqa: S603 - fixed arguments
        [openssl, *wanted.split(), "-keyout", folder / "kalender.key", "-out", folder / "kalender.pem"],
        check=True,
        capture_output=True,
    )


def read_block(language: str) -> str:
    """The README's one block in that language."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block: str
    (block,) = re.findall(rf"^```{language}\n(.+?)^```$", readme, re.MULTILINE | re.DOTALL)
    return block


def read_site(folder: Path, *, plain: int, secure: int, calagg: int) -> str:
    """The block of the README with the test's paths and ports."""
    site = read_block("nginx")
    for written, here in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
        "root /var/lib/calagg;": f"root {folder};",
        "/etc/ssl/certs/": f"{folder}/",
        "/etc/ssl/private/": f"{folder}/",
        "http://127.0.0.1:8321;": f"http://127.0.0.1:{calagg};",
    }.items():
        assert written in site
        site = site.replace(written, here)
    return site


def fill(folder: Path) -> tuple[str, str]:
    """Publishes feeds in the folder, all of them written at WRITTEN; a secret feed, and one that is revoked."""
    config = replace(Config(), publish=Publish(directory=str(folder / "feeds")))
    with open_store(f"sqlite:///{folder / 'calagg.db'}") as store:
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


def wait_for(port: int) -> None:
    """Comes back when something answers there."""
    until = time.monotonic() + SECONDS
    while True:
        try:
            ask(port, "/healthz")
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ways]:
    """Published feeds, `calagg serve` over them with the README's settings, and nginx before it."""
    nginx, openssl = require("nginx", "nginx-light"), require("openssl", "openssl")
    folder = tmp_path_factory.mktemp("calagg")
    secret, revoked = fill(folder)
    make_certificate(openssl, folder)
    (folder / "config.toml").write_text(read_block("toml"), encoding="utf-8")
    with started(folder, "serve") as (address, _):
        ports = {"plain": free_port(), "secure": free_port(), "calagg": urlsplit(address).port or 0}
        user = "user root;" if os.geteuid() == 0 else ""
        conf = folder / "nginx.conf"
        conf.write_text(ALONE.format(user=user, folder=folder, site=read_site(folder, **ports)), encoding="utf-8")
        process = subprocess.Popen(  # noqa: S603 - fixed arguments
            [nginx, "-c", conf, "-p", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(ports["calagg"])
            wait_for(ports["plain"])
            yield Ways(**ports, secret=secret, revoked=revoked, folder=folder)
        finally:
            process.terminate()
            process.wait(30)


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
    assert ask(ways.secure, path, method, secure=True) == by_nginx


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
    by_nginx = ask(ways.secure, path, secure=True)
    assert by_nginx == ways.alone(path)
    assert by_nginx.status == status


def test_the_folder_is_shown_to_nobody(ways: Ways) -> None:
    (ways.folder / "feeds" / "hand-made.txt").write_text("of no concern", encoding="utf-8")
    listed = ask(ways.secure, "/feeds/", secure=True).body
    for hidden in (b"manifest.json", b".tmp", b"hand-made"):
        assert hidden not in listed
    assert ask(ways.secure, "/feeds/hand-made.txt", secure=True).status == 404


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


def test_a_redirect_of_calaggs_own_names_the_address_that_was_asked_for(ways: Ways) -> None:
    answer = ask(ways.secure, "/feeds", secure=True)
    assert (answer.status, answer.headers["Location"]) == (308, f"https://{NAME}/feeds/")


def test_operations_are_for_the_own_network(ways: Ways) -> None:
    for path in ("/drift", "/metrics"):
        assert ask(ways.secure, path, secure=True).status == 403
        assert ways.alone(path).status == 200


def test_each_reader_has_a_limit_of_its_own_whatever_it_claims(ways: Ways) -> None:
    def post(source: str, claimed: str) -> int:
        headers = {"X-Forwarded-For": claimed, "Content-Type": "application/x-www-form-urlencoded"}
        return ask(
            ways.secure, "/prenumeration", "POST", headers=headers, body=b"epost=", secure=True, source=source
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
