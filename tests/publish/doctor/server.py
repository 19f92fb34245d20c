"""A real server with one fault: `with serving(Fault(headers={"ETag": None})) as address`."""

import gzip
import hashlib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from time import sleep

from tests.publish.doctor.feed import GOOD, on_the_wire

PATH = "/kalender.ics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What the server does otherwise than a good one. A header of None is left out."""

    body: bytes = on_the_wire(GOOD)
    status: int = 200
    headers: Mapping[str, str | None] = field(default_factory=dict)
    redirects: int = 0
    redirects_to: str | None = None
    compresses: str = "never"  # when: never, asked, always
    stamps: bool = False
    limit: int = 1000  # calls that it answers before it says 429
    drops_head: bool = False
    head_status: int = 200
    conditional: str = "any"  # which tags it knows: any, exact, none
    since_status: int = 200
    login_status: int = 200
    cuts: int = 0
    chunked: bool = False
    drips: bool = False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fault: Fault
    counter: Iterator[int]

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Says nothing: the tests look at the doctor's report."""

    def _answer(self, *, with_body: bool) -> None:
        fault, asked = self.fault, self.headers
        hop = int(self.path.partition("?")[2] or 0)
        if hop < fault.redirects or fault.redirects_to is not None:
            self._redirect(fault.redirects_to if fault.redirects_to is not None else f"{PATH}?{hop + 1}")
            return
        body = fault.body
        if fault.stamps:
            body = body.replace(b"20261121T083000Z", b"20261121T0830%02dZ" % (next(self.counter) % 60))
        tag = f'"{hashlib.sha256(body).hexdigest()}"'
        if fault.drops_head and not with_body:
            self.close_connection = True
            return
        status = fault.status if with_body else fault.head_status
        if next(self.counter) >= fault.limit:
            status = 429
        if "Authorization" in asked:
            status = fault.login_status
        sent = asked.get("If-None-Match")
        if sent and (tag == sent or (tag in sent and fault.conditional == "any")) and fault.conditional != "none":
            status = 304
        if "If-Modified-Since" in asked:
            status = fault.since_status
        headers: dict[str, str | None] = {
            "Content-Type": "text/calendar; charset=utf-8",
            "Content-Disposition": 'inline; filename="kalender.ics"',
            "ETag": tag,
            "Last-Modified": "Sat, 21 Nov 2026 08:30:00 GMT",
            "Cache-Control": "public, max-age=900",
        }
        asks = "gzip" in asked.get("Accept-Encoding", "")
        if fault.compresses == "always" or (fault.compresses == "asked" and asks):
            body = gzip.compress(body)
            headers["Content-Encoding"] = "gzip"
        if fault.chunked:
            headers["Transfer-Encoding"] = "chunked"
        else:
            headers["Content-Length"] = str(len(body) if status != 304 else 0)
        self.send_response(status)
        for name, value in {**headers, **fault.headers}.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        if with_body and status != 304:
            self._send(body[: len(body) - fault.cuts], chunked=fault.chunked)

    def _send(self, body: bytes, *, chunked: bool) -> None:
        while self.fault.drips:
            try:
                self.wfile.write(b"X")
            except OSError:
                return
            sleep(0.05)
        self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if chunked else body)
        self.close_connection = True

    def _redirect(self, location: str) -> None:
        self.send_response(302)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def serving(fault: Fault, *, secured: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of the feed on a server of this machine, over TLS where it is `secured`, while the block runs."""
    handler = type("Handler", (_Handler,), {"fault": fault, "counter": count()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        if secured:
            server.socket = secured.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"{'https' if secured else 'http'}://127.0.0.1:{server.server_port}{PATH}"
        finally:
            server.shutdown()
            thread.join()
