"""feeds/.all.parts.json: which days stand in `all.ics`, in its order, and how many of its bytes are each day's.

With it a feed in which one day has changed is made from the file that stands there (`calagg.publish.joining`). It is
no truth of its own: where the file is not the very one that the parts were noted for, by its size, time and number, or
the notes are not whole, there are none, and the feed is joined from the store alone.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path

from calagg.publish.files import read_stamped, remove_file, write_file
from calagg.store.wanted import Checksum


@dataclass(frozen=True, slots=True)
class DayPart:
    """The VEVENTs that begin on one day: the sum of what they are, and how many bytes they are."""

    day: date
    sum: Checksum
    size: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The bytes of a feed and its days in their order, which begin after `head` bytes."""

    data: bytes
    head: int
    days: Sequence[DayPart]

    def chunks(self) -> dict[tuple[date, Checksum], memoryview]:
        """The bytes of each day by what it is and holds."""
        view = memoryview(self.data)
        ends = accumulate((part.size for part in self.days), initial=self.head)
        return {(p.day, p.sum): view[start : start + p.size] for p, start in zip(self.days, ends, strict=False)}


def read_standing(path: Path) -> Standing | None:
    """The published file with its parts; None where there is no file, or none whose parts are known for sure."""
    try:
        told = json.loads(_beside(path).read_text(encoding="utf-8"))
        stamp, head, rows = told["stamp"], told["head"], told["days"]
        if told["proof"] != _proof(stamp, head, rows) or (data := read_stamped(path, stamp)) is None:
            return None
        days = [DayPart(date.fromisoformat(day), Checksum(events, digest), size) for day, events, digest, size in rows]
    except (OSError, ValueError, KeyError, TypeError):  # lost or torn notes cost one more look at the store
        return None
    return Standing(data, head, days)


def note_parts(path: Path, stamp: str, head: int, days: Sequence[DayPart]) -> None:
    """Keeps how the file with that stamp is put together, to be read beside it. Raises OutputError."""
    rows = [(part.day.isoformat(), part.sum.events, part.sum.digest, part.size) for part in days]
    told = {"proof": _proof(stamp, head, rows), "stamp": stamp, "head": head, "days": rows}
    write_file(_beside(path), json.dumps(told).encode(), lasting=False)


def forget_parts(path: Path) -> None:
    """Removes what is noted of a file that is no more. Raises OutputError."""
    remove_file(_beside(path))


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.stem}.parts.json")


def _proof(*told: object) -> str:
    """A hash of what is noted: notes are not made to last, so that the power may go in the middle of them."""
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
