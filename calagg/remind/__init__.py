"""Reminder mails, from the ledger to the reader: `tick(store, config, now)` plans, queues and sends what is due."""

from calagg.remind.alarm import plan_alarm
from calagg.remind.bounces import Heard, read_bounces
from calagg.remind.outbox import Sent, send_due
from calagg.remind.queue import Planned, plan_due
from calagg.remind.tick import Ticked, tick

__all__ = [
    "tick",
    "plan_due",
    "plan_alarm",
    "send_due",
    "read_bounces",
    "Ticked",
    "Planned",
    "Sent",
    "Heard",
]
