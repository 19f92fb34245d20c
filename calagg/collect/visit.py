"""`fetch_url("https://www.example.se/protokoll.pdf", config)` -> Collected(data=b"%PDF…", name="protokoll.pdf").

http and https only, every address of every redirect checked, within limits of size, time and redirects; with what is
remembered of the last visit, None where nothing has changed since. A host is not asked twice in a second.

Source: RFC 9110 for conditional requests and redirects.
"""

import re
import ssl
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from http.client import HTTPException, HTTPResponse
from urllib.parse import SplitResult, quote, urldefrag, urljoin, urlsplit, urlunsplit

from calagg import __version__
from calagg.clock import local
from calagg.collect.answers import document_name, last_change, whole_body
from calagg.collect.collected import Collected, Remembered
from calagg.collect.connection import PinnedConnection, addresses_of, hung_up_after
from calagg.collect.faults import CollectError
from calagg.config import Config

MOST_REDIRECTS = 5
LONGEST_RETRY = timedelta(days=1)
_REDIRECTS = (301, 302, 303, 307, 308)
_WANTED = "text/html, text/calendar, application/pdf, text/plain, */*;q=0.5"
_UNQUOTED = "/%:@!$&'()*+,;=~-._?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: the address that it came from in the end, the document, its name and the day of its last change."""

    url: str
    data: bytes
    name: str
    changed_on: date | None
    etag: str = ""
    last_modified: str = ""


class Visitor:
    """Who fetches, on behalf of one configuration: it names itself and pauses between requests to the same host.

    `trust` holds the certificates to believe, None for the system's.
    """

    def __init__(self, config: Config, *, trust: ssl.SSLContext | None = None) -> None:
        about = f" (+{config.web.base_url})" if config.web.base_url else ""
        self.agent = f"calagg/{__version__}{about}"
        self.max_bytes = config.read.max_bytes
        self.zone = config.zone
        self._trust = trust
        self._left_at: dict[str, float] = {}

    def fetch(
        self,
        url: str,
        *,
        allow_private: bool = False,
        pause: float = 1,
        timeout: float = 30,
        known: Remembered | None = None,
    ) -> Fetched | None:
        """What stands at the address, within `timeout` seconds in all; None where it is as `known`.

        Raises CollectError, one line that names the address.
        """
        end = time.monotonic() + timeout
        here = clean_url(url)
        for _ in range(MOST_REDIRECTS + 1):
            parts = urlsplit(here)
            self._wait(parts.hostname or "", pause)
            left = max(end - time.monotonic(), 0.1)
            found = self._ask(parts, here, allow_private=allow_private, seconds=left, timeout=timeout, known=known)
            if not isinstance(found, str):
                return found
            there = _joined(here, found)
            if here.startswith("https:") and there.startswith("http:"):
                raise CollectError(f"{here}: leads away from https, to {there}; name that address if it is right")
            here = there
        raise CollectError(f"{url}: leads on more than {MOST_REDIRECTS} times; open it in a browser and name the last")

    def _ask(
        self,
        parts: SplitResult,
        shown: str,
        *,
        allow_private: bool,
        seconds: float,
        timeout: float,
        known: Remembered | None,
    ) -> Fetched | str | None:
        """One request: its answer, the address that it leads on to, or None where nothing has changed."""
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        addresses = addresses_of(host, port, allow_private=allow_private, shown=shown)
        trust = (self._trust or ssl.create_default_context()) if parts.scheme == "https" else None
        connection = PinnedConnection(host, port, addresses, timeout=seconds, trust=trust)
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        late = CollectError(f"{shown}: took more than {timeout:g} seconds; it is tried again")
        with hung_up_after(connection, seconds):
            try:
                connection.request("GET", target, headers=self._headers(known))
                with connection.getresponse() as answer:
                    found = self._read(answer, shown)
            except ssl.SSLCertVerificationError as error:
                raise CollectError(f"{shown}: its certificate is not valid ({error.verify_message})") from None
            except (OSError, HTTPException, ValueError) as error:
                if connection.hung_up or isinstance(error, TimeoutError):
                    raise late from None
                said = str(error) or type(error).__name__
                raise CollectError(f"{shown}: does not answer as it should ({said[:200]})") from None
            except CollectError:
                if connection.hung_up:
                    raise late from None
                raise
            if connection.hung_up:  # what came until then may look whole
                raise late
            return found

    def _headers(self, known: Remembered | None) -> dict[str, str]:
        headers = {"User-Agent": self.agent, "Accept": _WANTED, "Accept-Encoding": "identity", "Connection": "close"}
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return headers

    def _read(self, answer: HTTPResponse, shown: str) -> Fetched | str | None:
        if answer.status == 304:
            return None
        if answer.status in _REDIRECTS and answer.headers.get("Location"):
            return _latin(answer.headers["Location"])
        if answer.status != 200:
            remedy = "check the address" if 400 <= answer.status < 500 and answer.status != 429 else "it is tried again"
            raise CollectError(
                f"{shown}: answers {answer.status} {answer.reason[:60]}; {remedy}".replace("  ", " "),
                status=answer.status,
                retry_after=_retry_after(answer.headers.get("Retry-After", "")),
            )
        return Fetched(
            url=shown,
            data=whole_body(answer, max_bytes=self.max_bytes, shown=shown),
            name=document_name(shown, answer.headers),
            changed_on=last_change(answer.headers),
            etag=answer.headers.get("ETag", "")[:500],
            last_modified=answer.headers.get("Last-Modified", "")[:100],
        )

    def _wait(self, host: str, pause: float) -> None:
        """Returns when the host has been left alone for `pause` seconds."""
        left_at = self._left_at.get(host)
        if left_at is not None:
            time.sleep(max(left_at + pause - time.monotonic(), 0))
        self._left_at[host] = time.monotonic()


def fetch_url(
    url: str,
    config: Config,
    *,
    now: datetime,
    allow_private: bool = False,
    known: Remembered | None = None,
    visitor: Visitor | None = None,
) -> Collected | None:
    """The content at an address that a person named, its origin; None where it is as `known`. Raises CollectError."""
    found = (visitor or Visitor(config)).fetch(url, allow_private=allow_private, known=known)
    return collected_from(found, origin=clean_url(url), today=local(now, config.zone).date()) if found else None


def collected_from(found: Fetched, *, origin: str, today: date) -> Collected:
    """The answer as a content of that origin, with what is to be remembered of it."""
    return Collected(
        data=found.data,
        name=found.name,
        origin=origin,
        changed_on=found.changed_on or today,
        key=origin,
        remembered=Remembered(url=origin, etag=found.etag, last_modified=found.last_modified),
    )


def clean_url(url: str, *, shown: str = "") -> str:
    """The address without its fragment, letters outside ASCII written as RFC 3986 wants them. Raises CollectError for
    one that is neither http nor https, names no host or carries a login."""
    told = urldefrag(url.strip()).url
    try:
        parts = urlsplit(told)
        host, _ = (parts.hostname or "").encode("idna"), parts.port
    except (ValueError, UnicodeError):
        raise CollectError(f"{shown or url[:200]} is no web address") from None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\x00-\x20\x7f]", parts.netloc):
        raise CollectError(f"{shown or url[:200]} is no web address; only http and https are fetched")
    if parts.username is not None:
        raise CollectError(f"{shown or parts.hostname} holds a login, which calagg does not send")
    path, query = quote(parts.path, safe=_UNQUOTED[:-1]), quote(parts.query, safe=_UNQUOTED)
    return urlunsplit((parts.scheme, parts.netloc.lower(), path or "/", query, ""))


def _joined(here: str, location: str) -> str:
    """The address that `here` leads on to. Raises CollectError."""
    shown = f"{here}: leads to {location[:200]}, which"
    try:
        return clean_url(urljoin(here, location), shown=shown)
    except ValueError:
        raise CollectError(f"{shown} is no web address") from None


def _latin(location: str) -> str:
    """http.client reads header lines as Latin-1; a Location may be UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _retry_after(told: str) -> timedelta | None:
    return min(timedelta(seconds=int(told)), LONGEST_RETRY) if re.fullmatch(r"\d{1,9}", told) else None
