"""A source on the web and what is known of it -> what is new in it: one round, of a minute at most.

`UrlRound` fetches the one document of a `url` or `calendar`, `PageRound` follows the links on a `page`.
"""

import time
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from calagg.collect.collected import Collected, Missed, Remembered
from calagg.collect.faults import CollectError
from calagg.collect.links import followed, links_on
from calagg.collect.robots import Robots
from calagg.collect.visit import Fetched, Visitor, clean_url, collected_from
from calagg.config import Source

ROUND_SECONDS = 60.0
MOST_FOLLOWED = 300
Item = Collected | Missed | Remembered
_EVENT = b"BEGIN:VEVENT"


@dataclass(kw_only=True)
class UrlRound:
    """The document at one address. After it `shown` says how many documents there are: 1, or 0 where it is empty, and
    then nothing is given."""

    source: Source
    visitor: Visitor
    known: Mapping[str, Remembered]
    today: date
    shown: int | None = None
    unfinished: bool = False

    def contents(self) -> Iterator[Item]:
        """The content if it is new. Raises CollectError."""
        url = clean_url(self.source.url)
        known = self.known.get(url)
        known = None if known and known.links else known  # of the time when the source was a page: it was not read
        found = _fetch(self.visitor, self.source, url, known)
        if found is None and known:
            self.shown = 1
            yield known
        if found is None:
            return
        self.shown = 0 if self._is_empty(found) else 1
        if self.shown:
            yield collected_from(found, origin=url, today=self.today)

    def settle(self, item: Collected | Missed) -> None:
        """A web server need not know."""

    def _is_empty(self, found: Fetched) -> bool:
        return not found.data.strip() or (self.source.kind == "calendar" and _EVENT not in found.data.upper())


@dataclass(kw_only=True)
class PageRound:
    """What the links on a page lead to, the new ones first; `fresh` are the addresses that need not be asked again yet.

    After it `shown` says how many links the patterns choose, `unfinished` whether there was no time for some."""

    source: Source
    visitor: Visitor
    known: Mapping[str, Remembered]
    today: date
    fresh: Set[str] = field(default_factory=frozenset)
    shown: int | None = None
    unfinished: bool = False

    def contents(self) -> Iterator[Item]:
        """The contents that are new. Raises CollectError where the page itself can't be had."""
        end = time.monotonic() + ROUND_SECONDS
        source, url = self.source, clean_url(self.source.url)
        known = self.known.get(url)
        found = _fetch(self.visitor, source, url, known if known and known.links else None)
        page = known if found is None and known else _remember(found, url)
        wanted = [link for link in followed(page.links, source) if link not in self.fresh]
        self.shown = sum(1 for _ in followed(page.links, source))
        for link in followed(page.links, source):
            if link in self.fresh and self.known[link].fault:
                yield Missed(name=_name_of(link), origin=link, detail=self.known[link].fault)
        robots = Robots(self.visitor, allow_private=source.allow_private, pause=source.pause, timeout=source.timeout)
        for number, link in enumerate(sorted(wanted, key=lambda link: link in self.known)):
            if number >= MOST_FOLLOWED or time.monotonic() > end:
                self.unfinished = True
                break
            yield self._follow(link, robots)
        if not self.unfinished:
            yield page

    def settle(self, item: Collected | Missed) -> None:
        """A web server need not know."""

    def _follow(self, link: str, robots: Robots) -> Item:
        name = _name_of(link)
        if not robots.allow(link):
            return Missed(name=name, origin=link, detail=f"{link}: its server's robots.txt asks to leave it alone")
        try:
            found = _fetch(self.visitor, self.source, link, self.known.get(link), pause=robots.pause(link))
        except CollectError as error:
            lasting = error.outcome or (400 <= error.status < 500 and error.status != 429)
            return Missed(
                name=name,
                origin=link,
                detail=str(error),
                outcome=error.outcome,
                remembered=Remembered(url=link, fault="" if error.outcome else str(error)) if lasting else None,
            )
        return self.known[link] if found is None else collected_from(found, origin=link, today=self.today)


def _fetch(
    visitor: Visitor, source: Source, url: str, known: Remembered | None, *, pause: float | None = None
) -> Fetched | None:
    return visitor.fetch(
        url,
        allow_private=source.allow_private,
        pause=source.pause if pause is None else pause,
        timeout=source.timeout,
        known=known,
    )


def _name_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2] or link


def _remember(found: Fetched | None, url: str) -> Remembered:
    """What is known of a page. One without links is read again whatever its tags say."""
    links = links_on(found.data, found.url) if found else ()
    if not found or not links:
        return Remembered(url=url)
    return Remembered(url=url, etag=found.etag, last_modified=found.last_modified, links=links)
