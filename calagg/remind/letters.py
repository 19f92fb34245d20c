"""A claimed mail -> `Letter(message, left_out)`: what it says is looked up when it is sent, so that it is true then.

An entry that was moved or cancelled after its reminder was laid in the mail is left out, with the reason.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from calagg.clock import local
from calagg.config import Config
from calagg.model import CalendarEntry, Status
from calagg.remind.alarm import troubles_of
from calagg.remind.chosen import chosen_by
from calagg.remind.compose import Envelope, compose_alarm, compose_confirmation, compose_digest
from calagg.remind.digest import Line
from calagg.remind.due import due_values, is_past
from calagg.remind.notices import is_true
from calagg.remind.plan import CANCELLED, CHANGED_AGAIN, DONE, MOVED, NOT_CHOSEN, PAUSED, WITHDRAWN, why_inactive
from calagg.store import Store
from calagg.store.done import list_done
from calagg.store.entries import entries_with_ids
from calagg.store.mail_kinds import ALARM, CONFIRM
from calagg.store.outbox import Claim
from calagg.store.reminders import LATER_LEAD, TOO_LATE, Reminder, State, list_claimed, list_overtaken
from calagg.store.subscriptions import Subscription, confirmed_id, find_subscription

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
    if claim.kind == CONFIRM:
        with store.read() as session:
            subscription = find_subscription(session, confirmed_id(claim.key))
            if subscription is None or subscription.ended_at or subscription.confirmed_at:
                return Letter(None)
            asked = chosen_by(session, subscription, config)
        return Letter(compose_confirmation(envelope, asked, config))
    if claim.kind == ALARM:
        with store.read() as session:
            troubles = troubles_of(session, config, claim, now)
        return Letter(compose_alarm(envelope, troubles, config, now=now) if troubles else None)
    with store.read() as session:
        waiting = list_claimed(session, claim.id)
        overtaken = list_overtaken(session, claim.id)
        told = {w.reminder.key.entry_id for w in waiting}
        found = (
            entries_with_ids(session, told, min_confidence=config.extract.min_confidence, withdrawn=True)
            if told
            else []
        )
        ids = dict.fromkeys(w.reminder.key.subscription_id for w in waiting)
        asked_for = {i: s for i in ids if (s := find_subscription(session, i))}
        done = list_done(session, claim.address)
        chosen = [
            chosen_by(session, subscription, config) for subscription in asked_for.values() if subscription.active
        ]
    entries = {entry.id: entry for entry in found}
    lines: list[Line] = []
    left_out: dict[str, Ended] = {}
    for one in waiting:
        ended = _why_left_out(one.reminder, entries, asked_for, done, local(now, config.zone))
        if ended is None and one.id in overtaken:
            ended = State.SKIPPED, LATER_LEAD
        if ended:
            left_out[one.id] = ended
        else:
            reminder = one.reminder
            lines.append(Line(entries[reminder.key.entry_id], reminder.key.due, reminder.reason, reminder.notice))
    if not lines:
        return Letter(None, left_out)
    return Letter(compose_digest(envelope, lines, chosen, config, now=now), left_out)


def _why_left_out(
    reminder: Reminder,
    entries: Mapping[str, CalendarEntry],
    subscriptions: Mapping[str, Subscription],
    done: Collection[str],
    here: datetime,
) -> Ended | None:
    """The end of a reminder that is no longer true; None for one that is."""
    key = reminder.key
    entry, subscription = entries.get(key.entry_id), subscriptions.get(key.subscription_id)
    if subscription is None or not subscription.active:
        return State.SUPERSEDED, why_inactive(subscription)
    if subscription.paused_on(here.date()):
        return State.SUPERSEDED, PAUSED
    if key.entry_id in done:
        return State.SUPERSEDED, DONE
    if is_past(key.due, here):
        return State.SKIPPED, TOO_LATE
    if entry is None:
        return State.SUPERSEDED, NOT_CHOSEN
    if reminder.notice:
        return None if is_true(reminder.notice, key.due, entry) else (State.SUPERSEDED, CHANGED_AGAIN)
    if entry.is_withdrawn:
        return State.SUPERSEDED, WITHDRAWN
    if entry.entry.status is Status.CANCELLED:
        return State.SUPERSEDED, CANCELLED
    return None if key.due in due_values(entry) else (State.SUPERSEDED, MOVED)
