"""`put_right(session, at, …)` -> the outbox without what was written in it while the machine's clock was ahead of `at`.

Nothing that a server may have taken is sent anew. What was skipped in the ledger as too late is planned again by
`calagg.remind.plan`; this is about the mails.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from calagg.store.mail_kinds import ALARM, DIGEST, NOTICE
from calagg.store.reminders import TOO_LATE, State
from calagg.store.schema import MailRow, ReminderRow

_AT_ONCE = 500
_DAY_LETTERS = len("2026-11-20")


def put_right(session: Session, at: datetime, *, today: date, lease: timedelta) -> int:
    """Gives mails the place that they would have if it had never been later than `at`; how many were taken back.

    Digests and notices that were not sent are taken back and their reminders planned anew when they are of days to come
    or were given up too early; for a day to come whose digest was sent another one can be made. What waits, or is
    claimed for longer than a lease, is due now.
    """
    given_up_early = and_(
        MailRow.state == State.FAILED.value,
        MailRow.error == TOO_LATE,
        MailRow.ended_at > at,
        MailRow.expires_at > at,
    )
    taken_back = _take_back(session, given_up_early, at, today)
    _free_days(session, today)
    changes = (
        (given_up_early, {"state": "queued", "next_try_at": at, "ended_at": None, "error": ""}),
        (and_(MailRow.state == "queued", MailRow.next_try_at > at), {"next_try_at": at}),
        (and_(MailRow.state == "claimed", MailRow.lease_until > at + lease), {"lease_until": at}),
        (and_(MailRow.kind == ALARM, MailRow.created_at > at), {"created_at": at}),
        (MailRow.ended_at > at, {"ended_at": at}),
    )
    for condition, values in changes:
        session.execute(update(MailRow).where(condition).values(values))
    return taken_back


def _take_back(session: Session, given_up_early: ColumnElement[bool], at: datetime, today: date) -> int:
    """Digests and notices of which no server can have anything are no more, and their reminders are planned."""
    to_come = or_(
        and_(MailRow.kind == DIGEST, MailRow.key > today.isoformat()),
        and_(MailRow.kind == NOTICE, MailRow.created_at > at),
    )
    still_waits = and_(MailRow.state.in_(["queued", "claimed"]), to_come)
    chosen = select(MailRow.id).where(
        MailRow.kind.in_([DIGEST, NOTICE]),
        MailRow.flagged.is_(False),
        MailRow.stage != "data",
        or_(still_waits, given_up_early),
    )
    ids = session.scalars(chosen.with_for_update()).all()
    row = ReminderRow
    ends = (
        (row.state == State.CLAIMED, {"state": State.PLANNED, "mail_id": None}),
        (
            and_(row.state == State.FAILED, row.reason == TOO_LATE),
            {"state": State.PLANNED, "mail_id": None, "reason": ""},
        ),
    )
    for first in range(0, len(ids), _AT_ONCE):
        part = ids[first : first + _AT_ONCE]
        for ended, values in ends:
            session.execute(update(row).where(row.mail_id.in_(part), ended).values(values))
        session.execute(delete(MailRow).where(MailRow.id.in_(part)))
    return len(ids)


def _free_days(session: Session, today: date) -> None:
    """Digests of days to come keep the day in their key, but another one may be made of it."""
    to_come = MailRow.kind == DIGEST, MailRow.key > today.isoformat(), func.length(MailRow.key) == _DAY_LETTERS
    session.execute(update(MailRow).where(*to_come).values(key=MailRow.key + " " + MailRow.id))
