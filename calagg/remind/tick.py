"""`tick(store, config, now)` -> Ticked(planned, sent): one round of reminders, for the scheduler, cron or a person.

Safe with any number at once, at any time of day and after any pause: all truth is in the database.
"""

from dataclasses import dataclass
from datetime import datetime

from calagg.config import Config
from calagg.remind.outbox import Sent, send_due
from calagg.remind.queue import Planned, plan_due
from calagg.store import Store
from calagg.store.heartbeat import beat

HEART = "remind"


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one round planned and sent."""

    planned: Planned
    sent: Sent


def tick(store: Store, config: Config, now: datetime) -> Ticked:
    """Plans, queues and sends what is due at `now`, and beats the heart "remind" at the end. Raises StoreError."""
    planned = plan_due(store, config, now)
    sent = send_due(store, config, now)
    with store.write() as session:
        beat(session, HEART, now, f"{sent.sent} sent, {sent.failed} failed, {sent.uncertain} uncertain")
    return Ticked(planned, sent)
