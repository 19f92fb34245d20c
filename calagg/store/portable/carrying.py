"""`set_aside(session)`, `load`, `take_over(session, aside)`: what has been mailed since stays known as mailed.

A database that is put back as it was yesterday does not know what went out this morning, and who has unsubscribed
since. From the one that it replaces it takes over the mails that a server has, or may have, the lines of the ledger
that they told, and the ends of subscriptions: nobody hears of a thing twice, or after having left. Nothing else is
taken, and nothing of readers or entries that the backup does not know.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, exists, insert, or_, select, text, update
from sqlalchemy.orm import Session

from calagg.store.reminders import TOLD, State
from calagg.store.schema import EntryRow, MailRow, ReminderRow, SubscriptionRow
from calagg.store.tables import TABLES

_MAIL, _REMINDER, _SUBSCRIPTION, _ENTRY = (
    TABLES.tables[row.__tablename__] for row in (MailRow, ReminderRow, SubscriptionRow, EntryRow)
)


@dataclass(frozen=True, slots=True)
class Aside:
    """The tables that hold, for this transaction alone, what is to be taken over."""

    mails: Table
    told: Table
    left: Table


def set_aside(session: Session) -> Aside:
    """Copies what is to be taken over; to be called before the tables are replaced."""
    mail, reminder = _MAIL.c, _REMINDER.c
    perhaps_accepted = or_(mail.flagged, and_(mail.state == State.CLAIMED, mail.stage == "data"))
    mails = select(_MAIL).where(or_(mail.state.in_(TOLD), perhaps_accepted))
    of_these = reminder.mail_id.in_(mails.with_only_columns(mail.id))
    told = select(_REMINDER).where(or_(reminder.state.in_(TOLD), and_(reminder.state == State.CLAIMED, of_these)))
    left = select(_SUBSCRIPTION).where(_SUBSCRIPTION.c.ended_at.is_not(None))
    return Aside(_copied(session, mails, "mails"), _copied(session, told, "told"), _copied(session, left, "left"))


def take_over(session: Session, aside: Aside) -> None:
    """Gives the loaded tables what was set aside, and removes that."""
    _take_mails(session, aside.mails)
    _take_told(session, aside.told)
    left = aside.left.c
    again = _SUBSCRIPTION.c.id == left.id, _SUBSCRIPTION.c.ended_at.is_(None)
    session.connection().execute(update(_SUBSCRIPTION).where(*again).values(ended_at=left.ended_at))
    for table in (aside.mails, aside.told, aside.left):
        session.execute(text(f"DROP TABLE {table.name}"))


def _take_mails(session: Session, mails: Table) -> None:
    """A mail that waited in the backup has the state that it has come to; one that came later is there again."""
    fresh = {name: mails.c[name] for name in _MAIL.c.keys() if name != "id"}  # noqa: SIM118 - no mapping
    session.connection().execute(update(_MAIL).where(_MAIL.c.id == mails.c.id).values(fresh))
    there = or_(
        _MAIL.c.id == mails.c.id,
        and_(_MAIL.c.address == mails.c.address, _MAIL.c.kind == mails.c.kind, _MAIL.c.key == mails.c.key),
    )
    of_reader = exists().where(_SUBSCRIPTION.c.address == mails.c.address)
    session.execute(insert(_MAIL).from_select(_MAIL.c.keys(), select(mails).where(~exists().where(there), of_reader)))


def _take_told(session: Session, told: Table) -> None:
    """The same of the ledger, whose lines are known by what they are about."""
    line, kept = _REMINDER.c, told.c
    same = and_(*(line[name] == kept[name] for name in ("subscription_id", "entry_id", "due_value", "lead")))
    mail_is_there = exists().where(_MAIL.c.id == kept.mail_id)
    ended = or_(kept.state.in_(TOLD), mail_is_there)
    columns: dict[str, ColumnElement[Any]] = {name: kept[name] for name in _REMINDER.c.keys()}  # noqa: SIM118 - no mapping
    columns["mail_id"] = case((mail_is_there, kept.mail_id))
    fresh = {name: value for name, value in columns.items() if name != "id"}
    session.connection().execute(update(_REMINDER).where(same, ended).values(fresh))
    known = exists().where(_SUBSCRIPTION.c.id == kept.subscription_id), exists().where(_ENTRY.c.id == kept.entry_id)
    missing = ~exists().where(or_(same, line.id == kept.id))
    session.execute(
        insert(_REMINDER).from_select(list(columns), select(*columns.values()).where(missing, ended, *known))
    )


def _copied(session: Session, rows: Select[*tuple[object, ...]], name: str) -> Table:
    made = rows.into(f"calagg_{name}_aside", temporary=True)
    session.connection().execute(made)
    return made.table
