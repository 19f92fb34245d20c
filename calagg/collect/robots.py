"""robots.txt -> may a link be followed, and how long to pause: for what stands on a page, not for what a person named.

Source: RFC 9309. A file that is not there (4xx) allows all; one that can't be had (5xx, no answer) allows nothing.
"""

from urllib.parse import urlsplit

from protego import Protego

from calagg.collect.faults import CollectError
from calagg.collect.visit import Visitor

AGENT = "calagg"
LONGEST_PAUSE = 30.0
_MOST_BYTES = 512_000


class Robots:
    """The rules of every host that is asked about, each fetched once."""

    def __init__(self, visitor: Visitor, *, allow_private: bool, pause: float, timeout: float) -> None:
        self._visitor = visitor
        self._allow_private = allow_private
        self._pause = pause
        self._timeout = timeout
        self._rules: dict[str, Protego | None] = {}

    def allow(self, url: str) -> bool:
        """Whether the address may be fetched."""
        rules = self._of(url)
        return rules is not None and rules.can_fetch(url, AGENT)

    def pause(self, url: str) -> float:
        """The seconds between two requests: as configured, or as the host wants it where that is longer."""
        rules = self._of(url)
        wanted = rules.crawl_delay(AGENT) if rules else None
        return max(self._pause, min(wanted or 0.0, LONGEST_PAUSE))

    def _of(self, url: str) -> Protego | None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._fetch(f"{site}/robots.txt")
        return self._rules[site]

    def _fetch(self, url: str) -> Protego | None:
        try:
            found = self._visitor.fetch(
                url, allow_private=self._allow_private, pause=self._pause, timeout=self._timeout
            )
        except CollectError as error:
            return Protego.parse("") if 400 <= error.status < 500 and error.status != 429 else None
        return Protego.parse(found.data[:_MOST_BYTES].decode("utf-8", "replace")) if found else None
