"""How a feed is handed out: a real server with one fault gives exactly that finding; a good one gives none."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path
from threading import Thread

import pytest

from calagg.errors import ReadError, UnavailableError, UsageError
from calagg.publish.doctor import Language, Report, Rule, examine_address, fetching, rules, tell
from calagg.publish.doctor.fetching import MOST_READ, web_address
from tests.publish.doctor.feed import GOOD, broken, on_the_wire
from tests.publish.doctor.server import Fault, serving

TYPE = "Content-Type"
CASES: list[tuple[str, Rule, Fault]] = [
    ("gone", rules.STATUS, Fault(status=410)),
    ("a login", rules.STATUS, Fault(status=401)),
    ("a limit of one call", rules.SECOND_CALL, Fault(limit=1)),
    ("no answer to HEAD", rules.NOT_AGAIN, Fault(drops_head=True)),
    ("a redirect", rules.REDIRECT, Fault(redirects=1)),
    ("a redirect to nowhere", rules.REDIRECTS_NOWHERE, Fault(redirects_to="")),
    ("a redirect to a file", rules.REDIRECTS_NOWHERE, Fault(redirects_to="file:///etc/passwd")),
    ("a page's type", rules.CONTENT_TYPE, Fault(headers={TYPE: "text/html; charset=utf-8"})),
    ("no type", rules.CONTENT_TYPE, Fault(headers={TYPE: None})),
    ("a type that is none", rules.CONTENT_TYPE, Fault(headers={TYPE: "calendar"})),
    ("no charset", rules.NO_CHARSET, Fault(headers={TYPE: "text/calendar"})),
    ("another charset", rules.NO_CHARSET, Fault(headers={TYPE: 'text/calendar; charset="iso-8859-1"'})),
    ("gzip when it may", rules.COMPRESSED, Fault(compresses="asked")),
    ("no length", rules.NO_LENGTH, Fault(chunked=True)),
    ("another length of HEAD", rules.HEAD_DIFFERS, Fault(head_status=405)),
    ("no tag", rules.NO_ETAG, Fault(headers={"ETag": None})),
    ("a tag that is not looked at", rules.NOT_CONDITIONAL, Fault(conditional="none")),
    ("a tag that is not looked for in a list", rules.NOT_CONDITIONAL, Fault(conditional="exact")),
    ("no date", rules.NO_LAST_MODIFIED, Fault(headers={"Last-Modified": None})),
    ("a date that is none", rules.BAD_LAST_MODIFIED, Fault(headers={"Last-Modified": "2026-11-21"})),
    ("a date of Sweden's", rules.BAD_LAST_MODIFIED, Fault(headers={"Last-Modified": "21 Nov 2026 09:30:00 +0100"})),
    ("an error for a bad date", rules.BAD_SINCE, Fault(since_status=400)),
    ("no keeping", rules.NO_CACHE_CONTROL, Fault(headers={"Cache-Control": None})),
    ("keeping forbidden", rules.NO_STORE, Fault(headers={"Cache-Control": "private, no-store"})),
    ("a cookie", rules.COOKIE, Fault(headers={"Set-Cookie": "a=b; Path=/"})),
    ("a download", rules.ATTACHMENT, Fault(headers={"Content-Disposition": "attachment; filename=a.ics"})),
    ("a login that is refused", rules.AUTHORIZATION, Fault(login_status=401)),
    ("a fault in the feed itself", rules.NO_METHOD, Fault(body=broken("METHOD:PUBLISH\n", ""))),
    ("a page with 200", rules.WEB_PAGE, Fault(body=b"<html>Logga in</html>")),
]
# what can't be wrong by itself
TOGETHER: list[tuple[str, list[Rule], Fault]] = [
    ("always gzip", [rules.ALWAYS_COMPRESSED, rules.COMPRESSED], Fault(compresses="always")),
    ("cut off", [rules.TRUNCATED, rules.WRONG_LENGTH], Fault(cuts=20)),
    ("six redirects", [rules.REDIRECT] * 6 + [rules.REDIRECTS_NOWHERE], Fault(redirects=6)),
    ("five redirects", [rules.REDIRECT] * 5, Fault(redirects=5)),
    ("a weak tag", [rules.NOT_CONDITIONAL, rules.WEAK_ETAG], Fault(headers={"ETag": 'W/"1"'}, conditional="none")),
]


def names(report: Report) -> list[str]:
    assert all(line.isprintable() for line in tell(report, "feed", Language.SV) + tell(report, "feed", Language.EN))
    return sorted(finding.rule.name for finding in report.findings)


def test_a_good_server_gives_no_finding() -> None:
    with serving(Fault()) as address:
        assert names(examine_address(address)) == []


@pytest.mark.parametrize(("rule", "fault"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_one_fault_gives_one_finding(rule: Rule, fault: Fault) -> None:
    with serving(fault) as address:
        assert names(examine_address(address)) == [rule.name]


@pytest.mark.parametrize(("broken_rules", "fault"), [case[1:] for case in TOGETHER], ids=[case[0] for case in TOGETHER])
def test_what_comes_together(broken_rules: list[Rule], fault: Fault) -> None:
    with serving(fault) as address:
        assert names(examine_address(address)) == sorted(rule.name for rule in broken_rules)


def test_a_feed_that_stamps_the_time_of_the_fetch() -> None:
    with serving(Fault(stamps=True)) as address:
        report = examine_address(address)
    assert names(report) == ["http.not-conditional", "http.unstable"]
    unstable = next(finding for finding in report.findings if finding.rule is rules.UNSTABLE)
    assert on_the_wire(GOOD).splitlines()[unstable.line - 1].startswith(b"DTSTAMP")


def test_every_rule_of_the_server_is_broken_somewhere() -> None:
    broken_here = {rule for _, rule, _ in CASES} | {rule for _, several, _ in TOGETHER for rule in several}
    here = {rule for rule in rules.ALL if rule.name.startswith("http.")}
    assert here - broken_here == {rules.UNSTABLE}


def test_more_than_anybody_reads_is_refused() -> None:
    with serving(Fault(body=b"X" * (MOST_READ + 1))) as address, pytest.raises(ReadError, match="larger than 20000000"):
        examine_address(address)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("webcal://kalender.example.se/a.ics", "https://kalender.example.se/a.ics"),
        ("WEBCAL://kalender.example.se:8443/a.ics?b=c#d", "https://kalender.example.se:8443/a.ics?b=c"),
        ("http://[::1]:8321/a.ics", "http://[::1]:8321/a.ics"),
        ("https://småort.example.se/möten.ics", "https://småort.example.se/möten.ics"),
    ],
)
def test_addresses(url: str, address: str) -> None:
    assert web_address(url) == address


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example.se/a.ics",
        "file:///etc/passwd",
        "http://",
        "http:///a.ics",
        "http://a:b/",
        "http://a:0/",
        "http://a:99999/",
        "http://[::1/",
        "http://a..b/",
        f"http://{'a' * 64}.se/",
        "http://anna:hemligt@a.example.se/",
    ],
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        web_address(url)
    assert "\n" not in str(refused.value)
    assert "hemligt" not in str(refused.value)


@pytest.mark.parametrize("path", ["/möten.ics", "/a b.ics", "/a\r\nX-A: b", "/a?ö=å"])
def test_any_path_can_be_asked_for(path: str) -> None:
    with serving(Fault(status=404)) as address:
        url = web_address(address.replace("/kalender.ics", path.partition("?")[0]))
        assert fetching.ask(url).status == 404


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(UnavailableError) as refused:
        examine_address(f"http://127.0.0.1:{port}/a.ics")
    assert str(refused.value) == (
        f"http://127.0.0.1:{port}/a.ics: does not answer (Connection refused); "
        "check the address and that the server is running"
    )


@pytest.mark.parametrize(
    "said", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200\r\n" + b"X: y\r\n" * 200, b"\x15\x03\x01"]
)
def test_a_server_that_speaks_something_else(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            talking, _ = server.accept()
            with talking:
                talking.recv(4096)
                talking.sendall(said)

        thread = Thread(target=answer)
        thread.start()
        with pytest.raises(UnavailableError) as refused:
            examine_address(f"http://127.0.0.1:{server.getsockname()[1]}/a.ics")
        thread.join()
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("said", [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n"])
def test_a_server_that_drips_is_left(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "WHOLE_SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            talking, _ = server.accept()
            with talking:
                talking.sendall(said)
                try:
                    while True:
                        talking.sendall(b"X")
                        time.sleep(0.05)
                except OSError:
                    return

        thread = Thread(target=drip)
        thread.start()
        began = time.monotonic()
        with pytest.raises(UnavailableError, match=r"not done after 1 seconds"):
            examine_address(f"http://127.0.0.1:{server.getsockname()[1]}/a.ics")
        thread.join()
    assert time.monotonic() - began < 20


@pytest.fixture
def secured(tmp_path: Path) -> ssl.SSLContext:
    """A server's context with a certificate for 127.0.0.1 that it signed itself; the client takes it from a file."""
    openssl = shutil.which("openssl")
    if openssl is None and os.environ.get("CI"):
        pytest.fail("openssl is not installed; CI needs it")
    if openssl is None:
        pytest.skip("openssl is not installed; it makes this test's certificate")
    key, made = tmp_path / "key.pem", tmp_path / "made.pem"
    wanted = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(  # noqa: S603 - fixed arguments
        [openssl, *wanted.split(), "-keyout", key, "-out", made], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return context


def test_https_with_a_certificate_that_is_accepted(
    secured: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "made.pem"))
    with serving(Fault(), secured=secured) as address:
        assert address.startswith("https://")
        assert names(examine_address(address.replace("https", "webcal"))) == []


def test_https_with_a_certificate_that_is_not(secured: ssl.SSLContext) -> None:
    with serving(Fault(), secured=secured) as address, pytest.raises(UnavailableError) as refused:
        examine_address(address)
    assert str(refused.value) == (
        f"{address}: does not answer (its certificate is not accepted: self-signed certificate); "
        "check the address and that the server is running"
    )


def test_a_server_that_drips_over_tls_is_left(
    secured: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "made.pem"))
    monkeypatch.setattr(fetching, "WHOLE_SECONDS", 1.0)
    began = time.monotonic()
    late = pytest.raises(UnavailableError, match=r"not done after 1 seconds")
    with serving(Fault(drips=True), secured=secured) as address, late:
        examine_address(address)
    assert time.monotonic() - began < 20
