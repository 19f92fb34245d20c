"""`update_ledger(store, config, hours, now)` -> (3, 0): rows added and changed, and the ledger holds what is to come.

What there should be is decided in `plan`; here the grounds of it are read, and the plan is written down. A round whose
grounds are those of the last one costs no more than finding that out.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache

from calagg.clock import local
from calagg.config import Config
from calagg.model import CalendarEntry, Entry
from calagg.model.choice import read_choice
from calagg.model.masking import mask_entry
from calagg.model.selection import Selection
from calagg.remind.hours import Hours
from calagg.remind.plan import HORIZON_DAYS, WEEKLY_DAYS, Matches, plan_reminders
from calagg.store import Session, Store
from calagg.store.done import Done, all_done
from calagg.store.entries import entries_between, entries_with_ids, last_change, survivor_of
from calagg.store.heartbeat import beat, last_beats
from calagg.store.reminders import TOLD, Reminder, change_reminders, insert_reminders, is_any_late, list_reminders
from calagg.store.selection import selection_named
from calagg.store.subscriptions import Subscription, list_subscriptions

log = logging.getLogger(__name__)

HEART = "plan"
PLAN_AGAIN_AFTER = timedelta(hours=1)
_LONGEST_WEEKEND_DAYS = 7
_ROWS_AT_ONCE = 10_000


def update_ledger(store: Store, config: Config, hours: Hours, now: datetime) -> tuple[int, int]:
    """How many rows were added and changed: none while all that a plan follows from is as it was an hour ago at most.

    The rows are written in parts, so that no other process waits long: what a part has is not planned again.
    Raises StoreError.
    """
    here = local(now, config.zone)
    with store.read() as session:
        subscriptions = list_subscriptions(session)
        done = all_done(session)
        longest = max((s.longest_lead for s in subscriptions), default=0)
        last = here.date() + timedelta(days=HORIZON_DAYS + longest + _LONGEST_WEEKEND_DAYS + WEEKLY_DAYS)
        entries = entries_between(session, here.date(), last, min_confidence=config.extract.min_confidence)
        changed_at = last_change(session)
        grounds = _grounds_of(config, here.date(), changed_at, done, (*subscriptions, *entries))
        beat_before = last_beats(session).get(HEART)
        if (
            beat_before is not None
            and beat_before.detail == grounds
            and timedelta(0) <= now - beat_before.at < PLAN_AGAIN_AFTER
            and not is_any_late(session, here)
        ):
            return 0, 0
        ledger = list_reminders(session, due_from=here.date())
        entries += _told_of_besides(session, config, ledger, entries)
        matches = _matcher(session, config, subscriptions)
    plan = plan_reminders(subscriptions, entries, ledger, matches=matches, hours=hours, now=now, done=done)
    added = 0
    for first in range(0, len(plan.add), _ROWS_AT_ONCE):
        with store.write() as session:
            added += insert_reminders(session, plan.add[first : first + _ROWS_AT_ONCE], at=now)
    with store.write() as session:
        changed = change_reminders(session, plan.change)
        beat(session, HEART, now, grounds)
    return added, changed


def _grounds_of(
    config: Config, today: date, changed_at: datetime | None, done: Done, parts: Sequence[Subscription | CalendarEntry]
) -> str:
    """A sum of all that a plan follows from but the ledger and the minute: while it is the same, so is the plan."""
    settings = config.remind, config.zone.key, config.extract.min_confidence, config.feed
    grounds = hashlib.sha256(repr((today, settings, changed_at, sorted(done))).encode())
    for part in parts:
        grounds.update(repr(part).encode())
    return grounds.hexdigest()


def _told_of_besides(
    session: Session, config: Config, ledger: Sequence[Reminder], entries: Sequence[CalendarEntry]
) -> list[CalendarEntry]:
    """The entries that readers were told of and that have moved out of the days that are planned, or were withdrawn."""
    told = {row.key.entry_id for row in ledger if row.state in TOLD}.difference(e.id for e in entries)
    confidence = config.extract.min_confidence
    return entries_with_ids(session, told, min_confidence=confidence, withdrawn=True) if told else []


def _matcher(session: Session, config: Config, subscriptions: Sequence[Subscription]) -> Matches:
    """Whether a subscription asks for an entry; a feed that the configuration no longer knows takes none. Who asked for
    one entry gets the one that it became a part of."""
    choices = {s.selection: read_choice(s.selection) for s in subscriptions}
    shown: dict[str, Entry] = {}  # as readers see them: what is masked is found neither here nor on the pages
    single = {c.entry_id: survivor_of(session, c.entry_id) or c.entry_id for c in choices.values() if c.entry_id}

    @cache
    def selection_of(text: str) -> Selection | None:
        choice = choices[text]
        found = selection_named(choice.feed, config) if choice.feed else choice.selection
        if found is None:
            log.warning("selection %r of a subscription is no feed; add [[feed]] name = %r to config.toml", text, text)
        return found

    def matches(subscription: Subscription, entry: CalendarEntry) -> bool:
        entry_id = choices[subscription.selection].entry_id
        if entry_id:
            return entry.id == single[entry_id]
        selection = selection_of(subscription.selection)
        if selection is None or selection == Selection():
            return selection is not None
        if entry.id not in shown:
            shown[entry.id] = mask_entry(entry).entry
        return selection.matches(shown[entry.id], entry.sources)

    return matches
