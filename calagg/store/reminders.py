"""The ledger: `insert_reminders(session, planned, at=…)` -> how many rows were new; a key that is there stays as it is.

Which reminders there should be is decided in `calagg.remind.plan`, without a database; the mails that carry them are
in `outbox`.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import CursorResult, and_, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from calagg.model import Moment
from calagg.store.insertion import insert_missing
from calagg.store.schema import MailRow, ReminderRow, SubscriptionRow

TOO_LATE = "för sent"
LATER_LEAD = "en senare påminnelse gäller"
DECIDED_BY_THE_CLOCK = (TOO_LATE, LATER_LEAD)
_AT_ONCE = 400


class State(StrEnum):
    """Where a reminder is: planned, claimed by a mail, or at one of its ends."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    SUPERSEDED = "superseded"
    UNCERTAIN = "uncertain"


TOLD = (State.SENT, State.UNCERTAIN)


class Notice(StrEnum):
    """What has happened to an entry that the reader knew otherwise; NONE for a reminder of what comes."""

    NONE = ""
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ReminderKey:
    """What a reminder is told by: no two rows share it. `due` is a wall time, `lead` is in days; of a notice it is the
    entry's version, negative."""

    subscription_id: str
    entry_id: str
    due: Moment
    lead: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """A row of the ledger. `mail_on` is the local day whose digest carries it; `reason` says what is out of the usual:
    why it was skipped or superseded, or of a planned one what is new ("ny frist", "flyttad från 15/1 till 29/1")."""

    key: ReminderKey
    mail_on: date
    state: State
    reason: str = ""
    notice: Notice = Notice.NONE

    @property
    def may_change(self) -> bool:
        """Whether a plan may give it another state: no mail has it, and what was skipped because of the hour may still
        be in time when the machine's clock was wrong."""
        if self.state is State.SKIPPED:
            return self.reason in DECIDED_BY_THE_CLOCK
        return self.state in (State.PLANNED, State.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A planned reminder whose day has come, and the address that it goes to."""

    id: str
    address: str
    reminder: Reminder


def list_reminders(session: Session, *, due_from: date) -> list[Reminder]:
    """All rows that may still change or stand in the way of new ones: due on or after `due_from`, or still planned; and
    the notices that have told readers of such a row's entry that it was due before."""
    row = ReminderRow
    chosen = select(
        row.subscription_id, row.entry_id, row.due_value, row.lead, row.mail_on, row.state, row.reason, row.notice
    )
    listed = [*session.execute(chosen.where((row.due_value >= due_from.isoformat()) | (row.state == State.PLANNED)))]
    told = sorted({(subscription, entry) for subscription, entry, *_, state, _, _ in listed if state in TOLD})
    over = row.due_value < due_from.isoformat(), row.notice != Notice.NONE, row.state != State.PLANNED
    for first in range(0, len(told), _AT_ONCE):
        subscriptions, entries = map(set, zip(*told[first : first + _AT_ONCE], strict=True))
        about = row.subscription_id.in_(subscriptions), row.entry_id.in_(entries)
        listed += session.execute(chosen.where(*about, *over))
    moments = cache(Moment.parse)  # many rows are due at the same
    return [
        Reminder(
            ReminderKey(subscription_id, entry_id, moments(due), lead), mail_on, State(state), reason, Notice(notice)
        )
        for subscription_id, entry_id, due, lead, mail_on, state, reason, notice in listed
    ]


def is_any_late(session: Session, here: datetime) -> bool:
    """Whether the due value of a planned reminder has passed at a local time."""
    today, minute = here.date(), f"{here:%Y-%m-%dT%H:%M}"
    late = select(ReminderRow.id).where(
        ReminderRow.state == State.PLANNED,
        ReminderRow.mail_on <= today,
        ReminderRow.due_value <= minute,
        ReminderRow.due_value != today.isoformat(),  # a whole day is not over yet
    )
    return session.scalar(late.limit(1)) is not None


def insert_reminders(session: Session, reminders: Iterable[Reminder], *, at: datetime) -> int:
    """Adds those whose key is not there yet and returns how many; another process may have planned the same."""
    return len(insert_missing(session, ReminderRow, [_values(reminder, at) for reminder in reminders]))


def change_reminders(session: Session, reminders: Iterable[Reminder]) -> int:
    """Gives rows that may change the state, day and reason in `reminders`; how many changed.

    A row that was laid in a mail in the meantime is left alone: what became of it is told when the mail is.
    """
    row = ReminderRow
    by_the_clock = and_(row.state == State.SKIPPED, row.reason.in_(DECIDED_BY_THE_CLOCK))
    may_change = or_(row.state.in_([State.PLANNED, State.SUPERSEDED]), by_the_clock)
    changed = 0
    for reminder in reminders:
        key = reminder.key
        changed += _count(
            session.execute(
                update(row)
                .where(
                    row.subscription_id == key.subscription_id,
                    row.entry_id == key.entry_id,
                    row.due_value == str(key.due),
                    row.lead == key.lead,
                    may_change,
                )
                .values(state=reminder.state, mail_on=reminder.mail_on, reason=reminder.reason, mail_id=None)
            )
        )
    return changed


def list_waiting(session: Session, *, until: date) -> list[Waiting]:
    """Planned reminders of active subscriptions whose mail day is `until` or before, by address."""
    chosen = (
        select(ReminderRow, SubscriptionRow.address)
        .join(SubscriptionRow, SubscriptionRow.id == ReminderRow.subscription_id)
        .where(
            ReminderRow.state == State.PLANNED,
            ReminderRow.mail_on <= until,
            SubscriptionRow.confirmed_at.is_not(None),
            SubscriptionRow.ended_at.is_(None),
            SubscriptionRow.bounced_at.is_(None),
        )
        .order_by(SubscriptionRow.address, ReminderRow.due_value, ReminderRow.id)
    )
    return [Waiting(row.id, address, _reminder(row)) for row, address in session.execute(chosen)]


def claim_reminders(session: Session, ids: Sequence[str], mail_id: str) -> int:
    """Lays those that are still planned in a mail; how many that were."""
    return _count(
        session.execute(
            update(ReminderRow)
            .where(ReminderRow.id.in_(ids), ReminderRow.state == State.PLANNED)
            .values(state=State.CLAIMED, mail_id=mail_id)
        )
    )


def list_claimed(session: Session, mail_id: str) -> list[Waiting]:
    """The reminders that a mail is to carry, in the order of their due values."""
    chosen = (
        select(ReminderRow, SubscriptionRow.address)
        .join(SubscriptionRow, SubscriptionRow.id == ReminderRow.subscription_id)
        .where(ReminderRow.mail_id == mail_id, ReminderRow.state == State.CLAIMED)
        .order_by(ReminderRow.due_value, ReminderRow.id)
    )
    return [Waiting(row.id, address, _reminder(row)) for row, address in session.execute(chosen)]


def list_overtaken(session: Session, mail_id: str) -> set[str]:
    """The row ids of those of a mail that a later lead has overtaken: it is in another mail to the same address, which
    was sent or is to be."""
    later, other, mail = aliased(ReminderRow), aliased(MailRow), aliased(MailRow)
    chosen = (
        select(ReminderRow.id)
        .join(mail, mail.id == ReminderRow.mail_id)
        .join(
            later,
            and_(later.entry_id == ReminderRow.entry_id, later.due_value == ReminderRow.due_value),
        )
        .join(other, other.id == later.mail_id)
        .where(
            ReminderRow.mail_id == mail_id,
            ReminderRow.notice == Notice.NONE,
            later.notice == Notice.NONE,
            later.lead < ReminderRow.lead,
            later.state.in_([State.CLAIMED, State.SENT]),
            other.address == mail.address,
            other.id != mail_id,
        )
    )
    return set(session.scalars(chosen))


def settle_reminders(
    session: Session,
    mail_id: str,
    state: State,
    *,
    reason: str = "",
    sent_at: datetime | None = None,
    only: Collection[str] | None = None,
) -> int:
    """Gives the claimed reminders of a mail, or those `only`, their end; how many changed. A given reason replaces
    the row's own."""
    chosen = update(ReminderRow).where(ReminderRow.mail_id == mail_id, ReminderRow.state == State.CLAIMED)
    if only is not None:
        chosen = chosen.where(ReminderRow.id.in_(only))
    values: dict[str, object] = {"state": state, "sent_at": sent_at}
    if reason:
        values["reason"] = reason
    return _count(session.execute(chosen.values(**values)))


def count_reminders(session: Session) -> dict[tuple[State, str], int]:
    """How many rows there are of each state and reason."""
    by = ReminderRow.state, ReminderRow.reason
    counted = select(*by, func.count()).group_by(*by)
    return {(State(state), reason): number for state, reason, number in session.execute(counted)}


def count_mailed(session: Session, first: date, last: date) -> dict[tuple[State, str], int]:
    """How many there are of each state and reason whose mail day is in first..last, both inclusive, and of those that
    were to go before and still wait."""
    waits = ReminderRow.state.in_([State.PLANNED, State.CLAIMED])
    by = ReminderRow.state, ReminderRow.reason
    counted = select(*by, func.count()).where(ReminderRow.mail_on <= last, (ReminderRow.mail_on >= first) | waits)
    return {(State(state), reason): number for state, reason, number in session.execute(counted.group_by(*by))}


def _values(reminder: Reminder, at: datetime) -> dict[str, object]:
    key = reminder.key
    return {
        "id": str(uuid.uuid4()),
        "subscription_id": key.subscription_id,
        "entry_id": key.entry_id,
        "due_value": str(key.due),
        "lead": key.lead,
        "mail_on": reminder.mail_on,
        "planned_at": at,
        "state": reminder.state,
        "reason": reminder.reason,
        "notice": reminder.notice,
    }


def _reminder(row: ReminderRow) -> Reminder:
    key = ReminderKey(row.subscription_id, row.entry_id, Moment.parse(row.due_value), row.lead)
    return Reminder(key, row.mail_on, State(row.state), row.reason, Notice(row.notice))


def _count(result: object) -> int:
    assert isinstance(result, CursorResult)  # noqa: S101 - an UPDATE's result; tells mypy what `execute` gave
    return int(result.rowcount)
