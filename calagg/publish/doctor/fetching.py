"""ask("https://kalender.example.se/feeds/all.ics") -> the Answer of the server: one request, nothing is followed.

What the answers should be is in `headers` and `answers`. The administrator names the address, so that private and
loopback addresses are allowed here; an address out of a document or a form must not come this way.
"""

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from threading import Event, Timer
from urllib.parse import quote, urlsplit

from calagg.errors import ReadError, UnavailableError, UsageError

MOST_READ = 20_000_000
WAIT_SECONDS = 10.0  # for a connection, and for each piece of the answer
WHOLE_SECONDS = 60.0  # for all of it: a server can drip for ever
_CHUNK = 65_536
_BODILESS = (204, 304)
_SCHEMES = {"webcal": "https", "webcals": "https"}
_LEFT_AS_THEY_ARE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. `headers` are by name in small letters; `cut` says that it stopped in the middle."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool = False

    def header(self, name: str) -> str:
        """The header's value, empty where there is none."""
        return self.headers.get(name, "").strip()


def web_address(url: str) -> str:
    """The address as http or https; webcal:// is https://. Raises UsageError for others and for a user's."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        (host or "").encode("idna")
    except ValueError:
        host, port = None, 0
    scheme = _SCHEMES.get(parts.scheme, parts.scheme) if host else ""
    if scheme not in ("http", "https") or port == 0:
        raise UsageError(f"--feed {url!a} is no address; use http://, https:// or webcal:// and a host")
    if parts.username is not None:
        raise UsageError("--feed: a feed must be open to calendar programs; leave out the user and password before @")
    return parts._replace(scheme=scheme, fragment="").geturl()


def ask(url: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
    """The answer to one request for an address that `web_address` gave.

    Raises UnavailableError where none comes, ReadError where it is larger than MOST_READ.
    """
    parts = urlsplit(url)
    target = quote((parts.path or "/") + f"?{parts.query}" * bool(parts.query), safe=_LEFT_AS_THEY_ARE)
    if parts.scheme == "https":
        secured = ssl.create_default_context()
        connection: HTTPConnection = HTTPSConnection(
            parts.hostname or "", parts.port, timeout=WAIT_SECONDS, context=secured
        )
    else:
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=WAIT_SECONDS)
    watch: Timer | None = None
    hung_up = Event()
    try:
        connection.connect()
        watch = Timer(WHOLE_SECONDS, _hang_up, [connection.sock, hung_up])
        watch.daemon = True
        watch.start()
        connection.request(method, target, headers={"Accept-Encoding": "identity", **(headers or {})})
        answer = _read(connection.getresponse(), url)
        if hung_up.is_set():  # which looks like an end of the answer
            raise HTTPException
        return answer
    except TimeoutError:
        raise _unavailable(url, f"no answer within {WAIT_SECONDS:.0f} seconds") from None
    except (OSError, HTTPException, ValueError) as error:
        reason = f"not done after {WHOLE_SECONDS:.0f} seconds" if hung_up.is_set() else _reason(error)
        raise _unavailable(url, reason) from None
    finally:
        if watch:
            watch.cancel()
        connection.close()


def _read(response: HTTPResponse, url: str) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.getheaders():
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    body, cut = bytearray(), False
    try:
        # http.client reads on where a 304 is said to be chunked; it has no body
        while response.status not in _BODILESS and (piece := response.read(_CHUNK)):
            body += piece
            if len(body) > MOST_READ:
                raise ReadError(
                    f"{url}: larger than {MOST_READ} bytes; no calendar program reads that", outcome="too-large"
                )
    except IncompleteRead as error:
        body += error.partial
        cut = True
    return Answer(response.status, headers, bytes(body), cut)


def _hang_up(connected: socket.socket, hung_up: Event) -> None:
    """Ends what is being read; past TLS, whose own way of ending waits for the other side.

    Says so before: the reader may be done with its error before this thread has ended.
    """
    hung_up.set()
    with suppress(OSError):  # it has ended by itself
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not accepted: {error.verify_message}"
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join("".join(c if c.isprintable() else " " for c in told).split()) or type(error).__name__


def _unavailable(url: str, reason: str) -> UnavailableError:
    return UnavailableError(f"{url}: does not answer ({reason}); check the address and that the server is running")
