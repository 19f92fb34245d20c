"""`plan_due(store, config, now)` -> Planned(added=3, changed=0, mails=1): the ledger is up to date and mails wait.

What is due is written down by `ledger`; a digest is queued in the hours of `[remind]`, one an address a day by its
unique key, and a notice of what can't wait for the next digest at once. What sends the queued mails is in `outbox`.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.headerregistry import Address

from calagg.clock import instant, local
from calagg.config import Config
from calagg.model import Moment
from calagg.remind.hours import Hours
from calagg.remind.ledger import update_ledger
from calagg.remind.plan import cannot_wait
from calagg.store import Session, Store
from calagg.store.mail_kinds import CONFIRM, DIGEST, NOTICE
from calagg.store.outbox import create_mail, drop_mail
from calagg.store.reminders import Waiting, claim_reminders, list_waiting
from calagg.store.subscriptions import CONFIRM_WITHIN, Subscription, confirmation_key, list_unconfirmed

_ADDRESSES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Planned:
    """How many reminders were added to the ledger and changed in it, and how many mails were queued."""

    added: int = 0
    changed: int = 0
    mails: int = 0


def plan_due(store: Store, config: Config, now: datetime) -> Planned:
    """Brings the ledger up to date and queues the mails whose time has come. Safe with any number of processes.

    Raises StoreError.
    """
    hours = Hours(config.remind.from_, config.remind.until, config.zone)
    added, changed = update_ledger(store, config, hours, now)
    with store.read() as session:
        waiting = list_waiting(session, until=local(now, config.zone).date())
    by_address: dict[str, list[Waiting]] = defaultdict(list)
    for one in waiting:
        by_address[one.address].append(one)
    readers = list(by_address.items())
    mails = 0
    for first in range(0, len(readers), _ADDRESSES_AT_ONCE):
        with store.write() as session:
            queue = _Queue(session, config, hours, now)
            for address, lines in readers[first : first + _ADDRESSES_AT_ONCE]:
                mails += queue.lay_lines(address, lines)
    with store.write() as session:
        queue = _Queue(session, config, hours, now)
        for subscription in list_unconfirmed(session):
            mails += queue.ask_for_confirmation(subscription)
    return Planned(added, changed, mails)


@dataclass(frozen=True, slots=True)
class _Queue:
    """Makes the mails of one moment in one session; each method says whether one was made."""

    session: Session
    config: Config
    hours: Hours
    now: datetime

    def lay_lines(self, address: str, waiting: Sequence[Waiting]) -> bool:
        """Lays what waits for the address in the day's digest, in its hours; else, or when that has been made, what
        can't wait for the next one in a mail by itself."""
        today = local(self.now, self.config.zone).date()
        if self.hours.open_at(self.now) and self._lay(address, DIGEST, today.isoformat(), waiting):
            return True
        urgent = [w for w in waiting if cannot_wait(w.reminder, self.hours, self.now)]
        if not urgent:
            return False
        told = hashlib.sha256("".join(sorted(w.id for w in urgent)).encode()).hexdigest()[:40]
        return self._lay(address, NOTICE, told, urgent)

    def ask_for_confirmation(self, subscription: Subscription) -> bool:
        """Queues the mail that asks whether a subscription is meant, unless there is one, or it is too late."""
        expires_at = subscription.asked_at + CONFIRM_WITHIN
        if expires_at <= self.now:
            return False
        key = confirmation_key(subscription)
        return self._create(subscription.address, CONFIRM, key, expires_at) is not None

    def _lay(self, address: str, kind: str, key: str, waiting: Sequence[Waiting]) -> bool:
        """Makes a mail of that key for the lines that still wait, unless it has been made or none is left."""
        expires_at = max(_end_of(w.reminder.key.due, self.config) for w in waiting)
        mail_id = self._create(address, kind, key, expires_at)
        if mail_id is None:
            return False
        if claim_reminders(self.session, [w.id for w in waiting], mail_id):
            return True
        drop_mail(self.session, mail_id)
        return False

    def _create(self, address: str, kind: str, key: str, expires_at: datetime) -> str | None:
        domain = Address(addr_spec=self.config.mail.sender_address).domain
        return create_mail(
            self.session, address=address, kind=kind, key=key, domain=domain, at=self.now, expires_at=expires_at
        )


def _end_of(due: Moment, config: Config) -> datetime:
    """The instant after which a reminder of it is of no use."""
    if due.clock is None:
        return instant(due.day + timedelta(days=1), time.min, config.zone)
    return instant(due.day, due.clock, config.zone)
