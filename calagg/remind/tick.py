"""`tick(store, config, now)` -> Ticked(planned, sent): one round of reminders, for the scheduler, cron or a person.

Safe with any number at once, at any time of day and after any pause: all truth is in the database. Safe too when the
machine's clock was wrong for a while: what that did in the ledger and the outbox is undone by the next tick.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from calagg.clock import local
from calagg.config import Config
from calagg.remind import ledger
from calagg.remind.outbox import Sent, lease_of, send_due
from calagg.remind.queue import Planned, plan_due
from calagg.remind.transport import Transport
from calagg.store import Store
from calagg.store.ahead import put_right
from calagg.store.heartbeat import beat, last_beats

log = logging.getLogger(__name__)

HEART = "remind"
AHEAD = timedelta(minutes=10)  # another process whose tick takes long goes on with the instant at which it began


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one round planned and sent."""

    planned: Planned
    sent: Sent


def tick(store: Store, config: Config, now: datetime, *, transport: Transport | None = None) -> Ticked:
    """Plans, queues and sends what is due at `now`, and beats the heart "remind" at the end. Raises StoreError.

    Sends by `transport` or the one that `[mail]` names.
    """
    _put_right(store, config, now)
    planned = plan_due(store, config, now)
    sent = send_due(store, config, now, transport=transport)
    with store.write() as session:
        beat(session, HEART, now, f"{sent.sent} sent, {sent.failed} failed, {sent.uncertain} uncertain")
    return Ticked(planned, sent)


def _put_right(store: Store, config: Config, now: datetime) -> None:
    """Undoes what a clock that was ahead has done in the outbox, when the ledger was last planned later than `now`."""
    with store.read() as session:
        last = last_beats(session).get(ledger.HEART)
    if last is None or last.at <= now + AHEAD:
        return
    with store.write() as session:
        taken_back = put_right(session, now, today=local(now, config.zone).date(), lease=lease_of(config))
    log.warning("the clock was put back from %s to %s; mails taken back: %d", last.at, now, taken_back)
