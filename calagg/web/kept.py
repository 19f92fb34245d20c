"""`kept.get(key, at, make)` -> what `make` gave for that key a short while ago, or gives now.

A page that many read is worked out once while what it shows is the same: the key says what it was made of. It is kept
for LASTS at most, in the memory of one process; the oldest goes first.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 16
LASTS = timedelta(seconds=30)


class Kept(Generic[T]):
    """The last MOST of what was worked out; any number of threads may ask."""

    def __init__(self) -> None:
        self._made: OrderedDict[Hashable, tuple[datetime, T]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, at: datetime, make: Callable[[], T]) -> T:
        """What is kept for the key and not too old at that instant, else what is made now."""
        with self._lock:
            found = self._made.get(key)
        if found is not None and timedelta(0) <= at - found[0] < LASTS:
            return found[1]
        made = make()
        with self._lock:
            self._made[key] = at, made
            self._made.move_to_end(key)
            while len(self._made) > MOST:
                self._made.popitem(last=False)
        return made
