"""save_source(session, "natverket", …) -> the row that says where documents come from and when it last gave any.

`claim_source` gives a source that is due to one process at a time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from calagg.store.insertion import insert_missing_keys
from calagg.store.schema import DocumentRow
from calagg.store.source_schema import SourceRow

LEASE = timedelta(minutes=10)
LONGEST = timedelta(days=32)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSource:
    """One source; `read_at` when it could last be looked through, `changed_at` when that last gave something new,
    `error` why it can't be since then ("" it can), after how many `failures` in a row. `next_at` is when it is due,
    None at the next tick. `shown` is how many documents it had when it last had any, `emptied_at` since when it has
    none; `missed` says which of them it did not give."""

    name: str
    kind: str
    read_at: datetime | None
    changed_at: datetime | None
    error: str = ""
    next_at: datetime | None = None
    failures: int = 0
    shown: int | None = None
    emptied_at: datetime | None = None
    missed: str = ""


def save_source(session: Session, name: str, *, kind: str = "folder") -> None:
    """Makes the source's row where there is none."""
    if session.get(SourceRow, name) is None:
        session.add(SourceRow(name=name, kind=kind, error=""))
        session.flush()


def claim_source(session: Session, name: str, *, kind: str, at: datetime, force: bool = False) -> bool:
    """Whether this process is the one to read the source now: it is due (or `force`), and nobody else has it.

    A process that died keeps it for the time of a lease. What a clock that was ahead has written (due later than any
    schedule, leased for longer than a lease) binds nobody.
    """
    insert_missing_keys(session, SourceRow, {"name": name, "kind": kind, "error": "", "failures": 0, "missed": ""})
    row = SourceRow
    due = or_(row.next_at.is_(None), row.next_at <= at, row.next_at > at + LONGEST)
    free = or_(row.leased_until.is_(None), row.leased_until <= at, row.leased_until > at + LEASE)
    claimed = session.execute(
        update(SourceRow)
        .where(row.name == name, free, *(() if force else (due,)))
        .values(kind=kind, tried_at=at, leased_until=at + LEASE)
        .returning(row.name)
    )
    return claimed.first() is not None


def renew_lease(session: Session, name: str, *, until: datetime) -> None:
    """Keeps the source until then."""
    session.execute(update(SourceRow).where(SourceRow.name == name).values(leased_until=until))


def note_read(
    session: Session,
    name: str,
    *,
    at: datetime,
    changed: bool,
    error: str = "",
    kind: str = "folder",
    shown: int | None = None,
    missed: str = "",
    next_at: datetime | None = None,
) -> None:
    """Writes that the source was looked through and whether that gave something new; with `error` that it could not
    be, and its `read_at` stays. `shown` is how many documents it has, None where that is not known. Ends the lease."""
    save_source(session, name)
    row = session.get_one(SourceRow, name)
    row.kind, row.tried_at, row.next_at, row.leased_until = kind, at, next_at, None
    row.changed_at = at if changed else row.changed_at
    row.error = error
    if error:
        row.failures += 1
        return
    row.read_at, row.failures, row.missed = at, 0, missed
    if shown:
        row.shown, row.emptied_at = shown, None
    elif shown == 0 and row.shown:
        row.emptied_at = row.emptied_at or at


def list_sources(session: Session) -> list[StoredSource]:
    """All sources, by name."""
    return [
        StoredSource(
            name=row.name,
            kind=row.kind,
            read_at=row.read_at,
            changed_at=row.changed_at,
            error=row.error,
            next_at=row.next_at,
            failures=row.failures,
            shown=row.shown,
            emptied_at=row.emptied_at,
            missed=row.missed,
        )
        for row in session.scalars(select(SourceRow).order_by(SourceRow.name))
    ]


def documents_by_source(session: Session) -> dict[str, int]:
    """How many documents there are now of each source that has given any."""
    counted = select(DocumentRow.source_name, func.count()).where(
        DocumentRow.superseded_at.is_(None), DocumentRow.source_name.is_not(None)
    )
    return {name: number for name, number in session.execute(counted.group_by(DocumentRow.source_name)) if name}
