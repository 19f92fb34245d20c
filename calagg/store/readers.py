"""`find_reader(session, token)` -> "anna@example.se": who may change what by the link of a mail, and what was mailed.

The link's token is all that a reader logs in with: whoever has a mail to an address has what is sent to it. How a
subscription begins is in `subscriptions`, what is done with an entry in `done`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session

from calagg.model import Moment
from calagg.store.reminders import State
from calagg.store.schema import DoneRow, MailRow, ReminderRow, SubscriptionRow
from calagg.store.subscriptions import (
    Subscription,
    longest_first,
    longest_first_by_kind,
    mail_with,
    subscription_of,
)

_OF_READERS = (MailRow, DoneRow, SubscriptionRow)


@dataclass(frozen=True, slots=True)
class MailedLine:
    """What a reader is or was to hear of: `day` is that of its mail, `due` the value that it is about."""

    day: date
    entry_id: str
    due: Moment
    state: State
    reason: str
    sent_at: datetime | None = None


def find_reader(session: Session, token: str) -> str | None:
    """The address that the mail with that token was sent to; None for an unknown token."""
    mail = mail_with(session, token)
    return mail.address if mail else None


def change_subscription(
    session: Session,
    subscription_id: str,
    *,
    selection: str,
    leads: Iterable[int],
    kind_leads: Mapping[str, Iterable[int]],
    weekly: bool,
    paused_until: date | None,
    at: datetime,
) -> Subscription | None:
    """The subscription as its reader wants it from now on; None where the reader has one with that selection already.

    Lead times that have passed when it changes are not made up for. One that was ended is replaced.
    """
    row = session.get_one(SubscriptionRow, subscription_id, with_for_update=True)
    other = session.scalars(
        select(SubscriptionRow).where(
            SubscriptionRow.address == row.address,
            SubscriptionRow.selection == selection,
            SubscriptionRow.id != row.id,
        )
    ).one_or_none()
    if other is not None and other.ended_at is None:
        return None
    if other is not None:
        session.delete(other)
        session.flush()
    wanted = selection, longest_first(leads), longest_first_by_kind(kind_leads), weekly
    if (row.selection, row.leads, row.kind_leads, row.weekly) != wanted:
        row.selection, row.leads, row.kind_leads, row.weekly = wanted
        row.confirmed_at = row.confirmed_at and at
    row.paused_until = paused_until
    session.flush()
    return subscription_of(row)


def list_planned(session: Session, address: str, *, until: date) -> list[MailedLine]:
    """What is planned for a reader to be mailed until that day, inclusive, in the order of the mails."""
    waits = ReminderRow.state.in_([State.PLANNED, State.CLAIMED])
    return _lines(session, address, waits, ReminderRow.mail_on <= until)


def list_mailed(session: Session, address: str, *, since: datetime) -> list[MailedLine]:
    """What was mailed to a reader since then, and what could not be, the latest first."""
    ended = ReminderRow.state.in_([State.SENT, State.UNCERTAIN, State.FAILED])
    return _lines(session, address, ended, ReminderRow.mail_on >= since.date())[::-1]


def is_kept(session: Session, address: str) -> bool:
    """Whether anything is kept of an address."""
    return any(session.scalar(select(exists().where(table.address == address))) for table in _OF_READERS)


def erase_reader(session: Session, address: str) -> None:
    """Removes all that is kept of an address: subscriptions with their reminders, mails, what is marked as done.

    A mail that is being handed over at this moment is not stopped after its final dot, but nothing is written of it.
    """
    for table in _OF_READERS:
        session.execute(delete(table).where(table.address == address))


def _lines(session: Session, address: str, *where: ColumnElement[bool]) -> list[MailedLine]:
    chosen = (
        select(ReminderRow)
        .join(SubscriptionRow, SubscriptionRow.id == ReminderRow.subscription_id)
        .where(SubscriptionRow.address == address, *where)
        .order_by(ReminderRow.mail_on, ReminderRow.due_value, ReminderRow.id)
    )
    return [
        MailedLine(row.mail_on, row.entry_id, Moment.parse(row.due_value), State(row.state), row.reason, row.sent_at)
        for row in session.scalars(chosen)
    ]
