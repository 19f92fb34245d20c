"""locks_of(session, [entry id, …]) -> what people have locked of each entry; `keep_locks` writes them."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from calagg.model.lock import Field, Lock
from calagg.store.review_schema import LockRow

_ORDER = list(Field)


def locks_of(session: Session, entry_ids: Collection[str]) -> dict[str, tuple[Lock, ...]]:
    """The locks of each of the entries that has any, in the order of `Field`."""
    found: dict[str, list[Lock]] = defaultdict(list)
    for row in session.scalars(select(LockRow).where(LockRow.entry_id.in_(entry_ids))):
        found[row.entry_id].append(
            Lock(
                field=Field(row.field),
                value=row.value,
                read=row.read,
                proposed=row.proposed,
                who=row.who,
                at=row.at,
            )
        )
    return {entry: tuple(sorted(locks, key=lambda lock: _ORDER.index(lock.field))) for entry, locks in found.items()}


def keep_locks(session: Session, entry_id: str, locks: Iterable[Lock]) -> None:
    """Makes these the entry's locks, and no others."""
    session.execute(delete(LockRow).where(LockRow.entry_id == entry_id))
    session.add_all(
        LockRow(
            entry_id=entry_id,
            field=lock.field.value,
            value=lock.value,
            read=lock.read,
            proposed=lock.proposed,
            who=lock.who,
            at=lock.at,
        )
        for lock in locks
    )
    session.flush()
