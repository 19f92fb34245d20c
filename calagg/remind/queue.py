"""`plan_due(store, config, now)` -> Planned(added=3, changed=0, mails=1): the ledger is up to date and mails wait.

What is due is decided in `plan`; a digest is queued in the hours of `[remind]`, one an address a day by its unique
key. What sends the queued mails is in `outbox`.
"""

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.headerregistry import Address
from functools import cache

from calagg.clock import instant, local
from calagg.config import Config
from calagg.model import CalendarEntry, Moment
from calagg.model.selection import Selection
from calagg.remind.plan import HORIZON_DAYS, Hours, Matches, is_past, plan_reminders
from calagg.remind.workdays import is_workday
from calagg.store import Store
from calagg.store.entries import entries_between
from calagg.store.outbox import create_mail, drop_mail
from calagg.store.reminders import (
    Waiting,
    change_reminders,
    claim_reminders,
    insert_reminders,
    list_reminders,
    list_waiting,
)
from calagg.store.selection import selection_named
from calagg.store.subscriptions import (
    CONFIRM_WITHIN,
    Subscription,
    confirmation_key,
    list_subscriptions,
    list_unconfirmed,
)

log = logging.getLogger(__name__)

_LONGEST_WEEKEND_DAYS = 7


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
    today = local(now, config.zone).date()
    with store.read() as session:
        subscriptions = list_subscriptions(session)
        longest = max((lead for s in subscriptions for lead in s.leads), default=0)
        last = today + timedelta(days=HORIZON_DAYS + longest + _LONGEST_WEEKEND_DAYS)
        entries = entries_between(session, today, last, min_confidence=config.extract.min_confidence)
        ledger = list_reminders(session, due_from=today)
    plan = plan_reminders(subscriptions, entries, ledger, matches=_matcher(config), hours=hours, now=now)
    mails = 0
    domain = Address(addr_spec=config.mail.sender_address).domain
    with store.write() as session:
        added = insert_reminders(session, plan.add, at=now)
        changed = change_reminders(session, plan.change)
        for address, waiting in _digests(list_waiting(session, until=today), hours, now).items():
            mail_id = create_mail(
                session,
                address=address,
                kind="digest",
                key=today.isoformat(),
                domain=domain,
                at=now,
                expires_at=max(_end_of(w.reminder.key.due, config) for w in waiting),
            )
            if mail_id is None:
                continue
            if claim_reminders(session, [w.id for w in waiting], mail_id):
                mails += 1
            else:
                drop_mail(session, mail_id)
        for subscription in list_unconfirmed(session):
            expires_at = subscription.asked_at + CONFIRM_WITHIN
            mails += (
                expires_at > now
                and create_mail(
                    session,
                    address=subscription.address,
                    kind="confirm",
                    key=confirmation_key(subscription),
                    domain=domain,
                    at=now,
                    expires_at=expires_at,
                )
                is not None
            )
    return Planned(added, changed, mails)


def _matcher(config: Config) -> Matches:
    """Whether a subscription's selection takes an entry; one that the configuration no longer knows takes none."""

    @cache
    def selection_of(name: str) -> Selection | None:
        found = selection_named(name, config)
        if found is None:
            log.warning("selection %r of a subscription is no feed; add [[feed]] name = %r to config.toml", name, name)
        return found

    def matches(subscription: Subscription, entry: CalendarEntry) -> bool:
        selection = selection_of(subscription.selection)
        return selection is not None and selection.matches(entry.entry, entry.sources)

    return matches


def _digests(waiting: list[Waiting], hours: Hours, now: datetime) -> dict[str, list[Waiting]]:
    """What goes out now, by address: in the sending hours all that waits, after them on a working day what a reader
    has who would otherwise hear of something too late."""
    by_address: dict[str, list[Waiting]] = defaultdict(list)
    for one in waiting:
        by_address[one.address].append(one)
    if hours.open_at(now):
        return by_address
    here = local(now, hours.zone)
    if not is_workday(here.date()) or here.time() < hours.until:
        return {}
    next_mail = datetime.combine(hours.next_day(now), hours.from_, hours.zone)
    return {
        address: part
        for address, part in by_address.items()
        if any(is_past(one.reminder.key.due, next_mail) for one in part)
    }


def _end_of(due: Moment, config: Config) -> datetime:
    """The instant after which a reminder of it is of no use."""
    if due.clock is None:
        return instant(due.day + timedelta(days=1), time.min, config.zone)
    return instant(due.day, due.clock, config.zone)
