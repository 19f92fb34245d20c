"""`AskLimit().wait_seconds("192.0.2.7", at)` -> 0, or how long that client has to wait before it may ask again.

It keeps a program from having mails sent to any number of strangers. It counts in this process's memory: with several
processes each has its own count, and behind a web server that is not `[web] trusted_proxy` all readers are one client.
"""

import math
from collections import deque
from datetime import datetime, timedelta
from threading import Lock


class AskLimit:
    """At most `per_client` requests from one client and `in_all` from everyone in any stretch of `within`."""

    def __init__(
        self,
        *,
        per_client: int = 30,
        in_all: int = 150,
        within: timedelta = timedelta(minutes=10),
    ) -> None:
        self._per_client, self._in_all, self._within = per_client, in_all, within
        self._asked: deque[tuple[datetime, str]] = deque()  # never more than `in_all`: what is refused is not kept
        self._lock = Lock()

    def wait_seconds(self, client: str, at: datetime) -> int:
        """0 and counted, or the whole seconds until a request is taken again; a refused one is not counted."""
        with self._lock:
            while self._asked and not at - self._within < self._asked[0][0] <= at:
                self._asked.popleft()
            own = [asked_at for asked_at, who in self._asked if who == client]
            full = [
                kept[-most]
                for kept, most in ((own, self._per_client), ([asked_at for asked_at, _ in self._asked], self._in_all))
                if len(kept) >= most
            ]
            if full:
                return max(1, math.ceil((max(full) + self._within - at).total_seconds()))
            self._asked.append((at, client))
            return 0
