"""`plan_due(store, config, now)` -> Planned(added=3, changed=0, mails=1): the ledger is up to date and mails wait.

What is due is decided in `plan`; a digest is queued in the hours of `[remind]`, one an address a day by its unique
key. What sends the queued mails is in `outbox`.
"""

import hashlib
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.headerregistry import Address
from functools import cache

from calagg.clock import instant, local
from calagg.config import Config
from calagg.model import CalendarEntry, Moment
from calagg.model.selection import Selection
from calagg.remind.plan import HORIZON_DAYS, Hours, Matches, is_past, plan_reminders
from calagg.remind.workdays import is_workday
from calagg.store import Session, Store
from calagg.store.entries import entries_between
from calagg.store.heartbeat import beat, last_beats
from calagg.store.outbox import DIGEST, create_mail, drop_mail
from calagg.store.reminders import (
    Waiting,
    change_reminders,
    claim_reminders,
    insert_reminders,
    is_any_late,
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

HEART = "plan"
PLAN_AGAIN_AFTER = timedelta(hours=1)
_LONGEST_WEEKEND_DAYS = 7
_ROWS_AT_ONCE = 10_000
_DIGESTS_AT_ONCE = 200


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
    added, changed = _update_ledger(store, config, hours, now)
    with store.read() as session:
        waiting = list_waiting(session, until=local(now, config.zone).date())
    digests = list(_digests(waiting, hours, now).items())
    mails = 0
    for first in range(0, len(digests), _DIGESTS_AT_ONCE):
        with store.write() as session:
            for address, part in digests[first : first + _DIGESTS_AT_ONCE]:
                mails += _queue_digest(session, config, address, part, now)
    with store.write() as session:
        for subscription in list_unconfirmed(session):
            mails += _queue_confirmation(session, config, subscription, now)
    return Planned(added, changed, mails)


def _update_ledger(store: Store, config: Config, hours: Hours, now: datetime) -> tuple[int, int]:
    """How many rows were added and changed: none while all that a plan follows from is as it was an hour ago at most.

    The rows are written in parts, so that no other process waits long: what a part has is not planned again.
    """
    here = local(now, config.zone)
    with store.read() as session:
        subscriptions = list_subscriptions(session)
        longest = max((lead for s in subscriptions for lead in s.leads), default=0)
        last = here.date() + timedelta(days=HORIZON_DAYS + longest + _LONGEST_WEEKEND_DAYS)
        entries = entries_between(session, here.date(), last, min_confidence=config.extract.min_confidence)
        grounds = _grounds_of(config, subscriptions, entries, here.date())
        beat_before = last_beats(session).get(HEART)
        if (
            beat_before is not None
            and beat_before.detail == grounds
            and timedelta(0) <= now - beat_before.at < PLAN_AGAIN_AFTER
            and not is_any_late(session, here)
        ):
            return 0, 0
        ledger = list_reminders(session, due_from=here.date())
    plan = plan_reminders(subscriptions, entries, ledger, matches=_matcher(config), hours=hours, now=now)
    added = 0
    for first in range(0, len(plan.add), _ROWS_AT_ONCE):
        with store.write() as session:
            added += insert_reminders(session, plan.add[first : first + _ROWS_AT_ONCE], at=now)
    with store.write() as session:
        changed = change_reminders(session, plan.change)
        beat(session, HEART, now, grounds)
    return added, changed


def _grounds_of(
    config: Config, subscriptions: Sequence[Subscription], entries: Sequence[CalendarEntry], today: date
) -> str:
    """A sum of all that a plan follows from but the ledger and the minute: while it is the same, so is the plan."""
    settings = config.remind, config.zone.key, config.extract.min_confidence, config.feed
    grounds = hashlib.sha256(repr((today, settings)).encode())
    for part in (*subscriptions, *entries):
        grounds.update(repr(part).encode())
    return grounds.hexdigest()


def _queue_digest(session: Session, config: Config, address: str, waiting: Sequence[Waiting], now: datetime) -> bool:
    """Lays what waits for the address in the day's mail; False when that has been made already."""
    mail_id = create_mail(
        session,
        address=address,
        kind=DIGEST,
        key=local(now, config.zone).date().isoformat(),
        domain=_domain(config),
        at=now,
        expires_at=max(_end_of(w.reminder.key.due, config) for w in waiting),
    )
    if mail_id is None:
        return False
    if claim_reminders(session, [w.id for w in waiting], mail_id):
        return True
    drop_mail(session, mail_id)
    return False


def _queue_confirmation(session: Session, config: Config, subscription: Subscription, now: datetime) -> bool:
    """Queues the mail that asks whether a subscription is meant; False when there is one, or it is too late."""
    expires_at = subscription.asked_at + CONFIRM_WITHIN
    if expires_at <= now:
        return False
    mail_id = create_mail(
        session,
        address=subscription.address,
        kind="confirm",
        key=confirmation_key(subscription),
        domain=_domain(config),
        at=now,
        expires_at=expires_at,
    )
    return mail_id is not None


def _domain(config: Config) -> str:
    return Address(addr_spec=config.mail.sender_address).domain


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
