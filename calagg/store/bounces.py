"""`note_bounce(session, returned, hard=True, at=…)` -> True: the mail is known to have come back, its reader is paused.

What a returned mail says, and how it is fetched, is in `calagg.remind.bounces`. A mail counts once, however often its
return is told of. A pause ends when the reader confirms anew, in `subscriptions`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from calagg.store.reminders import State
from calagg.store.schema import MailRow, SubscriptionRow
from calagg.store.session import lock_calendar

HARD, SOFT = "hard", "soft"
SOFT_IN_A_ROW = 3
RETURNS_WITHIN = timedelta(days=3)  # a mail that has not come back by then counts as arrived


@dataclass(frozen=True, slots=True)
class Returned:
    """A mail that something was returned for, and the one address that it went to."""

    mail_id: str
    address: str


def find_marked(session: Session, marks: Collection[str]) -> Returned | None:
    """The mail whose link secret's hash, of the latest attempt or the one before it, begins with one of `marks`."""
    return _find(session, or_(*(_begins(mark) for mark in marks))) if marks else None


def find_named(session: Session, message_ids: Collection[str]) -> Returned | None:
    """The mail with one of these Message-IDs, angle brackets included."""
    return _find(session, MailRow.message_id.in_(message_ids)) if message_ids else None


def note_bounce(session: Session, returned: Returned, *, hard: bool, at: datetime) -> bool:
    """Keeps that the mail came back, and pauses its reader when that says so; False when it was known, or is erased.

    A hard bounce pauses at once, the third soft one in a row too: with no mail between them that is older than three
    days and did not come back. What was sent before the reader's latest confirmation pauses nothing. Bounces are noted
    by one process at a time.
    """
    lock_calendar(session)
    row = session.get(MailRow, returned.mail_id, populate_existing=True)
    if row is None or row.bounce == HARD or (row.bounce == SOFT and not hard):
        return False
    row.bounce, row.bounced_at = (HARD if hard else SOFT), at
    session.flush()
    confirmed = select(func.max(SubscriptionRow.confirmed_at)).where(SubscriptionRow.address == row.address)
    confirmed_at = session.scalar(confirmed)
    stale = confirmed_at is not None and confirmed_at >= row.created_at
    if not stale and (hard or _soft_in_a_row(session, row.address, confirmed_at, at) >= SOFT_IN_A_ROW):
        session.execute(
            update(SubscriptionRow)
            .where(SubscriptionRow.address == row.address, *_PAUSABLE)
            .values(bounced_at=at)
            .execution_options(synchronize_session=False)
        )
    return True


def count_paused(session: Session) -> int:
    """How many readers get nothing since what was sent to them came back."""
    return session.scalar(select(func.count(SubscriptionRow.address.distinct())).where(*_PAUSED)) or 0


def is_any_paused(session: Session, *, since: datetime, until: datetime) -> bool:
    """Whether a reader was paused from `since` to before `until` and still is."""
    within = SubscriptionRow.bounced_at >= since, SubscriptionRow.bounced_at < until
    return session.scalar(select(SubscriptionRow.id).where(*_PAUSED, *within).limit(1)) is not None


_PAUSABLE = (
    SubscriptionRow.confirmed_at.is_not(None),
    SubscriptionRow.ended_at.is_(None),
    SubscriptionRow.bounced_at.is_(None),
)
_PAUSED = SubscriptionRow.bounced_at.is_not(None), SubscriptionRow.ended_at.is_(None)


def _soft_in_a_row(session: Session, address: str, confirmed_at: datetime | None, at: datetime) -> int:
    """How many mails to the address came back, up to the newest that did, since one that arrived or the confirmation.

    What is younger than three days and has not come back says nothing yet. Nor does what was sent after the newest
    that came back: a server may try for five days, and the mails of those days come back one by one.
    """
    chosen = select(MailRow.created_at, MailRow.bounce).where(
        MailRow.address == address,
        or_(MailRow.bounce.is_not(None), MailRow.state.in_([State.SENT.value, State.UNCERTAIN.value])),
    )
    if confirmed_at is not None:
        chosen = chosen.where(MailRow.created_at > confirmed_at)
    count = 0
    for created_at, bounce in session.execute(chosen.order_by(MailRow.created_at.desc(), MailRow.id)):
        if bounce:
            count += 1
        elif count and created_at < at - RETURNS_WITHIN:
            break
    return count


def _find(session: Session, condition: ColumnElement[bool]) -> Returned | None:
    chosen = select(MailRow.id, MailRow.address).where(condition).order_by(MailRow.id).limit(1)
    row = session.execute(chosen).one_or_none()
    return Returned(row.id, row.address) if row else None


def _begins(mark: str) -> ColumnElement[bool]:
    """Asked as a range, which an index answers; after the letters of a hash comes "g"."""
    columns = MailRow.token_hash, MailRow.earlier_token_hash
    return or_(*(and_(column >= mark, column < f"{mark}g") for column in columns))
