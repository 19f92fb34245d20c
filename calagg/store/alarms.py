"""`ended_mails(session, State.FAILED, …)` -> what an alarm tells of; `list_alarms(session, …)` -> what was told.

The alarm itself is a mail like others, in `outbox`; when one is due is decided in `calagg.remind.alarm`.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from calagg.store.mail_kinds import ALARM
from calagg.store.reminders import State
from calagg.store.schema import MailRow


@dataclass(frozen=True, slots=True)
class EndedMail:
    """A mail that came to an end that nobody wished; `error` is the reason as it was noted."""

    ended_at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """A mail to the administrator: its outbox key, and whether it is still on its way."""

    key: str
    created_at: datetime
    waits: bool


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many mails wait, and since when the first of them."""

    count: int
    since: datetime


def ended_mails(
    session: Session, state: State, *, since: datetime, until: datetime, alarms: bool = False
) -> list[EndedMail]:
    """Mails to readers, or with `alarms` those to the administrator, that ended so from `since` to before `until`."""
    chosen = select(MailRow.ended_at, MailRow.error).where(
        MailRow.state == state.value,
        MailRow.ended_at >= since,
        MailRow.ended_at < until,
        MailRow.kind == ALARM if alarms else MailRow.kind != ALARM,
    )
    return [EndedMail(at, error) for at, error in session.execute(chosen.order_by(MailRow.ended_at, MailRow.id)) if at]


def list_alarms(session: Session, *, since: datetime) -> list[Alarm]:
    """The alarms made since then or still on their way, oldest first; those that had nothing left to say are none."""
    chosen = select(MailRow.key, MailRow.created_at, MailRow.state).where(
        MailRow.kind == ALARM,
        MailRow.state != State.SKIPPED.value,
        or_(MailRow.created_at >= since, MailRow.state.in_(["queued", "claimed"])),
    )
    found = session.execute(chosen.order_by(MailRow.created_at, MailRow.id))
    return [Alarm(key, at, state in ("queued", "claimed")) for key, at, state in found]


def find_backlog(session: Session, *, before: datetime) -> Backlog | None:
    """The mails made before then that are not sent yet; None where there are none."""
    chosen = select(func.count(), func.min(MailRow.created_at)).where(
        MailRow.state.in_(["queued", "claimed"]), MailRow.created_at < before
    )
    count, since = session.execute(chosen).one()
    return Backlog(count, since) if count else None
