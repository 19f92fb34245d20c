"""`beat(session, "tick", at=…)` -> the row that says when that piece of work last ran to its end.

A fault that only an administrator can mend (a refused login) pauses a piece of work: `pause` says until when.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from calagg.store.insertion import insert_or_replace
from calagg.store.schema import HeartbeatRow

TICK, OUTBOX, BOUNCES = "tick", "outbox", "bounces"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """When a piece of work last ran to its end, what it said, and until when it is paused (None: it is not).

    Of one that is paused `at` is when that began."""

    name: str
    at: datetime
    detail: str = ""
    paused_until: datetime | None = None


def beat(session: Session, name: str, at: datetime, detail: str = "") -> None:
    """Notes that `name` ran to its end at `at`; ends a pause of it."""
    _write(session, Heartbeat(name, at, detail))


def pause(session: Session, name: str, at: datetime, *, until: datetime, detail: str) -> None:
    """Notes that `name` waits `until` then for the fault in `detail` to be mended; one that waited already goes on."""
    before = session.get(HeartbeatRow, name)
    began_at = min(before.at, at) if before and before.paused_until else at  # the clock may have been ahead
    _write(session, Heartbeat(name, began_at, detail, until))


def last_beats(session: Session) -> dict[str, Heartbeat]:
    """The last beat of every piece of work that has run, by name."""
    return {
        row.name: Heartbeat(row.name, row.at, row.detail, row.paused_until)
        for row in session.scalars(select(HeartbeatRow))
    }


def _write(session: Session, heartbeat: Heartbeat) -> None:
    insert_or_replace(session, HeartbeatRow, asdict(heartbeat), key="name")
