"""One address, fetched from a real server: names, redirects, conditions, limits, and servers that mean no good."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from calagg import __version__
from calagg.collect import Collected, CollectError, Remembered, Visitor, fetch_url
from calagg.collect.visit import Fetched
from calagg.config import Config, Read, Web
from tests.collect.webserver import WebServer, answer, running
from tests.remind.certificate import make_certificate

NOW = datetime(2027, 3, 2, 7, 0, tzinfo=UTC)
TEXT = "Anmälan senast den 16 mars 2027."


def fetch(url: str, *, timeout: float = 20, known: Remembered | None = None, config: Config | None = None) -> Fetched:
    found = Visitor(config or Config()).fetch(url, allow_private=True, pause=0, timeout=timeout, known=known)
    assert found is not None
    return found


def fault(url: str, **options: float) -> str:
    with pytest.raises(CollectError) as raised:
        fetch(url, **options)  # type: ignore[arg-type]
    return str(raised.value)


def test_a_document_and_the_second_visit(web: WebServer) -> None:
    changed = "Mon, 01 Mar 2027 23:30:00 GMT"
    web.put("/p/m%C3%B6te.txt", TEXT, "text/plain", ETag='"1"', Last_Modified=changed)
    url = f"{web.url}/p/möte.txt#dagordning"
    first = fetch_url(url, Config(), now=NOW, allow_private=True)
    remembered = Remembered(url=f"{web.url}/p/m%C3%B6te.txt", etag='"1"', last_modified=changed)
    assert first == Collected(
        data=TEXT.encode(),
        name="möte.txt",
        origin=remembered.url,
        changed_on=date(2027, 3, 2),
        key=remembered.url,
        remembered=remembered,
    )
    assert fetch_url(url, Config(), now=NOW, allow_private=True, known=remembered) is None
    web.put("/p/m%C3%B6te.txt", TEXT + TEXT, "text/plain", ETag='"2"')
    again = fetch_url(url, Config(), now=NOW, allow_private=True, known=remembered)
    assert again is not None
    assert (again.data, again.changed_on) == ((TEXT + TEXT).encode(), date(2027, 3, 2))
    assert [headers.get("If-None-Match") for _, headers in web.asked] == [None, '"1"', '"1"']


def test_it_names_itself(web: WebServer) -> None:
    web.put("/", "x")
    fetch(web.url)
    fetch(web.url, config=Config(web=Web(base_url="https://kalender.example.se")))
    assert [headers["User-Agent"] for _, headers in web.asked] == [
        f"calagg/{__version__}",
        f"calagg/{__version__} (+https://kalender.example.se)",
    ]


NAMES = [
    ("/protokoll-2027-03-01.pdf", "application/pdf", "", "protokoll-2027-03-01.pdf"),
    ("/protokoll", "text/html; charset=utf-8", "", "protokoll.html"),
    ("/v1.2", "text/plain", "", "v1.2.txt"),
    ("/kalender", "text/calendar", "", "kalender.ics"),
    ("/visa?id=7", "application/octet-stream", 'attachment; filename="Protokoll 3.docx"', "Protokoll 3.docx"),
    ("/visa", "application/pdf", "attachment; filename*=UTF-8''m%C3%B6te.pdf", "möte.pdf"),
    ("/visa", "application/pdf", 'attachment; filename="../../etc/passwd"', "etc passwd.pdf"),
    ("/", "text/html", "", "127.0.0.1.html"),
]


@pytest.mark.parametrize(("path", "kind", "disposition", "name"), NAMES)
def test_the_name_of_the_document(web: WebServer, path: str, kind: str, disposition: str, name: str) -> None:
    web.put(path, TEXT, kind, Content_Disposition=disposition or "inline")
    assert fetch(web.url + path).name == name


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(web: WebServer, status: int) -> None:
    web.lead("/a", "b?x=1", status)
    web.lead("/b?x=1", f"//127.0.0.1:{web.server_port}/c/%C3%B6", status)
    web.put("/c/%C3%B6", TEXT)
    found = fetch(f"{web.url}/a")
    assert (found.url, found.data) == (f"{web.url}/c/%C3%B6", TEXT.encode())


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://127.0.0.1:1/", "127.0.0.1 is 127.0.0.1, which is not on the open web"),
        (
            "http://169.254.169.254/latest/meta-data/",
            "169.254.169.254 is 169.254.169.254, which is not on the open web",
        ),
        ("http://[::ffff:10.0.0.1]/", "which is not on the open web"),
        ("http://2130706433/", "2130706433 is 127.0.0.1, which is not on the open web"),
        ("//127.0.0.1/", "127.0.0.1 is 127.0.0.1, which is not on the open web"),
        ("file:///etc/passwd", "only http and https are fetched"),
        ("ftp://example.se/", "only http and https are fetched"),
        ("http://u:p@example.se/", "holds a login, which calagg does not send"),
        ("http://[::1", "is no web address"),
    ],
)
def test_a_redirect_from_the_open_web_leads_nowhere_else(
    web: WebServer, monkeypatch: pytest.MonkeyPatch, location: str, said: str
) -> None:
    """The machine's network stands in for the open web: www.example.se has a public address, and the test's server."""
    resolve, connect = socket.getaddrinfo, socket.create_connection
    called = []

    def look_up(host: str, *given: Any, **options: Any) -> object:
        return resolve("93.184.215.14" if host == "www.example.se" else host, *given, **options)

    def call(address: tuple[str, int], timeout: float) -> socket.socket:
        called.append(address)
        return connect(("127.0.0.1", web.server_port), timeout)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", call)
    web.lead("/a", location)
    with pytest.raises(CollectError) as raised:
        Visitor(Config()).fetch("http://www.example.se/a", pause=0)
    assert said in str(raised.value)
    assert (called, web.paths) == ([("93.184.215.14", 80)], ["/a"])


@pytest.mark.parametrize("location", ["/a", "//", "///a", ""])
def test_redirects_end(web: WebServer, location: str) -> None:
    """Those that name no host stay where they are."""
    web.lead("/a", location or "a")
    for path in ("/", "//", "///a"):
        web.lead(path, "/a")
    assert fault(f"{web.url}/a") == (f"{web.url}/a: leads on more than 5 times; open it in a browser and name the last")
    assert len(web.asked) == 6


def test_what_does_not_answer(web: WebServer) -> None:
    web.put("/upptagen", "", status=503, Retry_After="120")
    assert fault(f"{web.url}/borta") == f"{web.url}/borta: answers 404 Not Found; check the address"
    with pytest.raises(CollectError, match=r"/upptagen: answers 503 Service Unavailable; it is tried again$") as raised:
        fetch(f"{web.url}/upptagen")
    assert raised.value.retry_after is not None
    assert (raised.value.status, raised.value.retry_after.total_seconds()) == (503, 120)
    assert "does not answer as it should (" in fault("http://127.0.0.1:1/")
    assert fault("http://finns-inte.invalid/") == (
        "http://finns-inte.invalid/: the name finns-inte.invalid is not known; check the address"
    )


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 65536)


def chunks_that_end_early(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"5\r\nhello\r\n")
    handler.close_connection = True


def test_limits_of_size(web: WebServer) -> None:
    config = Config(read=Read(max_bytes=1000))
    web.pages["/endless"] = endless
    web.put("/long", b"x" * 1001)
    web.put("/bomb", gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip")
    web.put("/fits", gzip.compress(b"x" * 1000), Content_Encoding="gzip")
    for path in ("/endless", "/long", "/bomb"):
        with pytest.raises(CollectError) as raised:
            fetch(web.url + path, config=config)
        assert (str(raised.value), raised.value.outcome) == (
            f"{web.url}{path}: has more than 1000 bytes; split it or raise [read] max_bytes",
            "too-large",
        )
    assert fetch(f"{web.url}/fits", config=config).data == b"x" * 1000


def test_what_is_cut_short_is_not_taken_for_the_document(web: WebServer) -> None:
    web.pages["/chunks"] = chunks_that_end_early
    web.put("/short", b"hello", Content_Length="50", Connection="close")
    web.put("/packed", gzip.compress(TEXT.encode() * 100)[:-20], Content_Encoding="gzip")
    web.put("/odd", b"x", Content_Encoding="br")
    assert "does not answer as it should" in fault(f"{web.url}/chunks")
    web.pages["/short"] = _closing(web.pages["/short"])
    for path in ("/short", "/packed"):
        assert fault(web.url + path) == (
            f"{web.url}{path}: the connection ended before the document did; it is tried again"
        )
    assert fault(f"{web.url}/odd") == f"{web.url}/odd: is sent in the coding 'br', which was not asked for"


def _closing(page: Callable[[BaseHTTPRequestHandler], None]) -> Callable[[BaseHTTPRequestHandler], None]:
    def closes(handler: BaseHTTPRequestHandler) -> None:
        page(handler)
        handler.close_connection = True

    return closes


def dripping(stopped: threading.Event, *, head: bool) -> Callable[[BaseHTTPRequestHandler], None]:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"X-A: " if head else b"Content-Length: 9999\r\n\r\n"))
        while not stopped.wait(0.05):
            handler.wfile.write(b"a")

    return drip


@pytest.mark.parametrize("head", [True, False], ids=["headers", "body"])
def test_a_slow_drip_ends(web: WebServer, head: bool) -> None:
    web.pages["/drip"] = dripping(web.stopped, head=head)
    assert fault(f"{web.url}/drip", timeout=1) == f"{web.url}/drip: took more than 1 seconds; it is tried again"


def test_a_host_is_not_asked_twice_without_a_pause(web: WebServer) -> None:
    web.put("/", "x")
    visitor = Visitor(Config())
    began = time.monotonic()
    for _ in range(3):
        visitor.fetch(web.url, allow_private=True, pause=0.2)
    assert time.monotonic() - began >= 0.4


def test_tls_is_verified_for_the_name(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    with running() as web:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        web.socket = context.wrap_socket(web.socket, server_side=True)
        web.put("/", TEXT)
        web.lead("/ned", "http://localhost:1/")
        trust = ssl.create_default_context(cafile=certificate)
        port = web.server_port
        visitor = Visitor(Config(), trust=trust)
        found = visitor.fetch(f"https://127.0.0.1:{port}/", allow_private=True, pause=0)
        assert found is not None
        assert found.data == TEXT.encode()
        with pytest.raises(CollectError, match="leads away from https, to http://localhost:1/; name that address"):
            visitor.fetch(f"https://127.0.0.1:{port}/ned", allow_private=True, pause=0)
        with pytest.raises(CollectError, match=r"its certificate is not valid \("):
            visitor.fetch(f"https://localhost:{port}/", allow_private=True, pause=0)
        with pytest.raises(CollectError, match=r"its certificate is not valid \(self-signed"):
            Visitor(Config()).fetch(f"https://127.0.0.1:{port}/", allow_private=True, pause=0)


def test_headers_without_end(web: WebServer) -> None:
    def page(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, 200, b"", {f"X-{n}": "y" for n in range(500)})

    web.pages["/"] = page
    assert "does not answer as it should (got more than 100 headers)" in fault(web.url)
