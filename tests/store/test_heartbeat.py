"""Heartbeats: the last of each piece of work, and a pause that knows when it began."""

from datetime import UTC, datetime, timedelta

from calagg.store import Store
from calagg.store.heartbeat import Heartbeat, beat, last_beats, pause

AT = datetime(2026, 11, 20, 7, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def test_a_pause_that_goes_on_began_when_it_began_and_ends_with_a_beat(store: Store) -> None:
    with store.write() as session:
        beat(session, "outbox", AT - QUARTER)
    for number in range(3):
        at = AT + number * QUARTER
        with store.write() as session:
            pause(session, "outbox", at, until=at + QUARTER, detail=f"refused, {number}")
    with store.read() as session:
        assert last_beats(session) == {"outbox": Heartbeat("outbox", AT, "refused, 2", AT + 3 * QUARTER)}
    with store.write() as session:
        beat(session, "outbox", AT + 4 * QUARTER)
    with store.read() as session:
        assert last_beats(session) == {"outbox": Heartbeat("outbox", AT + 4 * QUARTER)}
