"""A feed's name -> its Body: the published file, or ready VEVENTs joined for one address; both kept in memory.

What is kept is thrown away as soon as something new is published or the day changes. Nothing is rendered here.
"""

from collections import OrderedDict
from datetime import date
from pathlib import Path
from threading import Lock

from calagg.config import Config
from calagg.publish.files import modified_at
from calagg.publish.joining import join_feed
from calagg.publish.manifest import FILE, FileFacts, read_manifest
from calagg.publish.named import NamedFeed, wanted_of
from calagg.store.session import Store
from calagg.web.answers import Body
from calagg.web.asked_feed import AskedFeed

MOST_BYTES = 64_000_000
Stamp = tuple[int, int]


class FeedBodies:
    """Safe to use from several threads."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store, self._config = store, config
        self._folder = Path(config.publish.directory)
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[object, Body]] = OrderedDict()
        self._size = 0
        self._manifest: tuple[Stamp, dict[str, FileFacts]] | None = None

    def file(self, name: str) -> Body:
        """The published file of that name. Raises FileNotFoundError where it is not there yet, OSError."""
        path = self._folder / f"{name}.ics"
        stamp = _stamp(path)
        if (kept := self._find(path.name, stamp)) is not None:
            return kept
        body = Body.of(path.read_bytes(), modified_at(path))
        self._keep(path.name, stamp, body)
        return body

    def published(self) -> dict[str, FileFacts]:
        """What is known of the published files, by the names of their feeds; empty before anything is published."""
        try:
            stamp = _stamp(self._folder / FILE)
        except OSError:
            return {}
        if self._manifest is None or self._manifest[0] != stamp:
            self._manifest = (stamp, read_manifest(self._folder))
        return self._manifest[1]

    def joined(self, feed: NamedFeed, asked: AskedFeed, today: date) -> Body:
        """The feed as this address asks for it. Raises FileNotFoundError before anything is published, StoreError."""
        stamp = (_stamp(self._folder / FILE), today)
        key = f"{feed.name}?{asked.query}"
        if (kept := self._find(key, stamp)) is not None:
            return kept
        choice = asked.choice
        wanted = wanted_of(feed, self._config, today, window_bars=choice.window_bars, cancelled=choice.cancelled)
        with self._store.read() as session:
            data, _ = join_feed(session, wanted, self._config, name=feed.name, title=feed.title, alarm=choice.alarm)
        # an entry that goes leaves no date behind: what tells of all changes is when anything was last published
        body = Body.of(data, modified_at(self._folder / FILE))
        self._keep(key, stamp, body)
        return body

    def _find(self, key: str, stamp: object) -> Body | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None or found[0] != stamp:
                return None
            self._kept.move_to_end(key)
            return found[1]

    def _keep(self, key: str, stamp: object, body: Body) -> None:
        with self._lock:
            if key in self._kept:
                self._size -= len(self._kept.pop(key)[1].data)
            self._kept[key] = (stamp, body)
            self._size += len(body.data)
            while self._size > MOST_BYTES and len(self._kept) > 1:
                _, (_, gone) = self._kept.popitem(last=False)
                self._size -= len(gone.data)


def _stamp(path: Path) -> Stamp:
    told = path.stat()
    return told.st_mtime_ns, told.st_ino
