"""count_kept_too_long(session, Limits(…)) -> {"mails": 812, …}; `remove_kept_too_long` removes these, some at a time.

What is still needed stays, however old: all that is about an entry which is not over, what an entry follows from now,
what waits, and people's judgements with all that was told of what they judged: they are never removed, so that nothing
dismissed comes back. How long is long is in the configuration, see `calagg.keep.retention`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, delete, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from calagg.store.mail_kinds import ALARM
from calagg.store.reminders import State
from calagg.store.review_schema import JudgementRow, LockRow
from calagg.store.schema import Base, DocumentRow, DoneRow, EntryRow, MailRow, ReminderRow, SightingRow, SubscriptionRow
from calagg.store.source_schema import VisitRow

_WAITS = (State.PLANNED, State.CLAIMED)


@dataclass(frozen=True, slots=True)
class Limit:
    """What is older than `at` may go; `day` is the same as a local day. An entry is over when it ended before that."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class _Expired:
    table: type[Base]
    condition: ColumnElement[bool]

    @property
    def _key(self) -> ColumnElement[Any]:
        columns = list(self.table.__table__.primary_key)
        return columns[0] if len(columns) == 1 else tuple_(*columns)

    def count(self, session: Session) -> int:
        return session.scalar(select(func.count()).select_from(self.table).where(self.condition)) or 0

    def remove(self, session: Session, most: int) -> int:
        chosen = select(*self.table.__table__.primary_key).where(self.condition).limit(most).correlate(None)
        gone = session.connection().execute(delete(self.table).where(self._key.in_(chosen)))
        assert isinstance(gone, CursorResult)  # noqa: S101 - tells mypy what a delete gives
        return gone.rowcount


def count_kept_too_long(session: Session, limits: Mapping[str, Limit]) -> dict[str, int]:
    """How many rows would go, by the name of what is limited; what has no limit is left out."""
    return {name: sum(e.count(session) for e in _expired(name, limit)) for name, limit in limits.items()}


def remove_kept_too_long(session: Session, name: str, limit: Limit, *, most: int) -> int:
    """Removes at most so many rows of each table that this is about, and says how many went."""
    return sum(expired.remove(session, most) for expired in _expired(name, limit))


def _expired(name: str, limit: Limit) -> tuple[_Expired, ...]:
    return _KINDS[name](limit)


def _versions(limit: Limit) -> tuple[_Expired, ...]:
    """Earlier versions of documents, and what a document told before it was read anew.

    Each entry that they told of is over, stands in what a document says now, and was judged by nobody: so it is what
    it was, and is not taken for another when something old is read once more.
    """
    told = aliased(SightingRow)
    still_needed = exists().where(
        told.document_id == DocumentRow.id, told.entry_id == EntryRow.id, ~_is_settled(EntryRow, told, limit)
    )
    documents = and_(DocumentRow.superseded_at < limit.at, ~still_needed)
    settled = exists().where(EntryRow.id == SightingRow.entry_id, _is_settled(EntryRow, SightingRow, limit))
    return _Expired(DocumentRow, documents), _Expired(SightingRow, and_(SightingRow.retired_at < limit.at, settled))


def _mails(limit: Limit) -> tuple[_Expired, ...]:
    """Mails that came to an end, and with them the links in them; the links of the latest to a reader must work."""
    later = aliased(MailRow)
    sent = State.SENT.value, State.UNCERTAIN.value
    has_later = exists().where(
        later.address == MailRow.address,
        later.created_at > MailRow.created_at,
        later.state.in_(sent),
        later.kind != ALARM,
    )
    reads = exists().where(SubscriptionRow.address == MailRow.address, SubscriptionRow.ended_at.is_(None))
    is_latest = and_(reads, MailRow.state.in_(sent), ~has_later)
    return (_Expired(MailRow, and_(_has_ended(limit), ~is_latest)),)


def _ledger(limit: Limit) -> tuple[_Expired, ...]:
    """Lines of what was mailed, and marks of what is done, on entries that are over: nothing is planned of these."""
    about = EntryRow.id == ReminderRow.entry_id
    lines = and_(
        ReminderRow.state.not_in(_WAITS),
        ReminderRow.due_value < limit.day.isoformat(),
        ReminderRow.mail_on < limit.day,
        exists().where(about, _is_over(EntryRow, limit)),
    )
    marks = and_(DoneRow.at < limit.at, exists().where(EntryRow.id == DoneRow.entry_id, _is_over(EntryRow, limit)))
    return _Expired(ReminderRow, lines), _Expired(DoneRow, marks)


def _ended(limit: Limit) -> tuple[_Expired, ...]:
    """Subscriptions that ended, or that nobody ever confirmed, and all else that is kept of an address without any."""
    row = SubscriptionRow
    left = or_(row.ended_at < limit.at, and_(row.ended_at.is_(None), row.confirmed_at.is_(None), _was_asked(limit)))
    has_none = ~exists().where(row.address == MailRow.address)
    mails = and_(_has_ended(limit), MailRow.kind != ALARM, has_none)
    marks = ~exists().where(row.address == DoneRow.address)
    return _Expired(row, left), _Expired(MailRow, mails), _Expired(DoneRow, marks)


def _visits(limit: Limit) -> tuple[_Expired, ...]:
    """What is known of web addresses that no source has come by for long; one that turns up again is fetched anew."""
    return (_Expired(VisitRow, VisitRow.visited_at < limit.at),)


def _judgements(limit: Limit) -> tuple[_Expired, ...]:
    """What was decided and taken back; what stands keeps an entry as a person decided that it is."""
    return (_Expired(JudgementRow, JudgementRow.undone_at < limit.at),)


_KINDS = {
    "versions": _versions,
    "mails": _mails,
    "ledger": _ledger,
    "ended": _ended,
    "visits": _visits,
    "judgements": _judgements,
}


def _was_asked(limit: Limit) -> ColumnElement[bool]:
    return SubscriptionRow.created_at < limit.at


def _has_ended(limit: Limit) -> ColumnElement[bool]:
    """No worker has it, and no line of the ledger waits for what becomes of it."""
    waits = exists().where(ReminderRow.mail_id == MailRow.id, ReminderRow.state.in_(_WAITS))
    return and_(MailRow.ended_at < limit.at, MailRow.state.not_in(["queued", "claimed"]), ~waits)


def _is_over(entry: type[EntryRow], limit: Limit) -> ColumnElement[bool]:
    """Of a series its last time."""
    return and_(*(or_(day.is_(None), day < limit.day) for day in (entry.start_on, entry.end_on, entry.last_on)))


def _is_settled(entry: type[EntryRow], told: type[SightingRow], limit: Limit) -> ColumnElement[bool]:
    """The entry is over, was told to be, nobody has judged it, and another sentence that a document says now proves it.

    All that was ever told of an entry that a person has judged holds it together, see `calagg.merge.partition`.
    """
    other, holds = aliased(SightingRow), aliased(DocumentRow)
    proved = exists().where(
        other.entry_id == entry.id,
        other.id != told.id,
        other.retired_at.is_(None),
        holds.id == other.document_id,
        holds.superseded_at.is_(None),
    )
    judged = or_(
        entry.review != "",
        exists().where(LockRow.entry_id == entry.id),
        exists().where(
            JudgementRow.undone_at.is_(None),
            or_(JudgementRow.entry_id == entry.id, JudgementRow.other_id == entry.id),
        ),
    )
    days = (or_(day.is_(None), day < limit.day) for day in (told.start_on, told.end_on, told.last_on, told.left_on))
    return and_(_is_over(entry, limit), *days, ~judged, proved)
