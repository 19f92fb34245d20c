"""FetchLog: fetches counted in memory and written now and then, since a GET writes nothing.

What a process has counted since it last wrote is lost when it is killed; the counts are for people to see whether a
calendar is fetched at all.
"""

from datetime import datetime
from logging import getLogger
from threading import Lock

from calagg.errors import StoreError
from calagg.store.fetches import Fetches, count_fetches
from calagg.store.session import Store

MOST_KEPT = 5_000
log = getLogger(__name__)


class FetchLog:
    """Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: dict[tuple[str, str], Fetches] = {}

    def note(self, feed: str, client: str, *, unchanged: bool, at: datetime) -> None:
        """Counts one fetch of the feed by a kind of client."""
        with self._lock:
            before = self._seen.get((feed, client), Fetches(0, 0, at))
            if before.count or len(self._seen) < MOST_KEPT:
                self._seen[feed, client] = Fetches(before.count + 1, before.unchanged + unchanged, at)

    def write(self, store: Store) -> None:
        """Adds what was counted to the store; where that does not answer it is kept for the next time."""
        with self._lock:
            seen, self._seen = self._seen, {}
        if not seen:
            return
        try:
            with store.write() as session:
                count_fetches(session, seen)
        except StoreError as error:
            log.warning("fetches are not counted now: %s", error)
            self._put_back(seen)

    def _put_back(self, seen: dict[tuple[str, str], Fetches]) -> None:
        with self._lock:
            for key, old in seen.items():
                new = self._seen.get(key, Fetches(0, 0, old.last_at))
                self._seen[key] = Fetches(
                    old.count + new.count, old.unchanged + new.unchanged, max(old.last_at, new.last_at)
                )
