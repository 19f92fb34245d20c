"""A claimed mail -> `Letter(message, left_out)`: what it says is looked up when it is sent, so that it is true then.

An entry that was moved or cancelled after its reminder was laid in the mail is left out, with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from calagg.clock import local
from calagg.config import Config
from calagg.model import CalendarEntry, Status
from calagg.remind.alarm import troubles_of
from calagg.remind.compose import Chosen, Envelope, compose_alarm, compose_confirmation, compose_digest
from calagg.remind.digest import Line
from calagg.remind.plan import CANCELLED, MOVED, NOT_CHOSEN, TOO_LATE, due_values, is_past, why_inactive
from calagg.store import Store
from calagg.store.alarms import ALARM
from calagg.store.entries import entries_with_ids
from calagg.store.outbox import Claim
from calagg.store.reminders import Reminder, State, list_claimed
from calagg.store.subscriptions import Subscription, confirmed_id, find_subscription

_WORDS = {"all": "alla poster", "deadlines": "sista dagar och utlysningar"}

Ended = tuple[State, str]


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is now, None when it has nothing to say; `left_out` gives reminders, by row id, their end."""

    message: EmailMessage | None
    left_out: dict[str, Ended] = field(default_factory=dict)


def write_letter(store: Store, config: Config, claim: Claim, *, now: datetime) -> Letter:
    """What the claimed mail says at `now`. Raises StoreError, and ValueError or MessageError for what no mail holds."""
    envelope = Envelope(
        address=claim.address,
        message_id=claim.message_id,
        created_at=claim.created_at,
        token=claim.token,
    )
    if claim.kind == "confirm":
        with store.read() as session:
            subscription = find_subscription(session, confirmed_id(claim.key))
        if subscription is None or subscription.ended_at or subscription.confirmed_at:
            return Letter(None)
        return Letter(compose_confirmation(envelope, put_in_words(subscription, config), config))
    if claim.kind == ALARM:
        with store.read() as session:
            troubles = troubles_of(session, config, claim, now)
        return Letter(compose_alarm(envelope, troubles, config, now=now) if troubles else None)
    with store.read() as session:
        waiting = list_claimed(session, claim.id)
        told = {w.reminder.key.entry_id for w in waiting}
        found = entries_with_ids(session, told, min_confidence=config.extract.min_confidence) if told else []
        ids = dict.fromkeys(w.reminder.key.subscription_id for w in waiting)
        asked = {i: s for i in ids if (s := find_subscription(session, i))}
    subscriptions = {i: s for i, s in asked.items() if s.active}
    entries = {entry.id: entry for entry in found}
    lines: list[Line] = []
    left_out: dict[str, Ended] = {}
    for one in waiting:
        ended = _why_left_out(one.reminder, entries, asked, local(now, config.zone))
        if ended:
            left_out[one.id] = ended
        else:
            lines.append(Line(entries[one.reminder.key.entry_id], one.reminder.key.due, one.reminder.reason))
    if not lines:
        return Letter(None, left_out)
    chosen = [put_in_words(subscription, config) for subscription in subscriptions.values()]
    return Letter(compose_digest(envelope, lines, chosen, config, now=now), left_out)


def _why_left_out(
    reminder: Reminder,
    entries: Mapping[str, CalendarEntry],
    subscriptions: Mapping[str, Subscription],
    here: datetime,
) -> Ended | None:
    """The end of a reminder that is no longer true; None for one that is."""
    key = reminder.key
    entry = entries.get(key.entry_id)
    subscription = subscriptions.get(key.subscription_id)
    if subscription is None or not subscription.active:
        return State.SUPERSEDED, why_inactive(subscription)
    if is_past(key.due, here):
        return State.SKIPPED, TOO_LATE
    if entry is None:
        return State.SUPERSEDED, NOT_CHOSEN
    if entry.entry.status is Status.CANCELLED:
        return State.SUPERSEDED, CANCELLED
    return None if key.due in due_values(entry) else (State.SUPERSEDED, MOVED)


def put_in_words(subscription: Subscription, config: Config) -> Chosen:
    """What the reader of a subscription gets, as its mails and pages call it."""
    titles = {feed.name: feed.title or feed.name for feed in config.feed}
    name = subscription.selection
    return Chosen(subscription.leads, _WORDS.get(name) or titles.get(name, name))
