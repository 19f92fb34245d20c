"""NamedFeed -> the sums of what it is to hold, by day and in all, and a fingerprint of all that its bytes are made of.

A sum is made by the database when it is first asked for. Those of organisers' feeds come of one query for all of them;
theirs by day are made only for a feed that has changed.
"""

import hashlib
from datetime import date
from functools import cached_property

from calagg.config import Config
from calagg.model.selection import fold
from calagg.publish.ical import head_of
from calagg.publish.named import NamedFeed, wanted_of
from calagg.store import Session
from calagg.store.feed_schema import organiser_key
from calagg.store.wanted import NOTHING, Checksum, checksums_by_day, checksums_by_organiser


class FeedSums:
    """The sums as of `today`, on the one state of the store that the session sees."""

    def __init__(self, session: Session, config: Config, today: date) -> None:
        self._session, self._config, self._today = session, config, today
        self._by_day: dict[str, dict[date, Checksum]] = {}

    def by_day(self, feed: NamedFeed) -> dict[date, Checksum]:
        """By the first day of what the feed is to hold, in the order of the days."""
        if feed.name not in self._by_day:
            wanted = wanted_of(feed, self._config, self._today)
            self._by_day[feed.name] = checksums_by_day(self._session, wanted)
        return self._by_day[feed.name]

    def fingerprint(self, feed: NamedFeed) -> str:
        """A hash of all that the feed's bytes are made from. All heads are alike but for the name and title."""
        if feed.organiser:
            found = self._by_organiser.get(organiser_key(fold(feed.organiser)), NOTHING)
        else:
            found = sum(self.by_day(feed).values(), start=NOTHING)
        told = repr((feed.name, feed.title, found.events, found.digest))
        return hashlib.sha256(self._head + told.encode()).hexdigest()[:32]

    @cached_property
    def _by_organiser(self) -> dict[int, Checksum]:
        everyones = wanted_of(NamedFeed(name="", title=""), self._config, self._today)
        return checksums_by_organiser(self._session, everyones)

    @cached_property
    def _head(self) -> bytes:
        return head_of(name="", title="", config=self._config)
