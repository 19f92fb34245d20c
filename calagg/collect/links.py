"""A page -> its links, and those of them that a source's patterns choose: `*.pdf`, `*/protokoll/*`, `Protokoll*`.

A pattern is held against the link's file name, its path, its text and its whole address. Links to other servers are
only followed where a pattern begins with http.
"""

import fnmatch
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from calagg.collect.faults import CollectError
from calagg.collect.visit import clean_url
from calagg.config import PATTERNS, Source

MOST_LINKS = 2000
LONGEST_TEXT = 200
LONGEST_URL = 2000
_WEB_PAGES = ("*.html", "*.htm", "*.txt")


def links_on(data: bytes, url: str) -> tuple[tuple[str, str], ...]:
    """(address, text) of every link on the page at `url`, each address once; what is no web address is none."""
    page = LexborHTMLParser(data.decode("utf-8", "replace"))
    base = page.css_first("base[href]")
    found: dict[str, str] = {}
    for link in page.css("a[href]"):
        if "nofollow" in (link.attributes.get("rel") or "").lower().split():
            continue
        try:
            here = urljoin(url, (base.attributes["href"] or "").strip()) if base else url
            address = clean_url(urljoin(here, (link.attributes["href"] or "").strip()))
        except (CollectError, ValueError):  # mailto:, javascript:, what somebody mistyped
            continue
        if address != clean_url(url) and len(address) <= LONGEST_URL and len(found) < MOST_LINKS:
            text = " ".join(link.text().split())[:LONGEST_TEXT]
            found[address] = found.get(address) or text
    return tuple(found.items())


def followed(links: Iterable[tuple[str, str]], source: Source) -> Iterator[str]:
    """The addresses that the source's patterns choose."""
    patterns = [p.lower() for p in source.patterns if source.patterns != PATTERNS or p not in _WEB_PAGES]
    for address, text in links:
        parts = urlsplit(address)
        path = unquote(parts.path)
        told = [part.lower() for part in (PurePosixPath(path).name, path, text)]
        here = parts.netloc == urlsplit(clean_url(source.url)).netloc
        if (here and any(fnmatch.fnmatchcase(part, p) for p in patterns for part in told)) or any(
            fnmatch.fnmatchcase(address.lower(), p) for p in patterns if here or p.startswith("http")
        ):
            yield address
